#include "engine/kill_point.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <csignal>
#include <cstdlib>
#include <string>

namespace verbatim {

namespace {

// What $VERBATIM_KILL_AT asks for, read once.
struct Target {
    std::string name;
    int passes = 1;
};

const Target& target() {
    static const Target parsed = [] {
        Target result;
        const char* text = std::getenv("VERBATIM_KILL_AT");
        if (text == nullptr) return result;
        result.name = text;
        if (const auto colon = result.name.find(':'); colon != std::string::npos) {
            result.passes = std::max(1, std::atoi(result.name.c_str() + colon + 1));
            result.name.resize(colon);
        }
        return result;
    }();
    return parsed;
}

}  // namespace

void kill_point(std::string_view name) {
    assert(std::ranges::find(kKillPoints, name) != std::end(kKillPoints));
    if (target().name.empty() || target().name != name) return;
    static std::atomic<int> passed = 0;
    if (++passed >= target().passes) std::raise(SIGKILL);
}

}  // namespace verbatim
