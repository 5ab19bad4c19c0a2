#pragma once

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <string_view>

// HTML in pieces that Gumbo parses in linear time and small memory.
//
// Gumbo 0.10.1 takes time in the square of how deep elements are nested and of how many attributes
// a tag has, repeats what <b> and its like left open in every paragraph that follows, and frees a
// tree by recursion (google/gumbo-parser#387, #391, #393). So no piece begins more than kMostTags
// elements, no tag keeps more than kMostAttributes, and what formats letters is a plain <span>.
namespace verbatim {

inline constexpr std::size_t kMostTags = 256;
inline constexpr std::size_t kMostAttributes = 64;

struct HtmlTag {
    std::string name;  // lower case
    bool closing = false;
    bool empty = false;         // ends in "/>"
    std::size_t name_size = 0;  // of "<" or "</" and the name; the attributes follow
    std::size_t kept = 0;       // where the last attribute to be kept ends
    std::size_t size = 0;       // of the whole tag; 0: no tag of HTML begins here
};

// The tag at the beginning of a text that begins with '<', looked for in so many bytes. A '<' in a
// tag, but in quotes, says that it is none.
HtmlTag html_tag_at(std::string_view text, std::size_t reach = std::string_view::npos);

// Takes HTML apart. What shows no text is left out: comments, declarations, scripts, styles, titles
// and the like, each with all that is in it. A '<' that begins no tag is text: "<3",
// "<ana@example.org>", a tag or a comment that never ends. Linear.
class HtmlPieces {
public:
    explicit HtmlPieces(std::string_view html) : html_(html), last_end_(html.rfind('>')) {}

    // Appends the next piece, cut before a tag or after one; false at the end.
    bool next(std::string& piece);
    bool at_end() const { return at_ == html_.size(); }

private:
    std::size_t markup_size(std::string& piece);
    std::size_t comment_size();
    HtmlTag tag();
    std::size_t put(const HtmlTag& tag, std::string& piece);
    std::size_t size_of_gone(const HtmlTag& tag);

    std::string_view html_;
    std::size_t at_ = 0;
    std::size_t last_end_;      // the last '>': no tag ends behind it
    bool comments_end_ = true;  // whether a comment's end may follow
    std::size_t in_vain_ = 0;   // how often a tag's end was looked for far away and not found
    std::set<std::string, std::less<>> unended_;  // elements of which no end follows
    std::size_t tags_ = 0;                        // that the piece begins
};

// Undoes what a piece does to control characters, which Gumbo would replace.
void append_with_controls(std::string& out, std::string_view text);

}  // namespace verbatim
