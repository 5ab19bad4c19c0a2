#include <algorithm>
#include <ostream>

#include "cli/batch.h"
#include "cli/block.h"
#include "cli/commands.h"
#include "cli/numbers.h"
#include "cli/open_library.h"
#include "cli/render_json.h"
#include "cli/terminal.h"
#include "engine/lens.h"
#include "engine/text.h"
#include "indexer/decode.h"

// lenses and classify.
namespace verbatim::cli {

namespace {

Json lenses_json(const std::vector<LensCount>& lenses) {
    Json list = Json::array();
    for (const LensCount& lens : lenses)
        list.push_back(
            {{"name", lens.name}, {"definition", lens.definition}, {"verbatims", lens.verbatims}});
    return {{"schema", "verbatim.lenses/1"}, {"lenses", std::move(list)}};
}

std::string lenses_text(const std::vector<LensCount>& lenses, const Console& console) {
    std::string text;
    for (const LensCount& lens : lenses) {
        if (!text.empty()) text += "\n";
        text += paint(lens.name, Style::strong, console.color) + "  " +
                counted(lens.verbatims, "verbatim") + "\n";
        BlockStyle style;
        style.first = style.rest = "  ";
        style.width = std::min(console.width, kReadableWidth);
        text += block(lens.definition, {}, style);
    }
    return text;
}

Json evidence_json(const LensScore& score) {
    Json list = Json::array();
    for (const Evidence& evidence : score.evidence)
        list.push_back({{"cue", evidence.cue},
                        {"span", {evidence.span.begin, evidence.span.end}},
                        {"weight", rounded(evidence.weight)}});
    return list;
}

Json classified(const BatchText& text, bool explain) {
    std::vector<LensScore> scores =
        Lenses::built_in().score(text.text, words(text.text), detect_language(text.text),
                                 {.kind = text.kind, .rating_share = text.rating_share});
    std::erase_if(scores, [](const LensScore& s) { return s.probability < kLensStored; });
    std::ranges::stable_sort(scores, std::greater(), &LensScore::probability);
    Json lenses = Json::array();
    for (const LensScore& score : scores) {
        Json lens = {{"name", score.name},
                     {"score", rounded(static_cast<double>(score.probability))}};
        if (explain) lens["evidence"] = evidence_json(score);
        lenses.push_back(std::move(lens));
    }
    Json json = Json::object();
    if (text.id) json["id"] = *text.id;
    json["text"] = text.text;
    json["lenses"] = std::move(lenses);
    return json;
}

}  // namespace

Result<int> run(const LensesCommand& command, const Surroundings& surroundings, Console& console) {
    auto library = open_library(surroundings, Access::read);
    if (!library) return library.error();
    const auto lenses = library->lenses();
    if (!lenses) return lenses.error();
    if (command.json)
        console.out << dump(lenses_json(*lenses)) << "\n";
    else
        console.out << lenses_text(*lenses, console);
    return 0;
}

// The first line decides whether all are JSON. Every line that is not blank is answered or
// reported.
Result<int> run(const ClassifyCommand& command, const Surroundings&, Console& console) {
    auto input = Input::open("-");
    if (!input) return input.error();
    std::optional<bool> is_json;
    int status = 0;
    Input::Line line;
    while (input->next_line(line)) {
        if (line.text.find_first_not_of(" \t") == std::string_view::npos) continue;
        if (!is_json) is_json = line.text.starts_with('{');
        const auto text = line.too_long ? Error{ErrorCode::bad_input, "is too long", ""}
                                        : parse_text_line(line.text, *is_json);
        if (text) {
            console.out << dump(classified(*text, command.explain)) << "\n";
        } else {
            console.err << "line " << line.number << " " << text.error().message << "\n";
            status = 1;
        }
    }
    if (!input->read_error().empty())
        return Error{ErrorCode::unavailable, "standard input: " + input->read_error(), ""};
    return status;
}

}  // namespace verbatim::cli
