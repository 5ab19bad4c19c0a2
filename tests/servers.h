#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

#include "tests/library_fixture.h"
#include "tests/variable.h"

// Xapian's own servers, and an ssh that stays on this machine.
namespace verbatim {

// xapian-tcpsrv on a free port of this machine, until it goes.
class Server {
public:
    explicit Server(const std::filesystem::path& database);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
    void stop();

private:
    int port_ = 0;
    pid_t process_ = 0;
    int said_ = -1;  // what it says of each connection goes here, and nobody reads it
};

// A program called ssh, first in PATH, that runs the command here.
class LocalSsh {
public:
    LocalSsh();

private:
    TemporaryDirectory directory_;
    Variable path_;
};

}  // namespace verbatim
