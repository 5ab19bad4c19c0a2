#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "engine/result.h"

namespace verbatim {

// Where another library's index is.
struct IndexAddress {
    enum class Kind {
        directory,  // a library, on a file system of this machine
        server,     // "HOST:PORT", of xapian-tcpsrv
        ssh,        // "ssh:HOST:LIBRARY", where xapian-progsrv is run
    };
    Kind kind = Kind::directory;
    std::string text;  // as parse_address() takes it
    std::string host;
    std::uint32_t port = 0;
    std::string path;  // of the library; absolute if it is a directory of this machine

    bool is_remote() const { return kind != Kind::directory; }
    friend bool operator==(const IndexAddress&, const IndexAddress&) = default;
};

// A directory may be relative to the given one, and becomes absolute. Fails with bad_input. What
// goes to ssh is plain: it passes a shell on the other side.
Result<IndexAddress> parse_address(std::string_view text,
                                   const std::filesystem::path& working_directory);

// Whether an error's message tells of what a server did, or did not do, for that address.
bool is_failure_of(const IndexAddress& address, const std::string& message);

// How many verbatims there are, where it can be searched from here (index_others.cpp).
Result<std::uint64_t> documents_at(const IndexAddress& address);

}  // namespace verbatim
