#include "engine/codec_names.h"

#include <algorithm>

namespace verbatim {

namespace {

constexpr char kEnd = '\n';

bool is_byte(char c) {
    return static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

void append_name(std::string_view name, std::string& list) {
    list += name;
    if (name.size() != 1 || !is_byte(name.front())) list += kEnd;
}

std::string_view take_name(std::string_view& list) {
    if (list.empty()) return {};
    const bool is_whole = is_byte(list.front());
    const std::size_t size = is_whole ? 1 : std::min(list.find(kEnd), list.size());
    const std::string_view name = list.substr(0, size);
    list.remove_prefix(std::min(list.size(), size + (is_whole ? 0 : 1)));
    return name;
}

}  // namespace verbatim
