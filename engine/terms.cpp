#include "engine/terms.h"

#include <algorithm>
#include <bit>
#include <cmath>

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

constexpr std::uint64_t kSign = std::uint64_t{1} << 63;

}  // namespace

std::string text_term(const Word& word, std::string_view lang) {
    if (word.unspaced) return clipped(word.folded);
    return clipped(stem(word.folded, lang.empty() ? "en" : lang));
}

std::vector<std::string> character_terms(const Word& word) {
    std::vector<std::string> characters;
    for (const char c : word.folded) {
        if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) characters.emplace_back();
        if (!characters.empty()) characters.back() += c;
    }
    return characters;
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
    return big_endian(bits);
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
    const auto bits = from_big_endian<std::uint64_t>(bytes);
    return std::bit_cast<double>(bits & kSign ? bits & ~kSign : ~bits);
}

Id id_from_sortable(std::string_view bytes) {
    return from_big_endian<Id>(bytes);
}

std::string sortable_id(Id id) {
    return big_endian(id);
}

}  // namespace verbatim
