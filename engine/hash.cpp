#include "engine/hash.h"

#include <openssl/evp.h>
#include <xxhash.h>

#include <array>
#include <new>

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
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { EVP_MD_CTX_free(context); }
};

// libcrypto fails here only for want of memory: SHA-256 of its default provider is always there.
Sha256::Sha256() : state_(std::make_unique<State>()) {
    if (!state_->context || EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr) != 1)
        throw std::bad_alloc();
}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::string_view bytes) {
    if (EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) != 1) throw std::bad_alloc();
}

std::string Sha256::hex() {
    std::array<unsigned char, 32> digest{};
    if (EVP_DigestFinal_ex(state_->context, digest.data(), nullptr) != 1) throw std::bad_alloc();
    std::string text;
    text.reserve(2 * digest.size());
    for (const unsigned char byte : digest) {
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
