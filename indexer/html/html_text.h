#pragma once

#include <string>
#include <string_view>

#include "indexer/html/html_walk.h"

namespace verbatim {

// HTML as the text that a browser shows: block elements and <br> end lines, a paragraph is followed
// by an empty one, cells of a row are parted by tabs, white space outside <pre> collapses. What is
// hidden (hidden, display: none), what pictures stand for and the &nbsp; of empty paragraphs are
// left out.
class HtmlText : public HtmlHandler {
public:
    void begin(std::string_view name, const HtmlAttributes& attributes) override;
    void end(std::string_view name) override;
    void text(std::string_view text) override;

    std::string made;  // without line ends that nothing follows yet

    // Begins a line of its own. `count` is 2 to leave an empty one before it.
    void end_line(std::size_t count);

private:
    void border(std::string_view name);
    void flush(bool space);

    std::size_t hidden_ = 0;           // how deep in hidden elements
    std::size_t preformatted_ = 0;     // how deep in <pre>
    std::size_t lines_ = 0;            // line ends that are due before the next character
    std::size_t no_break_spaces_ = 0;  // that the line so far is made of
    bool cell_ = false;                // so is a tab
    bool space_ = false;               // so is a space
    bool begun_ = false;               // whether anything was made
};

bool is_hidden(const HtmlAttributes& attributes);

}  // namespace verbatim
