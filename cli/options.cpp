#include "cli/options.h"

#include <algorithm>
#include <deque>
#include <map>

#include "cli/options_declare.h"
#include "engine/nearest.h"

namespace verbatim::cli {

namespace {

using Outcome = std::variant<Options, Printed>;

constexpr std::string_view kVersion = "verbatim " VERBATIM_VERSION "\n";
constexpr std::string_view kColorNames[] = {"auto", "always", "never"};

constexpr Example kExamples[] = {
    {"verbatim add interviews/ reviews.csv", "read files and folders"},
    {"verbatim search too expensive", "what customers say about it"},
    {"verbatim objections price", "what held them back"},
    {"verbatim pains", "the strongest pains"},
    {"verbatim show k3v9q2m7", "a quote in its conversation"},
    {"verbatim sync", "after a new round of interviews"},
    {"verbatim search --saved price --new", "what a saved search finds anew"},
};

std::vector<const CommandEntry*> all_commands() {
    std::vector<const CommandEntry*> commands;
    for (const CommandEntry& entry : filling_commands()) commands.push_back(&entry);
    for (const CommandEntry& entry : other_commands()) commands.push_back(&entry);
    for (const CommandEntry& entry : maintaining_commands()) commands.push_back(&entry);
    for (const CommandEntry& entry : people_commands()) commands.push_back(&entry);
    for (const CommandEntry& entry : lens_commands()) commands.push_back(&entry);
    for (const CommandEntry& entry : saved_commands()) commands.push_back(&entry);
    for (const CommandEntry& entry : scaling_commands()) commands.push_back(&entry);
    return commands;
}

class Parsing {
public:
    explicit Parsing(std::size_t width) : width_(width), app_(kDescription, "verbatim") {
        app_.require_subcommand(0, 1);
        app_.allow_extras();
        app_.set_help_flag("-h,--help", "this help, or a command's")->group(kGlobal);
        Declaring& global = declarings_.emplace_back(app_, error_);
        global.group(kGlobal);
        global.text("--library", options_.library, "DIR", "the library to use");
        global.choice(
            "--color", kColorNames,
            [this](std::size_t i) { options_.color = static_cast<ColorWhen>(i); },
            "colour; auto is on a terminal, unless NO_COLOR is set");
        global.flag("--wait", options_.wait, "wait for another command that writes");
        global.flag("--version", version_, "print the version");
        for (const CommandEntry* entry : commands_) declare(*entry);
    }

    Result<Outcome> parse(const std::vector<std::string>& arguments) {
        std::vector<std::string> reversed = mark_literals(arguments);
        std::reverse(reversed.begin(), reversed.end());
        try {
            app_.parse(reversed);
        } catch (const CLI::CallForHelp&) {
            return Outcome(help());
        } catch (const CLI::ArgumentMismatch& mismatch) {
            return missing_value(mismatch.what());
        } catch (const CLI::ParseError& error) {
            return Error{ErrorCode::bad_input, error.what(), help_hint()};
        }
        if (version_) return Outcome(Printed{std::string(kVersion)});
        if (auto unknown = unknown_argument()) return *std::move(unknown);
        if (error_) return *error_;
        const CommandEntry* entry = chosen();
        if (!entry) return Outcome(help());
        auto command = entry->finish(raw_);
        if (!command) return command.error();
        options_.command = *std::move(command);
        if (auto* search = std::get_if<SearchCommand>(&options_.command))
            search->arguments = arguments;
        return Outcome(std::move(options_));
    }

private:
    static constexpr const char* kGlobal = "Everywhere";
    static constexpr const char* kDescription =
        "Verbatim finds the exact words of customers in interviews, calls, reviews, chats, "
        "surveys and mail, with a citation for each.";

    static CLI::App* add(CLI::App& parent, std::string_view name, std::string_view summary) {
        CLI::App* command = parent.add_subcommand(std::string(name), std::string(summary));
        command->fallthrough();
        command->set_help_flag("");  // the program's does for all
        return command;
    }

