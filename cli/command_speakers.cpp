#include <algorithm>
#include <ostream>

#include "cli/block.h"
#include "cli/chosen_sources.h"
#include "cli/citation.h"
#include "cli/commands.h"
#include "cli/numbers.h"
#include "cli/open_library.h"
#include "cli/render_json.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "engine/nearest.h"
#include "indexer/ingest.h"
#include "indexer/people.h"
#include "indexer/roles.h"

namespace verbatim::cli {

namespace {

constexpr std::size_t kWideEnoughForPaths = 110;

std::string file_name(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

// Whose role is not known first, then who speaks most.
void order(std::vector<SpeakerRow>& rows) {
    std::ranges::stable_sort(rows, [](const SpeakerRow& a, const SpeakerRow& b) {
        const bool a_unknown = a.role == Role::unknown;
        const bool b_unknown = b.role == Role::unknown;
        return a_unknown != b_unknown ? a_unknown : a.conversations > b.conversations;
    });
}

std::string speakers_table(const std::vector<SpeakerRow>& rows, const Console& console) {
    const std::vector<Column> columns = {{"speaker", Fit::shorten},
                                         {"role", Fit::whole},
                                         {"how decided", Fit::shorten, 2},
                                         {"conv.", Fit::number, 1},
                                         {"source", Fit::shorten_front}};
    std::vector<std::vector<std::string>> cells;
    const bool is_narrow = console.width < kWideEnoughForPaths;
    for (const SpeakerRow& row : rows) {
        const std::string path = printable_path(row.source, console.working_directory);
        std::string name = row.name.empty() ? std::string(kNoName) : one_line(row.name);
        if (!row.shown.empty()) name += " → " + one_line(row.shown);
        cells.push_back({std::move(name), std::string(name_of(row.role)), one_line(row.reason),
                         grouped(row.conversations), is_narrow ? file_name(path) : path});
    }
    return table(columns, cells, console.width, console.color);
}

Json speakers_json(const std::vector<SpeakerRow>& rows, std::string_view working_directory) {
    Json list = Json::array();
    for (const SpeakerRow& row : rows) {
        list.push_back({{"name", text_or_null(row.name)},
                        {"role", name_of(row.role)},
                        {"reason", row.reason},
                        {"source", openable_path(row.source, working_directory)},
                        {"conversations", row.conversations},
                        {"utterances", row.utterances}});
        if (!row.shown.empty()) list.back()["shown"] = row.shown;
        if (!row.person.empty()) list.back()["person"] = row.person;
    }
    return {{"schema", "verbatim.speakers/1"}, {"speakers", std::move(list)}};
}

Result<std::vector<SpeakerRow>> chosen_speakers(Library& library, const SpeakersCommand& command,
                                                const Console& console) {
    auto rows = library.speakers();
    if (!rows) return rows.error();
    std::erase_if(*rows, [&](const SpeakerRow& row) {
        const bool has_role = command.roles.empty() ||
                              std::ranges::find(command.roles, row.role) != command.roles.end();
        return !has_role || !is_of(row.source, command.source, console.working_directory);
    });
    order(*rows);
    return rows;
}

// Says which name was perhaps meant.
Error no_such_speaker(Library& library, const std::string& name) {
    Error error{ErrorCode::not_found, "no speaker is called " + name,
                "`verbatim speakers` lists them as the sources write them"};
    const auto rows = library.speakers();
    std::vector<std::string_view> names;
    if (rows)
        for (const SpeakerRow& row : *rows) names.push_back(row.name);
    const std::string_view near = nearest(name, names);
    if (!near.empty()) error.hint = "did you mean " + std::string(near) + "?";
    return error;
}

Result<int> correct(const SpeakersCommand& command, const Surroundings& surroundings,
                    Console& console) {
    auto library = open_library(surroundings, Access::write, console);
    if (!library) return library.error();
    const auto sources = chosen_sources(*library, command.source, console.working_directory);
    if (!sources) return sources.error();
    for (const auto& [name, role] : command.corrections) {
        std::uint64_t conversations = 0;
        for (const std::string& source : *sources) {
            const auto changed = correct_role(*library, name, role, source);
            if (!changed && changed.error().code != ErrorCode::not_found) return changed.error();
            conversations += changed ? *changed : 0;
        }
        if (conversations == 0) return no_such_speaker(*library, name);
        console.err << one_line(name) << " is " << name_of(role) << ": "
                    << counted(conversations, "conversation") << " changed.\n";
    }
    for (const auto& [name, shown] : command.renamed) {
        const auto changed = rename_speaker(*library, name, shown, *sources);
        if (!changed && changed.error().code == ErrorCode::not_found)
            return no_such_speaker(*library, name);
        if (!changed) return changed.error();
        console.err << one_line(name) << " is shown as " << one_line(shown) << ": "
                    << counted(*changed, "conversation") << " changed.\n";
    }
    return 0;
}

}  // namespace

Result<int> run(const SpeakersCommand& command, const Surroundings& surroundings,
                Console& console) {
    if (!command.corrections.empty() || !command.renamed.empty())
        return correct(command, surroundings, console);
    auto library = open_library(surroundings, Access::read, console);
    if (!library) return library.error();
    auto rows = chosen_speakers(*library, command, console);
    if (!rows) return rows.error();
    if (command.json) {
        console.out << dump(speakers_json(*rows, console.working_directory)) << "\n";
        return rows->empty() ? 1 : 0;
    }
    if (rows->empty()) {
        console.err << "No speakers.\n";
        return 1;
    }
    const std::size_t total = rows->size();
    if (command.limit > 0 && total > command.limit) rows->resize(command.limit);
    console.out << speakers_table(*rows, console);
    if (rows->size() < total)
        console.err << message(
            grouped(rows->size()) + " of " + counted(total, "speaker") + "; --limit 0 shows all.",
            console);
    return 0;
}

}  // namespace verbatim::cli
