#include "cli/citation.h"

#include <cmath>

#include "cli/numbers.h"
#include "cli/terminal.h"
#include "engine/text.h"

namespace verbatim::cli {

std::string openable_path(std::string_view path, std::string_view working_directory) {
    std::string below(working_directory);
    if (!below.ends_with('/')) below += '/';
    if (path.starts_with(below) && path.size() > below.size()) path.remove_prefix(below.size());
    return std::string(path);
}

std::string printable_path(std::string_view path, std::string_view working_directory) {
    return printable(openable_path(path, working_directory));
}

std::string printable_locator(const Locator& locator) {
    if (locator.line) return ":" + std::to_string(*locator.line);
    if (locator.row) return ", row " + std::to_string(*locator.row);
    if (!locator.pointer.empty()) return "#" + one_line(locator.pointer);
    return "";
}

std::string printable_rating(std::optional<double> rating, std::optional<double> scale) {
    if (!rating) return "";
    if (scale == 5.0 && *rating == std::floor(*rating) && *rating >= 0 && *rating <= 5) {
        std::string stars;
        for (int star = 0; star < 5; ++star) stars += star < *rating ? "★" : "☆";
        return stars;
    }
    return scale ? plain_number(*rating) + "/" + plain_number(*scale)
                 : "rated " + plain_number(*rating);
}

std::string printable_speaker(std::string_view name, Role role) {
    const std::string known(role == Role::unknown ? "" : name_of(role));
    const std::string shown = one_line(name);
    if (shown.empty()) return known.empty() ? "speaker" : known;
    const bool says_it_already = fold(shown) == known;  // "Interviewer"
    return known.empty() || says_it_already ? shown : shown + ", " + known;
}

std::vector<std::string> attribution(const Citation& citation, std::string_view working_directory) {
    std::vector<std::string> parts;
    const auto add = [&](std::string part) {
        if (!part.empty()) parts.push_back(std::move(part));
    };
    add(printable_speaker(citation.speaker, citation.role));
    add(std::string(name_of(citation.kind)));
    add(one_line(citation.date.substr(0, 10)));
    add(printable_rating(citation.rating, citation.rating_max));
    add(one_line(citation.product));
    if (citation.locator.time) add(clock(citation.locator.time->start_ms));
    if (!citation.source.empty())
        add(printable_path(citation.source, working_directory) +
            printable_locator(citation.locator));
    return parts;
}

}  // namespace verbatim::cli
