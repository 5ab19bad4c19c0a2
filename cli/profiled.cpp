#include "cli/profiled.h"

#include <algorithm>
#include <ostream>
#include <string_view>

#include "cli/numbers.h"
#include "cli/terminal.h"

namespace verbatim::cli {

std::string profile_table(const std::vector<Profile::Time>& times) {
    if (times.empty()) return "";
    constexpr std::size_t kNumber = 11;
    constexpr std::string_view kTitle = "Where the time went";
    std::size_t width = kTitle.size();
    for (const Profile::Time& time : times) width = std::max(width, name_of(time.stage).size() + 2);
    std::string text = pad(kTitle, width) + pad_front("all threads", kNumber + 2) +
                       pad_front("computing", kNumber) + "\n";
    for (const Profile::Time& time : times)
        text += "  " + pad(name_of(time.stage), width - 2) +
                pad_front(seconds_for_people(time.seconds), kNumber + 2) +
                pad_front(seconds_for_people(time.computing), kNumber) + "\n";
    return text;
}

Result<int> profiled(bool asked, Console& console, const std::function<Result<int>()>& work) {
    if (!asked) return work();
    const Profile profile;
    const auto status = [&] {
        const StageTimer timing(Stage::other);
        return work();
    }();
    if (status) console.err << profile_table(profile.times());
    return status;
}

}  // namespace verbatim::cli
