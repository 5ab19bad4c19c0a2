#include "cli/options_declare.h"

#include <algorithm>
#include <charconv>

namespace verbatim::cli {

namespace {

constexpr char kMark = '\x01';

bool is_search(std::string_view argument) {
    return argument == "search" || argument == "pains" || argument == "objections";
}

// "-word" and "-n5x", but not "-n", "-n5" or "--word".
bool is_negation(std::string_view argument) {
    if (argument.size() < 3 || argument[0] != '-' || argument[1] == '-') return false;
    return argument[1] != 'n' ||
           argument.find_first_not_of("0123456789", 2) != std::string_view::npos;
}

}  // namespace

void Declaring::keep(Error error) {
    if (!error_) error_ = std::move(error);
}

void Declaring::flag(const std::string& name, bool& target, const std::string& help) {
    app_.add_flag(name, target, help)->group(group_);
}

void Declaring::text(const std::string& name, std::string& target, const std::string& value,
                     const std::string& help) {
    each(
        name,
        [&target](const std::string& given) -> Result<void> {
            target = given;
            return {};
        },
        value, help);
}

void Declaring::texts(const std::string& name, std::vector<std::string>& target,
                      const std::string& value, const std::string& help) {
    each(
        name,
        [&target](const std::string& given) -> Result<void> {
            target.push_back(given);
            return {};
        },
        value, help);
}

void Declaring::number(const std::string& name, std::size_t least, std::size_t most,
                       const std::function<void(std::size_t)>& take, const std::string& value,
                       const std::string& help) {
    const auto parse = [=](const std::string& given) -> Result<void> {
        std::size_t number = 0;
        const char* end = given.data() + given.size();
        const auto parsed = std::from_chars(given.data(), end, number);
        if (parsed.ec != std::errc() || parsed.ptr != end || number < least || number > most)
            return Error{
                ErrorCode::bad_input,
                name.substr(name.find("--")) + " does not take '" + given + "'",
                "it is a number from " + std::to_string(least) + " to " + std::to_string(most)};
        take(number);
        return {};
    };
    each(name, parse, value, help);
}

void Declaring::jobs(unsigned& target) {
    constexpr std::size_t kMost = 256;
    number(
        "-j,--jobs", 1, kMost, [&target](std::size_t n) { target = static_cast<unsigned>(n); }, "N",
        "worker threads (one a core)");
}

void Declaring::choice(const std::string& name, std::span<const std::string_view> names,
                       const std::function<void(std::size_t)>& take, const std::string& help) {
    std::string value;
    for (const std::string_view one : names) value.append(value.empty() ? "" : "|").append(one);
    const auto parse = [=](const std::string& given) -> Result<void> {
        const auto chosen = choose(name, given, names);
        if (!chosen) return chosen.error();
        take(*chosen);
        return {};
    };
    each(name, parse, value, help);
}

void Declaring::each(const std::string& name,
                     const std::function<Result<void>(const std::string&)>& take,
                     const std::string& value, const std::string& help) {
    const std::string spelling = name.substr(name.find("--"));
    const auto take_all = [this, spelling, take](const std::vector<std::string>& given) {
        for (const std::string& one : given) {
            const std::string plain = unmarked(one);
            if (plain.empty())
                keep({ErrorCode::bad_input, spelling + " needs a value", ""});
            else if (const auto taken = take(plain); !taken)
                keep(taken.error());
        }
    };
    app_.add_option_function<std::vector<std::string>>(name, take_all, help)
        ->type_name(value)
        ->allow_extra_args(false)
        ->group(group_);
}

void Declaring::positional(const std::string& name, std::string& target, const std::string& help) {
    app_.add_option_function<std::string>(
            name, [&target](const std::string& given) { target = unmarked(given); }, help)
        ->group("Arguments");
}

void Declaring::positionals(const std::string& name, std::vector<std::string>& target,
                            const std::string& help) {
    app_.add_option_function<std::vector<std::string>>(
            name,
            [&target](const std::vector<std::string>& given) {
                for (const std::string& one : given) target.push_back(unmarked(one));
            },
            help)
        ->group("Arguments");
}

std::vector<std::string> mark_literals(const std::vector<std::string>& arguments) {
    std::vector<std::string> marked;
    bool in_search = false;
    bool only_words = false;
    for (const std::string& argument : arguments) {
        const bool is_literal = only_words || argument.starts_with('[') || argument == "++" ||
                                argument.starts_with(kMark) || (in_search && is_negation(argument));
        in_search |= is_search(argument);
        if (argument != "--" || only_words)
            marked.push_back(is_literal ? kMark + argument : argument);
        else
            only_words = true;
    }
    return marked;
}

std::string unmarked(std::string argument) {
    if (argument.starts_with(kMark)) argument.erase(0, 1);
    return argument;
}

Result<std::pair<std::string, Role>> name_and_role(std::string_view flag, const std::string& text) {
    const std::size_t cut = text.rfind('=');  // a name may hold one, a role does not
    if (cut == std::string::npos || cut == 0)
        return Error{ErrorCode::bad_input, std::string(flag) + " does not take '" + text + "'",
                     "it takes NAME=ROLE"};
    const auto role = choose(flag, text.substr(cut + 1), kRoleNames);
    if (!role) return role.error();
    return std::pair{text.substr(0, cut), static_cast<Role>(*role)};
}

}  // namespace verbatim::cli
