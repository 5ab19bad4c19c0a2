#include <algorithm>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/lens.h"
#include "engine/lens_file.h"
#include "engine/lens_state.h"

// Lens files -> lenses, and where the files say what cannot be.
namespace verbatim {

namespace {

bool same(const LensDefinition& a, const LensDefinition& b) {
    return a.name == b.name;
}

bool same(const WordList& a, const WordList& b) {
    return a.name == b.name && a.lang == b.lang;
}

// Puts a value in the place of the one that is the same, or at the end; the place.
template <typename T>
std::size_t replace(std::vector<T>& all, T value) {
    const auto old = std::ranges::find_if(all, [&](const T& other) { return same(other, value); });
    const auto place = static_cast<std::size_t>(old - all.begin());
    if (old == all.end()) {
        all.push_back(std::move(value));
    } else {
        *old = std::move(value);
    }
    return place;
}

// The name of a list in a cue that `known` does not know, or empty.
template <typename Known>
std::string_view unknown_list(const CueSequence& sequence, const Known& known) {
    for (const CueItem& item : sequence) {
        if (item.choices.empty() && item.step.match == CueStep::Match::list &&
            !known(item.step.text))
            return item.step.text;
        for (const CueSequence& choice : item.choices) {
            if (const auto name = unknown_list(choice, known); !name.empty()) return name;
        }
    }
    return {};
}

// Whether every list that the lens's cues name is there in the cue's language.
Result<void> check_lists(std::string_view file, const LensDefinition& lens,
                         const std::vector<WordList>& lists) {
    for (const LensCue& cue : lens.cues) {
        const auto name = unknown_list(cue.words, [&](std::string_view wanted) {
            return wanted == kNumberList || std::ranges::any_of(lists, [&](const WordList& list) {
                       return list.name == wanted &&
                              (list.lang == cue.lang || list.lang == kAnyLanguage);
                   });
        });
        if (name.empty()) continue;
        return Error{ErrorCode::bad_input,
                     std::string(file) + ":" + std::to_string(cue.line) + ":" +
                         std::to_string(cue.column) + ": no list <" + std::string(name) +
                         "> for language " + cue.lang,
                     "docs/lenses.md describes lists"};
    }
    return {};
}

bool is_kind(const LensDefinition& definition) {
    return definition.name.find(kKindMark) != std::string::npos;
}

// Whether every kind is one of a lens that is there.
Result<void> check_kinds(const std::vector<LensDefinition>& definitions) {
    for (const LensDefinition& kind : definitions) {
        const auto lens = std::string_view(kind.name).substr(0, kind.name.find(kKindMark));
        if (std::ranges::find(definitions, lens, &LensDefinition::name) == definitions.end())
            return Error{ErrorCode::bad_input,
                         kind.name + " is a kind of no lens: there is no " + std::string(lens),
                         "docs/lenses.md describes kinds"};
    }
    return {};
}

}  // namespace

Result<Lenses> Lenses::parse_own(const LensFile& own) {
    std::vector<LensFile> files;
    for (const LensFile& file : built_in_files()) {
        const auto parsed = parse_lens_file(file);
        if (parsed && !parsed.value().lens) files.push_back(file);
    }
    files.push_back(own);
    auto lenses = parse(files);
    if (lenses && lenses->list().empty())
        return Error{ErrorCode::bad_input,
                     std::string(own.name) + ":1:1: no lens: it must begin with 'lens NAME'",
                     "docs/lenses.md describes the format"};
    return lenses;
}

Result<Lenses> Lenses::parse(std::span<const LensFile> files) {
    auto state = std::make_unique<State>();
    std::vector<std::string_view> file_of_lens;
    for (const LensFile& file : files) {
        auto parsed = parse_lens_file(file);
        if (!parsed) return parsed.error();
        for (WordList& list : parsed->lists) replace(state->word_lists, std::move(list));
        if (!parsed->lens) continue;
        const std::size_t place = replace(state->lenses, std::move(*parsed->lens));
        file_of_lens.resize(state->lenses.size());
        file_of_lens[place] = file.name;
    }
    for (std::size_t i = 0; i < state->lenses.size(); ++i) {
        if (auto known = check_lists(file_of_lens[i], state->lenses[i], state->word_lists); !known)
            return known.error();
    }
    if (auto known = check_kinds(state->lenses); !known) return known.error();
    std::stable_partition(state->lenses.begin(), state->lenses.end(), std::not_fn(is_kind));
    state->gather();
    return Lenses(std::move(state));
}

// Makes list and cues of the lenses, and a place for each language's matcher.
void Lenses::State::gather() {
    matchers[std::string(kAnyLanguage)];
    matchers[std::string(kDefaultLanguage)];
    for (std::size_t i = 0; i < lenses.size(); ++i) {
        (is_kind(lenses[i]) ? kinds : list).push_back({lenses[i].name, lenses[i].definition});
        for (LensCue& cue : std::exchange(lenses[i].cues, {})) {
            matchers[cue.lang];
            cues.push_back(std::move(cue));
            lens_of_cue.push_back(i);
        }
    }
    for (const LensInfo& kind : kinds) {
        const auto lens = std::string_view(kind.name).substr(0, kind.name.find(kKindMark));
        const auto found = std::ranges::find(list, lens, &LensInfo::name);
        lens_of_kind.push_back(static_cast<std::size_t>(found - list.begin()));
    }
    gather_features("");
    for (const LensDefinition& lens : lenses)
        for (const Feature& feature : lens.features) gather_features(feature.lang);
}

void Lenses::State::gather_features(const std::string& lang) {
    const auto [entry, is_new] = features.try_emplace(lang, lenses.size());
    for (std::size_t i = 0; is_new && i < lenses.size(); ++i)
        for (const Feature& feature : lenses[i].features)
            if (feature.lang.empty() || feature.lang == lang) entry->second[i].push_back(&feature);
}

}  // namespace verbatim
