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

// Classifies lines as they come: the first that is not blank decides whether all are JSON. A blank
// line is a text that is empty; between JSON it is nothing.
class LineClassifier {
public:
    LineClassifier(bool explain, Console& console) : explain_(explain), console_(console) {}

    void take(const Input::Line& line) {
        if (line.text.find_first_not_of(" \t") == std::string_view::npos && !is_json_) {
            ++blank_;  // what they are is not known yet
            return;
        }
        if (!is_json_) {
            is_json_ = line.text.starts_with('{');
            answer_blank();
        }
        const bool is_blank = line.text.find_first_not_of(" \t") == std::string_view::npos;
        if (is_blank && *is_json_) return;
        const auto text = line.too_long ? Error{ErrorCode::bad_input, "is too long", ""}
                                        : parse_text_line(line.text, *is_json_);
        if (text) return answer(*text);
        console_.err << "line " << line.number << " " << text.error().message << "\n";
        status_ = 1;
    }

    int finish() {
        answer_blank();
        return status_;
    }

private:
    void answer(const BatchText& text) { console_.out << dump(classified(text, explain_)) << "\n"; }

    void answer_blank() {
        for (; blank_ > 0; --blank_)
            if (!is_json_.value_or(false)) answer(BatchText{});
    }

    bool explain_;
    Console& console_;
    std::optional<bool> is_json_;
    std::uint64_t blank_ = 0;  // lines before the first that is not
    int status_ = 0;
};

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

Result<int> run(const ClassifyCommand& command, const Surroundings&, Console& console) {
    auto input = Input::open("-");
    if (!input) return input.error();
    LineClassifier classifier(command.explain, console);
    Input::Line line;
    while (input->next_line(line)) classifier.take(line);
    if (!input->read_error().empty())
        return Error{ErrorCode::unavailable, "standard input: " + input->read_error(), ""};
    return classifier.finish();
}

}  // namespace verbatim::cli
