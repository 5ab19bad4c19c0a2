#include <cstdio>  // compact_lang_det.h names FILE

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <optional>

#include "engine/text.h"
#include "engine/unicode.h"

namespace verbatim {

namespace {

// More says nothing new about the language of one conversation.
constexpr std::size_t kEnough = 32 * 1024;
constexpr std::size_t kFewestLetters = 20;
// Of the text, in percent: a text with more of another language is mixed.
constexpr int kSmallestShare = 70;

struct Letters {
    std::size_t all = 0;
    std::size_t han = 0, kana = 0, hangul = 0, thai = 0, hebrew = 0, greek = 0, cyrillic = 0;
};

std::string_view beginning(std::string_view text) {
    if (text.size() <= kEnough) return text;
    std::size_t end = kEnough;
    while (end > 0 && U8_IS_TRAIL(text[end])) --end;
    return text.substr(0, end);
}

Letters count_letters(std::string_view text) {
    Letters letters;
    for (std::size_t at = 0; at < text.size();) {
        const UChar32 c = next_code_point(text, at);
        if (!u_isalpha(c)) continue;
        ++letters.all;
        if (c < 0x250) continue;
        UErrorCode status = U_ZERO_ERROR;
        switch (uscript_getScript(c, &status)) {
            case USCRIPT_HAN:
                ++letters.han;
                break;
            case USCRIPT_HIRAGANA:
            case USCRIPT_KATAKANA:
                ++letters.kana;
                break;
            case USCRIPT_HANGUL:
                ++letters.hangul;
                break;
            case USCRIPT_THAI:
                ++letters.thai;
                break;
            case USCRIPT_HEBREW:
                ++letters.hebrew;
                break;
            case USCRIPT_GREEK:
                ++letters.greek;
                break;
            case USCRIPT_CYRILLIC:
                ++letters.cyrillic;
                break;
            default:
                break;
        }
    }
    return letters;
}

// Scripts that one language alone writes decide by themselves, where they are the larger part.
// Yiddish is left to be called Hebrew: CLD2 sees it in longer texts.
std::string_view language_of_script(const Letters& letters) {
    const std::size_t half = (letters.all + 1) / 2;
    if (letters.all < 2) return {};
    if (letters.han + letters.kana >= half) return letters.kana * 10 >= letters.han ? "ja" : "zh";
    if (letters.hangul >= half) return "ko";
    if (letters.thai >= half) return "th";
    if (letters.greek >= half) return "el";
    if (letters.hebrew >= half) return "he";
    return {};
}

// Letters that one Cyrillic alphabet has and its neighbours have not, for texts too short to count.
std::string_view language_of_cyrillic(std::string_view text) {
    static constexpr std::pair<std::string_view, std::string_view> kSigns[] = {
        {"ў", "be"}, {"Ў", "be"}, {"ї", "uk"}, {"Ї", "uk"}, {"є", "uk"}, {"ґ", "uk"},
        {"ђ", "sr"}, {"ћ", "sr"}, {"љ", "sr"}, {"њ", "sr"}, {"ѓ", "mk"}, {"ќ", "mk"},
        {"ы", "ru"}, {"э", "ru"}, {"Э", "ru"}, {"ё", "ru"}};
    for (const auto& [sign, lang] : kSigns)
        if (text.find(sign) != std::string_view::npos) return lang;
    return {};
}

// CLD2's code as one of ISO 639-1: it writes old codes for Hebrew and Javanese, a script behind
// Chinese, and three letters for what 639-1 does not know.
std::string_view iso_code(CLD2::Language language) {
    if (language == CLD2::UNKNOWN_LANGUAGE) return {};
    const std::string_view code = CLD2::LanguageCode(language);
    if (code == "iw") return "he";
    if (code == "jw") return "jv";
    if (code.substr(0, 3) == "zh-") return "zh";
    return code.size() == 2 ? code : std::string_view();
}

struct Guess {
    std::string_view code;
    int share = 0;
    bool reliable = false;
};

Guess ask_cld2(std::string_view text) {
    const CLD2::CLDHints hints = {nullptr, "", CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    CLD2::Language languages[3];
    int shares[3] = {};
    double scores[3] = {};
    int text_bytes = 0;
    int valid_bytes = 0;
    bool reliable = false;
    const CLD2::Language language = CLD2::ExtDetectLanguageSummaryCheckUTF8(
        text.data(), static_cast<int>(text.size()), true, &hints, 0, languages, shares, scores,
        nullptr, &text_bytes, &reliable, &valid_bytes);
    return {iso_code(language), shares[0], reliable};
}

}  // namespace

std::string detect_language(std::string_view text) {
    text = beginning(text);
    const Letters letters = count_letters(text);
    if (const std::string_view lang = language_of_script(letters); !lang.empty())
        return std::string(lang);
    const bool cyrillic = letters.cyrillic * 2 > letters.all;
    if (letters.all < kFewestLetters)
        return std::string(cyrillic ? language_of_cyrillic(text) : std::string_view());
    const Guess guess = ask_cld2(text);
    if (guess.reliable && guess.share >= kSmallestShare) return std::string(guess.code);
    return std::string(cyrillic ? language_of_cyrillic(text) : std::string_view());
}

}  // namespace verbatim
