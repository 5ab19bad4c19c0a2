#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// Bytes of one charset -> valid UTF-8, block by block.
namespace verbatim {

enum class Charset { utf8, utf16le, utf16be, windows1252 };

std::string_view name_of(Charset charset);

struct Mark {
    Charset charset = Charset::utf8;
    std::size_t size = 0;  // bytes of the byte-order mark, 0 if there is none
};

// What the first bytes of a file tell: a byte-order mark, or the zero bytes of UTF-16 without one.
// Otherwise UTF-8 without a mark, which elimination may yet refute.
Mark detect_mark(std::string_view first_bytes);

// Whether a block that starts at the first byte beyond ASCII is UTF-8, damaged perhaps: at least
// one well-formed sequence of several bytes for every eight that are not. Windows-1252 holds one by
// chance now and then. A sequence cut off by the block's end says nothing.
bool looks_like_utf8(std::string_view block);

// Appends the block to `out` as UTF-8 and returns how many of its bytes were used: all but a
// character that the block cuts off, unless `last`. Ill-formed sequences become U+FFFD (one each
// maximal subpart) and are added to `ill_formed`.
std::size_t decode(Charset charset, std::string_view block, bool last, std::string& out,
                   std::uint64_t& ill_formed);

// A whole text as UTF-8, whose charset a name states, as mail does: "iso-8859-15", "Shift_JIS".
// What is UTF-8 although it is called Latin-1 or nothing is read as such; an unknown name is none.
// Counts as decode() does.
std::string decode_named(std::string_view charset, std::string_view bytes,
                         std::uint64_t& ill_formed);

// The size of `text` without a character that its end cuts off.
std::size_t whole_characters(std::string_view text);

}  // namespace verbatim
