#include "engine/query_chars.h"

#include <algorithm>
#include <array>

namespace verbatim {

namespace {

struct CodeRange {
    char32_t first, last;
};

// White space and control characters beyond ASCII.
constexpr std::array kSpaces = {
    CodeRange{0x80, 0xA0},     CodeRange{0x1680, 0x1680}, CodeRange{0x2000, 0x200A},
    CodeRange{0x2028, 0x2029}, CodeRange{0x202F, 0x202F}, CodeRange{0x205F, 0x205F},
    CodeRange{0x3000, 0x3000},
};

// Punctuation, format characters and combining marks beyond ASCII that make no word alone.
constexpr std::array kPunctuation = {
    CodeRange{0xA1, 0xA9},     CodeRange{0xAB, 0xB1},     CodeRange{0xB4, 0xB4},
    CodeRange{0xB6, 0xB8},     CodeRange{0xBB, 0xBB},     CodeRange{0xBF, 0xBF},
    CodeRange{0xD7, 0xD7},     CodeRange{0xF7, 0xF7},     CodeRange{0x300, 0x36F},
    CodeRange{0x200B, 0x206F}, CodeRange{0x3001, 0x3004}, CodeRange{0x3008, 0x3020},
    CodeRange{0x3030, 0x3030}, CodeRange{0x30FB, 0x30FB}, CodeRange{0xFE00, 0xFE6F},
    CodeRange{0xFEFF, 0xFEFF}, CodeRange{0xFF01, 0xFF0F}, CodeRange{0xFF1A, 0xFF20},
    CodeRange{0xFF3B, 0xFF40}, CodeRange{0xFF5B, 0xFF65}, CodeRange{0xFFF9, 0xFFFF},
};

// Thai, Lao, Burmese, Khmer, kana and Han.
constexpr std::array kUnspaced = {
    CodeRange{0xE00, 0xEFF},   CodeRange{0x1000, 0x109F},   CodeRange{0x1780, 0x17FF},
    CodeRange{0x3005, 0x3007}, CodeRange{0x3040, 0x30FF},   CodeRange{0x31F0, 0x31FF},
    CodeRange{0x3400, 0x4DBF}, CodeRange{0x4E00, 0x9FFF},   CodeRange{0xF900, 0xFAFF},
    CodeRange{0xFF66, 0xFF9F}, CodeRange{0x1B000, 0x1B16F}, CodeRange{0x20000, 0x3FFFF},
};

template <std::size_t N>
bool holds(const std::array<CodeRange, N>& ranges, char32_t c) {
    const auto after = std::ranges::upper_bound(ranges, c, {}, &CodeRange::first);
    return after != ranges.begin() && c <= std::prev(after)->last;
}

bool is_curly_close(char32_t c) {
    return c == U'\u201C' || c == U'\u201D' || c == U'\u201F';
}

}  // namespace

Character character_at(std::string_view text, std::size_t offset) {
    if (offset >= text.size()) return {};
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
    };
    const unsigned lead = byte(offset);
    if (lead < 0x80) return {lead, 1};
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4) return {};
    char32_t code = lead & (0x7Fu >> size);
    for (std::size_t i = 1; i < size; ++i) {
        const unsigned next = byte(offset + i);
        if ((next & 0xC0) != 0x80) return {};
        code = code << 6 | (next & 0x3F);
    }
    const bool too_long = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (too_long || surrogate || code > 0x10FFFF) return {};
    return {code, size};
}

bool is_query_space(char32_t c) {
    return c <= 0x20 || c == 0x7F || (c >= 0x80 && holds(kSpaces, c));
}

bool is_query_quote(char32_t c) {
    return c == U'"' || c == U'\u201E' || is_curly_close(c) || c == U'\u00AB' || c == U'\u00BB';
}

bool closes_query_quote(char32_t opening, char32_t c) {
    if (opening == U'"') return c == U'"';
    if (opening == U'\u00AB') return c == U'\u00BB';
    if (opening == U'\u00BB') return c == U'\u00AB' || c == U'\u00BB';
    return is_curly_close(c);
}

bool is_query_letter(char32_t c) {
    if (c < 0x80)
        return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
    return !holds(kSpaces, c) && !holds(kPunctuation, c);
}

bool is_unspaced(char32_t c) {
    return holds(kUnspaced, c);
}

std::size_t count_query_words(std::string_view text) {
    std::size_t runs = 0, unspaced = 0;
    bool inside = false;
    for (std::size_t at = 0; at < text.size();) {
        const Character c = character_at(text, at);
        at += std::max<std::size_t>(c.size, 1);
        if (is_unspaced(c.code)) {
            ++unspaced;
            inside = false;
            continue;
        }
        const bool letter = c.size > 0 && is_query_letter(c.code);
        if (letter && !inside) ++runs;
        inside = letter;
    }
    return runs + (unspaced + 1) / 2;
}

}  // namespace verbatim
