#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace Xapian {
class Query;
}

namespace verbatim {

// The documents that mean nearly what a query means, as a part of an index's query. The cosines are
// those of a scan over all codes (meaning/code_file.h), so a filter beside it costs no more than
// the documents that pass it.
class NearDocuments {
public:
    // products[n - 1] is that of document n; divided by `unit` it is the cosine. `wanted` documents
    // are let in at least, more if they are as near as `certain`.
    NearDocuments(std::vector<std::int32_t> products, double unit, std::size_t wanted,
                  double certain);
    ~NearDocuments();
    NearDocuments(NearDocuments&&) noexcept;
    NearDocuments& operator=(NearDocuments&&) noexcept;

    // Documents with at least the cosine threshold(); each weighs by how much it is above it. Holds
    // a part of what it is asked about: use it while this lives.
    Xapian::Query query() const;
    // Those of them that are as near as `certain`, likewise.
    Xapian::Query certain() const;
    double threshold() const;
    bool is_certain(std::uint32_t document) const;
    // 0 where the document has no code.
    double cosine(std::uint32_t document) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace verbatim
