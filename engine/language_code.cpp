#include <unicode/locid.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "engine/text.h"

namespace verbatim {

namespace {

constexpr std::size_t kLongestStated = 40;

// What neither the standard's codes nor the languages' names are: Steam's names, and the codes of
// libraries.
constexpr std::pair<std::string_view, std::string_view> kOthers[] = {
    {"brazilian", "pt"}, {"koreana", "ko"}, {"latam", "es"}, {"schinese", "zh"}, {"tchinese", "zh"},
    {"mandarin", "zh"},  {"alb", "sq"},     {"arm", "hy"},   {"baq", "eu"},      {"bur", "my"},
    {"chi", "zh"},       {"cze", "cs"},     {"dut", "nl"},   {"fre", "fr"},      {"geo", "ka"},
    {"ger", "de"},       {"gre", "el"},     {"ice", "is"},   {"mac", "mk"},      {"may", "ms"},
    {"per", "fa"},       {"rum", "ro"},     {"slo", "sk"},   {"wel", "cy"}};

bool is_code(std::string_view language) {
    for (const char* const* code = icu::Locale::getISOLanguages(); *code != nullptr; ++code)
        if (language == *code) return true;
    return false;
}

std::string name_in(const icu::Locale& language, const icu::Locale& in) {
    icu::UnicodeString name;
    language.getDisplayLanguage(in, name);
    std::string bytes;
    name.toUTF8String(bytes);
    return fold(bytes);
}

std::map<std::string, std::string, std::less<>> names_of_languages() {
    std::map<std::string, std::string, std::less<>> names;
    for (const auto& [name, code] : kOthers) names.emplace(name, code);
    for (const char* const* code = icu::Locale::getISOLanguages(); *code != nullptr; ++code) {
        const icu::Locale language(*code);
        if (std::string_view(*code).size() != 2) continue;
        for (const icu::Locale& in : {icu::Locale::getEnglish(), language})
            names.emplace(name_in(language, in), *code);
    }
    return names;
}

// The standard's present code, two letters where it has such.
std::string present_code(std::string_view tag) {
    UErrorCode status = U_ZERO_ERROR;
    icu::Locale locale = icu::Locale::createCanonical(std::string(tag).c_str());
    locale.canonicalize(status);
    const std::string code = locale.getLanguage();
    return U_SUCCESS(status) && is_code(code) ? code : "";
}

}  // namespace

std::string language_code(std::string_view stated) {
    if (stated.empty() || stated.size() > kLongestStated) return "";
    const auto is_letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
    const auto letters =
        static_cast<std::size_t>(std::ranges::find_if_not(stated, is_letter) - stated.begin());
    const bool whole = letters == stated.size() || stated[letters] == '-' || stated[letters] == '_';
    std::string code;
    if (whole && (letters == 2 || letters == 3)) code = present_code(stated.substr(0, letters));
    if (code.empty()) {
        static const auto kNames = names_of_languages();
        const auto named = kNames.find(fold(stated));
        if (named != kNames.end()) code = named->second;
    }
    if (code == "nb" || code == "nn") return "no";
    return code.size() == 2 ? code : "";
}

}  // namespace verbatim
