#include "engine/meaning/word_vectors.h"

#include <algorithm>
#include <bit>

#include "engine/hash.h"

namespace verbatim {

namespace {

std::span<const std::uint32_t> numbers_of(std::string_view bytes) {
    return {reinterpret_cast<const std::uint32_t*>(bytes.data()),
            bytes.size() / sizeof(std::uint32_t)};
}

// Every text lies within the texts, every slot leads to a word, and one that is free ends a
// look-up.
bool is_sound(std::string_view texts, std::span<const std::uint32_t> ends,
              std::span<const std::uint32_t> slots) {
    return std::ranges::is_sorted(ends) && (ends.empty() || ends.back() <= texts.size()) &&
           std::has_single_bit(slots.size()) &&
           std::ranges::all_of(slots, [&](std::uint32_t slot) { return slot <= ends.size(); }) &&
           std::ranges::find(slots, 0u) != slots.end();
}

}  // namespace

Result<WordVectors> WordVectors::open(const std::filesystem::path& path) {
    auto file = WeightsFile::open(path, kWordsKind);
    if (!file) return file.error();
    WordVectors words(std::move(*file));
    const auto texts = words.file_.checked_section("texts");
    if (!texts) return texts.error();
    const auto ends = words.file_.checked_section("ends");
    if (!ends) return ends.error();
    const auto slots = words.file_.checked_section("slots");
    if (!slots) return slots.error();
    words.texts_ = *texts;
    words.ends_ = numbers_of(*ends);
    words.slots_ = numbers_of(*slots);
    if (!is_sound(words.texts_, words.ends_, words.slots_))
        return Error{ErrorCode::damaged, path.string() + ": its words make no sense", kFetchModels};
    const auto values = words.file_.section<std::int8_t>("values", words.size() * kWordVector);
    if (!values) return values.error();
    const auto lengths = words.file_.section<float>("inverse_lengths", words.size());
    if (!lengths) return lengths.error();
    words.values_ = *values;
    words.inverse_lengths_ = *lengths;
    return words;
}

std::string_view WordVectors::text(Word word) const {
    const std::uint32_t begin = word == 0 ? 0 : ends_[word - 1];
    return texts_.substr(begin, ends_[word] - begin);
}

std::optional<WordVectors::Word> WordVectors::find(std::string_view folded) const {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t slot = hash64(folded) & mask; slots_[slot] != 0; slot = (slot + 1) & mask)
        if (text(slots_[slot] - 1) == folded) return slots_[slot] - 1;
    return std::nullopt;
}

std::span<const std::int8_t, kWordVector> WordVectors::values(Word word) const {
    return std::span<const std::int8_t, kWordVector>(&values_[word * kWordVector], kWordVector);
}

float WordVectors::cosine(Word a, Word b) const {
    const auto left = values(a), right = values(b);
    std::int32_t product = 0;
    for (std::size_t i = 0; i < kWordVector; ++i) product += left[i] * right[i];
    return static_cast<float>(product) * inverse_lengths_[a] * inverse_lengths_[b];
}

}  // namespace verbatim
