#include "engine/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "engine/ascii.h"
#include "engine/unicode.h"

namespace verbatim {

namespace {

void append(std::string& text, UChar32 c) {
    std::uint8_t bytes[U8_MAX_LENGTH];
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, static_cast<std::uint32_t>(c));
    text.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

// Appends c unless it is white space, which becomes one space between what is not.
void append_collapsed(std::string& text, UChar32 c) {
    if (u_isUWhiteSpace(c)) {
        if (!text.empty() && text.back() != ' ') text += ' ';
    } else {
        append(text, c);
    }
}

// A word has no spaces to collapse: its letters are made small where they stand.
std::string fold_ascii(std::string_view text) {
    const auto is_space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    std::string folded(text);
    bool has_spaces = false;
    for (char& c : folded) {
        has_spaces |= is_space(c);
        c = lower(c);
    }
    if (!has_spaces) return folded;
    std::size_t size = 0;
    for (const char c : folded) {
        if (!is_space(c))
            folded[size++] = c;
        else if (size > 0 && folded[size - 1] != ' ')
            folded[size++] = ' ';
    }
    folded.resize(size);
    return folded;
}

// Letters that people also write without their stroke or ligature, but that Unicode does not
// decompose.
std::string_view plain_letter(UChar32 c) {
    switch (c) {
        case U'ø':
            return "o";
        case U'ł':
            return "l";
        case U'đ':
            return "d";
        case U'ħ':
            return "h";
        case U'ŧ':
            return "t";
        case U'ı':
            return "i";
        case U'æ':
            return "ae";
        case U'œ':
            return "oe";
        case U'ё':
            return "е";
        case U'\u2018':
        case U'\u2019':
        case U'\u201b':
        case U'\u02bc':
            return "'";
        default:
            return {};
    }
}

enum class Base { other, latin_or_greek, cyrillic_vowel };

Base base_of(UChar32 c) {
    if (std::u32string_view(U"аеиоуыэюяіїє").find(static_cast<char32_t>(c)) != std::u32string::npos)
        return Base::cyrillic_vowel;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &status);
    return script == USCRIPT_LATIN || script == USCRIPT_GREEK ? Base::latin_or_greek : Base::other;
}

// Whether a mark on such a base is left out: in Latin and Greek every one, in Cyrillic the stress
// mark alone, since й and ї are letters of their own.
bool is_dropped(UChar32 mark, Base base) {
    if (u_charType(mark) != U_NON_SPACING_MARK) return false;
    return base == Base::latin_or_greek || (base == Base::cyrillic_vowel && mark == 0x301);
}

// The letter without its marks, or itself.
UChar32 without_marks(UChar32 c, const icu::Normalizer2& nfc) {
    // The precomposed letters of Latin and Greek stand below U+0400 and in U+1E00..1FFF.
    if (c < 0xc0 || (c >= 0x400 && c < 0x1e00) || c > 0x1fff) return c;
    icu::UnicodeString parts;
    if (!nfc.getDecomposition(c, parts)) return c;
    const UChar32 base = parts.char32At(0);
    return base_of(base) == Base::latin_or_greek ? base : c;
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        std::uint64_t eight = 0;
        if (at + sizeof eight <= text.size()) {
            std::memcpy(&eight, text.data() + at, sizeof eight);
            if ((eight & 0x8080808080808080u) == 0) {
                at += sizeof eight;
                continue;
            }
        }
        const std::size_t begin = at;
        if (next_code_point(text, at) < 0) return begin;
    }
    return std::string_view::npos;
}

std::string_view beginning(std::string_view text, std::size_t size) {
    if (text.size() <= size) return text;
    while (size > 0 && U8_IS_TRAIL(text[size])) --size;
    return text.substr(0, size);
}

std::string fold_case(std::string_view word) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no normalization data");
    std::string folded;
    icu::StringByteSink<std::string> sink(&folded);
    const icu::StringPiece piece(word.data(), static_cast<std::int32_t>(word.size()));
    casefold->normalizeUTF8(0, piece, sink, nullptr, status);
    return folded;
}

std::string fold(std::string_view text) {
    if (is_ascii(text)) {
        std::string folded = fold_ascii(text);
        if (!folded.empty() && folded.back() == ' ') folded.pop_back();
        return folded;
    }
    const std::string compatible = fold_case(text);
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no normalization data");

    std::string folded;
    folded.reserve(compatible.size());
    Base base = Base::other;
    for (std::size_t at = 0; at < compatible.size();) {
        const UChar32 c = next_code_point(compatible, at);
        if (is_dropped(c, base)) continue;
        const UChar32 letter = without_marks(c, *nfc);
        const std::string_view plain = plain_letter(letter);
        folded += plain;
        if (plain.empty()) append_collapsed(folded, letter);
        if (u_charType(c) != U_NON_SPACING_MARK) base = base_of(letter);
    }
    if (!folded.empty() && folded.back() == ' ') folded.pop_back();
    return folded;
}

std::vector<std::string_view> characters(std::string_view text) {
    std::vector<std::string_view> characters;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const UChar32 c = next_code_point(text, at);
        const bool joins = (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0 && !characters.empty();
        if (!joins) characters.emplace_back();
        std::string_view& last = characters.back();
        last = joins ? std::string_view(last.data(), last.size() + at - begin)
                     : text.substr(begin, at - begin);
    }
    return characters;
}

Span trim(std::string_view text, Span span) {
    while (span.begin < span.end) {
        std::size_t at = span.begin;
        if (!u_isUWhiteSpace(next_code_point(text, at))) break;
        span.begin = static_cast<std::uint32_t>(at);
    }
    while (span.end > span.begin) {
        std::uint32_t at = span.end - 1;
        while (at > span.begin && U8_IS_TRAIL(text[at])) --at;
        std::size_t next = at;
        if (!u_isUWhiteSpace(next_code_point(text, next))) break;
        span.end = at;
    }
    return span;
}

void warm_up() {
    static constexpr std::string_view kSample =
        "Ça va? 予約を取り消した。 สวัสดีครับ. Ja! 👍🏽";
    words(kSample);
    sentences(kSample, "en");
    detect_language(kSample);
    display_width(kSample);
    line_breaks(kSample);
    stem("words", "en");
}

}  // namespace verbatim
