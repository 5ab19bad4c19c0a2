#pragma once

#include <xapian.h>

#include <optional>
#include <string_view>

#include "engine/index.h"
#include "engine/query.h"
#include "engine/result.h"

// In what order quotes come. For search*.cpp.
namespace verbatim {

// What a sort goes by: the values of a slot, then ids; or weights, then ids.
struct SortedBy {
    std::optional<Xapian::valueno> slot;
    bool descending = false;  // documents without a value come last either way
};

// `strength`: the slot of the probability that is "strongest".
SortedBy sorted_by(Sort sort, Xapian::valueno strength);

// That of the lens that the query names, or of pain. Fails with bad_query if another index has the
// lens in another slot.
Result<Xapian::valueno> strength_slot(const Query& query, const Index& index);

Xapian::valueno slot_of(std::string_view field);

// Lets an enquire over an index without remote parts find in that order, with the weights that go
// with it. Must outlive the enquire's use, and the other way round.
class Order {
public:
    Order(SortedBy order, Xapian::Enquire& enquire);

    // Whether there is a faster order, which leaves open in what order equal weights come.
    bool may_be_loose() const { return !order_.slot; }
    void loosely();
    void exactly();

private:
    SortedBy order_;
    Xapian::Enquire& enquire_;
    Xapian::MultiValueKeyMaker keys_;
};

}  // namespace verbatim
