#include "cli/options_declare.h"

// What keeps a search, runs it again and teaches it.
namespace verbatim::cli {

namespace {

constexpr Example kSearchesExamples[] = {
    {"verbatim searches", "the saved ones, and how much is new for each"},
    {"verbatim searches --remove price", "forget one"},
};

constexpr Example kMarkExamples[] = {
    {"verbatim mark k3v9q2m7 --good", "more like this"},
    {"verbatim mark rzqt6mf2 thd4qsq6 --bad", "not these, nor what is like them"},
    {"verbatim mark k3v9q2m7 --clear --search price", "take a mark back"},
};

void declare_searches(Declaring& declaring, RawOptions& raw) {
    declaring.texts("--remove", raw.searches.removed, "NAME", "forget this one and its marks");
    declaring.flag("--dry-run", raw.searches.dry_run, "say what would go; write nothing");
    declaring.flag("--json", raw.searches.json, "as JSON");
}

Result<Command> finish_searches(RawOptions& raw) {
    if (raw.searches.dry_run && raw.searches.removed.empty())
        return Error{ErrorCode::bad_input, "--dry-run goes with --remove NAME", ""};
    return Command(std::move(raw.searches));
}

void declare_mark(Declaring& declaring, RawOptions& raw) {
    declaring.positionals("ID...", raw.mark.ids, "quotes, by their ids or the beginnings of them");
    declaring.flag("--good", raw.good, "what is sought: like these");
    declaring.flag("--bad", raw.bad, "what is not: leave these out");
    declaring.flag("--clear", raw.clear, "take the marks back");
    declaring.text("--search", raw.mark.search, "NAME",
                   "of which saved search, if there are several");
}

Result<Command> finish_mark(RawOptions& raw) {
    if (raw.mark.ids.empty())
        return Error{ErrorCode::bad_input, "mark needs a quote's id",
                     "`verbatim search --saved NAME` prints it with each quote"};
    if (raw.good + raw.bad + raw.clear != 1)
        return Error{ErrorCode::bad_input, "mark takes one of --good, --bad and --clear",
                     "`verbatim mark " + raw.mark.ids.front() + " --good`"};
    raw.mark.mark = raw.good ? Mark::good : raw.bad ? Mark::bad : Mark::none;
    return Command(std::move(raw.mark));
}

constexpr CommandEntry kCommands[] = {
    {"searches", "List the saved searches, with what is marked and what is new.", kSearchesExamples,
     declare_searches, finish_searches},
    {"mark", "Mark quotes as good or bad for a saved search, which it learns from.", kMarkExamples,
     declare_mark, finish_mark},
};

}  // namespace

void declare_saving(Declaring& declaring, RawOptions& raw) {
    SearchCommand& search = raw.search;
    declaring.group("Saved searches");
    declaring.each(
        "--save",
        [&](const std::string& name) {
            search.save = name;
            return check_search_name(name);
        },
        "NAME", "keep this search under a name");
    declaring.flag("--replace", search.replace, "in place of the one that has it");
    declaring.text("--saved", search.saved, "NAME", "run a saved one; other flags add to it");
    declaring.flag("--new", search.only_new, "only what came since it was run before");
}

Result<void> check_saving(const SearchCommand& search) {
    const auto refused = [](std::string message, std::string hint) -> Result<void> {
        return Error{ErrorCode::bad_input, std::move(message), std::move(hint)};
    };
    if (search.only_new && search.saved.empty())
        return refused("--new goes with --saved NAME", "`verbatim searches` lists the saved ones");
    if (search.replace && search.save.empty())
        return refused("--replace goes with --save NAME", "");
    if (!search.batch.empty() && (!search.save.empty() || !search.saved.empty()))
        return refused("--batch and saved searches do not go together", "");
    if (!search.saved.empty() && !search.query.text.empty())
        return refused("--saved has its own words",
                       "search for others without it, and --save them");
    return {};
}

std::span<const CommandEntry> saved_commands() {
    return kCommands;
}

}  // namespace verbatim::cli
