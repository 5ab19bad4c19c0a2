#include "training/encode.h"

#include <algorithm>
#include <cmath>
#include <thread>

namespace verbatim {

Matrix encode(const Encoder& encoder, const std::vector<std::string>& texts) {
    constexpr float kSteps = 4096;
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    const unsigned threads = std::max(1u, std::thread::hardware_concurrency());
    Matrix vectors(texts.size(), kSentenceVector);
    vectors.values = encoder.encode(views, threads);
    for (float& value : vectors.values) value = std::round(value * kSteps) / kSteps;
    return vectors;
}

}  // namespace verbatim
