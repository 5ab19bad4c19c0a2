#include <algorithm>
#include <map>
#include <ostream>
#include <set>

#include "cli/block.h"
#include "cli/chosen_sources.h"
#include "cli/citation.h"
#include "cli/commands.h"
#include "cli/numbers.h"
#include "cli/open_library.h"
#include "cli/render_json.h"
#include "cli/report.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "engine/library_people.h"
#include "engine/text.h"
#include "indexer/people.h"

namespace verbatim::cli {

namespace {

constexpr std::size_t kLikelyShown = 5;

// A person with the speakers that they are.
struct Listed {
    Person person;
    std::vector<SpeakerRow> speakers;

    std::uint64_t conversations() const {
        std::uint64_t count = 0;
        for (const SpeakerRow& row : speakers) count += row.conversations;
        return count;
    }
};

// Who says most first.
Result<std::vector<Listed>> listed_people(Library& library) {
    const auto rows = library.speakers();
    if (!rows) return rows.error();
    const auto people = people_of(library);
    if (!people) return people.error();
    std::vector<Listed> list;
    for (const auto& [key, person] : (*people)->list()) list.push_back({person, {}});
    for (const SpeakerRow& row : *rows) {
        const auto key_of = [](const Listed& listed) -> std::string_view {
            return listed.person.key;
        };
        const auto found = std::ranges::lower_bound(list, std::string_view(row.person), {}, key_of);
        if (found != list.end() && found->person.key == row.person) found->speakers.push_back(row);
    }
    std::ranges::stable_sort(list, std::greater(), &Listed::conversations);
    return list;
}

std::string attributes_of(const Person& person) {
    std::string text;
    for (const auto& [key, value] : person.attributes)
        text += (text.empty() ? "" : ", ") + key + "=" + one_line(value);
    return text;
}

std::string people_table(const std::vector<Listed>& people, std::size_t rows,
                         const Console& console) {
    const std::vector<Column> columns = {{"person", Fit::shorten},
                                         {"key", Fit::shorten},
                                         {"conv.", Fit::number, 2},
                                         {"fields", Fit::shorten, 1}};
    std::vector<std::vector<std::string>> cells;
    for (std::size_t i = 0; i < rows; ++i) {
        const Person& person = people[i].person;
        cells.push_back({one_line(person.name), one_line(person.key),
                         grouped(people[i].conversations()), attributes_of(person)});
    }
    return table(columns, cells, console.width, console.color);
}

Json people_json(const std::vector<Listed>& people, std::string_view working_directory) {
    Json list = Json::array();
    for (const Listed& listed : people) {
        Json speakers = Json::array();
        for (const SpeakerRow& row : listed.speakers)
            speakers.push_back({{"name", text_or_null(row.name)},
                                {"source", openable_path(row.source, working_directory)},
                                {"conversations", row.conversations}});
        list.push_back({{"key", listed.person.key},
                        {"name", text_or_null(listed.person.name)},
                        {"addresses", listed.person.addresses},
                        {"fields", listed.person.attributes},
                        {"conversations", listed.conversations()},
                        {"speakers", std::move(speakers)}});
    }
    return {{"schema", "verbatim.people/1"}, {"people", std::move(list)}};
}

// Speakers who may be somebody of the people, but have only the first name in common, which is no
// proof.
Result<void> print_likely(Library& library, Console& console) {
    const auto people = people_of(library);
    if (!people) return people.error();
    std::map<std::string, const Person*> by_first_name;
    for (const auto& [key, person] : (*people)->list()) {
        const std::string name = fold(person.name);
        if (!name.empty()) by_first_name.emplace(name.substr(0, name.find(' ')), &person);
    }
    const auto rows = library.speakers();
    if (!rows) return rows.error();
    std::set<std::string> said;
    for (const SpeakerRow& row : *rows) {
        const std::string name = fold(row.name);
        const auto found = by_first_name.find(name);
        if (!row.person.empty() || !may_be_customer(row.role) || found == by_first_name.end() ||
            said.size() == kLikelyShown || !said.insert(name).second)
            continue;
        console.err << one_line(row.name) << " in "
                    << printable_path(row.source, console.working_directory) << " may be "
                    << one_line(found->second->name) << "; `verbatim people --join '"
                    << one_line(row.name) << "=" << one_line(found->second->key)
                    << "' --source PART` says so.\n";
    }
    return {};
}

std::string shown_anew(std::uint64_t conversations, bool dry_run) {
    return counted(conversations, "conversation") + (dry_run ? " would change" : " changed");
}

Result<int> take_in(const PeopleCommand& command, const Surroundings& surroundings,
                    Console& console) {
    const auto file = read_people(command.file);
    if (!file) return file.error();
    auto library = open_library(surroundings, Access::write, console);
    if (!library) return library.error();
    const auto report = add_people(*library, file->people, command.dry_run);
    if (!report) return report.error();
    if (command.dry_run && !command.json)
        for (const std::string& note : file->notes) console.out << "  " << one_line(note) << "\n";
    if (command.json)
        console.out << dump({{"schema", "verbatim.people-added/1"},
                             {"people", file->people.size()},
                             {"added", report->added},
                             {"changed", report->changed},
                             {"unchanged", report->unchanged},
                             {"kept_out", report->kept_out.size()},
                             {"rejected", file->rejects.size()},
                             {"conversations", report->conversations}})
                    << "\n";
    console.err << first_rejects(file->rejects, console.working_directory, console.width)
                << grouped(file->people.size())
                << (file->people.size() == 1 ? " person = " : " people = ")
                << grouped(report->added) << " new + " << grouped(report->changed) << " changed + "
                << grouped(report->unchanged) << " unchanged";
    if (!report->kept_out.empty())
        console.err << " + " << grouped(report->kept_out.size()) << " taken out before";
    console.err << "; " << shown_anew(report->conversations, command.dry_run) << ".\n";
    if (!command.dry_run)
        if (auto said = print_likely(*library, console); !said) return said.error();
    return file->rejects.empty() ? 0 : 1;
}

Result<int> correct(const PeopleCommand& command, const Surroundings& surroundings,
                    Console& console) {
    auto library = open_library(surroundings, Access::write, console);
    if (!library) return library.error();
    const auto sources = chosen_sources(*library, command.source, console.working_directory);
    if (!sources) return sources.error();
    const auto say = [&](const std::string& what, const Result<std::uint64_t>& changed) {
        if (changed) console.err << what << ": " << shown_anew(*changed, command.dry_run) << ".\n";
        return changed ? Result<void>() : Result<void>(changed.error());
    };
    for (const auto& [name, person] : command.joined)
        if (auto said = say(one_line(name) + " is " + one_line(person),
                            join_speaker(*library, name, person, *sources));
            !said)
            return said.error();
    for (const std::string& name : command.parted)
        if (auto said = say(one_line(name) + " is joined to nobody",
                            join_speaker(*library, name, std::nullopt, *sources));
            !said)
            return said.error();
    const std::tuple<Leaving, const std::vector<std::string>*, const char*> leaving[] = {
        {Leaving::leave, &command.removed, " is taken out"},
        {Leaving::restore, &command.restored, " is back"},
        {Leaving::forget, &command.forgotten, " is forgotten"}};
    for (const auto& [how, people, what] : leaving)
        for (const std::string& person : *people)
            if (auto said = say(one_line(person) + what,
                                remove_person(*library, person, how, command.dry_run));
                !said)
                return said.error();
    return 0;
}

}  // namespace

Result<int> run(const PeopleCommand& command, const Surroundings& surroundings, Console& console) {
    if (!command.file.empty()) return take_in(command, surroundings, console);
    if (!command.joined.empty() || !command.parted.empty() || !command.removed.empty() ||
        !command.restored.empty() || !command.forgotten.empty())
        return correct(command, surroundings, console);
    auto library = open_library(surroundings, Access::read, console);
    if (!library) return library.error();
    const auto people = listed_people(*library);
    if (!people) return people.error();
    if (command.json) {
        console.out << dump(people_json(*people, console.working_directory)) << "\n";
        return people->empty() ? 1 : 0;
    }
    if (people->empty()) {
        console.err << message("No people. `verbatim people FILE` takes them in.", console);
        return 1;
    }
    const std::size_t rows =
        command.limit == 0 ? people->size() : std::min(command.limit, people->size());
    console.out << people_table(*people, rows, console);
    if (rows < people->size())
        console.err << grouped(rows) << " of " << grouped(people->size())
                    << " people; --limit 0 shows all.\n";
    return 0;
}

}  // namespace verbatim::cli
