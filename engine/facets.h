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
    // `first_source` is added to the number of its source.
    void count(const Xapian::Document& document, std::uint32_t first_source = 0);

    // What was counted elsewhere: the fields' slots, how many documents have a value of one, what
    // questions have no words yet, and one's words.
    std::vector<std::uint32_t> slots() const;
    void add(std::size_t field, const std::string& value, std::uint64_t documents,
             std::uint32_t first_source);
    std::vector<std::string> unknown_questions() const;
    void name_question(const std::string& hash, const std::string& question);

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
    void add(const std::string& person);  // who was met elsewhere
    std::uint64_t people() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace verbatim
