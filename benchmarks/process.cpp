#include "benchmarks/process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <optional>

extern char** environ;

namespace verbatim::bench {

namespace {

using Clock = std::chrono::steady_clock;

Error system_error(const std::string& what, int error) {
    return {ErrorCode::unavailable, what + ": " + std::strerror(error), ""};
}

// Waits for a child's end. `ru_maxrss` is in KiB on Linux.
Ran wait_for(pid_t child) {
    int status = 0;
    rusage usage{};
    while (wait4(child, &status, 0, &usage) < 0 && errno == EINTR) {
    }
    Ran ran;
    ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    ran.peak_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
    return ran;
}

// The child's part: a byte that tells an answer from an error, then the text.
[[noreturn]] void answer(int pipe, const std::function<Result<std::string>()>& work) {
    const Result<std::string> result = work();
    const std::string text = result ? "=" + *result : "!" + result.error().message;
    std::size_t written = 0;
    while (written < text.size()) {
        const ssize_t step = write(pipe, text.data() + written, text.size() - written);
        if (step < 0 && errno != EINTR) _exit(1);
        if (step > 0) written += static_cast<std::size_t>(step);
    }
    _exit(0);
}

std::string read_all(int pipe) {
    std::string text;
    std::array<char, 4096> buffer;
    for (;;) {
        const ssize_t size = read(pipe, buffer.data(), buffer.size());
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return text;
        text.append(buffer.data(), static_cast<std::size_t>(size));
    }
}

}  // namespace

Result<Ran> run(const std::vector<std::string>& command) {
    std::vector<char*> arguments;
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    const Clock::time_point start = Clock::now();
    const int error =
        posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) return system_error(command[0], error);
    Ran ran = wait_for(child);
    ran.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    return ran;
}

Result<Worked> in_child(const std::function<Result<std::string>()>& work) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return system_error("pipe", errno);
    const pid_t child = fork();
    if (child < 0) return system_error("fork", errno);
    if (child == 0) answer(ends[1], work);
    close(ends[1]);
    std::string text = read_all(ends[0]);
    close(ends[0]);
    const Ran ran = wait_for(child);
    if (ran.status != 0)
        return Error{ErrorCode::unavailable,
                     "the child ended with status " + std::to_string(ran.status), ""};
    const bool failed = text.empty() || text[0] == '!';
    if (!text.empty()) text.erase(0, 1);
    if (failed) return Error{ErrorCode::unavailable, text, ""};
    return Worked{std::move(text), ran.peak_bytes};
}

std::uint64_t disk_bytes(const std::string& directory) {
    std::uint64_t bytes = 0;
    std::error_code error;
    for (std::filesystem::recursive_directory_iterator entry(directory, error), end;
         !error && entry != end; entry.increment(error)) {
        struct stat status {};
        if (lstat(entry->path().c_str(), &status) == 0 && S_ISREG(status.st_mode))
            bytes += static_cast<std::uint64_t>(status.st_blocks) * 512;
    }
    return bytes;
}

}  // namespace verbatim::bench
