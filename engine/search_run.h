#pragma once

#include <xapian.h>

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/index.h"
#include "engine/near_duplicates.h"
#include "engine/plan.h"
#include "engine/query.h"
#include "engine/search.h"
#include "engine/search_order.h"
#include "engine/search_pages.h"
#include "engine/search_tally.h"

namespace verbatim {

// One search: candidates come in pages (search_run.cpp), and become hits (search.cpp). Throws what
// Xapian throws.
class Run {
public:
    // What it is given must outlive it.
    Run(const Query& query, const Plan& plan, const Index& index, const Fusion* fusion,
        Xapian::valueno strength);

    // Runs to the end of what was asked for. Throws what Xapian throws.
    void run();
    Result<Hits> result();

private:
    bool done() const;
    std::size_t wanted() const { return query_.offset + query_.limit; }
    std::vector<Found> marked(const Xapian::Query& query, const std::vector<Id>& marked) const;
    void leave_out();
    std::vector<Found> marked_good() const;
    void pin();
    bool comes_first() const;
    Xapian::MSet first_page(Xapian::doccount size);
    std::optional<std::vector<Ranked>> few_with_lone_word();
    Page page_by_weight(bool is_first);
    Page find_page(bool is_first);
    Page next_page();
    Marks marks_of(const Candidate& found) const;
    std::optional<Candidate> judge(const Found& candidate);
    std::optional<Candidate> read_and_count(const Found& candidate);
    void judge_for_total(const Found& candidate);
    std::optional<Candidate> read(const Found& candidate);
    bool is_certain(const Candidate& found) const;
    bool collapsed(const Candidate& found);
    void take_by_meaning(Page& page);
    void take_by_coverage(Page& page);
    void take_in_order(Page& page);
    std::size_t count_further(Page& page, std::size_t next);
    std::size_t count_in_order(Page& page, std::size_t next);
    std::vector<Found> sample_of_all();
    void reorder(std::vector<Candidate>& found) const;
    void lower(Candidate& found) const;
    Hit hit_of(Candidate& found) const;
    void keep(Candidate& found);
    bool is_held_twice(Candidate& found);
    void keep_later(Candidate& found);
    void keep_other_words(std::vector<Candidate>& found);

    const Query& query_;
    const Plan& plan_;
    const Index& index_;
    const Fusion* fusion_;
    Xapian::Enquire enquire_;
    Xapian::valueno strength_;
    SortedBy order_;
    std::optional<Order> ordering_;      // without remote parts
    std::optional<RemotePages> remote_;  // with remote parts: in the enquire's place
    Tally tally_;
    Pattern by_words_;  // the plan's, without what is near
    Xapian::doccount page_size_;
    bool goes_by_coverage_;            // the best of the first page are found by take_by_coverage()
    Xapian::doccount candidates_ = 0;  // looked at
    bool exhausted_ = false;
    std::vector<Hit> hits_;
    std::vector<Hit> other_words_;
    NearDuplicates duplicates_;
    NearDuplicates bad_;             // what was marked so
    std::unordered_set<Id> pinned_;  // marked good, and among the hits before all others
    std::size_t first_ = 0;          // so many hits are pinned ones
    std::uint64_t left_out_ = 0;
    std::unordered_map<Id, std::size_t> kept_;  // of several libraries: which hit came next
    std::unordered_set<std::string>
        shown_;  // conversations or speakers, if there is one quote of each
    std::optional<Error> damaged_;
};

}  // namespace verbatim