    // "lens new" is the command new of the group lens.
    void declare(const CommandEntry& entry) {
        CLI::App* parent = &app_;
        std::string_view name = entry.name;
        if (const auto space = name.find(' '); space != std::string_view::npos) {
            CLI::App*& group = groups_[std::string(name.substr(0, space))];
            if (group == nullptr) {
                const bool is_lens = name.starts_with("lens ");
                group = add(app_, name.substr(0, space), is_lens ? kLensSummary : kIndexSummary);
                group->require_subcommand(0, 1);
            }
            parent = group;
            name.remove_prefix(space + 1);
        }
        CLI::App* command = add(*parent, name, entry.summary);
        Declaring& declaring = declarings_.emplace_back(*command, error_);
        entry.declare(declaring, raw_);
    }

    // The command, or the group that was named without one.
    const CLI::App* chosen_app() const {
        const CLI::App* app = nullptr;
        for (auto parsed = app_.get_subcommands(); !parsed.empty(); parsed = app->get_subcommands())
            app = parsed.front();
        return app;
    }

    const CommandEntry* chosen() const {
        const CLI::App* app = chosen_app();
        if (!app) return nullptr;
        const auto entry = std::ranges::find(commands_, command_of(*app), &CommandEntry::name);
        return entry == commands_.end() ? nullptr : *entry;
    }

    Printed help() const {
        const CommandEntry* entry = chosen();
        if (entry) return {help_text(*chosen_app(), entry->examples, width_)};
        if (const CLI::App* group = chosen_app())
            return {help_text(
                *group, group->get_name() == "lens" ? lens_examples() : index_examples(), width_)};
        return {help_text(app_, kExamples, width_)};
    }

    std::string help_hint() const {
        const CLI::App* app = chosen_app();
        return "`verbatim " + (app ? command_of(*app) + " " : "") + "--help` tells more";
    }

    // CLI11 says "--limit: 1 required N missing".
    Error missing_value(const std::string& said) const {
        return {ErrorCode::bad_input, said.substr(0, said.find(':')) + " needs a value",
                help_hint()};
    }

    std::optional<Error> unknown_argument() const {
        for (const std::string& marked : app_.remaining(true)) {
            const std::string argument = unmarked(marked);
            if (marked.starts_with('-') && marked.size() > 1) return unknown_flag(argument);
            if (!chosen()) return unknown_command(argument, chosen_app());
            return Error{ErrorCode::bad_input,
                         std::string(chosen()->name) + " does not take '" + argument + "'",
                         help_hint()};
        }
        return std::nullopt;
    }

    Error unknown_flag(const std::string& argument) const {
        const std::string flag = argument.substr(0, argument.find('='));
        std::vector<std::string> names;
        for (const CLI::App* app : {chosen_app(), static_cast<const CLI::App*>(&app_)}) {
            if (!app) continue;
            for (const CLI::Option* option : app->get_options())
                for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
        }
        const std::vector<std::string_view> views(names.begin(), names.end());
        const std::string_view near = nearest(flag, views);
        const std::string of = chosen() ? std::string(chosen()->name) + " has" : "there is";
        return {ErrorCode::bad_input, of + " no flag " + flag,
                near.empty() ? help_hint() : "did you mean " + std::string(near) + "?"};
    }

    Error unknown_command(const std::string& word, const CLI::App* group) const {
        const std::string before = group ? command_of(*group) + " " : "";
        std::vector<std::string_view> names;
        for (const auto& [name, app] : groups_)
            if (!group) names.push_back(name);
        for (const CommandEntry* entry : commands_)
            if (entry->name.starts_with(before)) names.push_back(entry->name);
        const std::string_view near = nearest(before + word, names);
        return {ErrorCode::bad_input, "there is no command '" + before + word + "'",
                near.empty() ? "`verbatim " + before + "--help` lists the commands"
                             : "did you mean `verbatim " + std::string(near) + "`?"};
    }

    std::size_t width_;
    CLI::App app_;
    std::vector<const CommandEntry*> commands_ = all_commands();
    std::map<std::string, CLI::App*> groups_;
    std::deque<Declaring> declarings_;  // flags call back into them
    std::optional<Error> error_;
    bool version_ = false;
    RawOptions raw_;
    Options options_;
};

}  // namespace

Result<std::variant<Options, Printed>> parse_options(const std::vector<std::string>& arguments,
                                                     std::size_t width) {
    std::vector<std::string> plain = arguments;
    if (!plain.empty() && plain.front() == "help") {  // `help COMMAND` is `COMMAND --help`
        plain.erase(plain.begin());
        plain.push_back("--help");
    }
    return Parsing(width).parse(plain);
}

}  // namespace verbatim::cli
