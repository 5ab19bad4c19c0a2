#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>

// Filters that the searches of one reader ask for again and again. For index_*.cpp; throws what
// Xapian throws.
namespace verbatim {

// A filter is kept as a set of documents from the second search on that has it: to ask a set costs
// nothing, and Xapian then walks the words alone. A bit for each document that there is. The first
// that come stay for good.
class KeptFilters {
public:
    KeptFilters();
    ~KeptFilters();

    // What finds the same documents as the filter, while this lives. The parts are the same at each
    // call. Searches are counted from 1 on; one may ask for a filter more than once.
    Xapian::Query of(const Xapian::Query& filter, std::span<const Xapian::Database> parts,
                     std::uint64_t search);

    struct Documents;

private:
    struct Known {
        std::uint64_t search = 0;  // the last that asked
        bool was_asked_again = false;
        std::unique_ptr<const Documents> documents;  // nothing while it is not worth it
    };

    std::map<std::string, Known> known_;
    std::size_t kept_ = 0;  // those with documents
};

}  // namespace verbatim
