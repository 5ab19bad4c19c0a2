#include "tests/disk/plan.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <climits>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <string_view>

#include "tests/disk/power.h"

namespace verbatim::disk {

namespace {

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

// $VERBATIM_FAULT: "write:12:5", the 12th write fails with errno 5; "write:12+:28", it and all that
// follow; "write:12:short"; "any:40:power", the power goes off at the 40th call that changes
// something, "any:end:power" when the program has ended.
struct Plan {
    std::string directory = variable("VERBATIM_FAULT_DIRECTORY");
    std::string counts =
        variable("VERBATIM_FAULT_COUNTS");  // a file that tells how many there were
    std::string kind, how;
    std::uint64_t at = 0;
    bool from_on = false;
    bool at_end = false;

    Plan() {
        const std::string text = variable("VERBATIM_FAULT");
        const auto first = text.find(':'), last = text.rfind(':');
        if (first == std::string::npos || first == last) return;
        kind = text.substr(0, first);
        how = text.substr(last + 1);
        const std::string number = text.substr(first + 1, last - first - 1);
        from_on = number.ends_with('+');
        at_end = number == "end";
        at = std::strtoull(number.c_str(), nullptr, 10);
    }

    bool means(Kind called) const {
        if (kind == "any") return called != Kind::read;
        // Room is what these take.
        if (kind == "room")
            return called == Kind::write || called == Kind::space || called == Kind::open;
        return kind == kKindNames[static_cast<std::size_t>(called)];
    }
};

const Plan& plan() {
    static const Plan& read = *new Plan;  // never destroyed: asked when everything else has ended
    return read;
}

std::mutex turns;
std::uint64_t met = 0;                          // calls that the plan means
std::array<std::uint64_t, kKinds> counts = {};  // all calls
thread_local bool unseen = false;

bool lies_below(std::string_view path) {
    const std::string& directory = plan().directory;
    return !directory.empty() && path.starts_with(directory) &&
           (path.size() == directory.size() || path[directory.size()] == '/');
}

// Runs after everything else: the library is loaded first and ends last.
struct AtEnd {
    ~AtEnd() {
        const Turn turn;
        if (plan().at_end && plan().how == "power") turn_power_off();
        if (plan().counts.empty()) return;
        std::string text;
        for (std::size_t i = 0; i < kKinds; ++i)
            text += std::string(kKindNames[i]) + " " + std::to_string(counts[i]) + "\n";
        const int file = ::open(plan().counts.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
        (void)!::write(file, text.data(), text.size());
        ::close(file);
    }
} at_end;

}  // namespace

std::string path_below(int descriptor) {
    std::array<char, PATH_MAX> target{};
    const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
    const ssize_t size = readlink(link.c_str(), target.data(), target.size());
    std::string path(target.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    return lies_below(path) ? path : "";
}

std::string path_below(int folder, const char* path) {
    std::string whole = path;
    if (!whole.starts_with('/')) {
        std::array<char, PATH_MAX> base{};
        const std::string link =
            folder == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/" + std::to_string(folder);
        const ssize_t size = readlink(link.c_str(), base.data(), base.size());
        whole =
            std::string(base.data(), size > 0 ? static_cast<std::size_t>(size) : 0) + "/" + path;
    }
    while (whole.size() > 1 && whole.ends_with('/')) whole.pop_back();
    const auto slash = whole.rfind('/');
    std::array<char, PATH_MAX> parent{};
    const std::string before = slash == 0 ? "/" : whole.substr(0, slash);
    if (realpath(before.c_str(), parent.data()) == nullptr) return "";
    whole = std::string(parent.data()) + whole.substr(slash);
    return lies_below(whole) ? whole : "";
}

Turn::Turn() {
    turns.lock();
    unseen = true;
}

Turn::~Turn() {
    unseen = false;
    turns.unlock();
}

bool is_unseen() {
    return unseen;
}

Verdict Turn::next(Kind kind) {
    ++counts[static_cast<std::size_t>(kind)];
    if (!plan().means(kind)) return {};
    ++met;
    if (met != plan().at && !(plan().from_on && met > plan().at)) return {};
    if (plan().how == "power") turn_power_off();
    if (plan().how == "short") return {0, true};
    return {std::atoi(plan().how.c_str()), false};
}

}  // namespace verbatim::disk
