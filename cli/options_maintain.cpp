#include "cli/options_declare.h"

// The commands that keep a library whole.
namespace verbatim::cli {

namespace {

constexpr Example kCheckExamples[] = {
    {"verbatim check", "every quote against its source, store against index"},
};

constexpr Example kReindexExamples[] = {
    {"verbatim reindex", "searches go on meanwhile"},
};

constexpr Example kBackupExamples[] = {
    {"verbatim backup ~/backups/2026-06-01", "a copy, also while another command writes"},
    {"verbatim --library ~/backups/2026-06-01 check", "prove it whole"},
};

constexpr Example kRestoreExamples[] = {
    {"verbatim restore ~/backups/2026-06-01", "where there is no library"},
    {"verbatim restore --replace ~/backups/2026-06-01", "the present one is renamed, not deleted"},
};

Result<Command> finish_backup(RawOptions& raw) {
    if (raw.backup.directory.empty())
        return Error{ErrorCode::bad_input, "backup needs a new directory",
                     "`verbatim backup ~/backups/today`"};
    return Command(std::move(raw.backup));
}

Result<Command> finish_restore(RawOptions& raw) {
    if (raw.restore.directory.empty())
        return Error{ErrorCode::bad_input, "restore needs the directory of a backup",
                     "`verbatim backup DIR` makes one"};
    return Command(std::move(raw.restore));
}

constexpr CommandEntry kCommands[] = {
    {"check", "Prove the library whole.", kCheckExamples,
     [](Declaring& declaring, RawOptions& raw) {
         declaring.flag("--json", raw.check.json, "as JSON");
     },
     [](RawOptions& raw) -> Result<Command> { return Command(raw.check); }},
    {"reindex", "Rebuild the index from the store.", kReindexExamples,
     [](Declaring&, RawOptions&) {},
     [](RawOptions&) -> Result<Command> { return Command(ReindexCommand()); }},
    {"backup", "Copy the library to a new directory.", kBackupExamples,
     [](Declaring& declaring, RawOptions& raw) {
         declaring.positional("DIR", raw.backup.directory, "a directory that is new or empty");
     },
     finish_backup},
    {"restore", "Make the library anew from a backup.", kRestoreExamples,
     [](Declaring& declaring, RawOptions& raw) {
         declaring.positional("DIR", raw.restore.directory, "a backup");
         declaring.flag("--replace", raw.restore.replace,
                        "rename a library that is there, and take its place");
     },
     finish_restore},
};

}  // namespace

std::span<const CommandEntry> maintaining_commands() {
    return kCommands;
}

}  // namespace verbatim::cli
