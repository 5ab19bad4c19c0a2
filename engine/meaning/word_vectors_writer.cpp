#include <algorithm>
#include <bit>
#include <cmath>

#include "engine/hash.h"
#include "engine/meaning/word_vectors.h"

namespace verbatim {

namespace {

struct Tables {
    std::string texts;
    std::vector<std::uint32_t> ends, slots;
    std::vector<std::int8_t> values;
    std::vector<float> inverse_lengths;
};

void add_vector(Tables& tables, std::span<const float> vector) {
    float most = 0;
    for (const float value : vector) most = std::max(most, std::abs(value));
    std::int64_t square = 0;
    for (const float value : vector) {
        const long number = most > 0 ? std::lround(value / most * 127) : 0;
        tables.values.push_back(static_cast<std::int8_t>(number));
        square += number * number;
    }
    const double length = std::sqrt(static_cast<double>(square));
    tables.inverse_lengths.push_back(square > 0 ? static_cast<float>(1 / length) : 0.0F);
}

void add_word(Tables& tables, std::string_view word) {
    tables.texts += word;
    tables.ends.push_back(static_cast<std::uint32_t>(tables.texts.size()));
    const std::size_t mask = tables.slots.size() - 1;
    std::size_t slot = hash64(word) & mask;
    while (tables.slots[slot] != 0) slot = (slot + 1) & mask;
    tables.slots[slot] = static_cast<std::uint32_t>(tables.ends.size());
}

template <typename T>
std::string_view view_of(const std::vector<T>& values) {
    return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

}  // namespace

Result<void> write_word_vectors(const std::filesystem::path& file, std::string_view license,
                                std::string_view origin,
                                std::span<const std::pair<std::string, std::vector<float>>> words) {
    Tables tables;
    tables.slots.resize(std::bit_ceil(2 * words.size() + 1));
    for (const auto& [word, vector] : words) {
        if (vector.size() != kWordVector)
            return Error{ErrorCode::bad_input,
                         "the vector of '" + word + "' has another length than " +
                             std::to_string(kWordVector),
                         ""};
        add_word(tables, word);
        add_vector(tables, vector);
    }
    const std::vector<ModelSection> sections = {
        {"texts", tables.texts},
        {"ends", view_of(tables.ends)},
        {"slots", view_of(tables.slots)},
        {"values", view_of(tables.values)},
        {"inverse_lengths", view_of(tables.inverse_lengths)}};
    return write_weights_file(file, kWordsKind, license, origin, sections);
}

}  // namespace verbatim
