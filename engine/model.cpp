#include "engine/model.h"

#include <algorithm>
#include <array>

namespace verbatim {

namespace {

// Crockford's base 32, lower case: no i, l, o, u to mistake for a digit or for a word.
constexpr std::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t kIdLength = 12;

template <typename Enum, std::size_t N>
std::optional<Enum> enum_from(const std::string_view (&names)[N], std::string_view name) {
    const auto found = std::ranges::find(names, name);
    if (found == std::end(names)) return std::nullopt;
    return static_cast<Enum>(found - std::begin(names));
}

}  // namespace

std::optional<Kind> kind_from(std::string_view name) {
    return enum_from<Kind>(kKindNames, name);
}

std::optional<Role> role_from(std::string_view name) {
    return enum_from<Role>(kRoleNames, name);
}

std::uint64_t text_of_verbatims(const Conversation& conversation) {
    std::uint64_t bytes = 0;
    for (const Verbatim& verbatim : conversation.verbatims)
        bytes += verbatim.span.end - verbatim.span.begin;
    return bytes;
}

std::string print_id(Id id) {
    std::string text(kIdLength, '0');
    for (std::size_t i = kIdLength; i-- > 0; id >>= 5) text[i] = kDigits[id & 31];
    return text;
}

std::optional<Id> parse_id(std::string_view text) {
    if (text.size() != kIdLength) return std::nullopt;
    Id id = 0;
    for (const char c : text) {
        const auto digit = kDigits.find(c);
        if (digit == std::string_view::npos) return std::nullopt;
        id = id << 5 | digit;
    }
    return id;
}

}  // namespace verbatim
