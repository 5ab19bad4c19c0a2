#pragma once

#include <xapian.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

// All documents that a query finds, where none need be weighed: by walking the lists of its terms,
// which takes a third of what Xapian's matching does. For index_*.cpp and search*.cpp; throws what
// Xapian throws.
namespace verbatim {

// Documents by their numbers, a bit for each number up to the last one.
class DocumentSet {
public:
    explicit DocumentSet(std::uint32_t last) : words_(last / kBits + 1) {}

    void add(std::uint32_t number) { words_[number / kBits] |= bit(number); }
    void remove(std::uint32_t number) { words_[number / kBits] &= ~bit(number); }
    bool contains(std::uint32_t number) const {
        return number / kBits < words_.size() && (words_[number / kBits] & bit(number)) != 0;
    }
    std::size_t size() const;  // counts
    // The first from `number` on, nothing behind the last.
    std::optional<std::uint32_t> next(std::uint32_t number) const;

    // Both sets are of the same index.
    void add(const DocumentSet& other);
    void remove(const DocumentSet& other);
    void keep(const DocumentSet& other);  // what is in both

private:
    static constexpr std::uint32_t kBits = 64;
    static std::uint64_t bit(std::uint32_t number) { return std::uint64_t{1} << number % kBits; }

    std::vector<std::uint64_t> words_;
};

// Stands in a query for documents that are known already: no document has it.
inline constexpr const char* kKnownTerm = "\xFFknown";

// What the query finds in the parts of an index whose last number is `last`; kKnownTerm finds
// `known`. Nothing where it has what cannot be walked: ranges of values and sources of postings.
std::optional<DocumentSet> documents_found(const Xapian::Query& query,
                                           std::span<const Xapian::Database> parts,
                                           std::uint32_t last, const DocumentSet& known);

// How many documents have a value.
struct ValueCount {
    std::string value;  // "" of those that have none
    std::uint64_t documents = 0;
    std::uint32_t example = 0;  // the number of one of them
};

// The values that the documents of a set have in one slot of an index, counted. Those of a few are
// looked up where they lie; once many were, all that there are are kept, two bytes a document and
// each value once, unless they are too many for that.
class ValueCounts {
public:
    bool keeps_values() const { return is_kept_; }
    // In no order. The parts are the same at each call.
    std::vector<ValueCount> of(const DocumentSet& documents,
                               std::span<const Xapian::Database> parts, std::uint32_t slot,
                               std::uint32_t last);

private:
    std::vector<ValueCount> looked_up(const DocumentSet& documents,
                                      std::span<const Xapian::Database> parts,
                                      std::uint32_t slot) const;
    void read(std::span<const Xapian::Database> parts, std::uint32_t slot, std::uint32_t last);
    std::vector<ValueCount> kept(const DocumentSet& documents) const;

    std::uint64_t looked_up_ = 0;
    bool is_kept_ = false, are_too_many_ = false;
    std::vector<std::uint16_t> places_;  // of each document's value, by its number
    std::vector<std::string> values_;    // the first is that of documents without one
};

}  // namespace verbatim
