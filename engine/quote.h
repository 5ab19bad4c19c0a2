#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/model.h"
#include "engine/result.h"

namespace verbatim {

// Where a quote comes from and how to find it again: a W3C TextQuoteSelector (exact is Quote::text,
// prefix, suffix) with the source's hash, the place in it and the span in the utterance.
struct Citation {
    std::string source;  // absolute path
    std::string sha256;
    Locator locator;  // line, row or pointer of the utterance; time of the quote itself
    std::string record;
    Id conversation = 0;
    Kind kind = Kind::review;
    std::string title;
    std::string speaker;  // as the source writes it, unless renamed or joined to a person
    std::string person;   // Person::key of who that is, or empty
    Role role = Role::unknown;
    std::string date;
    std::optional<double> rating;
    std::optional<double> rating_max;
    std::string product;
    std::string url;
    std::string lang;
    std::string round;
    std::string question;         // what it answers, if it is known
    bool heard_question = false;  // in the conversation, not stated by the source
    std::vector<std::pair<std::string, std::string>> fields;  // --set and mapped columns, by key
    Span span;                                                // of the utterance's text
    std::string prefix;  // up to 32 bytes before and after, whole characters
    std::string suffix;
};

struct ContextLine {
    std::string speaker;
    Role role = Role::unknown;
    std::string text;
    bool is_title = false;  // of a review
};

// A verbatim as an answer.
struct Quote {
    Id id = 0;
    std::string text;  // exactly the span
    double score = 0;
    std::vector<Span> highlights;                       // into text, in order, apart
    std::vector<std::string> matched;                   // words of the query that the text holds
    std::vector<std::pair<std::string, float>> lenses;  // those that hold, best first
    std::vector<std::pair<std::string, float>> kinds;   // "pain.cost": of those, best first
    Citation citation;
    std::vector<ContextLine> before;  // utterances, oldest first
    std::vector<ContextLine> after;
    std::string index;                     // another than the library's own, by its name
    std::vector<std::string> also_in;      // other sources that hold the conversation, by path
    bool good = false;                     // marked so; see Query::good
    std::uint64_t similar = 0;             // near-duplicates that this quote stands for
    std::vector<std::string> explanation;  // with Query::explain
};

struct Facet {
    std::string field;
    std::vector<std::pair<std::string, std::uint64_t>>
        counts;  // most frequent first, ties by value; dates in order of time. The empty value is
                 // last: the matches that have none
};

// The utterances around one of a conversation, `count` of them at most on either side, oldest
// first.
struct Context {
    std::vector<ContextLine> before;
    std::vector<ContextLine> after;
};
Context context_of(const Conversation& conversation, std::uint32_t utterance, std::size_t count);

// What voices one kind of a lens.
struct KindSummary {
    std::string name;        // "pain.cost"
    std::string definition;  // for people
    std::uint64_t people = 0;
    std::uint64_t verbatims = 0;
    std::vector<Quote> quotes;  // the strongest, of different people
};

// The answer to a query.
struct Answer {
    std::string query;
    std::uint64_t total = 0;
    bool total_is_exact = true;
    std::uint64_t people = 0;  // with Query::people: who says it, over all matches
    std::vector<Quote> quotes;
    std::vector<KindSummary> kinds;  // of pains or objections, where those are asked for as such
    std::vector<Facet> facets;
    bool by_meaning = false;           // what means the same was looked for too
    std::string no_meaning;            // why not, where people would wonder
    bool models_are_unusable = false;  // that is why
    std::vector<Quote> other_words;  // the best that are not among the quotes and have none of the
                                     // query's words; only if a page of quotes is full
    std::vector<std::string> unreachable;  // indexes that should have been searched too
    std::vector<std::string>
        notices;  // for people: "12 more by speakers whose role is not known: ..."
};

}  // namespace verbatim
