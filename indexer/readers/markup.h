#pragma once

#include <string>
#include <string_view>

#include "indexer/html/html_references.h"

// The little HTML that transcripts, chats and cells carry.
namespace verbatim {

// The text of a message body, as a browser shows it; see indexer/html/html_text.h. Linear. Never
// fails: what is no HTML is text.
std::string html_to_text(std::string_view html);

// Whether a text is HTML rather than text that holds a "<": it has a <br>, begins with a block
// element or ends with one's end, holds an element and its end, or a character reference. Linear.
bool looks_like_html(std::string_view text);

}  // namespace verbatim
