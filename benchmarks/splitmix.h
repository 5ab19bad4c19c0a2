#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace verbatim::bench {

// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for a seed on every machine, which the
// standard library's distributions do not promise.
class SplitMix {
public:
    explicit SplitMix(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }

    template <typename Container>
    const auto& pick(const Container& from) {
        return from[below(from.size())];
    }

private:
    std::uint64_t state_;
};

// FNV-1a, for telling texts apart.
constexpr std::uint64_t fingerprint(std::string_view text) {
    std::uint64_t hash = 0xCBF29CE484222325;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
    return hash;
}

}  // namespace verbatim::bench
