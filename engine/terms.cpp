#include "engine/terms.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "engine/ascii.h"
#include "engine/big_endian.h"
#include "engine/hash.h"
#include "engine/schema.h"
#include "engine/stopwords.h"

namespace verbatim {

namespace {

// Xapian refuses terms above 245 bytes; no word that anyone looks for comes near this.
constexpr std::size_t kMaxTermBytes = 120;

// Longer ones are cut, and told apart by a hash of the whole.
std::string clipped(std::string term) {
    if (term.size() <= kMaxTermBytes) return term;
    const auto hash = print_id(hash64(term));
    term.resize(kMaxTermBytes - hash.size());
    return term + hash;
}

// Turkish writes the endings of names behind an apostrophe: Ankara'dan.
std::string_view without_case_ending(std::string_view word, std::string_view lang) {
    if (lang != "tr") return word;
    const std::size_t apostrophe = std::min(word.find('\''), word.find("\u2019"));
    return apostrophe == 0 ? word : word.substr(0, apostrophe);
}

bool cuts_too_much(std::string_view lang) {
    return lang == "tr" || lang == "hu" || lang == "ar";
}

// Snowball knows Romanian's ș and ț as they were written before Unicode 3: with cedillas.
void write_with_cedillas(std::string& word) {
    static constexpr std::pair<std::string_view, std::string_view> kLetters[] = {
        {"\u0219", "\u015F"}, {"\u021B", "\u0163"}};
    for (const auto& [comma, cedilla] : kLetters)
        for (std::size_t at = 0; (at = word.find(comma, at)) != std::string::npos;
             at += cedilla.size())
            word.replace(at, comma.size(), cedilla);
}

constexpr std::uint64_t kSign = std::uint64_t{1} << 63;

}  // namespace

std::string text_term(const Word& word, std::string_view lang) {
    if (word.unspaced) return clipped(word.folded);
    return clipped(stem(without_case_ending(word.folded, lang), lang.empty() ? "en" : lang));
}

std::vector<std::string> further_terms(std::string_view text, const Word& word,
                                       std::string_view lang) {
    std::vector<std::string> terms;
    if (word.unspaced || lang.empty() || lang == "en") return terms;
    const std::string first = text_term(word, lang);
    const auto add = [&](std::string term) {
        if (term != first && std::ranges::find(terms, term) == terms.end())
            terms.push_back(std::move(term));
    };
    const std::string_view written = text.substr(word.span.begin, word.span.end - word.span.begin);
    if (!is_ascii(written)) {
        std::string marked = fold_case(written);
        if (lang == "ro") write_with_cedillas(marked);
        add(clipped(fold(stem(without_case_ending(marked, lang), lang))));
    }
    if (cuts_too_much(lang)) add(clipped(std::string(without_case_ending(word.folded, lang))));
    return terms;
}

std::vector<std::string> character_terms(const Word& word) {
    std::vector<std::string> terms;
    for (const std::string_view character : characters(word.folded))
        terms.push_back(clipped(std::string(character)));
    return terms;
}

std::uint32_t normalized_frequency(std::size_t count, std::size_t length) {
    constexpr double kAverageLength = 25, kLeastLength = 4;
    const double share = std::max(static_cast<double>(length), kLeastLength) / kAverageLength;
    const double frequency = kOnce * static_cast<double>(count) / std::sqrt(share);
    return static_cast<std::uint32_t>(std::max(1L, std::lround(frequency)));
}

double rarity_of(double documents, double all) {
    double odds = (all - documents + 0.5) / (documents + 0.5);
    if (odds < 2) odds = odds * 0.5 + 1;
    return std::log(odds);
}

std::string value_term(std::string_view prefix, std::string_view value) {
    return clipped(std::string(prefix) + fold(value));
}

std::vector<std::string> name_terms(std::string_view prefix, std::string_view name) {
    std::vector<std::string> terms;
    for (const Word& word : words(name)) terms.push_back(value_term(prefix, word.folded));
    return terms;
}

std::vector<std::string> stem_terms(std::string_view prefix, std::string_view text,
                                    std::string_view lang) {
    std::vector<std::string> telling, all;
    for (const Word& word : words(text)) {
        all.push_back(clipped(std::string(prefix) + text_term(word, lang)));
        if (!is_stopword(word.folded, lang.empty() ? "en" : lang)) telling.push_back(all.back());
    }
    std::vector<std::string>& terms = telling.empty() ? all : telling;
    std::ranges::sort(terms);
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    return terms;
}

std::string id_term(std::string_view prefix, Id id) {
    return std::string(prefix) + print_id(id).substr(0, kIdCharacters);
}

std::string custom_term(std::string_view key, std::string_view value) {
    return clipped(std::string(kCustomPrefix) + std::string(key) + "=" + fold(value));
}

std::uint32_t custom_slot(std::string_view key) {
    return kFirstCustomSlot + static_cast<std::uint32_t>(hash64(key) % 0xFFFF0000u);
}

// IEEE 754 bits sort as unsigned numbers once the sign bit is flipped, and all bits of negatives.
std::string sortable(double value) {
    auto bits = std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value);
    bits = bits & kSign ? ~bits : bits | kSign;
    std::string bytes = big_endian(bits);
    bytes.erase(std::max<std::size_t>(1, bytes.find_last_not_of('\0') + 1));
    return bytes;
}

std::string sortable_probability(float probability) {
    return big_endian(
        static_cast<std::uint16_t>(std::lround(std::clamp(probability, 0.f, 1.f) * 65535)));
}

double probability_from_sortable(std::string_view bytes) {
    return bytes.size() < sizeof(std::uint16_t) ? 0
                                                : from_big_endian<std::uint16_t>(bytes) / 65535.0;
}

double from_sortable(std::string_view bytes) {
    std::string whole(bytes.substr(0, sizeof(std::uint64_t)));
    whole.resize(sizeof(std::uint64_t), '\0');
    const auto bits = from_big_endian<std::uint64_t>(whole);
    return std::bit_cast<double>(bits & kSign ? bits & ~kSign : ~bits);
}

Id id_from_sortable(std::string_view bytes) {
    return from_big_endian<Id>(bytes);
}

std::string sortable_id(Id id) {
    return big_endian(id);
}

}  // namespace verbatim
