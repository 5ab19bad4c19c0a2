#pragma once

#include <string>
#include <string_view>

// The little HTML that transcripts and chats carry.
namespace verbatim {

// Appends `text` with its character references undone: the predefined ones, those of Latin-1, the
// common typographic ones and all numeric ones. What is no reference stays as it is.
void append_unescaped(std::string& out, std::string_view text);

// The text of a message body: block elements and <br> become line ends, other tags of HTML,
// comments, style and script vanish, white space outside <pre> collapses as a browser would show
// it. Never fails: a tag that never closes is text. Linear.
std::string html_to_text(std::string_view html);

// Whether a text is HTML rather than text that holds a "<": it has a <br>, begins with a block
// element or ends with one's end, holds an element and its end, or a character reference. Linear.
bool looks_like_html(std::string_view text);

}  // namespace verbatim
