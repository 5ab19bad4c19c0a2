#include <cstdio>  // compact_lang_det.h names FILE

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "engine/ascii.h"
#include "engine/text.h"
#include "engine/unicode.h"

namespace verbatim {

namespace {

// More says nothing new about the language of one conversation.
constexpr std::size_t kEnough = 32 * 1024;
constexpr std::size_t kFewestLetters = 20;
// Of the text, in percent: a text with more of another language is mixed.
constexpr int kSmallestShare = 70;

// How many letters of each script a text has.
struct Letters {
    std::size_t all = 0;
    std::array<std::size_t, USCRIPT_CODE_LIMIT> of{};

    // Whether at least half of them are of the script.
    bool mostly(std::size_t count) const { return all > 0 && count >= (all + 1) / 2; }
};

Letters count_letters(std::string_view text) {
    Letters letters;
    std::size_t ascii = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (const char c = lower(text[at]); static_cast<unsigned char>(c) < 0x80) {
            ascii += c >= 'a' && c <= 'z' ? 1 : 0;
            ++at;
            continue;
        }
        const UChar32 c = next_code_point(text, at);
        if (!u_isalpha(c)) continue;
        ++letters.all;
        UErrorCode status = U_ZERO_ERROR;
        const UScriptCode script = c < 0x250 ? USCRIPT_LATIN : uscript_getScript(c, &status);
        if (script >= 0 && script < USCRIPT_CODE_LIMIT)
            ++letters.of[static_cast<std::size_t>(script)];
    }
    letters.all += ascii;
    letters.of[USCRIPT_LATIN] += ascii;
    return letters;
}

// Scripts that one language alone writes decide by themselves, where they are the larger part.
// Yiddish is left to be called Hebrew: CLD2 sees it in longer texts.
std::string_view language_of_script(const Letters& letters) {
    const std::size_t han = letters.of[USCRIPT_HAN];
    const std::size_t kana = letters.of[USCRIPT_HIRAGANA] + letters.of[USCRIPT_KATAKANA];
    if (letters.mostly(han + kana)) return kana * 10 >= han ? "ja" : "zh";
    static constexpr std::pair<UScriptCode, std::string_view> kAlone[] = {
        {USCRIPT_HANGUL, "ko"}, {USCRIPT_THAI, "th"},  {USCRIPT_LAO, "lo"},
        {USCRIPT_KHMER, "km"},  {USCRIPT_GREEK, "el"}, {USCRIPT_HEBREW, "he"}};
    for (const auto& [script, lang] : kAlone)
        if (letters.mostly(letters.of[static_cast<std::size_t>(script)])) return lang;
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

// Hindi in Latin letters, as it is typed on telephones, which CLD2 takes for Galician, Kinyarwanda
// or nothing: two words that hardly another language has, and Hindi words in all a fourth.
bool is_romanised_hindi(std::string_view text) {
    static constexpr std::string_view kOnly =
        " hain nahi nahin nhi bahut bahot bohot achha achchha achcha acchi accha bilkul kyun "
        "kyunki lekin bhai mujhe mera meri aapki aapka aapke inka unka iska uska karne "
        "karta karte karke rahe raha rahi hota hoti hote gaya gayi kuch koi bekar bekaar bakwas "
        "bakwaas paisa paise wapas sabse yeh toh ";
    static constexpr std::string_view kToo =
        " hai karna mere ka ki ke ko se me mein hi bhi aur na ho kya ek ye wo jo ab aap par tha "
        "thi the ";
    constexpr std::size_t kBeginning = 512;
    const auto is_one_of = [](std::string_view list, const std::string& word) {
        return list.find(" " + word + " ") != std::string_view::npos;
    };
    std::set<std::string> only;
    std::size_t all = 0, hindi = 0;
    for (const Word& word : words(beginning(text, kBeginning))) {
        ++all;
        if (is_one_of(kOnly, word.folded)) {
            only.insert(word.folded);
            ++hindi;
        } else if (is_one_of(kToo, word.folded)) {
            ++hindi;
        }
    }
    return only.size() >= 2 && hindi * 4 >= all;
}

// Languages that fewer people write reviews in than there are short English texts which CLD2 takes
// for them.
bool is_seldom(std::string_view lang) {
    static constexpr std::string_view kSeldom =
        " ay co fy gd gl gn gv ha ht ia ie ig jv ku kw lb lg mg mi mt ny oc om rm rn rw sm sn so "
        "sq ss st su sw tn to ts ve vo wo xh za zu ";
    return kSeldom.find(" " + std::string(lang) + " ") != std::string_view::npos;
}

struct Guess {
    std::string_view code;
    int share = 0;
    bool reliable = false;
};

Guess ask_cld2(std::string_view text, std::string_view expected) {
    const CLD2::CLDHints hints = {nullptr, "", CLD2::UNKNOWN_ENCODING,
                                  expected.empty()
                                      ? CLD2::UNKNOWN_LANGUAGE
                                      : CLD2::GetLanguageFromName(std::string(expected).c_str())};
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

// Empty where CLD2 is not sure.
std::string_view guessed_language(std::string_view text, std::string_view expected) {
    const Guess guess = ask_cld2(text, expected);
    const bool sure = guess.reliable && guess.share >= kSmallestShare;
    if (sure && !is_seldom(guess.code)) return guess.code;
    if (is_romanised_hindi(text)) return "hi";
    if (!sure) return {};
    const bool english_too = expected.empty() && ask_cld2(text, "en").code == "en";
    return english_too ? std::string_view() : guess.code;
}

}  // namespace

std::string detect_language(std::string_view text, std::string_view expected) {
    text = beginning(text, kEnough);
    const Letters letters = count_letters(text);
    if (const std::string_view lang = language_of_script(letters); !lang.empty())
        return std::string(lang);
    const bool cyrillic = letters.of[USCRIPT_CYRILLIC] * 2 > letters.all;
    if (letters.all < kFewestLetters)
        return std::string(cyrillic ? language_of_cyrillic(text) : std::string_view());
    const std::string_view lang = guessed_language(text, expected);
    return std::string(lang.empty() && cyrillic ? language_of_cyrillic(text) : lang);
}

bool is_in_script_of(std::string_view text, std::string_view lang) {
    constexpr std::int32_t kMostScripts = 8;
    std::array<UScriptCode, kMostScripts> scripts{};
    UErrorCode status = U_ZERO_ERROR;
    const std::int32_t count =
        uscript_getCode(std::string(lang).c_str(), scripts.data(), kMostScripts, &status);
    if (U_FAILURE(status) || count <= 0) return true;
    const Letters letters = count_letters(beginning(text, kEnough));
    std::size_t own = lang == "sr" ? letters.of[USCRIPT_LATIN] : 0;  // which has two
    for (std::int32_t i = 0; i < count; ++i)
        own += letters.of[static_cast<std::size_t>(scripts[static_cast<std::size_t>(i)])];
    return letters.all == 0 || letters.mostly(own);
}

}  // namespace verbatim
