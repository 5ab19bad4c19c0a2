#include "engine/lens_vocabulary.h"

#include <algorithm>
#include <bit>

#include "engine/hash.h"
#include "engine/text.h"

namespace verbatim {

namespace {

constexpr std::size_t kStartLength = 4;
constexpr std::size_t kStartBits = 1 << 15;

std::size_t start_bit(std::string_view start) {
    std::uint32_t bits = static_cast<std::uint32_t>(start.size());
    for (const char c : start) bits = bits * 257 + static_cast<unsigned char>(c);
    return (bits * 0x9e3779b9u >> 16) % kStartBits;
}

// What a stem and all words of that stem begin with: stemming changes no more than the last letter
// of a short stem ("try", "tri"), and never the first four of a long one.
std::string_view start_of_stem(std::string_view stem) {
    return stem.substr(0, std::clamp<std::size_t>(stem.size() - 1, 1, kStartLength));
}

}  // namespace

Vocabulary::Symbol Vocabulary::add(const CueStep& step) {
    const char match = static_cast<char>(step.match);
    const auto [known, is_new] = steps_.try_emplace(match + step.text, 0);
    if (!is_new) return known->second;
    std::string key(1, match);
    key += step.match == CueStep::Match::stem ? stem(step.text, lang_) : step.text;
    const auto [entry, is_new_symbol] = symbols_.try_emplace(std::move(key), count_ + 1);
    count_ += is_new_symbol ? 1 : 0;
    if (step.match != CueStep::Match::list) learn(step, entry->second);
    return known->second = entry->second;
}

void Vocabulary::add_to_list(const CueStep& word, std::string_view list) {
    learn(word, add({CueStep::Match::list, std::string(list)}));
}

void Vocabulary::learn(const CueStep& word, Symbol symbol) {
    auto& form = forms_[word.text];
    if (word.match == CueStep::Match::exact) {
        form.push_back(symbol);
    } else {
        stems_[stem(word.text, lang_)].push_back(symbol);
    }
}

void Vocabulary::freeze() {
    std::vector<std::pair<std::string, Range>> words;
    for (const auto& [stem, symbols] : stems_) {
        words.emplace_back(stem, store(symbols));
        if (!stem.empty()) stem_starts_.set(start_bit(start_of_stem(stem)));
    }
    by_stem_.build(std::exchange(words, {}));
    for (auto& [form, symbols] : forms_) {
        if (const auto stemmed = stems_.find(stem(form, lang_)); stemmed != stems_.end())
            symbols.insert(symbols.end(), stemmed->second.begin(), stemmed->second.end());
        words.emplace_back(form, store(std::move(symbols)));
    }
    by_form_.build(std::move(words));
    number_ = store({add({CueStep::Match::list, std::string(kNumberList)})});
    steps_.clear();
    symbols_.clear();
    forms_.clear();
    stems_.clear();
}

void Vocabulary::Table::build(std::vector<std::pair<std::string, Range>> words) {
    words_ = std::move(words);
    slots_.resize(std::bit_ceil(2 * words_.size() + 1));
    for (std::uint32_t i = 0; i < words_.size(); ++i) {
        const std::uint64_t hash = hash64(words_[i].first);
        std::size_t place = hash & (slots_.size() - 1);
        while (slots_[place].word != 0) place = (place + 1) & (slots_.size() - 1);
        slots_[place] = {static_cast<std::uint32_t>(hash >> 32), i + 1};
    }
}

const Vocabulary::Range* Vocabulary::Table::find(std::string_view word) const {
    const std::uint64_t hash = hash64(word);
    const auto tag = static_cast<std::uint32_t>(hash >> 32);
    for (std::size_t place = hash & (slots_.size() - 1); slots_[place].word != 0;
         place = (place + 1) & (slots_.size() - 1)) {
        const auto& known = words_[slots_[place].word - 1];
        if (slots_[place].tag == tag && known.first == word) return &known.second;
    }
    return nullptr;
}

Vocabulary::Range Vocabulary::store(std::vector<Symbol> symbols) {
    std::ranges::sort(symbols);
    symbols.erase(std::unique(symbols.begin(), symbols.end()), symbols.end());
    const Range range{static_cast<std::uint32_t>(pool_.size()),
                      static_cast<std::uint32_t>(symbols.size())};
    pool_.insert(pool_.end(), symbols.begin(), symbols.end());
    return range;
}

bool Vocabulary::may_be_stem(std::string_view folded) const {
    for (std::size_t length = 1; length <= std::min(kStartLength, folded.size()); ++length) {
        if (stem_starts_.test(start_bit(folded.substr(0, length)))) return true;
    }
    return false;
}

std::span<const Vocabulary::Symbol> Vocabulary::find(std::string_view folded) const {
    const Range* range = by_form_.find(folded);
    if (!range && !folded.empty() && folded.front() >= '0' && folded.front() <= '9')
        range = &number_;
    if (!range && may_be_stem(folded)) range = by_stem_.find(stem(folded, lang_));
    if (!range) return {};
    return std::span(pool_).subspan(range->begin, range->count);
}

}  // namespace verbatim
