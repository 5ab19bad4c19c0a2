#include "engine/search_tally.h"

#include <algorithm>

#include "engine/plan_term.h"

namespace verbatim {

namespace {

// Totals up to here are counted, beyond they are estimated.
constexpr Xapian::doccount kCounted = 1000;

}  // namespace

Tally::Tally(const Query& query, const Plan& plan, const Index& index)
    : query_(query), plan_(plan), index_(index), facets_(query.facets, index) {}

void Tally::watch(Xapian::Enquire& enquire) {
    if (plan_.needs_text()) return;
    if (!query_.facets.empty()) enquire.add_matchspy(facets_.spy());
    if (query_.people) enquire.add_matchspy(people_.spy());
}

Xapian::MSet Tally::first_page(Xapian::Enquire& enquire, Xapian::doccount size) {
    const Xapian::doccount least =
        counts_all() && !plan_.needs_text() ? index_.database().get_doccount() : kCounted;
    Xapian::MSet page, counted;
    if (plan_.counted() == nullptr) {
        watch(enquire);
        page = counted = enquire.get_mset(0, size, least);
        enquire.clear_matchspies();
    } else {
        page = enquire.get_mset(0, size);
        Xapian::Enquire counting(index_.database());
        counting.set_query(*plan_.counted());
        counting.set_weighting_scheme(CountingWeight());
        watch(counting);
        counted = counting.get_mset(0, 1, least);
    }
    total_ = counted.get_matches_estimated();
    is_exact_ = counted.get_matches_lower_bound() == counted.get_matches_upper_bound();
    return page;
}

void Tally::confirm(const Xapian::Document& document) {
    ++confirmed_;
    count(document);
}

void Tally::list_uncounted(const Xapian::Document& document) {
    ++listed_;
    count(document);
}

void Tally::count(const Xapian::Document& document) {
    facets_.count(document);
    if (query_.people) people_.count(document);
}

void Tally::finish(std::optional<std::uint64_t> found) {
    if (plan_.needs_text()) {
        is_exact_ = found.has_value();
        const double share = static_cast<double>(confirmed_) /
                             static_cast<double>(std::max<std::uint64_t>(1, confirmed_ + refused_));
        total_ =
            found ? confirmed_ : static_cast<std::uint64_t>(share * static_cast<double>(total_));
    } else if (found && plan_.counted() == nullptr) {
        total_ = *found;
        is_exact_ = true;
    }
    total_ += listed_;
    is_exact_ = is_exact_ && listed_ == 0;
}

}  // namespace verbatim
