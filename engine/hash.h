#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "engine/model.h"

namespace verbatim {

// 64 bits of XXH3 over the text, continuing from `seed`. Stable across versions and machines.
std::uint64_t hash64(std::string_view text, std::uint64_t seed = 0);

// Builds an Id from parts in order; parts are length-prefixed, so ("ab", "c") differs from ("a",
// "bc").
class IdBuilder {
public:
    IdBuilder& add(std::string_view part);
    Id id() const;  // never 0

private:
    std::string bytes_;
};

// SHA-256 of a stream of bytes, in lower-case hex.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    void update(std::string_view bytes);
    std::string hex();  // ends the stream; call once

private:
    struct State;
    std::unique_ptr<State> state_;
};

std::string sha256_hex(std::string_view bytes);

}  // namespace verbatim
