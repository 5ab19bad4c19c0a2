#pragma once

#include <xapian.h>

#include <functional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/index.h"
#include "engine/search_few.h"
#include "engine/search_order.h"
#include "engine/search_weights.h"

// What an index finds, in order. For search*.cpp; throws what Xapian throws.
namespace verbatim {

// A document that was found.
struct Found {
    Xapian::docid id = 0;
    double weight = 0;
    Xapian::Document document;
    std::string record;  // its value of kRecordSlot, if that was read
};
std::vector<Found> found_in(const Xapian::MSet& page);
std::vector<Ranked> ranked_in(const Xapian::MSet& page);

// Candidates in their order, which are put into it when they are asked for.
class Page {
public:
    // Finds the `count` from place `first` on in their order.
    using Exactly =
        std::function<std::vector<Found>(Xapian::doccount first, Xapian::doccount count)>;

    explicit Page(std::vector<Found> in_order);
    // Places `first` to `last` of what was found in the database with equal weights in any order,
    // where those go by id. If it `is_cut`, more may follow that have the weight of its end: those
    // that have it are looked up, if it comes to that.
    Page(std::vector<Ranked> found, const Xapian::Database& database, Xapian::doccount first,
         Xapian::doccount last, bool is_cut, Exactly exactly);

    std::size_t size() const { return size_; }
    // Nothing behind the last. Good until the next is asked for.
    Found* at(std::size_t place);
    // Each `step`th from place `first` on in no order, with their records, which are read as they
    // lie in the index.
    std::vector<Found> unordered(std::size_t first, std::size_t step, const Index& index) const;

private:
    bool order_next_row();
    Found found(const Ranked& ranked) const;

    std::vector<Found> ordered_;
    std::size_t size_ = 0;
    std::vector<Ranked> rest_;
    Xapian::Database database_;
    Xapian::doccount next_ = 0;  // place of the next row in `rest_`
    Xapian::doccount first_ = 0, last_ = 0;
    bool is_cut_ = false;
    Exactly exactly_;
};

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
        bool sorted_by_record;  // of which the sort keys are the records, else the collapse keys
    };
    struct Known {
        Found found;      // without the document once a page had it
        std::string key;  // the value that is sorted by
        std::string id;   // of the verbatim, sortable
    };
    void tell_apart(bool by_record);
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
    Xapian::doccount looks_at_;  // see plan_language.h
    std::vector<std::pair<std::uint32_t, IndexedSource>> sources_;
    IndexedLenses lenses_;
    std::unordered_map<Xapian::docid, Known> known_;
};

}  // namespace verbatim
