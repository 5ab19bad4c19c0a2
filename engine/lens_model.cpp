#include "engine/lens_model.h"

#include <array>
#include <bit>
#include <cmath>
#include <utility>

#include "engine/direct_mapped_cache.h"
#include "engine/hash.h"

namespace verbatim {

std::vector<float> unit(const Code& code) {
    const auto squares = static_cast<float>(dot(code, code));
    const float scale = squares == 0 ? 0.0f : 1 / std::sqrt(squares);
    std::vector<float> values(code.size());
    for (std::size_t i = 0; i < code.size(); ++i) values[i] = scale * static_cast<float>(code[i]);
    return values;
}

namespace {

// The weights of the inputs as they are added up: for each input those of all heads.
std::vector<double> by_input(const LensModelData& data, const LensModelData::Weights& weights) {
    std::vector<double> inputs;
    inputs.reserve(data.inputs.size() * weights.heads.size());
    for (std::size_t input = 0; input < data.inputs.size(); ++input)
        for (const LensModelData::Head& head : weights.heads)
            inputs.push_back(double{head.inputs[input]});
    return inputs;
}

template <typename T>
std::uint64_t hash_of(const std::vector<T>& numbers, std::uint64_t seed) {
    return hash64({reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(T)},
                  seed);
}

}  // namespace

// What the parts of words weigh in all, of the words that a thread met last: text repeats its
// words, and each has ten parts or more.
class LensModel::Remembered {
public:
    static constexpr std::size_t kMostHeads = 32;

    // Adds it to the sums of the heads.
    void add(const LensModel& model, const LensGrams::Whole& whole, bool with_code,
             std::span<std::int32_t> sums) {
        const std::uint64_t identity = model.identity_ + (with_code ? 1 : 0);
        const std::uint64_t hash = whole.key ^ identity;
        Entry* entry = &cached_.slot(hash);
        if (entry->identity != identity || entry->word != whole.word) {
            entry = &cached_.claim(hash);
            entry->identity = identity;
            entry->word = whole.word;
            entry->sums = {};
            for (const std::uint32_t part : lens_parts(whole.word))
                model.add(part, with_code ? model.data_.with_code : model.data_.without_code,
                          std::span(entry->sums).first(sums.size()));
        }
        for (std::size_t head = 0; head < sums.size(); ++head) sums[head] += entry->sums[head];
    }

private:
    static constexpr std::size_t kMostCached = 1u << 13;
    struct Entry {
        std::uint64_t identity = 0;
        std::string word;
        std::array<std::int32_t, kMostHeads> sums{};
    };

    DirectMappedCache<Entry> cached_{kMostCached};
};

LensModel::LensModel(LensModelData data)
    : data_(std::move(data)),
      identity_(hash_of(data_.keys, hash_of(data_.without_code.grams,
                                            hash_of(data_.with_code.grams, data_.heads.size())))),
      inputs_without_code_(by_input(data_, data_.without_code)),
      inputs_with_code_(by_input(data_, data_.with_code)),
      slots_(std::bit_ceil(2 * data_.keys.size() + 1)),
      known_(std::bit_ceil(kBitsPerKey * data_.keys.size() + 64) / 64) {
    for (std::uint32_t row = 0; row < data_.keys.size(); ++row) {
        const std::uint32_t key = data_.keys[row];
        std::size_t slot = key & (slots_.size() - 1);
        while (slots_[slot].row != kFree) slot = (slot + 1) & (slots_.size() - 1);
        slots_[slot] = {key, row};
        const std::size_t bit = key & (64 * known_.size() - 1);
        known_[bit / 64] |= std::uint64_t{1} << (bit % 64);
    }
}

std::uint32_t LensModel::row_of(std::uint32_t key) const {
    std::size_t slot = key & (slots_.size() - 1);
    while (slots_[slot].row != kFree && slots_[slot].key != key)
        slot = (slot + 1) & (slots_.size() - 1);
    return slots_[slot].row;
}

std::uint32_t LensModel::add(std::uint32_t key, const LensModelData::Weights& weights,
                             std::span<std::int32_t> sums) const {
    const std::uint32_t row = may_know(key) ? row_of(key) : kFree;
    if (row == kFree) return row;
    const std::int8_t* steps = weights.grams.data() + row * sums.size();
    for (std::size_t head = 0; head < sums.size(); ++head) sums[head] += steps[head];
    return row;
}

LensModel::Reading LensModel::read(const LensGrams& grams, const Code* code) const {
    Reading reading;
    reading.weights_ = code ? &data_.with_code : &data_.without_code;
    reading.inputs_ = (code ? inputs_with_code_ : inputs_without_code_).data();
    reading.share_ = grams.share();
    if (code) reading.code_ = unit(*code);
    reading.sums_.resize(data_.heads.size());
    reading.hits_.reserve(grams.grams.size());
    for (const LensGrams::Gram& gram : grams.grams)
        if (const auto row = add(gram.key, *reading.weights_, reading.sums_); row != kFree)
            reading.hits_.push_back({row, gram.place});
    return reading;
}

LensModel::Reading LensModel::skim(std::string_view text, std::span<const Word> words,
                                   const Code* code) const {
    if (data_.heads.size() > Remembered::kMostHeads) return read(lens_grams(text, words), code);
    thread_local Remembered remembered;
    const LensGrams grams = lens_grams(text, words, Parts::left_out);
    Reading reading = read(grams, code);
    for (const LensGrams::Whole& whole : grams.wholes)
        remembered.add(*this, whole, code != nullptr, reading.sums_);
    return reading;
}

std::vector<double> LensModel::Reading::log_odds(std::span<const double> inputs) const {
    const std::size_t heads = weights_->heads.size();
    std::vector<double> sums(heads);
    for (std::size_t head = 0; head < heads; ++head) sums[head] = learnt(head);
    for (std::size_t input = 0; input < inputs.size(); ++input) {
        const double* weights = inputs_ + input * heads;
        for (std::size_t head = 0; head < heads; ++head)
            sums[head] += weights[head] * inputs[input];
    }
    return sums;
}

double LensModel::Reading::grams(std::size_t head) const {
    return share_ * double{weights_->heads[head].gram_step} * sums_[head];
}

double LensModel::Reading::meaning(std::size_t head) const {
    if (code_.empty()) return 0;
    const std::vector<float>& weights = weights_->heads[head].code;
    float sum = 0;
    for (std::size_t i = 0; i < kCodeLength; ++i) sum += weights[i] * code_[i];
    return double{sum};
}

std::vector<LensModel::Reading::Share> LensModel::Reading::shares(std::size_t head) const {
    std::vector<Share> shares;
    const std::size_t heads = weights_->heads.size();
    const double step = share_ * double{weights_->heads[head].gram_step};
    for (const Hit& hit : hits_) {  // those of a place stand together
        const double weight = step * weights_->grams[hit.row * heads + head];
        if (shares.empty() || shares.back().place != hit.place) shares.push_back({hit.place, 0});
        shares.back().weight += weight;
    }
    return shares;
}

}  // namespace verbatim
