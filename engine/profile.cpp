#include "engine/profile.h"

#include <array>
#include <atomic>
#include <cassert>
#include <ctime>

namespace verbatim {

namespace {

constexpr std::array<std::string_view, kStages> kNames = {
    "reading files",   "roles and sentences",
    "lenses",          "describing",
    "store",           "index",
    "committing",      "opening models",
    "meaning",         "comparing meanings",
    "planning",        "finding",
    "ordering",        "quoting",
    "everything else", "waiting",
};

struct Sum {
    std::atomic<std::int64_t> wall = 0, processor = 0;
};
std::array<Sum, kStages> sums;
std::atomic<bool> profiling = false;
thread_local StageTimer* innermost = nullptr;

std::int64_t nanoseconds(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

std::string_view name_of(Stage stage) {
    return kNames[static_cast<std::size_t>(stage)];
}

Profile::Profile() {
    assert(!profiling);
    for (Sum& sum : sums) sum.wall = sum.processor = 0;
    profiling = true;
}

Profile::~Profile() {
    profiling = false;
}

std::vector<Profile::Time> Profile::times() const {
    constexpr double kNanosecond = 1e-9;
    std::vector<Time> times;
    for (std::size_t i = 0; i < kStages; ++i)
        if (sums[i].wall > 0)
            times.push_back({static_cast<Stage>(i), static_cast<double>(sums[i].wall) * kNanosecond,
                             static_cast<double>(sums[i].processor) * kNanosecond});
    return times;
}

StageTimer::Moment StageTimer::now() {
    return {nanoseconds(CLOCK_MONOTONIC), nanoseconds(CLOCK_THREAD_CPUTIME_ID)};
}

void StageTimer::end_stretch() {
    const Moment here = now();
    Sum& sum = sums[static_cast<std::size_t>(stage_)];
    sum.wall += here.wall - since_.wall;
    sum.processor += here.processor - since_.processor;
}

StageTimer::StageTimer(Stage stage)
    : stage_(stage), measures_(profiling.load(std::memory_order_relaxed)) {
    if (!measures_) return;
    outer_ = innermost;
    if (outer_ != nullptr) outer_->end_stretch();
    innermost = this;
    since_ = now();
}

StageTimer::~StageTimer() {
    if (!measures_) return;
    end_stretch();
    innermost = outer_;
    if (outer_ != nullptr) outer_->since_ = now();
}

}  // namespace verbatim
