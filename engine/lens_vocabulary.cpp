#include "engine/lens_vocabulary.h"

#include <algorithm>

#include "engine/text.h"

namespace verbatim {

namespace {

constexpr std::size_t kStartLength = 3;
constexpr std::size_t kStartBits = 1 << 15;

std::size_t start_bit(std::string_view start) {
    return std::hash<std::string_view>{}(start) % kStartBits;
}

// Stemming may change the last letter of a short word ("try", "tri"), not those before it.
std::string_view start_of_stem(std::string_view stem) {
    return stem.substr(0, std::clamp<std::size_t>(stem.size() - 1, 1, kStartLength));
}

}  // namespace

Vocabulary::Symbol Vocabulary::add(const CueStep& step) {
    CueStep key{step.match, step.text};
    if (key.match == CueStep::Match::stem) key.text = stem(step.text, lang_);
    const auto [entry, is_new] = symbols_.try_emplace(key, count_ + 1);
    count_ += is_new ? 1 : 0;
    if (step.match != CueStep::Match::list) learn(step, entry->second);
    return entry->second;
}

void Vocabulary::add_to_list(const CueStep& word, std::string_view list) {
    learn(word, add({CueStep::Match::list, std::string(list)}));
}

void Vocabulary::learn(const CueStep& word, Symbol symbol) {
    auto& form = forms_[word.text];
    if (word.match == CueStep::Match::exact) {
        form.insert(symbol);
    } else {
        stems_[stem(word.text, lang_)].insert(symbol);
    }
}

void Vocabulary::freeze() {
    for (const auto& [stem, symbols] : stems_) {
        by_stem_.emplace(stem, store(symbols));
        if (!stem.empty()) stem_starts_.set(start_bit(start_of_stem(stem)));
    }
    for (auto& [form, symbols] : forms_) {
        if (const auto stemmed = stems_.find(stem(form, lang_)); stemmed != stems_.end())
            symbols.insert(stemmed->second.begin(), stemmed->second.end());
        by_form_.emplace(form, store(symbols));
    }
    number_ = store({add({CueStep::Match::list, std::string(kNumberList)})});
    symbols_.clear();
    forms_.clear();
    stems_.clear();
}

Vocabulary::Range Vocabulary::store(const std::set<Symbol>& symbols) {
    const Range range{static_cast<std::uint32_t>(pool_.size()),
                      static_cast<std::uint32_t>(symbols.size())};
    pool_.insert(pool_.end(), symbols.begin(), symbols.end());
    return range;
}

std::span<const Vocabulary::Symbol> Vocabulary::number() const {
    return std::span(pool_).subspan(number_.begin, number_.count);
}

bool Vocabulary::may_be_stem(std::string_view folded) const {
    for (std::size_t length = 1; length <= std::min(kStartLength, folded.size()); ++length) {
        if (stem_starts_.test(start_bit(folded.substr(0, length)))) return true;
    }
    return false;
}

std::span<const Vocabulary::Symbol> Vocabulary::find(std::string_view folded) const {
    auto found = by_form_.find(folded);
    if (found == by_form_.end()) {
        if (!folded.empty() && folded.front() >= '0' && folded.front() <= '9') return number();
        if (!may_be_stem(folded)) return {};
        found = by_stem_.find(stem(folded, lang_));
        if (found == by_stem_.end()) return {};
    }
    return std::span(pool_).subspan(found->second.begin, found->second.count);
}

}  // namespace verbatim
