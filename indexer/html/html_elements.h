#pragma once

#include <string_view>

namespace verbatim {

// How an element of HTML is shown.
enum class Shown {
    unknown,  // no element of HTML: somebody's words in angle brackets
    gone,     // not at all, with all that is in it
    nothing,  // it has no content, or only marks the whole page
    letters,  // within the line
    line,     // on lines of its own
    paragraph,
    line_break,
    cell,
    preformatted,  // on lines of its own, with its white space
};

// By the name in lower case. Elements of other namespaces and custom ones ("o:p", "x-note") are
// letters.
Shown shown_as(std::string_view name);

}  // namespace verbatim
