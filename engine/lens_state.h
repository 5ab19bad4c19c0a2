#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/lens.h"
#include "engine/lens_file.h"
#include "engine/lens_match.h"
#include "engine/lens_model.h"

// What lens_parse.cpp makes of lens files, and lens.cpp judges texts by.
namespace verbatim {

struct Lenses::State {
    // Made when the first text of its language comes: most libraries have one or two languages, and
    // many programs only want the names of the lenses.
    struct LazyMatcher {
        mutable std::once_flag once;
        mutable std::optional<CueMatcher> matcher;
    };

    std::vector<LensDefinition> lenses;  // then the kinds; their cues are in `cues`
    std::vector<LensInfo> list;
    std::vector<LensInfo> kinds;
    std::vector<LensCue> cues;
    std::vector<std::size_t> lens_of_cue;
    std::vector<WordList> word_lists;
    std::map<std::string, LazyMatcher, std::less<>> matchers;  // kAnyLanguage for all others
    // For each lens, and kind, those of every language and those of the text's; "" for all others.
    using Features = std::vector<std::vector<const Feature*>>;
    std::map<std::string, Features, std::less<>> features;
    std::vector<std::size_t> lens_of_kind;
    std::optional<LensModel> model;

    void gather();
    void gather_features(const std::string& lang);
    const CueMatcher& matcher(std::string_view lang) const;
    const Features& features_in(std::string_view lang) const;
    void gather_cues(std::string_view text, const std::vector<Word>& words, std::string_view lang,
                     std::vector<LensScore>& scores) const;
    std::vector<LensScore> score_cues(std::string_view text, const std::vector<Word>& words,
                                      std::string_view lang, const Context& context,
                                      Reasons reasons) const;
    void add_kinds(std::vector<LensScore>& scores) const;
};

}  // namespace verbatim
