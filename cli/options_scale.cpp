#include "cli/options_declare.h"
#include "engine/ascii.h"

// Many indexes as one, and one as many.
namespace verbatim::cli {

namespace {

constexpr Example kIndexExamples[] = {
    {"verbatim index add ~/archive-2025", "another library on this machine"},
    {"verbatim index add search2:7700", "where xapian-tcpsrv serves a library"},
    {"verbatim search too expensive", "now looks into all of them"},
};

constexpr Example kAddExamples[] = {
    {"verbatim index add ~/archive-2025", "a library on this machine"},
    {"verbatim index add search2:7700", "there: xapian-tcpsrv -p 7700 LIBRARY/index/parts"},
    {"verbatim index add ssh:search2:/data/library", "runs xapian-progsrv there, over ssh"},
};

constexpr Example kListExamples[] = {
    {"verbatim index list", "which there are, and whether they answer"},
};

constexpr Example kRemoveExamples[] = {
    {"verbatim index remove search2:7700", "no longer searched; nothing there changes"},
};

constexpr Example kSplitExamples[] = {
    {"verbatim split 2 ~/part1 ~/part2", "each conversation in one of them"},
    {"verbatim split 4 /disk1/p /disk2/p /disk3/p /disk4/p --dry-run", "what each would have"},
};

constexpr Example kMergeExamples[] = {
    {"verbatim merge ~/all ~/part1 ~/part2", "makes ~/all; the others stay as they are"},
};

Error needs(std::string message, std::string_view command) {
    return {ErrorCode::bad_input, std::move(message),
            "`verbatim " + std::string(command) + " --help` shows examples"};
}

Result<Command> finish_split(RawOptions& raw) {
    const auto& words = raw.split_words;
    const std::size_t parts =
        words.empty() ? 0 : whole_number<std::size_t>(words.front()).value_or(0);
    if (parts < 2) return needs("split needs a number of parts, 2 or more", "split");
    if (words.size() != parts + 1)
        return needs("split " + std::to_string(parts) + " needs " + std::to_string(parts) +
                         " directories, not " + std::to_string(words.size() - 1),
                     "split");
    raw.split.directories.assign(words.begin() + 1, words.end());
    return Command(std::move(raw.split));
}

Result<Command> finish_merge(RawOptions& raw) {
    auto& words = raw.merge_words;
    if (words.size() < 2)
        return needs("merge needs a new directory and the libraries to be merged there", "merge");
    raw.merge.directory = words.front();
    raw.merge.libraries.assign(words.begin() + 1, words.end());
    return Command(std::move(raw.merge));
}

constexpr CommandEntry kCommands[] = {
    {"index add", "Search another library too.", kAddExamples,
     [](Declaring& declaring, RawOptions& raw) {
         declaring.positionals("WHERE...", raw.index_add.names,
                               "a library's directory, HOST:PORT, or ssh:HOST:LIBRARY");
     },
     [](RawOptions& raw) -> Result<Command> {
         if (raw.index_add.names.empty())
             return needs("index add needs a library's directory, HOST:PORT or ssh:HOST:LIBRARY",
                          "index add");
         return Command(std::move(raw.index_add));
     }},
    {"index list", "List the other libraries, and whether they can be searched.", kListExamples,
     [](Declaring& declaring, RawOptions& raw) {
         declaring.flag("--json", raw.index_list.json, "as JSON");
     },
     [](RawOptions& raw) -> Result<Command> { return Command(raw.index_list); }},
    {"index remove", "Search another library no longer.", kRemoveExamples,
     [](Declaring& declaring, RawOptions& raw) {
         declaring.positionals("WHERE...", raw.index_remove.names, "as it was added");
     },
     [](RawOptions& raw) -> Result<Command> {
         if (raw.index_remove.names.empty())
             return needs("index remove needs a name that `verbatim index list` shows",
                          "index remove");
         return Command(std::move(raw.index_remove));
     }},
    {"split", "Make several libraries of this one, which stays.", kSplitExamples,
     [](Declaring& declaring, RawOptions& raw) {
         declaring.positionals("N DIR...", raw.split_words,
                               "how many, and a new directory for each");
         declaring.flag("--dry-run", raw.split.dry_run, "say what each would have; write nothing");
     },
     finish_split},
    {"merge", "Make one library of several, which stay.", kMergeExamples,
     [](Declaring& declaring, RawOptions& raw) {
         declaring.positionals("DIR LIBRARY...", raw.merge_words,
                               "a new directory, and the libraries");
         declaring.flag("--dry-run", raw.merge.dry_run, "say what it would have; write nothing");
     },
     finish_merge},
};

}  // namespace

std::span<const CommandEntry> scaling_commands() {
    return kCommands;
}

std::span<const Example> index_examples() {
    return kIndexExamples;
}

}  // namespace verbatim::cli
