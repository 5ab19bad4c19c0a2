#include "engine/hash.h"

#include <nettle/sha2.h>
#include <xxhash.h>

#include <array>

namespace verbatim {

namespace {

constexpr Id kIdMask = (Id{1} << 60) - 1;

}  // namespace

std::uint64_t hash64(std::string_view text, std::uint64_t seed) {
    return XXH3_64bits_withSeed(text.data(), text.size(), seed);
}

IdBuilder& IdBuilder::add(std::string_view part) {
    std::uint64_t size = part.size();
    for (int byte = 0; byte < 8; ++byte, size >>= 8) bytes_ += static_cast<char>(size & 0xff);
    bytes_ += part;
    return *this;
}

Id IdBuilder::id() const {
    const Id id = hash64(bytes_) & kIdMask;
    return id == 0 ? 1 : id;
}

struct Sha256::State {
    sha256_ctx context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
    sha256_init(&state_->context);
}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::string_view bytes) {
    sha256_update(&state_->context, bytes.size(),
                  reinterpret_cast<const std::uint8_t*>(bytes.data()));
}

std::string Sha256::hex() {
    std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
    sha256_digest(&state_->context, digest.size(), digest.data());
    std::string text;
    text.reserve(2 * digest.size());
    for (const std::uint8_t byte : digest) {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

std::string sha256_hex(std::string_view bytes) {
    Sha256 stream;
    stream.update(bytes);
    return stream.hex();
}

}  // namespace verbatim
