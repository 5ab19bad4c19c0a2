#include "engine/sentence_marks.h"

#include <charconv>
#include <optional>

#include "engine/unicode.h"

namespace verbatim {

namespace {

// A quotation longer than this holds sentences worth quoting one by one.
constexpr std::size_t kLongestEnclosure = 400;
constexpr int kDeepest = 4;
// Items of one list that stand further apart are not one.
constexpr std::size_t kLongestItem = 600;

struct Pair {
    UChar32 open;
    std::u32string_view close;
};

constexpr Pair kPairs[] = {{U'(', U")"},   {U'[', U"]"},  {U'“', U"”"},   {U'„', U"“”"},
                           {U'«', U"»"},   {U'‹', U"›"},  {U'「', U"」"}, {U'『', U"』"},
                           {U'（', U"）"}, {U'"', U"\""}, {U'\'', U"'"},  {U'‘', U"’"},
                           {U'`', U"'"},   {U'»', U"«"}};

bool is_space_at(std::string_view text, std::size_t at) {
    return at >= text.size() || u_isUWhiteSpace(code_point_at(text, at));
}

// Marks that also close, or that are apostrophes as well, open only before a word and behind none.
bool can_open(std::string_view text, std::size_t at, std::size_t next, UChar32 c) {
    if (c != '"' && c != '\'' && c != U'‘' && c != U'»') return true;
    const UChar32 before = code_point_before(text, at);
    const bool free = before == 0 || u_isUWhiteSpace(before) ||
                      u_charType(before) == U_START_PUNCTUATION || before == U'“' || before == '"';
    return free && !is_space_at(text, next);
}

// An apostrophe closes a quotation where it stands behind something and before no letter.
bool can_close(std::string_view text, std::size_t at, std::size_t next, UChar32 c) {
    const bool spaced = u_isUWhiteSpace(code_point_before(text, at));
    const UChar32 behind = code_point_at(text, next);
    if (c == '"') return !spaced || behind == 0 || u_ispunct(behind);
    if (c != '\'' && c != U'’') return true;
    return !spaced && !u_isalnum(behind);
}

bool is_blank_line_at(std::string_view text, std::size_t at) {
    if (text[at] != '\n') return false;
    const std::size_t next = text.find_first_not_of(" \t\r", at + 1);
    return next == text.npos || text[next] == '\n';
}

// Behind the mark that closes the pair opened before `at`, or npos.
std::size_t find_close(std::string_view text, std::size_t at, const Pair& pair) {
    const std::size_t limit = std::min(text.size(), at + kLongestEnclosure);
    for (int depth = 1; at < limit;) {
        if (is_blank_line_at(text, at) || (pair.open == '\'' && text[at] == '\n')) break;
        const std::size_t begin = at;
        const UChar32 c = next_code_point(text, at);
        if (pair.close.find(static_cast<char32_t>(c)) != pair.close.npos) {
            if (can_close(text, begin, at, c) && --depth == 0) return at;
        } else if (c == pair.open) {
            if (++depth > kDeepest) break;
        }
    }
    return text.npos;
}

const Pair* find_pair(UChar32 open) {
    const auto pair = std::ranges::find(kPairs, open, &Pair::open);
    return pair == std::end(kPairs) ? nullptr : &*pair;
}

// What counts the items of a list: (3), 3), 3., 3.), and the same with a letter.
struct Marker {
    std::size_t end = 0;
    int value = 0;     // 1 for 1 and for a
    char style = 0;    // '1' or 'a' or 'A'
    char closing = 0;  // ')' or '.'
    friend bool same_style(const Marker& a, const Marker& b) {
        return a.style == b.style && a.closing == b.closing;
    }
};

std::optional<Marker> marker_at(std::string_view text, std::size_t at) {
    Marker marker;
    if (at < text.size() && text[at] == '(') ++at;
    const char* begin = text.data() + at;
    const char* end = text.data() + std::min(text.size(), at + 3);
    const auto number = std::from_chars(begin, end, marker.value);
    if (number.ec == std::errc()) {
        marker.style = '1';
        at += static_cast<std::size_t>(number.ptr - begin);
    } else if (begin < end && u_isalpha(*begin) && static_cast<unsigned char>(*begin) < 0x80) {
        marker.style = *begin < 'a' ? 'A' : 'a';
        marker.value = *begin - marker.style + 1;
        ++at;
    } else {
        return std::nullopt;
    }
    const std::size_t closing = at;
    if (at < text.size() && text[at] == '.') ++at;
    if (at < text.size() && text[at] == ')') ++at;
    if (at == closing || !is_space_at(text, at)) return std::nullopt;
    marker.closing = text[at - 1];
    marker.end = at;
    return marker;
}

// Whether a list may begin at byte `at`: at the beginning of a line, or behind a stop or a colon.
bool may_begin_list(std::string_view text, std::size_t at) {
    while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t')) --at;
    if (at == 0 || text[at - 1] == '\n') return true;
    const UChar32 c = code_point_before(text, at);
    return c == '.' || c == '!' || c == '?' || c == ':' || is_bullet(c);
}

}  // namespace

bool is_opening(UChar32 c) {
    if (c < 0x80) return c == '(' || c == '[' || c == '{' || c == '"' || c == '\'' || c == '`';
    const auto type = u_charType(c);
    return type == U_START_PUNCTUATION || type == U_INITIAL_PUNCTUATION || c == '"' || c == '\'' ||
           c == '`' || c == U'¿' || c == U'¡';
}

bool is_closing(UChar32 c) {
    if (c < 0x80) return c == ')' || c == ']' || c == '}' || c == '"' || c == '\'';
    const auto type = u_charType(c);
    return type == U_END_PUNCTUATION || type == U_FINAL_PUNCTUATION || c == '"' || c == '\'' ||
           c == U'“' || c == U'‘' || c == U'«';
}

bool is_stop(UChar32 c) {
    if (c < 0x80) return c == '.' || c == '!' || c == '?';
    if (c == U'…') return true;
    const auto kind = u_getIntPropertyValue(c, UCHAR_SENTENCE_BREAK);
    return kind == U_SB_ATERM || kind == U_SB_STERM;
}

std::size_t skip_spaces_back(std::string_view text, std::size_t at) {
    while (at > 0) {
        std::size_t before = at;
        if (!u_isUWhiteSpace(previous_code_point(text, before))) break;
        at = before;
    }
    return at;
}

bool is_bullet(std::int32_t c) {
    constexpr std::u32string_view kBullets = U"•⁃◦‣▪●■□▸►◆✓✔✗✘➢➤";
    return kBullets.find(static_cast<char32_t>(c)) != kBullets.npos;
}

bool begins_list_item(std::string_view text, std::size_t at) {
    const UChar32 c = code_point_at(text, at);
    if (is_bullet(c)) return true;
    std::size_t next = at;
    next_code_point(text, next);
    if (c == '-' || c == '*' || c == '+' || c == '>' || c == U'–' || c == U'—')
        return is_space_at(text, next);
    return (c >= 0x2460 && c <= 0x2473) || marker_at(text, at).has_value();
}

std::vector<Span> find_enclosures(std::string_view text) {
    std::vector<Span> spans;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const UChar32 c = next_code_point(text, at);
        if (c < 0x80 && c != '(' && c != '[' && c != '"' && c != '\'' && c != '`') continue;
        const Pair* pair = find_pair(c);
        if (!pair || !can_open(text, begin, at, c)) continue;
        const std::size_t end = find_close(text, at, *pair);
        if (end == text.npos) continue;
        spans.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
        at = end;
    }
    return spans;
}

std::vector<std::uint32_t> find_list_items(std::string_view text) {
    std::vector<std::uint32_t> items;
    std::optional<Marker> last;
    std::size_t last_begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const UChar32 c = next_code_point(text, at);
        if (c >= 0x80) {
            if (is_bullet(c)) items.push_back(static_cast<std::uint32_t>(begin));
            continue;
        }
        const char before = begin > 0 ? text[begin - 1] : ' ';
        if (before > ' ' || (!u_isalnum(c) && c != '(')) continue;
        if (begin > 0 && !u_isUWhiteSpace(code_point_before(text, begin))) continue;
        const auto marker = marker_at(text, begin);
        if (!marker) continue;
        const bool near = last && same_style(*last, *marker) && begin - last_begin <= kLongestItem;
        const bool follows = near && marker->value == last->value + 1;
        const bool restarts = near && marker->value == 1 && marker->style == '1';
        if (!follows && !restarts && !may_begin_list(text, begin)) continue;
        if (follows) {
            if (items.empty() || items.back() < last_begin)
                items.push_back(static_cast<std::uint32_t>(last_begin));
            items.push_back(static_cast<std::uint32_t>(begin));
        }
        last = marker;
        last_begin = begin;
    }
    return items;
}

}  // namespace verbatim
