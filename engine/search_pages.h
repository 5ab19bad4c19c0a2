#pragma once

#include <xapian.h>

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/index.h"
#include "engine/search_order.h"
#include "engine/search_weights.h"

// What an index finds, in order. For search*.cpp; throws what Xapian throws.
namespace verbatim {

// A document that was found.
struct Found {
    Xapian::docid id = 0;
    double weight = 0;
    Xapian::Document document;
};
std::vector<Found> found_in(const Xapian::MSet& page);

// The first so many of a page in which equal weights came in any order, as they are when those go
// by id. If the page `is_cut`, more may follow that have the weight of its end: those that have it
// are left out then, and there may be fewer.
std::vector<Found> first_by_id(const Xapian::MSet& page, Xapian::doccount wanted, bool is_cut);

// What an index with remote parts finds, in the order, with the weights and by the ids by which one
// without finds it. Servers know nothing of our order: they give enough for it to be made here.
class RemotePages {
public:
    // The query is portable, and finds some of what `weighing` does, which weighs it. The index
    // must outlive this.
    RemotePages(Xapian::Query query, const Xapian::Query& weighing, const Index& index,
                SortedBy order);

    std::vector<Found> page(Xapian::doccount first, Xapian::doccount size);

private:
    // Places in a page.
    struct Candidates {
        Xapian::MSet page;
        std::vector<Xapian::doccount> places;
    };
    struct Known {
        Found found;      // without the document once a page had it
        std::string key;  // the value that is sorted by
        std::string id;   // of the verbatim, sortable
    };
    std::vector<Known*> best(Xapian::doccount count);
    std::vector<Candidates> by_weight(Xapian::doccount count);
    std::vector<Candidates> by_value(Xapian::doccount count);
    Candidates by_id(const Xapian::Query& query, Xapian::doccount count);
    std::vector<Known*> learn(const std::vector<Candidates>& candidates);
    void read(const Candidates& candidates, std::vector<Known*>& fresh);
    bool comes_before(const Known& a, const Known& b) const;
    Xapian::Document rebuilt(Xapian::docid id, const std::string& record) const;

    Xapian::Query query_;
    const Index& index_;
    SortedBy order_;
    Xapian::Enquire enquire_;
    ExactWeights weights_;
    std::vector<std::pair<std::uint32_t, IndexedSource>> sources_;
    IndexedLenses lenses_;
    std::unordered_map<Xapian::docid, Known> known_;
};

}  // namespace verbatim
