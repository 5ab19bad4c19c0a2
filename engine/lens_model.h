#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/lens_grams.h"
#include "engine/meaning/code.h"
#include "engine/result.h"

namespace verbatim {

// A model as numbers: what training makes and a file holds. It answers questions of the form "is
// this text a pain?", one a head, with log-odds = bias + inputs + code + n-grams, each times its
// weight. Calibration is part of the weights.
struct LensModelData {
    struct Head {
        float bias = 0;
        std::vector<float> inputs;  // as many as the model has
        std::vector<float> code;  // kCodeLength, of a code at length 1; none in a set without codes
        float gram_step = 0;      // what a step of the n-grams' weights is worth
    };
    // The weights for texts whose code is known, or for those without one.
    struct Weights {
        std::vector<Head> heads;
        std::vector<std::int8_t> grams;  // for each key the steps of each head
    };

    std::uint64_t texts = 0;          // a hash of what it was trained on
    std::uint64_t codes = 0;          // what made the codes that it knows
    std::vector<std::string> inputs;  // what is known of a text besides its words
    std::vector<std::string> heads;   // lenses, and the kinds below them: "pain", "pain.cost"
    std::vector<std::uint32_t> keys;  // of n-grams, ascending
    Weights without_code;
    Weights with_code;

    std::string bytes() const;
    // `name` is for messages. Fails with damaged, or with version where another version wrote it.
    static Result<LensModelData> parse(std::string_view name, std::string_view bytes);
};

// Linear models over what people wrote down and what was learnt from examples. For English texts.
// Immutable, thread-safe.
class LensModel {
public:
    explicit LensModel(LensModelData data);

    // The file that ships with Verbatim, compiled in: engine/lenses/trained.model.
    static std::string_view built_in_bytes();

    const LensModelData& data() const { return data_; }

    // A text as the model reads it, once for all heads. Refers to the model.
    class Reading {
    public:
        // Without the weights of the inputs.
        double learnt(std::size_t head) const { return grams(head) + meaning(head) + bias(head); }
        double bias(std::size_t head) const { return weights_->heads[head].bias; }
        double input(std::size_t head, std::size_t input) const {
            return double{weights_->heads[head].inputs[input]};
        }
        double grams(std::size_t head) const;
        double meaning(std::size_t head) const;
        // Of every head, learnt() and then what each of the inputs adds.
        std::vector<double> log_odds(std::span<const double> inputs) const;
        // What each place of the text (LensGrams::places) adds to grams(head); others add nothing.
        struct Share {
            std::uint32_t place = 0;
            double weight = 0;
        };
        std::vector<Share> shares(std::size_t head) const;

    private:
        friend class LensModel;
        struct Hit {
            std::uint32_t row = 0;
            std::uint32_t place = 0;
        };
        const LensModelData::Weights* weights_ = nullptr;
        const double* inputs_ = nullptr;  // their weights, by input and head
        std::vector<Hit> hits_;
        std::vector<std::int32_t> sums_;  // of the steps, by head
        std::vector<float> code_;         // at length 1, or none
        double share_ = 0;
    };
    // `code` may be null.
    Reading read(const LensGrams& grams, const Code* code) const;
    // What read() makes of lens_grams(), without shares(). Faster, since a thread remembers what
    // the parts of the words that it met last add up to.
    Reading skim(std::string_view text, std::span<const Word> words, const Code* code) const;

private:
    class Remembered;
    struct Slot {
        std::uint32_t key = 0;
        std::uint32_t row = kFree;
    };
    static constexpr std::uint32_t kFree = UINT32_MAX;
    static constexpr std::size_t kBitsPerKey = 16;

    bool may_know(std::uint32_t key) const {
        const std::size_t bit = key & (64 * known_.size() - 1);
        return (known_[bit / 64] >> (bit % 64) & 1) != 0;
    }
    std::uint32_t row_of(std::uint32_t key) const;
    // Adds what the n-gram weighs to the sums of the heads; its row, or kFree if it is not known.
    std::uint32_t add(std::uint32_t key, const LensModelData::Weights& weights,
                      std::span<std::int32_t> sums) const;

    LensModelData data_;
    std::uint64_t identity_ = 0;  // of the n-grams and what they weigh
    std::vector<double> inputs_without_code_;
    std::vector<double> inputs_with_code_;
    std::vector<Slot> slots_;  // of the keys, by open addressing; a power of two, half of it free
    // A bit for each key, few enough to stay in the nearest cache: most n-grams are not known.
    std::vector<std::uint64_t> known_;
};

// The code at length 1.
std::vector<float> unit(const Code& code);

}  // namespace verbatim
