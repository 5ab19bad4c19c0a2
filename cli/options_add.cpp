#include "cli/options_declare.h"

// The commands that fill a library.
namespace verbatim::cli {

namespace {

constexpr Example kInitExamples[] = {
    {"verbatim init", "a library for this folder and those below it"},
    {"verbatim init ~/research", "one for another folder"},
};

constexpr Example kAddExamples[] = {
    {"verbatim add interviews/ reviews.csv", "files and whole folders"},
    {"verbatim add --dry-run export.csv", "show how a file would be read"},
    {"verbatim add --dry-run --save-map map.json export.csv", "and write it down, to correct it"},
    {"verbatim add --map map.json export.csv", "read it as corrected"},
    {"verbatim add --kind interview --round 2026-05 calls/", "name the round"},
    {"verbatim add --role 'Dana=customer' call.txt", "say who the customer is"},
    {"verbatim add --role @acme.com=agent mail.mbox", "and who is not: all of a host"},
    {"pbpaste | verbatim add - --kind review --as csv", "standard input"},
};

constexpr Example kSyncExamples[] = {
    {"verbatim sync", "take in what is new, changed, moved or gone"},
    {"verbatim sync --dry-run", "list it, change nothing"},
};

constexpr Example kRemoveExamples[] = {
    {"verbatim remove reviews/old.csv", "a source"},
    {"verbatim remove c7h2k9q4m1x0", "a conversation, by its id"},
    {"verbatim remove --dry-run calls/", "count what would go"},
};

void declare_init(Declaring& declaring, RawOptions& raw) {
    declaring.positional("DIR", raw.init.directory, "the folder to make .verbatim/ in");
}

void declare_add(Declaring& declaring, RawOptions& raw) {
    AddCommand& add = raw.add;
    declaring.positionals("PATH...", add.paths, "files and folders; - is standard input");
    declaring.choice(
        "--kind", kKindNames, [&](std::size_t i) { add.kind = static_cast<Kind>(i); },
        "what the files are, where they do not tell");
    declaring.text("--as", add.format, "FORMAT", "read them as csv, json, webvtt, ...");
    declaring.text("--map", add.map_file, "FILE", "which column is what, as JSON");
    declaring.text(
        "--save-map", add.save_map, "FILE",
        "with --dry-run: write how a file is read (columns, roles), to edit and give to --map");
    declaring.text("--round", add.round, "NAME", "the name of this round of research");
    declaring.each(
        "--set",
        [&](const std::string& text) -> Result<void> {
            const auto pair = key_and_value("--set", text);
            if (!pair) return pair.error();
            add.fields[pair->first] = pair->second;
            return check_key("--set", pair->first);
        },
        "KEY=VALUE", "a field of every quote in them, to filter by");
    declaring.each(
        "--role",
        [&](const std::string& text) -> Result<void> {
            auto pair = name_and_role("--role", text);
            if (!pair) return pair.error();
            add.roles.push_back(*std::move(pair));
            return {};
        },
        "NAME=ROLE", "who is customer, interviewer, agent or bot");
    declaring.jobs(add.jobs);
    declaring.flag("--no-meaning", add.no_meaning,
                   "searchable by words alone; `sync` adds the rest");
    declaring.flag("--dry-run", add.dry_run, "show what would be read and how; write nothing");
    declaring.flag("--profile", add.profile, "say which stage took how long");
    declaring.flag("--json", add.json, "report as JSON");
}

Result<Command> finish_add(RawOptions& raw) {
    if (raw.add.paths.empty())
        return Error{ErrorCode::bad_input, "add needs a file or a folder",
                     "`verbatim add --help` has examples"};
    if (!raw.add.save_map.empty() && !raw.add.dry_run)
        return Error{ErrorCode::bad_input, "--save-map goes with --dry-run",
                     "look at the guess first, then `verbatim add --map FILE` reads by it"};
    return Command(std::move(raw.add));
}

void declare_sync(Declaring& declaring, RawOptions& raw) {
    declaring.jobs(raw.sync.jobs);
    declaring.flag("--no-meaning", raw.sync.no_meaning, "leave out what makes meaning searchable");
    declaring.flag("--dry-run", raw.sync.dry_run, "list what has changed; write nothing");
    declaring.flag("--profile", raw.sync.profile, "say which stage took how long");
    declaring.flag("--json", raw.sync.json, "report as JSON");
}

void declare_remove(Declaring& declaring, RawOptions& raw) {
    declaring.positionals("ID|PATH...", raw.remove.names, "conversations or sources");
    declaring.flag("--dry-run", raw.remove.dry_run, "count what would go; write nothing");
}

Result<Command> finish_remove(RawOptions& raw) {
    if (raw.remove.names.empty())
        return Error{ErrorCode::bad_input, "remove needs a conversation's id or a source's path",
                     "`verbatim status` lists the sources"};
    return Command(std::move(raw.remove));
}

constexpr CommandEntry kCommands[] = {
    {"init", "Make an empty library.", kInitExamples, declare_init,
     [](RawOptions& raw) -> Result<Command> { return Command(std::move(raw.init)); }},
    {"add", "Read interviews, calls, reviews, chats, surveys and mail into the library.",
     kAddExamples, declare_add, finish_add},
    {"sync", "Visit all that was added before: what is new, changed, moved or gone.", kSyncExamples,
     declare_sync, [](RawOptions& raw) -> Result<Command> { return Command(raw.sync); }},
    {"remove", "Take a conversation or a source out of the library.", kRemoveExamples,
     declare_remove, finish_remove},
};

}  // namespace

std::span<const CommandEntry> filling_commands() {
    return kCommands;
}

}  // namespace verbatim::cli
