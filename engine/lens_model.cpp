#include "engine/lens_model.h"

#include <bit>
#include <cmath>
#include <utility>

namespace verbatim {

std::vector<float> unit(const Code& code) {
    const auto squares = static_cast<float>(dot(code, code));
    const float scale = squares == 0 ? 0.0f : 1 / std::sqrt(squares);
    std::vector<float> values(code.size());
    for (std::size_t i = 0; i < code.size(); ++i) values[i] = scale * static_cast<float>(code[i]);
    return values;
}

LensModel::LensModel(LensModelData data) : data_(std::move(data)) {
    slots_.resize(std::bit_ceil(2 * data_.keys.size() + 1));
    for (std::uint32_t row = 0; row < data_.keys.size(); ++row) {
        std::size_t slot = data_.keys[row] & (slots_.size() - 1);
        while (slots_[slot].row != kFree) slot = (slot + 1) & (slots_.size() - 1);
        slots_[slot] = {data_.keys[row], row};
    }
}

std::uint32_t LensModel::row_of(std::uint32_t key) const {
    std::size_t slot = key & (slots_.size() - 1);
    while (slots_[slot].row != kFree && slots_[slot].key != key)
        slot = (slot + 1) & (slots_.size() - 1);
    return slots_[slot].row;
}

LensModel::Reading LensModel::read(const LensGrams& grams, const Code* code) const {
    Reading reading;
    reading.weights_ = code ? &data_.with_code : &data_.without_code;
    reading.share_ = grams.share();
    if (code) reading.code_ = unit(*code);
    const std::size_t heads = data_.heads.size();
    reading.sums_.resize(heads);
    reading.hits_.reserve(grams.grams.size());
    for (const LensGrams::Gram& gram : grams.grams) {
        const std::uint32_t row = row_of(gram.key);
        if (row == kFree) continue;
        reading.hits_.push_back({row, gram.place});
        const std::int8_t* steps = reading.weights_->grams.data() + row * heads;
        for (std::size_t head = 0; head < heads; ++head) reading.sums_[head] += steps[head];
    }
    return reading;
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
