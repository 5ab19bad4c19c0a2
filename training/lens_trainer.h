#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "engine/lens_model.h"
#include "engine/lens_training.h"
#include "engine/result.h"

// How the lenses that ship with Verbatim are trained; docs/adr/0011-lens-model.md says why so.
namespace verbatim {

// An example of a lens; what the cues say of it are its inputs: Lenses::cue_log_odds().
struct ShippedExample {
    LensExample example;
    std::string kind;  // "pain.cost", or empty
};
// By lens.
using ShippedExamples = std::map<std::string, std::vector<ShippedExample>>;

struct LensRecipe {
    LensStrengths without_code{.phrases = 1, .parts = 1};
    LensStrengths with_code{.phrases = 0.8, .parts = 0.8, .code = 1};
    double kind_strength = 3;  // those of kinds, by so much: they have fewer examples
    // What is learnt from the examples, divided by how much it varies over them, counts so much
    // beside the cues' log-odds.
    double words_share = 0.6;
    double meaning_share = 1.5;
    std::size_t keys = 6000;  // n-grams that are kept: those with the greatest weights
    // How many of all texts belong to a lens; the examples are half and half.
    double common = 0.45;  // to pain and praise
    double rare = 0.2;     // to another
};

// How good a lens is on its own examples, each judged by a model that was trained on others.
struct LensReport {
    std::string name;
    bool with_code = false;
    LensFigures cues, learnt, whole;
};

struct ShippedModel {
    LensModelData data;
    std::vector<LensReport> reports;  // by set, then in the order of the names
};

// `names` are the lenses and then the kinds, in the order of the examples' inputs. Same examples,
// same bytes, whatever the number of threads.
ShippedModel train_shipped(const std::vector<std::string>& names, const ShippedExamples& examples,
                           const LensRecipe& recipe, unsigned threads);

// The hash of all that the model is made of: the texts, the cues and what makes the codes.
Result<std::uint64_t> hash_of_lens_training(const std::filesystem::path& folder);

}  // namespace verbatim
