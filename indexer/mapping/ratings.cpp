#include "indexer/mapping/ratings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "engine/text.h"

namespace verbatim {

namespace {

constexpr std::size_t kLongestRating = 64;

// What Google's business profiles write for one to five stars.
constexpr std::array<std::string_view, 5> kStarRatings = {"ONE", "TWO", "THREE", "FOUR", "FIVE"};

constexpr std::array<std::string_view, 11> kNumberWords = {
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};

// Words between a value and the scale's end.
constexpr std::array<std::string_view, 8> kOutOf = {"/",   "out of", "of", "von",
                                                    "sur", "de",     "su", "van"};

// Words around a rating that say nothing: they may stand before or behind.
constexpr std::array<std::string_view, 20> kUnits = {
    "stars",    "star",   "rated",   "rating",  "points",  "point",     "pts",
    "sterne",   "stern",  "sternen", "etoiles", "etoile",  "estrellas", "estrella",
    "estrelas", "stelle", "sterren", "punkte",  "bubbles", "starrating"};

// Takes a word with the space behind it from the front.
bool take(std::string_view& text, std::string_view word) {
    if (!text.starts_with(word)) return false;
    const std::string_view rest = text.substr(word.size());
    if (word != "/" && !rest.empty() && rest[0] != ' ' && rest[0] != ':' && rest[0] != '_')
        return false;
    text = rest.substr(std::min(rest.find_first_not_of(" :_"), rest.size()));
    return true;
}

void take_units(std::string_view& text) {
    while (std::ranges::any_of(kUnits, [&text](auto unit) { return take(text, unit); })) {
    }
}

std::optional<double> take_number(std::string_view& text) {
    std::string digits(text.substr(0, text.find_first_not_of("0123456789.,")));
    std::ranges::replace(digits, ',', '.');
    double value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    text.remove_prefix(digits.size());
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    return value;
}

// "10 - Extremely likely", "1 (not at all)": a grade and what the survey calls it.
bool is_label(std::string_view text) {
    const bool begins = text.starts_with("- ") || text.starts_with("\u2013 ") ||
                        text.starts_with("= ") || text.starts_with(": ") || text.starts_with('(');
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c & 0x80) != 0; };
    return begins && std::ranges::any_of(text.substr(text.starts_with("\u2013") ? 3 : 1), letter);
}

// Counts the symbols of a row of stars; nothing if there is anything else.
std::optional<Rating> parse_stars(std::string_view text) {
    std::size_t full = 0, empty = 0;
    const auto take_symbol = [&text](std::string_view symbol) {
        if (!text.starts_with(symbol)) return false;
        text.remove_prefix(symbol.size());
        return true;
    };
    while (!text.empty()) {
        if (take_symbol("\u2605") || take_symbol("\u2B50") || take_symbol("\U0001F31F"))
            ++full;
        else if (take_symbol("\u2606"))
            ++empty;
        else if (!take_symbol("\uFE0F") && !take_symbol(" "))
            return std::nullopt;
    }
    if (full + empty == 0 || full + empty > 10) return std::nullopt;
    const std::size_t all = empty > 0 ? full + empty : full <= 5 ? 5 : 10;
    return Rating{static_cast<double>(full), static_cast<double>(all)};
}

}  // namespace

bool spells_number(std::string_view text) {
    if (text.size() > kLongestRating) return false;
    const std::string folded = fold(text);
    std::string_view rest = folded;
    take_units(rest);
    return std::ranges::any_of(kNumberWords, [&rest](auto word) { return take(rest, word); });
}

std::optional<Rating> parse_rating(std::string_view text) {
    if (text.empty() || text.size() > kLongestRating) return std::nullopt;
    if (text.size() == 1 && text[0] >= '0' && text[0] <= '9')
        return Rating{static_cast<double>(text[0] - '0'), std::nullopt};
    if (const auto* word = std::ranges::find(kStarRatings, text); word != kStarRatings.end())
        return Rating{static_cast<double>(word - kStarRatings.begin() + 1), 5};
    if (const auto stars = parse_stars(text)) return stars;
    const std::string folded = fold(text);
    std::string_view rest = folded;
    take_units(rest);
    const auto value = take_number(rest);
    if (!value) return std::nullopt;
    Rating rating{*value, std::nullopt};
    if (rest == "%") {
        rating.max = 100;
        rest = {};
    }
    take_units(rest);
    if (std::ranges::any_of(kOutOf, [&rest](auto word) { return take(rest, word); })) {
        rating.max = take_number(rest);
        if (!rating.max) return std::nullopt;
        take_units(rest);
    }
    if (is_label(rest)) rest = {};
    if (!rest.empty() || rating.value > rating.max.value_or(100)) return std::nullopt;
    return rating;
}

}  // namespace verbatim
