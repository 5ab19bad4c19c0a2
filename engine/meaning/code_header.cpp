#include "engine/meaning/code_header.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "engine/hash.h"
#include "engine/meaning/code.h"

namespace verbatim {

namespace {

constexpr std::array<char, 8> kMagic = {'V', 'B', 'M', 'C', 'O', 'D', 'E', 'S'};
// 2 since codes take their neighbours' into account (code_context.h).
constexpr std::uint32_t kFormat = 2;

struct Layout {
    std::array<char, 8> magic = kMagic;
    std::uint32_t format = kFormat;
    std::uint32_t code_length = kCodeLength;
    std::uint64_t identity = 0;
    std::uint32_t is_writing = 0;
    std::uint32_t hash = 0;  // of all before; never 0, but in files of before there was one
};
static_assert(sizeof(Layout) == kCodeHeaderBytes);

std::uint32_t hash_of(const Layout& layout) {
    const auto bytes = std::bit_cast<std::array<char, sizeof layout>>(layout);
    const std::string_view hashed(bytes.data(), offsetof(Layout, hash));
    return static_cast<std::uint32_t>(hash64(hashed)) | 1u;
}

}  // namespace

std::array<char, kCodeHeaderBytes> encode(const CodeHeader& header) {
    Layout layout;
    layout.identity = header.identity;
    layout.is_writing = header.is_writing ? 1 : 0;
    layout.hash = hash_of(layout);
    return std::bit_cast<std::array<char, kCodeHeaderBytes>>(layout);
}

CodeHeader decode_code_header(std::string_view bytes) {
    CodeHeader header;
    if (bytes.size() < kCodeHeaderBytes) return header;
    bytes = bytes.substr(0, kCodeHeaderBytes);
    Layout layout;
    std::memcpy(&layout, bytes.data(), sizeof layout);
    const bool has_hash = layout.hash != 0 || layout.is_writing != 0;
    const bool fits = layout.magic == kMagic && layout.format == kFormat &&
                      layout.code_length == kCodeLength &&
                      (!has_hash || layout.hash == hash_of(layout));
    // A file that was begun when the power went may be of zeros.
    header.is_damaged = !fits && std::ranges::any_of(bytes, [](char c) { return c != 0; });
    if (!fits) return header;
    header.identity = layout.identity;
    header.is_writing = layout.is_writing != 0;
    return header;
}

}  // namespace verbatim
