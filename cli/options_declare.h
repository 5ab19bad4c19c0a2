#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/filters.h"
#include "cli/options.h"

// How options.* declare flags. Only they include this.
namespace verbatim::cli {

struct Example {
    std::string_view command;
    std::string_view meaning;  // may be empty
};

// Declares the flags of one command. Targets are written while the arguments are parsed; the first
// value that a flag cannot take is kept in `error`.
class Declaring {
public:
    Declaring(CLI::App& app, std::optional<Error>& error) : app_(app), error_(error) {}

    void group(std::string title) { group_ = std::move(title); }  // in the help, from here on

    void flag(const std::string& name, bool& target, const std::string& help);
    void text(const std::string& name, std::string& target, const std::string& value,
              const std::string& help);
    void texts(const std::string& name, std::vector<std::string>& target, const std::string& value,
               const std::string& help);
    void number(const std::string& name, std::size_t least, std::size_t most,
                const std::function<void(std::size_t)>& take, const std::string& value,
                const std::string& help);
    // -j, --jobs: worker threads.
    void jobs(unsigned& target);
    // One of `names`; `take` gets its place.
    void choice(const std::string& name, std::span<const std::string_view> names,
                const std::function<void(std::size_t)>& take, const std::string& help);
    // Calls `take` with every value; its error is kept.
    void each(const std::string& name, const std::function<Result<void>(const std::string&)>& take,
              const std::string& value, const std::string& help);
    void positional(const std::string& name, std::string& target, const std::string& help);
    void positionals(const std::string& name, std::vector<std::string>& target,
                     const std::string& help);

private:
    void keep(Error error);

    CLI::App& app_;
    std::optional<Error>& error_;
    std::string group_ = "Flags";
};

// CLI11 reads more into some arguments than is meant: "[a,b]" is a list to it, "++" ends a command,
// "-word" is a flag. Marked arguments are plain values; every declared target gets them unmarked.
// After "--", which is left out, all are.
std::vector<std::string> mark_literals(const std::vector<std::string>& arguments);
std::string unmarked(std::string argument);

// The words that call it: "search", "lens new".
std::string command_of(const CLI::App& app);

// Examples first, then usage and flags; `app` is the program, one command or a group of them.
std::string help_text(const CLI::App& app, std::span<const Example> examples, std::size_t width);

// "NAME=ROLE" of --role and --set.
Result<std::pair<std::string, Role>> name_and_role(std::string_view flag, const std::string& text);

// What the flags of the commands write to before it is checked as a whole.
struct RawOptions {
    InitCommand init;
    AddCommand add;
    SyncCommand sync;
    RemoveCommand remove;
    SearchCommand search;
    FilterFlags filters;
    std::vector<std::string> words;  // of the query
    std::vector<std::string> roles;
    std::vector<std::string> facets;
    bool concepts = false;
    bool no_meaning = false;
    bool json = false;
    ShowCommand show;
    LensesCommand lenses;
    LensNewCommand lens_new;
    LensMarkCommand lens_mark;
    std::vector<std::string> lens_mark_words;  // ID NAME yes|no
    LensTrainCommand lens_train;
    LensTestCommand lens_test;
    LensShowCommand lens_show;
    LensRemoveCommand lens_remove;
    ClassifyCommand classify;
    SpeakersCommand speakers;
    PeopleCommand people;
    StatusCommand status;
    CheckCommand check;
    BackupCommand backup;
    RestoreCommand restore;
    IndexAddCommand index_add;
    IndexListCommand index_list;
    IndexRemoveCommand index_remove;
    std::vector<std::string> split_words;  // N DIR...
    SplitCommand split;
    std::vector<std::string> merge_words;  // DIR LIBRARY...
    MergeCommand merge;
    SearchesCommand searches;
    MarkCommand mark;
    bool good = false, bad = false, clear = false;
};

struct CommandEntry {
    std::string_view name;
    std::string_view summary;
    std::span<const Example> examples;
    void (*declare)(Declaring& declaring, RawOptions& raw);
    Result<Command> (*finish)(RawOptions& raw);
};

// options_add.cpp, options_search.cpp, options_maintain.cpp, options_people.cpp,
// options_saved.cpp; in the order of the help.
std::span<const CommandEntry> filling_commands();
std::span<const CommandEntry> other_commands();
std::span<const CommandEntry> maintaining_commands();
std::span<const CommandEntry> saved_commands();
std::span<const CommandEntry> people_commands();
// options_lens.cpp: "lens new", ... and what the help of "lens" shows.
std::span<const CommandEntry> lens_commands();
std::span<const Example> lens_examples();
inline constexpr std::string_view kLensSummary =
    "Make lenses of your own, and teach all of them by marks.";

// options_scale.cpp: split, merge, "index add", ... and what the help of "index" shows.
std::span<const CommandEntry> scaling_commands();
std::span<const Example> index_examples();
inline constexpr std::string_view kIndexSummary =
    "Search other indexes too, on this machine or on others, as if they were one.";

// The flags of a search that keep it and run it again, and whether they go together.
void declare_saving(Declaring& declaring, RawOptions& raw);
Result<void> check_saving(const SearchCommand& search);

}  // namespace verbatim::cli
