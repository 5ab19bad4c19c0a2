#include "cli/saved_arguments.h"

#include <algorithm>
#include <span>
#include <string_view>

namespace verbatim::cli {

namespace {

struct Dropped {
    std::string_view flag;
    bool takes_value;
};

constexpr Dropped kNotKept[] = {{"--library", true}, {"--color", true}, {"--format", true},
                                {"--json", false},   {"--save", true},  {"--replace", false},
                                {"--saved", true},   {"--new", false}};
constexpr Dropped kNotAdded[] = {
    {"--library", true}, {"--color", true}, {"--saved", true}, {"--new", false}};

// The arguments without the flags; after "--" there are none.
std::vector<std::string> without(const std::vector<std::string>& arguments,
                                 std::span<const Dropped> flags) {
    std::vector<std::string> kept;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        if (argument == "--") {
            kept.insert(kept.end(), arguments.begin() + static_cast<std::ptrdiff_t>(i),
                        arguments.end());
            break;
        }
        const std::size_t equals = argument.find('=');
        const auto dropped = std::ranges::find(flags, argument.substr(0, equals), &Dropped::flag);
        if (dropped == flags.end())
            kept.emplace_back(argument);
        else if (dropped->takes_value && equals == std::string_view::npos)
            ++i;
    }
    return kept;
}

}  // namespace

std::vector<std::string> kept_arguments(const std::vector<std::string>& arguments) {
    return without(arguments, kNotKept);
}

std::vector<std::string> with_additions(std::vector<std::string> kept,
                                        const std::vector<std::string>& given) {
    std::vector<std::string> added = without(given, kNotAdded);
    if (!added.empty()) added.erase(added.begin());  // the command
    const auto words = std::ranges::find(kept, "--");
    kept.insert(words, added.begin(), added.end());
    return kept;
}

std::string shell_line(const std::vector<std::string>& arguments) {
    const auto is_plain = [](char c) {
        constexpr std::string_view kSpecial = " \t\r\n\"'\\$`!*?[](){}<>|&;#~";
        return kSpecial.find(c) == std::string_view::npos;
    };
    std::string line;
    for (const std::string& argument : arguments) {
        if (!line.empty()) line += ' ';
        if (!argument.empty() && std::ranges::all_of(argument, is_plain)) {
            line += argument;
            continue;
        }
        line += '\'';
        for (const char c : argument) line.append(c == '\'' ? "'\\''" : std::string(1, c));
        line += '\'';
    }
    return line;
}

}  // namespace verbatim::cli
