#include <algorithm>
#include <cmath>
#include <ostream>

#include "cli/block.h"
#include "cli/commands.h"
#include "cli/meanings.h"
#include "cli/numbers.h"
#include "cli/open_library.h"
#include "cli/render.h"
#include "cli/render_json.h"
#include "cli/terminal.h"
#include "engine/text.h"
#include "indexer/decode.h"
#include "indexer/lenses/own.h"
#include "indexer/lenses/show.h"

// lens new, mark, show and remove.
namespace verbatim::cli {

namespace {

constexpr std::size_t kMostCueBytes = 1u << 20;

Result<std::string> read_cues(const std::string& path) {
    auto input = Input::open(path);
    if (!input) return input.error();
    std::string text;
    for (std::string_view chunk; !(chunk = input->next_chunk()).empty();) {
        text += chunk;
        if (text.size() > kMostCueBytes)
            return Error{ErrorCode::bad_input, path + " is too long for a lens file", ""};
    }
    if (!input->read_error().empty())
        return Error{ErrorCode::unavailable, path + ": " + input->read_error(), ""};
    return text;
}

Result<NewLens> new_lens(const LensNewCommand& command) {
    NewLens lens{command.name, command.definition, command.cues, {}, {}};
    if (!command.cues.empty()) {
        auto cues = read_cues(command.cues);
        if (!cues) return cues.error();
        lens.cues = *std::move(cues);
    }
    if (!command.examples.empty()) {
        auto examples = read_judged_texts(command.examples);
        if (!examples) return examples.error();
        if (auto both = check_both_kinds(command.examples, *examples); !both) return both.error();
        for (const JudgedText& text : *examples)
            if (!text.lens.empty() && text.lens != examples->front().lens)
                return Error{ErrorCode::bad_input,
                             command.examples + " holds texts of the lenses " +
                                 examples->front().lens + " and " + text.lens,
                             "a lens learns from a file of its own"};
        lens.examples = *std::move(examples);
    }
    return lens;
}

std::string sign_text(const LensSign& sign, const Console& console) {
    constexpr std::size_t kCount = 17;  // "  in 2,000 quotes"
    const bool is_for = sign.weight > 0;
    std::string text = is_for ? "  + " : "  − ";
    const std::size_t room = std::clamp(console.width, kCount + 12, kCount + 44) - kCount - 4;
    text += pad(shorten(one_line(sign.words), room), room);
    return text + paint("  in " + counted(sign.quotes, "quote"), Style::dim, console.color) + "\n";
}

// As `lens show` takes them.
std::string kinds_text(const std::vector<LensCount>& kinds) {
    std::size_t width = 0;
    for (const LensCount& kind : kinds) width = std::max(width, display_width(kind.name));
    std::string text;
    for (const LensCount& kind : kinds)
        text += "  " + pad(kind.name, width) + "  " + counted(kind.verbatims, "verbatim") + "\n";
    return text;
}

std::string page_text(const LensPage& page, const Console& console) {
    BlockStyle style;
    style.width = std::min(console.width, kReadableWidth);
    style.color = console.color;
    const auto heading = [&](std::string_view words) {
        BlockStyle strong = style;
        strong.text = Style::strong;
        return "\n" + block(words, {}, strong);
    };
    std::string text = paint(page.name, Style::strong, console.color) + "  " +
                       counted(page.verbatims, "verbatim") + "\n" +
                       block(page.definition, {}, style);
    std::vector<std::string> parts = {page.own ? "a lens of your own" : "ships with Verbatim"};
    if (!page.kind_of.empty()) parts.insert(parts.begin(), "a kind of " + page.kind_of);
    if (page.marks > 0) parts.push_back(counted(page.marks, "mark"));
    if (page.examples > 0) parts.push_back(counted(page.examples, "example"));
    if (page.marks + page.examples > 0)
        parts.emplace_back(page.trained ? "trained by them"
                                        : "not trained yet: verbatim lens train");
    style.text = Style::dim;
    text += joined_block(parts, style);
    if (!page.kinds.empty()) text += heading("Its kinds") + kinds_text(page.kinds);
    if (!page.signs.empty()) text += heading("What it goes by here");
    for (const LensSign& sign : page.signs) text += sign_text(sign, console);
    RenderOptions options;
    options.width = console.width;
    options.color = console.color;
    options.working_directory = console.working_directory;
    const auto quotes = [&](std::string_view words, const std::vector<Quote>& shown) {
        if (shown.empty()) return;
        Answer answer;
        answer.quotes = shown;
        text += heading(words) + "\n" + render_text(answer, options);
    };
    quotes("Surest", page.best);
    quotes("Just above the line: a mark here teaches most", page.unsure);
    return text;
}

Json page_json(const LensPage& page, std::string_view working_directory) {
    Json json = {{"schema", "verbatim.lens/1"},   {"name", page.name},
                 {"definition", page.definition}, {"kind_of", text_or_null(page.kind_of)},
                 {"kinds", Json::array()},        {"own", page.own},
                 {"trained", page.trained},       {"marks", page.marks},
                 {"examples", page.examples},     {"verbatims", page.verbatims},
                 {"signs", Json::array()},        {"best", Json::array()},
                 {"unsure", Json::array()}};
    for (const LensCount& kind : page.kinds)
        json["kinds"].push_back({{"name", kind.name}, {"verbatims", kind.verbatims}});
    for (const LensSign& sign : page.signs)
        json["signs"].push_back(
            {{"words", sign.words}, {"weight", rounded(sign.weight)}, {"quotes", sign.quotes}});
    for (const Quote& quote : page.best)
        json["best"].push_back(quote_json(quote, working_directory));
    for (const Quote& quote : page.unsure)
        json["unsure"].push_back(quote_json(quote, working_directory));
    return json;
}

}  // namespace

Result<int> run(const LensNewCommand& command, const Surroundings& surroundings, Console& console) {
    const auto lens = new_lens(command);
    if (!lens) return lens.error();
    auto library = open_library(surroundings, Access::write, console);
    if (!library) return library.error();
    if (auto made = make_lens(*library, *lens); !made) return made.error();
    console.err << "Made the lens " << command.name;
    if (!lens->examples.empty())
        console.err << " with " << counted(lens->examples.size(), "example");
    console.err << ".\n";
    if (auto applied = apply_lenses(*library, 0, console); !applied) return applied.error();
    if (!lens->examples.empty())
        console.err << "`verbatim lens train " << command.name << "` learns from them.\n";
    return 0;
}

Result<int> run(const LensMarkCommand& command, const Surroundings& surroundings,
                Console& console) {
    auto library = open_library(surroundings, Access::write, console);
    if (!library) return library.error();
    const auto text = mark_verbatim(*library, command.id, command.name, command.yes);
    if (!text) return text.error();
    const auto marks = marks_of(*library, command.name);
    if (!marks) return marks.error();
    const std::string said = !command.yes   ? "Nothing is said any more of"
                             : *command.yes ? command.name + ":"
                                            : "not " + command.name + ":";
    BlockStyle style;
    style.first = "“ ";
    style.rest = "  ";
    style.width = std::min(console.width, kReadableWidth);
    style.color = console.err_color;
    style.most_lines = 3;
    console.err << said << "\n" << block(one_line(*text), {}, style);
    console.err << counted(marks->size(), "mark") << " for " << command.name
                << (marks->empty()
                        ? ".\n"
                        : "; `verbatim lens train " + command.name + "` learns from them.\n");
    return 0;
}

Result<int> run(const LensShowCommand& command, const Surroundings& surroundings,
                Console& console) {
    auto library = open_library(surroundings, Access::read, console);
    if (!library) return library.error();
    const auto page = show_lens(*library, command.name, command.limit);
    if (!page) return page.error();
    if (command.json)
        console.out << dump(page_json(*page, console.working_directory)) << "\n";
    else
        console.out << page_text(*page, console);
    return 0;
}

Result<int> run(const LensRemoveCommand& command, const Surroundings& surroundings,
                Console& console) {
    auto library =
        open_library(surroundings, command.dry_run ? Access::read : Access::write, console);
    if (!library) return library.error();
    const auto removed = remove_lens(*library, command.name, command.dry_run);
    if (!removed) return removed.error();
    const bool is_nothing =
        !removed->own && !removed->trained && removed->marks + removed->examples == 0;
    if (is_nothing) {
        console.err << "The lens " << command.name
                    << " is as it ships; there is nothing to take out.\n";
        return 1;
    }
    console.err << (command.dry_run ? "Would take out " : "Took out ")
                << (removed->own ? "the lens " : "what marks taught the lens ") << command.name
                << ": " << counted(removed->marks, "mark") << ", "
                << counted(removed->examples, "example") << ".\n";
    if (command.dry_run) return 0;
    if (auto applied = apply_lenses(*library, 0, console); !applied) return applied.error();
    return 0;
}

}  // namespace verbatim::cli
