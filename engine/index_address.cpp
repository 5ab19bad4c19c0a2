#include "engine/index_address.h"

#include <algorithm>

#include "engine/ascii.h"

namespace verbatim {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kSsh = "ssh:";
constexpr std::uint32_t kHighestPort = 65535;

bool is_plain(std::string_view text, std::string_view further) {
    return !text.empty() && text.front() != '-' && std::ranges::all_of(text, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               further.find(c) != std::string_view::npos;
    });
}

bool is_host(std::string_view text) {
    return is_plain(text, ".-_@");
}

Error bad_ssh(std::string_view text) {
    return {ErrorCode::bad_input, std::string(text) + " is no ssh:HOST:LIBRARY",
            "letters, digits and ./_-~+@ may be in it; ~/.ssh/config can name ports and keys"};
}

Result<IndexAddress> parse_ssh(std::string_view text) {
    const std::string_view rest = text.substr(kSsh.size());
    const std::size_t colon = rest.find(':');
    if (colon == std::string_view::npos) return bad_ssh(text);
    IndexAddress address;
    address.kind = IndexAddress::Kind::ssh;
    address.text = text;
    address.host = rest.substr(0, colon);
    address.path = rest.substr(colon + 1);
    if (!is_host(address.host) || !is_plain(address.path, "./_-~+@")) return bad_ssh(text);
    return address;
}

}  // namespace

Result<IndexAddress> parse_address(std::string_view text, const fs::path& working_directory) {
    if (text.starts_with(kSsh)) return parse_ssh(text);
    IndexAddress address;
    const std::size_t colon = text.rfind(':');
    if (colon != std::string_view::npos && is_host(text.substr(0, colon))) {
        const auto port = whole_number<std::uint32_t>(text.substr(colon + 1));
        if (!port || *port == 0 || *port > kHighestPort)
            return Error{ErrorCode::bad_input, std::string(text) + " is no HOST:PORT",
                         "a port is a number up to 65535"};
        address.kind = IndexAddress::Kind::server;
        address.text = text;
        address.host = text.substr(0, colon);
        address.port = *port;
        return address;
    }
    if (text.empty() || text.find('\n') != std::string_view::npos)
        return Error{ErrorCode::bad_input, "an index needs a name",
                     "name a library's directory, HOST:PORT or ssh:HOST:LIBRARY"};
    address.path = (working_directory / text / "").lexically_normal().parent_path().string();
    address.text = address.path;
    return address;
}

}  // namespace verbatim
