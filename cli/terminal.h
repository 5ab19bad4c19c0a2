#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model.h"

// Text on a terminal: what may be sent to it, how wide it is, where it is cut and how it is
// coloured.
namespace verbatim::cli {

enum class Style { plain, strong, dim, match, warning, error, pain, objection, good, other };

// The text between the escape sequences of a style; unchanged without colour.
std::string paint(std::string_view text, Style style, bool color);

// A text as a terminal may show it, with marks that stand at the same words as before.
//
// Control characters become their pictures (ESC is ␛), characters that reverse the direction of
// what follows become U+FFFD, tabs become spaces, every kind of line end becomes '\n'.
struct Displayable {
    std::string text;
    std::vector<Span> marks;
};
Displayable displayable(std::string_view text, const std::vector<Span>& marks = {});

// The same on one line: line ends and runs of white space are one space.
std::string one_line(std::string_view text);

// The same of bytes that need not be UTF-8: of paths, and of messages that quote what was given.
std::string printable(std::string_view bytes);

// The lines of a displayable text, each at most `width` cells wide, without the white space at
// their ends. '\n' always ends a line; a word wider than a line is cut between characters.
std::vector<Span> wrap(std::string_view text, std::size_t width);

// At most `width` cells, the rest cut off and replaced by "…"; shorten_front keeps the end.
std::string shorten(std::string_view text, std::size_t width);
std::string shorten_front(std::string_view text, std::size_t width);

// Spaces to the right, or to the left, up to `width` cells.
std::string pad(std::string_view text, std::size_t width);
std::string pad_front(std::string_view text, std::size_t width);

}  // namespace verbatim::cli
