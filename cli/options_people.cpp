#include "cli/options_declare.h"

// The command that says who speakers are.
namespace verbatim::cli {

namespace {

constexpr std::size_t kMostRows = 1'000'000;

constexpr Example kPeopleExamples[] = {
    {"verbatim people customers.csv", "take people in: name or email, then plan, segment, ..."},
    {"verbatim people", "who they are, and how much they say"},
    {"verbatim people --join 'P1=dana@lamp.example' --source calls/a.vtt", "who a speaker is"},
    {"verbatim people --part P1", "take that back"},
    {"verbatim people --remove dana@lamp.example --dry-run", "what would change"},
    {"verbatim search price --where plan=pro --facet plan", "then, their columns are fields"},
};

void declare_people(Declaring& declaring, RawOptions& raw) {
    PeopleCommand& people = raw.people;
    declaring.positional("FILE", people.file,
                         "a table of people; again: what has changed, and who is new");
    declaring.each(
        "--join",
        [&](const std::string& text) -> Result<void> {
            auto pair = key_and_value("--join", text);
            if (!pair) return pair.error();
            people.joined.push_back(*std::move(pair));
            return {};
        },
        "NAME=PERSON", "the speaker NAME is this person: an address or a name");
    declaring.texts("--part", people.parted, "NAME", "take a --join back");
    declaring.text("--source", people.source, "PART", "only in sources with this in their path");
    declaring.texts("--remove", people.removed, "PERSON",
                    "take a person out; files leave them out");
    declaring.texts("--restore", people.restored, "PERSON", "take a --remove back");
    declaring.texts("--forget", people.forgotten, "PERSON",
                    "remove for good: nothing is kept of them but what they said");
    declaring.number(
        "-n,--limit", 0, kMostRows, [&](std::size_t n) { people.limit = n; }, "N",
        "rows of the table (50); 0 is all");
    declaring.flag("--dry-run", people.dry_run, "say what would change; write nothing");
    declaring.flag("--json", people.json, "as JSON");
}

Result<Command> finish_people(RawOptions& raw) {
    PeopleCommand& people = raw.people;
    const bool joins = !people.joined.empty() || !people.parted.empty();
    if (!people.source.empty() && !joins)
        return Error{ErrorCode::bad_input, "--source goes with --join and --part", ""};
    if (people.dry_run && joins)
        return Error{ErrorCode::bad_input, "--join and --dry-run do not go together",
                     "--part takes a join back"};
    return Command(std::move(people));
}

constexpr CommandEntry kCommands[] = {
    {"people", "Say who the speakers are: people, with what is known of them as fields.",
     kPeopleExamples, declare_people, finish_people},
};

}  // namespace

std::span<const CommandEntry> people_commands() {
    return kCommands;
}

}  // namespace verbatim::cli
