#include <algorithm>

#include "cli/options_declare.h"
#include "cli/terminal.h"
#include "engine/text.h"

namespace verbatim::cli {

namespace {

constexpr std::size_t kWidest = 100;
constexpr std::size_t kLongestTerm = 26;  // a longer one has its meaning on the next line

struct Row {
    std::string term;
    std::string meaning;
};

std::string wrapped(const std::string& text, std::size_t indent, std::size_t width) {
    std::string result;
    for (const Span line : wrap(text, width - indent)) {
        if (!result.empty()) result.append("\n").append(indent, ' ');
        result += text.substr(line.begin, line.end - line.begin);
    }
    return result + "\n";
}

// A term that is wider than the screen on several lines: "--kind interview|call|...".
std::string fitting_term(const std::string& term, std::size_t width) {
    constexpr std::size_t kIndent = 6;
    if (term.size() + 2 <= width) return term;
    std::string lines = wrapped(term, kIndent, width);
    lines.pop_back();
    return lines;
}

// Terms to the left, meanings in a column to the right. Commands do not break: they are copied.
std::string rows_text(const std::vector<Row>& rows, std::size_t longest, std::size_t width,
                      bool breaks = true) {
    std::size_t column = 0;
    for (const Row& row : rows)
        if (row.term.size() <= longest) column = std::max(column, row.term.size());
    column += 4;
    std::string text;
    for (const Row& row : rows) {
        text += "  " + (breaks ? fitting_term(row.term, width) : row.term);
        if (row.term.size() + 4 > column)
            text.append("\n").append(column, ' ');
        else if (!row.meaning.empty())
            text.append(column - 2 - row.term.size(), ' ');
        text += wrapped(row.meaning, column, width);
    }
    return text;
}

std::string term_of(const CLI::Option& option) {
    std::string term;
    for (const std::string& name : option.get_snames()) term += "-" + name + ", ";
    for (const std::string& name : option.get_lnames()) term += "--" + name;
    const std::string value = option.get_type_name();
    return option.get_items_expected_max() == 0 || value.empty() ? term : term + " " + value;
}

std::vector<const CLI::Option*> positionals(const CLI::App& app) {
    return app.get_options([](const CLI::Option* option) { return option->get_positional(); });
}

std::string usage(const CLI::App& app) {
    if (!app.get_parent()) return "verbatim [--library DIR] COMMAND [FLAGS] ...";
    if (!app.get_subcommands([](const CLI::App*) { return true; }).empty())
        return "verbatim " + command_of(app) + " COMMAND [FLAGS] ...";
    std::string text = "verbatim " + command_of(app);
    if (!app.get_options([](const CLI::Option* o) { return o->nonpositional(); }).empty())
        text += " [FLAGS]";
    for (const CLI::Option* option : positionals(app)) {
        const std::string name = option->get_name(true);
        const bool may_lack = name == "DIR" || name == "TOPIC..." || name == "LENS";
        text += may_lack ? " [" + name + "]" : " " + name;
    }
    return text;
}

std::string examples_text(std::span<const Example> examples, std::size_t width) {
    std::vector<Row> rows;
    for (const Example& example : examples)
        rows.push_back({std::string(example.command), std::string(example.meaning)});
    return rows_text(rows, width / 2, width, false);
}

std::string flags_text(const CLI::App& app, std::size_t width) {
    std::string text;
    for (const std::string& group : app.get_groups()) {
        std::vector<Row> rows;
        for (const CLI::Option* option : app.get_options([&](const CLI::Option* o) {
                 return o->get_group() == group && o->nonpositional() && !group.empty();
             }))
            rows.push_back({term_of(*option), option->get_description()});
        if (!rows.empty()) text += "\n" + group + "\n" + rows_text(rows, kLongestTerm, width);
    }
    return text;
}

}  // namespace

std::string command_of(const CLI::App& app) {
    const CLI::App* parent = app.get_parent();
    return parent && parent->get_parent() ? command_of(*parent) + " " + app.get_name()
                                          : app.get_name();
}

std::string help_text(const CLI::App& app, std::span<const Example> examples, std::size_t width) {
    width = std::clamp<std::size_t>(width, 40, kWidest);
    std::string text = wrapped(app.get_description(), 0, width);
    text += "\nExamples\n" + examples_text(examples, width) + "\nUsage\n  " +
            wrapped(usage(app), 6, width);
    std::vector<Row> commands;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
        commands.push_back({command->get_name(), command->get_description()});
    std::vector<Row> arguments;
    for (const CLI::Option* option : positionals(app))
        arguments.push_back({option->get_name(true), option->get_description()});
    if (!arguments.empty()) text += "\nArguments\n" + rows_text(arguments, kLongestTerm, width);
    if (!commands.empty()) text += "\nCommands\n" + rows_text(commands, kLongestTerm, width);
    text += flags_text(app, width);
    for (const CLI::App* parent = app.get_parent(); parent; parent = parent->get_parent())
        text += flags_text(*parent, width);
    return text;
}

}  // namespace verbatim::cli
