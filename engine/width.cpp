#include <algorithm>

#include "engine/text.h"
#include "engine/unicode.h"

namespace verbatim {

namespace {

constexpr UChar32 kEmojiSelector = 0xfe0f;
constexpr UChar32 kTextSelector = 0xfe0e;

bool takes_no_cell(UChar32 c) {
    if (c < 0x20 || (c >= 0x7f && c < 0xa0)) return true;
    switch (u_charType(c)) {
        case U_NON_SPACING_MARK:
        case U_ENCLOSING_MARK:
            return true;
        case U_FORMAT_CHAR:
            return c != 0xad;  // a soft hyphen shows where it stands
        default:
            break;
    }
    // Hangul vowels and final consonants stand in the cell of the first one.
    return (c >= 0x1160 && c <= 0x11ff) || (c >= 0xd7b0 && c <= 0xd7ff);
}

std::size_t width_of(UChar32 c) {
    if (takes_no_cell(c)) return 0;
    const std::int32_t width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

// The cells of one grapheme cluster: an emoji takes two however many signs it is joined of.
std::size_t cluster_width(std::string_view cluster) {
    std::size_t cells = 0;
    bool emoji = false;
    for (std::size_t at = 0; at < cluster.size();) {
        const UChar32 c = next_code_point(cluster, at);
        if (c == kTextSelector) return 1;
        emoji = emoji || c == kEmojiSelector || u_hasBinaryProperty(c, UCHAR_EMOJI_PRESENTATION);
        cells += width_of(c);
    }
    return emoji ? 2 : cells;
}

}  // namespace

std::size_t display_width(std::string_view text) {
    if (std::ranges::all_of(text, [](char c) { return c >= ' ' && c < 0x7f; })) return text.size();
    icu::BreakIterator& breaks = character_breaks();
    const BreakText source(breaks, text);
    std::size_t cells = 0;
    std::size_t from = 0;
    for (std::int32_t to = breaks.next(); to != icu::BreakIterator::DONE; to = breaks.next()) {
        const auto next = static_cast<std::size_t>(to);
        cells += cluster_width(text.substr(from, next - from));
        from = next;
    }
    return cells;
}

std::vector<std::size_t> line_breaks(std::string_view text) {
    icu::BreakIterator& lines = line_break_iterator();
    icu::BreakIterator& characters = character_breaks();
    const BreakText line_source(lines, text);
    const BreakText character_source(characters, text);
    std::vector<std::size_t> ends;
    for (std::int32_t to = lines.next(); to != icu::BreakIterator::DONE; to = lines.next())
        if (characters.isBoundary(to)) ends.push_back(static_cast<std::size_t>(to));
    return ends;
}

}  // namespace verbatim
