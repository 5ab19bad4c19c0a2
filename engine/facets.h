#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/quote.h"

namespace Xapian {
class Document;
class MatchSpy;
}  // namespace Xapian

namespace verbatim {

class Index;

// Puts a facet's counts into their order; see Facet.
void order(Facet& facet);

// Counts the values of fields over documents, by their value slots.
class FacetCounter {
public:
    FacetCounter(const std::vector<std::string>& fields, const Index& index);
    ~FacetCounter();

    // Counts every document that a match considers; owned by this.
    Xapian::MatchSpy* spy();
    void count(const Xapian::Document& document);

    // Most frequent first, ties by value. Numbers and ids are printed, sources are numbers.
    std::vector<Facet> facets() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

// Counts who speaks in the documents that a match considers, each person once.
class PeopleCounter {
public:
    PeopleCounter();
    ~PeopleCounter();

    Xapian::MatchSpy* spy();  // owned by this
    void count(const Xapian::Document& document);
    std::uint64_t people() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace verbatim
