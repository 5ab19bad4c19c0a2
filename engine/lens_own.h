#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/codec.h"
#include "engine/lens.h"
#include "engine/lens_model.h"
#include "engine/meaning/code.h"
#include "engine/result.h"
#include "engine/text.h"

namespace verbatim {

// One lens of a library: its own cues and model, as far as it has them. Thread-safe once loaded.
// For lens_set.cpp.
struct OwnLens {
    StoredLens stored;
    std::optional<Lenses> cues;
    std::optional<LensModel> model;
    std::size_t place = 0;     // in LensSet::list()
    bool knows_codes = false;  // the model was made for codes as they are now

    // Fails with what Lenses::parse_own() and LensModelData::parse() say, and with version for a
    // model with other inputs than those of this Verbatim.
    static Result<OwnLens> load(const StoredLens& stored);

    // The names of a model's inputs, in the order of inputs_of().
    std::vector<std::string> input_names() const;
    // A model's inputs: `built_in`, the log-odds of Lenses::built_in() in the order of its list(),
    // then those of its own cues, if it has any, then the manners of the text.
    std::vector<double> inputs_of(std::vector<double> built_in, std::string_view text,
                                  const std::vector<Word>& words, std::string_view lang,
                                  const Lenses::Context& context) const;
    // Puts what the model, or without one the cues alone, make of the text in place of `score`,
    // whose name and kinds stay; with neither, all of it. `code` may be null, `built_in` is as for
    // inputs_of(). Evidence comes if it is to be told, with a model from kLensStored on.
    void judge(std::string_view text, const std::vector<Word>& words, std::string_view lang,
               const Lenses::Context& context, const Code* code,
               const std::vector<double>& built_in, Reasons reasons, LensScore& score) const;
};

}  // namespace verbatim
