#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "engine/index_walk.h"

// Filters that the searches of one reader ask for again and again. For index_*.cpp, plan_*.cpp and
// search_few.cpp; throws what Xapian throws.
namespace verbatim {

// Documents of one part of an index, by their numbers.
class PartDocuments {
public:
    // Of a part with documents, from `first` to `last`.
    PartDocuments(std::uint32_t first, std::uint32_t last)
        : first_(first), documents_(last - first) {}

    void add(std::uint32_t number);  // each once
    std::uint32_t size() const { return size_; }
    bool contains(std::uint32_t number) const {
        return number >= first_ && documents_.contains(number - first_);
    }
    // The first from `number` on, nothing behind the last.
    std::optional<std::uint32_t> next(std::uint32_t number) const;

private:
    std::uint32_t first_, size_ = 0;
    DocumentSet documents_;  // by number - first_
};

// Documents of all parts of an index.
class KeptDocuments {
public:
    // What a filter finds there; nothing where two parts cannot be told apart.
    static std::unique_ptr<const KeptDocuments> found(const Xapian::Query& filter,
                                                      std::span<const Xapian::Database> parts);

    std::uint64_t size() const { return size_; }
    bool contains(std::uint32_t number) const;
    // Those of one of the parts; nothing if it is empty.
    const PartDocuments* of(const Xapian::Database& part) const;

private:
    // Both are known without a look into the part's tables.
    struct Part {
        std::uint32_t last = 0, documents = 0;
        friend auto operator<=>(const Part&, const Part&) = default;
    };
    static Part named(const Xapian::Database& part);

    std::map<Part, PartDocuments> parts_;
    std::uint64_t size_ = 0;
};

// What finds them, while they live.
Xapian::Query query_for(const KeptDocuments& documents);

// A filter is kept as a set of documents from the second search on that has it: to ask a set costs
// nothing, and Xapian then walks the words alone. A bit for each document that there is. The first
// that come stay for good.
class KeptFilters {
public:
    // Those that fewer documents pass than `least` are not kept, and no more than `most` filters.
    KeptFilters(std::uint64_t least, std::size_t most) : least_(least), most_(most) {}

    // The documents that pass, while this lives; nothing while they are not kept. The parts are the
    // same at each call. Searches are counted from 1 on; one may ask for a filter more than once.
    const KeptDocuments* documents(const Xapian::Query& filter,
                                   std::span<const Xapian::Database> parts, std::uint64_t search);

private:
    struct Known {
        std::uint64_t search = 0;  // the last that asked
        bool was_asked_again = false;
        std::unique_ptr<const KeptDocuments> documents;  // nothing while it is not worth it
    };

    std::uint64_t least_;
    std::size_t most_;
    std::map<std::string, Known> known_;
    std::size_t kept_ = 0;  // those with documents
};

}  // namespace verbatim
