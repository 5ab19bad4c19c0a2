#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "engine/text.h"

namespace verbatim {

// A word of a query that stands in a text, in this or in a like word.
struct FoundWord {
    std::size_t wanted = 0;    // which word of the query, as words() cuts it
    std::size_t position = 0;  // which word of the text
    double weight = 0;         // how much the word says: its idf
};

// Whether a text has the words of a complaint and says that it is not so: "nobody could call it
// too expensive". The words alone, and vectors no less, take this for the best of answers. English;
// one query, many texts; thread-safe.
class Denial {
public:
    explicit Denial(std::string_view query);

    // Words that do the negating are no evidence and need not be among those asked for.
    bool negates(std::size_t wanted) const { return negators_[wanted]; }

    // `found` are the words of the query that the text has, but for stop words and negators, and
    // `all` is the weight of all such words of the query, found or not.
    //
    // A text denies a query that does not negate if it has most of its words and some of them
    // follow a negation in the same clause; and a query that negates ("never answers") if it has
    // the words that are negated there and negates nothing.
    bool denies(std::span<const FoundWord> found, double all, std::string_view text,
                const std::vector<Word>& words) const;

private:
    std::vector<bool> negators_;  // of the query's words
    std::vector<bool> negated_;   // of those that stand behind a negator
    bool negates_ = false;
};

}  // namespace verbatim
