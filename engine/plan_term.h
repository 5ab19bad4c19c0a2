#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/model.h"
#include "engine/terms.h"

// What queries of the index are made of beside Xapian's own. For plan*.cpp and search*.cpp.
namespace verbatim {

class Index;

// The documents with a term, none of which weighs anything: for terms of Index::fills_a_part().
Xapian::Query documents_with(const std::string& term);

// Those with the id in the slot; `prefix` is that of its terms. Weightless.
Xapian::Query with_id(std::string_view prefix, std::uint32_t slot, Id id, const Index& index);

// Rounds to a multiple of 2^-24, so that sums of weights are exact, and so the same in whatever
// order they are added: the parts of an index may add them in different orders. Weights are below
// 2^20.
inline double steady(double weight) {
    constexpr double kShift = 1.5 * (1 << 28);  // with 52 bits behind the point: 2^28 * 2^-52
    return (weight + kShift) - kShift;
}

// BM25 of normalized frequencies (terms.h), which are shares of kOnce: with a k1 of kOnce this is
// what a k1 of 1 is for whole counts, but that Xapian's formula gives k1 + 1 times how rare a word
// is at most. kScale makes kMostOfWord of that.
inline constexpr double kScale = kMostOfWord / (kOnce + 1);
inline Xapian::BM25Weight scaled_weight() {
    return {kOnce, 0, 1, 0, 0};
}

// What a term gives for endless frequency at most, `factor` times, without kScale: multiplied in
// the order in which Xapian does.
inline double most_of(std::uint64_t documents_with_it, std::uint64_t all, double factor = 1) {
    return rarity_of(static_cast<double>(documents_with_it), static_cast<double>(all)) * factor *
           (kOnce + 1);
}
// What it gives, rounded; `most` as of most_of().
inline double steady_weight(double most, double frequency) {
    return steady(most * (frequency / (kOnce + frequency)) * kScale);
}
class SteadyWeight : public Xapian::BM25Weight {
public:
    SteadyWeight() : BM25Weight(kOnce, 0, 1, 0, 0) {}
    double get_sumpart(Xapian::termcount wdf, Xapian::termcount length,
                       Xapian::termcount unique_terms) const override {
        return steady(BM25Weight::get_sumpart(wdf, length, unique_terms) * kScale);
    }
    double get_maxpart() const override { return steady(BM25Weight::get_maxpart() * kScale); }

private:
    SteadyWeight* clone() const override { return new SteadyWeight(); }
};

// Every document weighs nothing, but for what sources of postings say; but unlike
// Xapian::BoolWeight it has Xapian read each term's own list (Index::fills_a_part()).
class CountingWeight : public Xapian::Weight {
public:
    CountingWeight() { need_stat(WDF); }
    double get_sumpart(Xapian::termcount, Xapian::termcount, Xapian::termcount) const override {
        return 0;
    }
    double get_maxpart() const override { return 0; }
    double get_sumextra(Xapian::termcount, Xapian::termcount) const override { return 0; }
    double get_maxextra() const override { return 0; }

private:
    CountingWeight* clone() const override { return new CountingWeight(); }
    void init(double) override {}
};

}  // namespace verbatim
