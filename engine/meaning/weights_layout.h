#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "engine/hash.h"

// How a model's file begins: for weights_file.cpp and weights_writer.cpp.
namespace verbatim {

static_assert(std::endian::native == std::endian::little, "the files are mapped as they are");

inline constexpr std::array<char, 8> kWeightsMagic = {'v', 'e', 'r', 'b', 'a', 't', 'i', 'm'};
inline constexpr std::uint32_t kWeightsContainer = 1;
inline constexpr std::size_t kWeightsAlignment = 64;

struct WeightsHeader {
    std::array<char, 8> magic;
    std::uint32_t container;
    std::uint32_t version;
    std::array<char, 32> name;
    std::array<char, 32> license;
    std::array<char, 64> origin;
    std::uint64_t size;      // of the file
    std::uint64_t sections;  // rows of the table, which follows
    std::uint64_t hash;      // of the header, with this as 0, and the table
};
static_assert(sizeof(WeightsHeader) == 168);

struct WeightsSection {
    std::array<char, 16> name;
    std::uint64_t offset;
    std::uint64_t size;
    std::uint64_t hash;
};
static_assert(sizeof(WeightsSection) == 40);

// A field that is filled up with zeros; the last byte always is one.
template <std::size_t N>
std::array<char, N> weights_field(std::string_view text) {
    std::array<char, N> field{};
    std::memcpy(field.data(), text.data(), std::min(text.size(), N - 1));
    return field;
}

template <std::size_t N>
std::string_view weights_text(const std::array<char, N>& field) {
    return {field.data(), strnlen(field.data(), N)};
}

inline std::uint64_t weights_hash(WeightsHeader header, std::string_view table) {
    header.hash = 0;
    return hash64(table, hash64({reinterpret_cast<const char*>(&header), sizeof header}));
}

}  // namespace verbatim
