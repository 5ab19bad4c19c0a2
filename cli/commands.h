#pragma once

#include "cli/console.h"
#include "cli/options.h"
#include "cli/resolve.h"
#include "engine/result.h"

// One function a command: prints data to console.out, messages to console.err, and gives the exit
// status 0 or 1; an Error is status 2.
namespace verbatim::cli {

// command_add.cpp
Result<int> run(const AddCommand& command, const Surroundings& surroundings, Console& console);
Result<int> run(const SyncCommand& command, const Surroundings& surroundings, Console& console);

// command_maintain.cpp
Result<int> run(const InitCommand& command, const Surroundings& surroundings, Console& console);
Result<int> run(const RemoveCommand& command, const Surroundings& surroundings, Console& console);
Result<int> run(const CheckCommand& command, const Surroundings& surroundings, Console& console);
Result<int> run(const ReindexCommand& command, const Surroundings& surroundings, Console& console);

// command_backup.cpp
Result<int> run(const BackupCommand& command, const Surroundings& surroundings, Console& console);
Result<int> run(const RestoreCommand& command, const Surroundings& surroundings, Console& console);

// command_search.cpp, command_show.cpp, command_lenses.cpp, command_classify.cpp,
// command_speakers.cpp, command_status.cpp
Result<int> run(const SearchCommand& command, const Surroundings& surroundings, Console& console);
Result<int> run(const ShowCommand& command, const Surroundings& surroundings, Console& console);
Result<int> run(const LensesCommand& command, const Surroundings& surroundings, Console& console);
Result<int> run(const ClassifyCommand& command, const Surroundings& surroundings, Console& console);
Result<int> run(const SpeakersCommand& command, const Surroundings& surroundings, Console& console);
Result<int> run(const StatusCommand& command, const Surroundings& surroundings, Console& console);

// command_lens.cpp, command_lens_teach.cpp
Result<int> run(const LensNewCommand& command, const Surroundings& surroundings, Console& console);
Result<int> run(const LensMarkCommand& command, const Surroundings& surroundings, Console& console);
Result<int> run(const LensTrainCommand& command, const Surroundings& surroundings,
                Console& console);
Result<int> run(const LensTestCommand& command, const Surroundings& surroundings, Console& console);
Result<int> run(const LensShowCommand& command, const Surroundings& surroundings, Console& console);
Result<int> run(const LensRemoveCommand& command, const Surroundings& surroundings,
                Console& console);

// command_index.cpp
Result<int> run(const IndexAddCommand& command, const Surroundings& surroundings, Console& console);
Result<int> run(const IndexListCommand& command, const Surroundings& surroundings,
                Console& console);
Result<int> run(const IndexRemoveCommand& command, const Surroundings& surroundings,
                Console& console);

// command_scale.cpp
Result<int> run(const SplitCommand& command, const Surroundings& surroundings, Console& console);
Result<int> run(const MergeCommand& command, const Surroundings& surroundings, Console& console);

// command_people.cpp
Result<int> run(const PeopleCommand& command, const Surroundings& surroundings, Console& console);

// command_searches.cpp
Result<int> run(const SearchesCommand& command, const Surroundings& surroundings, Console& console);
Result<int> run(const MarkCommand& command, const Surroundings& surroundings, Console& console);

}  // namespace verbatim::cli
