#include <algorithm>
#include <array>
#include <cstdio>
#include <ostream>

#include "cli/commands.h"
#include "cli/meanings.h"
#include "cli/numbers.h"
#include "cli/open_library.h"
#include "cli/render_json.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "indexer/lenses/teach.h"

// lens train and test.
namespace verbatim::cli {

namespace {

// A figure that tells how good a lens is.
struct Figure {
    const char* name;  // in JSON
    const char* title;
    double LensFigures::*value;
};
constexpr std::array<Figure, 6> kFigures = {{
    {"precision", "precision", &LensFigures::precision},
    {"recall", "recall", &LensFigures::recall},
    {"f1", "F1", &LensFigures::f1},
    {"average_precision", "average precision", &LensFigures::average_precision},
    {"precision_at_50", "precision of the first 50", &LensFigures::precision_at_50},
    {"calibration_error", "calibration error", &LensFigures::calibration_error},
}};

std::string printed(double share) {
    char text[16];
    std::snprintf(text, sizeof text, "%.3f", share);
    return text;
}

std::string interval(const LensIntervals& intervals, const Figure& figure) {
    return printed(intervals.low.*figure.value) + " to " + printed(intervals.high.*figure.value);
}

Json figures_json(const LensFigures& figures) {
    Json json = {{"texts", figures.texts}, {"yes", figures.yes}};
    for (const Figure& figure : kFigures) json[figure.name] = rounded(figures.*figure.value);
    return json;
}

Json intervals_json(const LensIntervals& intervals) {
    Json json = Json::object();
    for (const Figure& figure : kFigures)
        json[figure.name] = {rounded(intervals.low.*figure.value),
                             rounded(intervals.high.*figure.value)};
    return json;
}

std::string figures_table(const LensFigures* before, const LensFigures& now,
                          const LensIntervals& intervals, const Console& console) {
    std::vector<Column> columns = {{"", Fit::shorten}};
    if (before) columns.push_back({"before", Fit::number});
    columns.push_back({before ? "now" : "measured", Fit::number});
    columns.push_back({"19 times of 20", Fit::whole});
    std::vector<std::vector<std::string>> rows;
    for (const Figure& figure : kFigures) {
        std::vector<std::string> row = {figure.title};
        if (before) row.push_back(printed(before->*figure.value));
        row.push_back(printed(now.*figure.value));
        row.push_back(interval(intervals, figure));
        rows.push_back(std::move(row));
    }
    return table(columns, rows, console.width, console.color);
}

std::string forecast_text(const TaughtLens& taught) {
    std::string text;
    for (const LensForecast& forecast : taught.lens.forecasts) {
        const double gain = forecast.average_precision - taught.lens.figures.average_precision;
        text += (text.empty() ? "More marks would bring, by how the last ones helped: " : ", ") +
                std::to_string(forecast.more) + " about +" + printed(gain);
    }
    return text.empty() ? "40 marks in all, and it can say what more would bring.\n"
                        : text + " of average precision.\n";
}

std::string taught_text(const TaughtLens& taught, const Console& console) {
    if (!taught.not_yet.empty()) return one_line(taught.not_yet) + ".\n";
    const std::size_t all = taught.marks + taught.examples;
    std::string text = paint(taught.name, Style::strong, console.color) + "  " +
                       counted(taught.marks, "mark") + " and " +
                       counted(taught.examples, "example") + ": " + grouped(taught.yes) + " yes, " +
                       grouped(all - taught.yes) + " no\n";
    if (taught.gone > 0)
        text += counted(taught.gone, "mark") + " of quotes that are gone from the library.\n";
    const AdaptedLens& lens = taught.lens;
    if (lens.figures.texts == 0)
        return text + "With five of each, yes and no, it can say how good it is.\n";
    const bool has_basis = lens.before.texts > 0;
    text +=
        "Each judged by what the others taught:\n" +
        figures_table(has_basis ? &lens.before : nullptr, lens.figures, lens.intervals, console);
    return text + forecast_text(taught);
}

Json taught_json(const TaughtLens& taught) {
    if (!taught.not_yet.empty()) return {{"name", taught.name}, {"not_yet", taught.not_yet}};
    Json json = {{"name", taught.name}, {"marks", taught.marks}, {"examples", taught.examples},
                 {"yes", taught.yes},   {"gone", taught.gone},   {"by_meaning", taught.by_meaning}};
    const AdaptedLens& lens = taught.lens;
    if (lens.before.texts > 0) json["before"] = figures_json(lens.before);
    if (lens.figures.texts > 0) {
        json["figures"] = figures_json(lens.figures);
        json["intervals"] = intervals_json(lens.intervals);
    }
    json["forecasts"] = Json::array();
    for (const LensForecast& forecast : lens.forecasts)
        json["forecasts"].push_back({{"more", forecast.more},
                                     {"average_precision", rounded(forecast.average_precision)},
                                     {"f1", rounded(forecast.f1)}});
    return json;
}

void note_missing_meaning(bool by_meaning, Console& console) {
    if (!by_meaning)
        console.err << "By words alone: the models of meaning are not there, or damaged.\n";
}

// How many verbatims the lenses that learnt held for, and hold for now.
Result<void> tell_changes(const std::vector<TaughtLens>& taught,
                          const std::vector<LensCount>& before, Library& library,
                          Console& console) {
    const auto now = library.lenses();
    if (!now) return now.error();
    const auto count_of = [](const std::vector<LensCount>& counts, const std::string& name) {
        const auto found = std::ranges::find(counts, name, &LensCount::name);
        return found == counts.end() ? std::uint64_t{0} : found->verbatims;
    };
    for (const TaughtLens& lens : taught)
        if (lens.not_yet.empty())
            console.err << lens.name << " holds for "
                        << counted(count_of(*now, lens.name), "verbatim") << ", "
                        << grouped(count_of(before, lens.name)) << " before.\n";
    return {};
}

// The lens that all texts of the file were judged for.
Result<std::string> judged_lens(const LensTestCommand& command,
                                const std::vector<JudgedText>& texts) {
    if (!command.name.empty()) return command.name;
    const std::string& name = texts.front().lens;
    for (const JudgedText& text : texts)
        if (text.lens != name || name.empty())
            return Error{ErrorCode::bad_input,
                         command.file + " does not say of one lens that its texts are for",
                         "name it with --lens"};
    return name;
}

}  // namespace

Result<int> run(const LensTrainCommand& command, const Surroundings& surroundings,
                Console& console) {
    auto library = open_library(surroundings, Access::write, console);
    if (!library) return library.error();
    const auto taught = teach_lenses(*library, command.name, command.jobs, command.dry_run);
    if (!taught) return taught.error();
    if (taught->empty()) {
        console.err << "No lens has marks or examples yet: `verbatim lens mark --help`.\n";
        return 1;
    }
    Json list = Json::array();
    std::string text;
    for (const TaughtLens& lens : *taught) {
        list.push_back(taught_json(lens));
        text += (text.empty() ? "" : "\n") + taught_text(lens, console);
    }
    if (command.json)
        console.out << dump({{"schema", "verbatim.lens.train/1"}, {"lenses", std::move(list)}})
                    << "\n";
    else
        console.out << text;
    console.out.flush();
    const auto learnt = std::ranges::find(*taught, std::string(), &TaughtLens::not_yet);
    if (learnt == taught->end()) return 1;
    note_missing_meaning(learnt->by_meaning, console);
    if (command.dry_run) {
        console.err << "Nothing was kept.\n";
        return 0;
    }
    const auto before = library->lenses();
    if (!before) return before.error();
    if (auto applied = apply_lenses(*library, command.jobs, console); !applied)
        return applied.error();
    if (auto told = tell_changes(*taught, *before, *library, console); !told) return told.error();
    return 0;
}

Result<int> run(const LensTestCommand& command, const Surroundings& surroundings,
                Console& console) {
    const auto texts = read_judged_texts(command.file);
    if (!texts) return texts.error();
    if (auto both = check_both_kinds(command.file, *texts); !both) return both.error();
    const auto name = judged_lens(command, *texts);
    if (!name) return name.error();
    auto library = open_library(surroundings, Access::read, console);
    if (!library) return library.error();
    const auto test = test_lens(*library, *name, *texts, 0);
    if (!test) return test.error();
    if (command.json) {
        Json json = {{"schema", "verbatim.lens.test/1"},
                     {"lens", *name},
                     {"by_meaning", test->by_meaning},
                     {"figures", figures_json(test->figures)},
                     {"intervals", intervals_json(test->intervals)}};
        console.out << dump(json) << "\n";
    } else {
        console.out << paint(*name, Style::strong, console.color) << "  "
                    << counted(test->figures.texts, "text") << ", " << grouped(test->figures.yes)
                    << " of them yes\n"
                    << figures_table(nullptr, test->figures, test->intervals, console);
    }
    note_missing_meaning(test->by_meaning, console);
    return 0;
}

}  // namespace verbatim::cli
