#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <string_view>
#include <system_error>

#include "cli/block.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "engine/durable.h"

namespace {

using namespace verbatim;
using namespace verbatim::cli;

constexpr std::size_t kDefaultWidth = 80;
constexpr std::size_t kNarrowest = 40;
constexpr std::size_t kWidest = 1000;
constexpr int kFailed = 2;

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

// $COLUMNS, else the terminal's, else 80.
std::size_t terminal_width() {
    std::size_t width = 0;
    const std::string columns = variable("COLUMNS");
    std::from_chars(columns.data(), columns.data() + columns.size(), width);
    winsize size{};
    for (const int descriptor : {STDOUT_FILENO, STDERR_FILENO})
        if (width == 0 && ioctl(descriptor, TIOCGWINSZ, &size) == 0) width = size.ws_col;
    return width == 0 ? kDefaultWidth : std::clamp(width, kNarrowest, kWidest);
}

bool shows_color(int descriptor, ColorWhen when) {
    if (when != ColorWhen::automatic) return when == ColorWhen::always;
    return isatty(descriptor) && variable("NO_COLOR").empty() && variable("TERM") != "dumb";
}

// What is written to stderr is wrapped where that is a terminal, so that programs read lines.
std::size_t error_width(std::size_t width) {
    return isatty(STDERR_FILENO) != 0 ? width : Console{std::cout, std::cerr}.err_width;
}

void print_error(const Error& error, bool color) {
    BlockStyle style;
    style.width = error_width(terminal_width());
    style.color = color;
    style.margin = Style::error;
    style.first = "verbatim: ";
    style.rest = "  ";
    std::cerr << block(printable(error.message), {}, style);
    style.first = style.rest;
    if (!error.hint.empty()) std::cerr << block(printable(error.hint), {}, style);
}

void tell_of_waiting(const std::string& holder) {
    std::cerr << "Waiting for " << printable(holder) << ", which writes to the library.\n"
              << std::flush;
}

Surroundings surroundings_of(const Options& options, const std::string& working_directory) {
    return {.flag = options.library,
            .verbatim_library = variable("VERBATIM_LIBRARY"),
            .xdg_data_home = variable("XDG_DATA_HOME"),
            .home = variable("HOME"),
            .working_directory = working_directory,
            .patience = options.wait ? Patience{kAsLongAsItTakes, tell_of_waiting}
                                     : Patience{kLockPatience}};
}

int run_command(const Options& options, std::size_t width) {
    Console console{.out = std::cout, .err = std::cerr};
    std::error_code gone;
    console.working_directory = std::filesystem::current_path(gone).string();
    console.is_terminal = isatty(STDOUT_FILENO) != 0;
    console.err_is_terminal = isatty(STDERR_FILENO) != 0 && variable("TERM") != "dumb";
    console.width = width;
    console.err_width = error_width(width);
    console.color = shows_color(STDOUT_FILENO, options.color);
    console.err_color = shows_color(STDERR_FILENO, options.color);
    const Surroundings surroundings = surroundings_of(options, console.working_directory);
    const auto status = std::visit(
        [&](const auto& command) { return run(command, surroundings, console); }, options.command);
    if (!status) print_error(status.error(), console.err_color);
    return status ? *status : kFailed;
}

int run_program(const std::vector<std::string>& arguments) {
    const std::size_t width = terminal_width();
    const auto parsed = parse_options(arguments, width);
    if (!parsed) {
        print_error(parsed.error(), shows_color(STDERR_FILENO, ColorWhen::automatic));
        return kFailed;
    }
    if (const auto* printed = std::get_if<Printed>(&*parsed)) {
        std::cout << printed->text;
        return 0;
    }
    return run_command(std::get<Options>(*parsed), width);
}

bool is_of_the_standard(const std::exception_ptr& thrown) {
    try {
        if (thrown) std::rethrow_exception(thrown);
    } catch (const std::exception&) {
        return true;
    } catch (...) {  // Xapian's
    }
    return false;
}

// Xapian ends the program where a write fails while it must not throw, as on a full disk: what was
// not committed is then as after a kill. By now errno may be of something else.
[[noreturn]] void stop() {
    const std::error_code why = last_error();
    if (is_of_the_standard(std::current_exception())) std::abort();
    const bool is_known = std::ranges::any_of(std::array{ENOSPC, EDQUOT, EIO, EFBIG, EROFS},
                                              [&](int number) { return why.value() == number; });
    print_error({ErrorCode::unavailable,
                 "a write to the library failed" +
                     (is_known ? ": " + why.message() : std::string(", as when the disk is full")),
                 std::string(kMakeRoom)},
                false);
    std::cerr.flush();
    _exit(kFailed);
}

}  // namespace

int main(int argc, char** argv) try {
    std::set_terminate(stop);
    std::ios::sync_with_stdio(false);
    const int status = run_program({argv + (argc > 0), argv + argc});
    std::cout.flush();
    if (std::cout) return status;
    print_error({ErrorCode::unavailable, "cannot write to standard output", ""}, false);
    return kFailed;
} catch (const std::system_error& error) {  // of the standard library's files and threads
    print_error({ErrorCode::unavailable, error.what(),
                 "check the disk and the permissions, then run the same command again"},
                false);
    return kFailed;
} catch (const std::exception& exception) {
    print_error({ErrorCode::damaged, exception.what(), "this is a bug in verbatim"}, false);
    return kFailed;
}
