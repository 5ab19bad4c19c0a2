#include "indexer/mapping/language_names.h"

#include <algorithm>
#include <utility>

#include "engine/text.h"

namespace verbatim {

namespace {

constexpr std::size_t kLongestName = 32;

constexpr std::pair<std::string_view, std::string_view> kLanguages[] = {
    {"arabic", "ar"},     {"brazilian", "pt"}, {"bulgarian", "bg"},  {"chinese", "zh"},
    {"croatian", "hr"},   {"czech", "cs"},     {"danish", "da"},     {"dutch", "nl"},
    {"english", "en"},    {"finnish", "fi"},   {"french", "fr"},     {"german", "de"},
    {"greek", "el"},      {"hebrew", "he"},    {"hindi", "hi"},      {"hungarian", "hu"},
    {"indonesian", "id"}, {"italian", "it"},   {"japanese", "ja"},   {"korean", "ko"},
    {"koreana", "ko"},    {"latam", "es"},     {"norwegian", "no"},  {"polish", "pl"},
    {"portuguese", "pt"}, {"romanian", "ro"},  {"russian", "ru"},    {"schinese", "zh"},
    {"spanish", "es"},    {"swedish", "sv"},   {"tchinese", "zh"},   {"thai", "th"},
    {"turkish", "tr"},    {"ukrainian", "uk"}, {"vietnamese", "vi"},
};

}  // namespace

std::optional<std::string_view> language_code(std::string_view name) {
    if (name.size() < 4 || name.size() > kLongestName) return std::nullopt;
    const auto* language = std::ranges::find(kLanguages, fold(name),
                                             &std::pair<std::string_view, std::string_view>::first);
    if (language == std::end(kLanguages)) return std::nullopt;
    return language->second;
}

}  // namespace verbatim
