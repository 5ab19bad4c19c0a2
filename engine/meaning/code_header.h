#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

// How a file of codes begins (code_file.h).
namespace verbatim {

inline constexpr std::size_t kCodeHeaderBytes = 32;

struct CodeHeader {
    std::uint64_t identity = 0;  // of what made the codes; 0 if the file is none of this format
    bool is_writing = false;     // rows may be half written
    bool is_damaged = false;     // none of this format although something was written
};

std::array<char, kCodeHeaderBytes> encode(const CodeHeader& header);
CodeHeader decode_code_header(std::string_view bytes);

}  // namespace verbatim
