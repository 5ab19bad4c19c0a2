#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

// What is said again and again. For codec_packed.cpp.
namespace verbatim {

struct RecordSample {
    std::uint64_t person = 0;
    std::string_view bytes;
};

// Pieces that stand in samples of several people each, in all about `size` bytes at most: what is
// worth most comes last. Nothing if there are none.
//
// A piece is one to eight words with what is between them, and none that fewer than kLeastPeople
// have is in it: of what a single person said, and of a name, nothing can be told from it.
// Deterministic.
inline constexpr std::uint32_t kLeastPeople = 8;
std::string common_pieces(std::span<const RecordSample> samples, std::size_t size);

}  // namespace verbatim
