#pragma once

#include <string>
#include <string_view>

namespace verbatim {

// Text of format=flowed (RFC 3676) as it was written: a line that ends in a space goes on in the
// next one, "delsp" without that space. Lines keep their marks of quoting. Linear.
std::string unflow(std::string_view text, bool delsp);

// Lines of their own in what html_to_marked_text() gives, which stand for where a quotation begins,
// where a signature or the line above a quotation does, and where either ends.
inline constexpr std::string_view kQuoteBegins = "\uE000";
inline constexpr std::string_view kFurnitureBegins = "\uE001";
inline constexpr std::string_view kMarkEnds = "\uE002";

// The text of a mail's HTML (see markup.h), with marks where mail programs say by elements what
// their plain text says by ">" and "-- ". Linear.
std::string html_to_marked_text(std::string_view html);

}  // namespace verbatim
