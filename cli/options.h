#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "cli/render.h"
#include "engine/model.h"
#include "engine/query.h"
#include "engine/result.h"
#include "engine/saved_search.h"

// argv as values: one struct a command, its flags checked as far as they can be without a library.
namespace verbatim::cli {

struct InitCommand {
    std::string directory;
};

struct AddCommand {
    std::vector<std::string> paths;
    std::optional<Kind> kind;
    std::string format;
    std::string map_file;
    std::string save_map;  // where to write the guess
    std::string round;
    std::map<std::string, std::string> fields;
    std::vector<std::pair<std::string, Role>> roles;  // names as typed
    unsigned jobs = 0;
    bool no_meaning = false;
    bool profile = false;
    bool dry_run = false;
    bool json = false;
};

struct SyncCommand {
    unsigned jobs = 0;
    bool no_meaning = false;
    bool profile = false;
    bool dry_run = false;
    bool json = false;
};

struct RemoveCommand {
    std::vector<std::string> names;  // ids or paths
    bool dry_run = false;
};

// search, and pains and objections, which are a search with a filter.
struct SearchCommand {
    std::string lens;                    // of pains and objections
    std::string kind_of;                 // one of its kinds, "price"
    Query query;                         // without its root, which needs the library's fields
    std::optional<std::size_t> context;  // as asked for
    Format format = Format::text;
    std::string batch;  // a file of queries, "-" for standard input
    std::string save;   // keep it under this name
    bool replace = false;
    std::string saved;  // run the one that has this name, with what else was given
    bool only_new = false;
    std::vector<std::string> arguments;  // as they were given, the command among them
};

// The searches that are saved.
struct SearchesCommand {
    std::vector<std::string> removed;
    bool dry_run = false;
    bool json = false;
};

struct MarkCommand {
    std::vector<std::string> ids;
    Mark mark = Mark::none;
    std::string search;  // its name; empty: the only one
};

struct ShowCommand {
    std::string id;
    std::size_t context = 3;
    bool all = false;
    bool json = false;
};

struct LensesCommand {
    bool json = false;
};

struct LensNewCommand {
    std::string name;
    std::string definition;
    std::string examples;  // files
    std::string cues;
};

struct LensMarkCommand {
    std::string id;
    std::string name;
    std::optional<bool> yes;  // none: the mark is taken back
};

struct LensTrainCommand {
    std::string name;  // empty: all that have marks
    unsigned jobs = 0;
    bool dry_run = false;
    bool json = false;
};

struct LensTestCommand {
    std::string file;
    std::string name;  // empty: as the file says
    bool json = false;
};

struct LensShowCommand {
    std::string name;
    std::size_t limit = 3;
    bool json = false;
};

struct LensRemoveCommand {
    std::string name;
    bool dry_run = false;
};

struct ClassifyCommand {
    bool explain = false;
};

struct SpeakersCommand {
    std::vector<std::pair<std::string, Role>> corrections;
    std::vector<std::pair<std::string, std::string>> renamed;
    std::vector<Role> roles;  // shown; empty: all
    std::string source;
    std::size_t limit = 50;  // rows of the table; 0: all
    bool json = false;
};

struct PeopleCommand {
    std::string file;
    std::vector<std::pair<std::string, std::string>> joined;  // speaker, person
    std::vector<std::string> parted;                          // speakers
    std::string source;
    std::vector<std::string> removed, restored, forgotten;  // people
    std::size_t limit = 50;                                 // rows of the table; 0: all
    bool dry_run = false;
    bool json = false;
};

struct StatusCommand {
    bool rejects = false;
    bool json = false;
};

struct CheckCommand {
    bool json = false;
};

struct ReindexCommand {};

struct BackupCommand {
    std::string directory;
};

struct RestoreCommand {
    std::string directory;  // of the backup
    bool replace = false;
};

// Other indexes that searches look into too.
struct IndexAddCommand {
    std::vector<std::string> names;
};

struct IndexListCommand {
    bool json = false;
};

struct IndexRemoveCommand {
    std::vector<std::string> names;
};

struct SplitCommand {
    std::vector<std::string> directories;  // one for each part
    bool dry_run = false;
};

struct MergeCommand {
    std::string directory;  // of the new library
    std::vector<std::string> libraries;
    bool dry_run = false;
};

using Command =
    std::variant<InitCommand, AddCommand, SyncCommand, RemoveCommand, SearchCommand, ShowCommand,
                 LensesCommand, LensNewCommand, LensMarkCommand, LensTrainCommand, LensTestCommand,
                 LensShowCommand, LensRemoveCommand, ClassifyCommand, SpeakersCommand,
                 StatusCommand, CheckCommand, ReindexCommand, BackupCommand, RestoreCommand,
                 SearchesCommand, MarkCommand, PeopleCommand, IndexAddCommand, IndexListCommand,
                 IndexRemoveCommand, SplitCommand, MergeCommand>;

enum class ColorWhen { automatic, always, never };

struct Options {
    std::string library;  // --library
    bool wait = false;    // --wait
    ColorWhen color = ColorWhen::automatic;
    Command command;
};

// What --help and --version print.
struct Printed {
    std::string text;
};

// The arguments without the program's name. `width` is that of the terminal, for help.
Result<std::variant<Options, Printed>> parse_options(const std::vector<std::string>& arguments,
                                                     std::size_t width);

}  // namespace verbatim::cli
