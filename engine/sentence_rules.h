#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model.h"

namespace verbatim {

// Decides where sentences begin; docs/sentences.md lists the rules.
//
// Asked about the places of a text where a sentence might begin, in ascending order, it takes
// linear time over all of them. The text must outlive it.
class SentenceRules {
public:
    SentenceRules(std::string_view text, std::string_view lang);

    // Whether a sentence begins at byte `next`, which holds no white space and is not the first,
    // if the sentence before it began at `start`. `abbreviated` says that ICU's list has the word
    // before the full stop as an abbreviation.
    bool begins(std::size_t start, std::size_t next, bool abbreviated);

    // More places to ask about: where the items of lists within a line begin.
    const std::vector<std::uint32_t>& list_items() const { return items_; }

private:
    enum class Mark { none, dot, ellipsis, exclamation, emoji };
    // What stands before a place: a word, a mark, and what clings to the mark.
    struct Stop {
        Mark mark = Mark::none;
        std::size_t word_end = 0;
        std::size_t mark_begin = 0;
        bool closed = false;  // a quotation mark or bracket closes behind the mark
        bool ascii = true;
    };
    enum class Case { none, lower, upper, digit, other };
    // The first letter or digit from a place on, whatever opens before it.
    struct Head {
        Case letter = Case::none;
        std::size_t begin = 0;
        bool dashed = false;
    };
    // A stretch without a blank line.
    struct Paragraph {
        std::size_t begin = 0, end = 0;
        std::size_t longest = 0;  // line, in bytes
        bool wrapped = false;     // its lines are broken where they are full
        bool stopped = false;     // its last line ends a sentence
    };

    bool stops(std::int32_t code_point) const;
    Stop stop_before(std::size_t end) const;
    Head head_at(std::size_t next) const;
    std::string word_before(std::size_t end) const;
    std::string word_at(std::size_t begin) const;
    bool is_enclosed(std::size_t next);
    bool is_list_item(std::size_t next);
    bool goes_on(std::size_t next) const;
    bool begins_line(std::size_t start, std::size_t end, std::size_t next, bool abbreviated);
    bool is_bracket_smile(std::size_t end) const;
    bool begins_behind(Stop stop, std::size_t start, std::size_t end, std::size_t next,
                       bool abbreviated) const;
    bool begins_attached(const Stop& stop, const Head& head) const;
    bool begins_lower(const Stop& stop, const Head& head, std::size_t start) const;
    bool begins_behind_dot(const Stop& stop, const Head& head, bool abbreviated) const;
    bool says(std::size_t begin) const;
    bool has_content(std::size_t start, std::size_t end);
    bool is_item_number(std::size_t word_end) const;
    const Paragraph& paragraph_of(std::size_t next);
    bool is_full(std::size_t end, std::size_t next, const Paragraph& paragraph) const;

    std::string_view text_;
    std::string_view lang_;
    std::vector<Span> enclosures_;
    std::vector<std::uint32_t> items_;
    std::size_t next_enclosure_ = 0;
    std::size_t next_item_ = 0;
    std::size_t content_ = 0;  // the first letter, number or emoji of the sentence, or before it
    Paragraph paragraph_;
};

}  // namespace verbatim
