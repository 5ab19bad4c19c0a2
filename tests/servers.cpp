#include "tests/servers.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>

namespace verbatim {

namespace fs = std::filesystem;

namespace {

// A port that nothing listens at.
int free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const plain = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(bind(socket, plain, size) == 0);
    REQUIRE(getsockname(socket, plain, &size) == 0);
    close(socket);
    return ntohs(address.sin_port);
}

}  // namespace

Server::Server(const fs::path& database) : port_(free_port()) {
    int said[2];
    REQUIRE(pipe(said) == 0);
    process_ = fork();
    REQUIRE(process_ >= 0);
    if (process_ == 0) {
        setpgid(0, 0);  // with the processes that it begins, one for each connection
        dup2(said[1], STDOUT_FILENO);
        close(said[0]);
        execlp("xapian-tcpsrv", "xapian-tcpsrv", "--interface", "127.0.0.1", "--port",
               std::to_string(port_).c_str(), database.c_str(), nullptr);
        _exit(127);
    }
    close(said[1]);
    std::string line;  // it says "Listening..." when it does
    char c = 0;
    while (read(said[0], &c, 1) == 1 && line.find("Listening") == std::string::npos) line += c;
    said_ = said[0];
    INFO("xapian-tcpsrv said: " << line);
    REQUIRE(line.find("Listening") != std::string::npos);
}

Server::~Server() {
    stop();
}

// Not by SIGTERM: what it begins calls exit() for it, and of one that is ending, and so is in
// exit() already, never ends.
void Server::stop() {
    if (process_ == 0) return;
    kill(-process_, SIGKILL);
    waitpid(process_, nullptr, 0);
    close(said_);
    process_ = 0;
}

LocalSsh::LocalSsh() : path_("PATH", directory_.path().string() + ":" + std::getenv("PATH")) {
    const fs::path program = directory_.path() / "ssh";
    std::ofstream(program) << "#!/bin/sh\n"
                              "while :; do\n"
                              "case $1 in -o) shift 2 ;; -T) shift ;; *) break ;; esac\n"
                              "done\n"
                              "[ \"$1\" != down ] || exit 255\n"
                              "shift\n"
                              "exec sh -c \"$*\"\n";
    fs::permissions(program, fs::perms::owner_all);
}

}  // namespace verbatim
