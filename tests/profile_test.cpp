#include "engine/profile.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <optional>
#include <thread>

using namespace verbatim;

namespace {

void compute(std::chrono::milliseconds span) {
    const auto end = std::chrono::steady_clock::now() + span;
    while (std::chrono::steady_clock::now() < end) {
    }
}

Profile::Time time_of(const Profile& profile, Stage stage) {
    const auto times = profile.times();
    const auto found = std::ranges::find(times, stage, &Profile::Time::stage);
    return found == times.end() ? Profile::Time{} : *found;
}

}  // namespace

TEST_CASE("a moment counts for the innermost stage alone") {
    const Profile profile;
    {
        const StageTimer outer(Stage::read);
        compute(std::chrono::milliseconds(2));
        {
            const StageTimer inner(Stage::store);
            compute(std::chrono::milliseconds(20));
        }
        compute(std::chrono::milliseconds(2));
    }
    const double outer = time_of(profile, Stage::read).seconds;
    const double inner = time_of(profile, Stage::store).seconds;
    CHECK(outer >= 0.004);
    CHECK(inner >= 0.020);
    CHECK(profile.times().size() == 2);
}

TEST_CASE("the stages of all threads add up, and waiting is no computing") {
    const Profile profile;
    std::thread other([] {
        const StageTimer timing(Stage::encode);
        compute(std::chrono::milliseconds(20));
    });
    {
        const StageTimer waiting(Stage::wait);
        other.join();
    }
    CHECK(time_of(profile, Stage::encode).seconds >= 0.020);
    CHECK(time_of(profile, Stage::wait).computing < time_of(profile, Stage::encode).seconds);
}

TEST_CASE("without a profile nothing is measured, and each begins anew") {
    std::optional<StageTimer> before(Stage::read);
    std::optional<Profile> profile(std::in_place);
    before.reset();
    CHECK(profile->times().empty());
    { const StageTimer timing(Stage::store); }
    CHECK(profile->times().size() == 1);
    profile.reset();
    { const StageTimer after(Stage::store); }
    const Profile anew;
    CHECK(anew.times().empty());
}
