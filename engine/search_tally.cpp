#include "engine/search_tally.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <future>
#include <string>
#include <utility>
#include <vector>

#include "engine/codec.h"
#include "engine/index_walk.h"
#include "engine/plan_term.h"
#include "engine/schema.h"

namespace verbatim {

namespace {

// Totals up to here are counted, beyond they are estimated.
constexpr Xapian::doccount kCounted = 1000;

}  // namespace

Tally::Tally(const Query& query, const Plan& plan, const Index& index)
    : query_(query), plan_(plan), index_(index), facets_(query.facets, index) {}

// What counts, if all of it must be looked at, as far as the index can tell.
Xapian::MSet Tally::counted() {
    Xapian::Enquire counting(index_.database());
    counting.set_query(plan_.counted() != nullptr ? *plan_.counted() : plan_.query());
    counting.set_weighting_scheme(CountingWeight());
    if (!looks_at_all()) return counting.get_mset(0, 0, kCounted);
    if (!query_.facets.empty()) counting.add_matchspy(facets_.spy());
    if (query_.people) counting.add_matchspy(people_.spy());
    return counting.get_mset(0, 0, index_.database().get_doccount());
}

// Counts by walking, which is a third of the work, if that can be.
bool Tally::walk() {
    if (plan_.walked() == nullptr) return false;
    std::function<bool(std::uint32_t)> is_certain;
    if (const NearDocuments* const near = plan_.near())
        is_certain = [near](std::uint32_t number) { return near->is_certain(number); };
    const auto found = index_.walked(*plan_.walked(), is_certain);
    if (!found) return false;
    total_ = found->size();
    const std::vector<std::uint32_t> slots = facets_.slots();
    for (std::size_t field = 0; field < slots.size(); ++field)
        for (const ValueCount& count : index_.values_of(*found, slots[field])) {
            facets_.add(field, count.value, count.documents, 0);
            if (query_.facets[field] != "question" || count.value.empty()) continue;
            const auto one = index_.document(count.example);
            if (one)
                facets_.name_question(count.value, one->citation.question);
            else if (one.error().code == ErrorCode::stale)
                throw Xapian::DatabaseModifiedError(one.error().message);
        }
    if (!query_.people) return true;
    for (const ValueCount& count : index_.values_of(*found, kPersonSlot)) people_.add(count.value);
    return true;
}

// Xapian skips most of what cannot come first, unless it has to count it: counting by itself, where
// nothing is weighed, is faster than both at once.
Xapian::MSet Tally::first_page(Xapian::Enquire& enquire, Xapian::doccount size) {
    const bool is_apart = looks_at_all() || plan_.counted() != nullptr;
    const Xapian::doccount looked_at =
        std::max<Xapian::doccount>(is_apart ? 0 : kCounted, plan_.looks_at());
    const Xapian::MSet page = enquire.get_mset(0, size, looked_at);
    if (is_apart && walk()) return page;
    const Xapian::MSet counted = is_apart ? this->counted() : page;
    total_ = counted.get_matches_estimated();
    is_exact_ = counted.get_matches_lower_bound() == counted.get_matches_upper_bound();
    return page;
}

void Tally::begin_sample() {
    refused_before_ = refused_;
    confirmed_before_ = confirmed_;
}

void Tally::begin_sample_of(std::uint64_t all) {
    total_ = all;
    least_ = std::exchange(confirmed_, 0);
    refused_ = 0;
}

void Tally::confirm(Xapian::docid id, const Xapian::Document& document) {
    ++confirmed_;
    count(id, document);
}

void Tally::list_uncounted(Xapian::docid id, const Xapian::Document& document) {
    ++listed_;
    count(id, document);
}

void Tally::count(Xapian::docid id, const Xapian::Document& document) {
    facets_.count(document, index_.first_source(index_.library_with(id)));
    if (query_.people) people_.count(document);
}

// Servers count at the same time, for which each thread has a query of its own: those that are
// portable can be written down.
void Tally::count_everywhere() {
    total_ = 0;
    is_exact_ = true;
    if (!index_.has_remote()) {
        for (std::size_t library = 0; library < index_.libraries(); ++library)
            add(library, count_in(library, plan_.query()));
        return;
    }
    const std::string query = plan_.query().serialise();
    std::vector<std::future<Counted>> counting;
    for (std::size_t library = 0; library < index_.libraries(); ++library)
        counting.push_back(std::async(std::launch::async, [this, library, &query] {
            return count_in(library, Xapian::Query::unserialise(query));
        }));
    for (auto& counted : counting) counted.wait();
    for (std::size_t library = 0; library < counting.size(); ++library)
        add(library, counting[library].get());
}

// By Xapian's own spies, because servers know no others.
Tally::Counted Tally::count_in(std::size_t library, const Xapian::Query& query) const {
    const Xapian::Database database = index_.database_of(library);
    Xapian::Enquire counting(database);
    counting.set_query(query);
    if (!index_.has_remote()) counting.set_weighting_scheme(CountingWeight());
    Counted counted;
    if (looks_at_all()) {
        for (const std::uint32_t slot : facets_.slots()) counted.values.emplace_back(slot);
        if (query_.people) counted.values.emplace_back(kPersonSlot);
    }
    for (Xapian::ValueCountMatchSpy& spy : counted.values) counting.add_matchspy(&spy);
    const Xapian::MSet found =
        counting.get_mset(0, 0, looks_at_all() ? database.get_doccount() : kCounted);
    counted.documents = found.get_matches_estimated();
    counted.is_exact = found.get_matches_lower_bound() == found.get_matches_upper_bound();
    return counted;
}

void Tally::add(std::size_t library, const Counted& counted) {
    total_ += counted.documents;
    is_exact_ = is_exact_ && counted.is_exact;
    const std::size_t fields = facets_.slots().size();
    for (std::size_t i = 0; i < counted.values.size(); ++i) {
        const Xapian::ValueCountMatchSpy& spy = counted.values[i];
        std::uint64_t without = spy.get_total();
        for (auto value = spy.values_begin(); value != spy.values_end(); ++value) {
            without -= value.get_termfreq();
            if (i < fields)
                facets_.add(i, *value, value.get_termfreq(), index_.first_source(library));
            else
                people_.add(*value);
        }
        if (i < fields && without > 0) facets_.add(i, "", without, 0);
    }
    if (!counted.values.empty()) learn_questions(index_.database_of(library));
}

// A question is counted by its hash; any document that answers it has its words.
void Tally::learn_questions(const Xapian::Database& database) {
    const auto slot = static_cast<Xapian::valueno>(find_field("question")->slot);
    for (const std::string& hash : facets_.unknown_questions()) {
        Xapian::Enquire enquire(database);
        enquire.set_query(Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot, hash, hash));
        enquire.set_collapse_key(kRecordSlot);  // so that servers send it
        const Xapian::MSet found = enquire.get_mset(0, 1);
        if (found.empty()) continue;
        if (const auto described = index_.described(found.begin().get_collapse_key()))
            facets_.name_question(hash, described->citation.question);
    }
}

// Those that the text tells of, and of the others the share that the sample has.
std::uint64_t Tally::estimated() const {
    const std::uint64_t before = confirmed_before_ + refused_before_;
    const std::uint64_t sample = confirmed_ + refused_ - before;
    const double share = static_cast<double>(confirmed_ - confirmed_before_) /
                         static_cast<double>(std::max<std::uint64_t>(1, sample));
    const auto others = static_cast<double>(std::max(total_, before) - before);
    return std::max(least_, confirmed_before_ + static_cast<std::uint64_t>(share * others));
}

void Tally::finish(std::optional<std::uint64_t> found) {
    if (plan_.needs_text()) {
        is_exact_ = found.has_value();
        total_ = found ? confirmed_ : estimated();
    } else if (found && plan_.counted() == nullptr) {
        total_ = *found;
        is_exact_ = true;
    }
    total_ += listed_;
    is_exact_ = is_exact_ && listed_ == 0;
}

}  // namespace verbatim
