#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <ostream>
#include <thread>

#include "cli/batch.h"
#include "cli/commands.h"
#include "cli/open_library.h"
#include "cli/render_json.h"
#include "engine/lens_set.h"
#include "engine/meaning/meaning.h"
#include "engine/text.h"
#include "indexer/decode.h"

// classify.
namespace verbatim::cli {

namespace {

// Less probable lenses are not named.
constexpr float kNamed = 0.01f;
// So many texts are answered together, which keeps the encoder busy: but each by itself where
// somebody types them.
constexpr std::size_t kTogether = 1024;

// Six decimals: many texts of one lens are ordered by these.
double finely_rounded(double number) {
    return std::round(number * 1e6) / 1e6;
}

Json evidence_json(const LensScore& score) {
    Json list = Json::array();
    for (const Evidence& evidence : score.evidence)
        list.push_back({{"cue", evidence.cue},
                        {"span", {evidence.span.begin, evidence.span.end}},
                        {"weight", rounded(evidence.weight)}});
    return list;
}

Json kinds_json(const LensScore& score) {
    Json list = Json::array();
    for (const LensKind& kind : score.kinds)
        list.push_back(
            {{"name", kind.name},
             {"score", rounded(static_cast<double>(score.probability * kind.probability))}});
    return list;
}

// A text on its way to its answer.
struct Asked {
    BatchText text;
    std::string lang;
    std::optional<Code> code;
};

Json classified(const LensSet& set, const Asked& asked, bool explain) {
    const BatchText& text = asked.text;
    std::vector<LensScore> scores =
        set.score(text.text, words(text.text), asked.lang,
                  {.kind = text.kind, .rating_share = text.rating_share},
                  asked.code ? &*asked.code : nullptr);
    std::erase_if(scores, [](const LensScore& s) { return s.probability < kNamed; });
    std::ranges::stable_sort(scores, std::greater(), &LensScore::probability);
    Json lenses = Json::array();
    for (const LensScore& score : scores) {
        Json lens = {{"name", score.name},
                     {"score", finely_rounded(static_cast<double>(score.probability))}};
        if (score.probability >= kLensHolds && !score.kinds.empty())
            lens["kinds"] = kinds_json(score);
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
    LineClassifier(const LensSet& lenses, bool explain, std::size_t together, Console& console)
        : lenses_(lenses),
          explain_(explain),
          together_(together),
          console_(console),
          meaning_(Meaning::open()) {}

    void take(const Input::Line& line) {
        if (line.text.find_first_not_of(" \t") == std::string_view::npos && !is_json_) {
            ++blank_;  // what they are is not known yet
            return;
        }
        if (!is_json_) {
            is_json_ = line.text.starts_with('{');
            ask_blank();
        }
        const bool is_blank = line.text.find_first_not_of(" \t") == std::string_view::npos;
        if (is_blank && *is_json_) return;
        auto text = line.too_long ? Error{ErrorCode::bad_input, "is too long", ""}
                                  : parse_text_line(line.text, *is_json_);
        if (text) return ask(*std::move(text));
        answer();
        console_.err << "line " << line.number << " " << text.error().message << "\n";
        status_ = 1;
    }

    int finish() {
        ask_blank();
        answer();
        return status_;
    }

private:
    void ask(BatchText text) {
        std::string lang = detect_language(text.text);
        asked_.push_back({std::move(text), std::move(lang), std::nullopt});
        if (asked_.size() >= together_) answer();
    }

    void ask_blank() {
        for (; blank_ > 0; --blank_)
            if (!is_json_.value_or(false)) ask({});
    }

    void encode() {
        if (!meaning_) return;
        std::vector<Asked*> known;
        std::vector<std::string_view> texts;
        for (Asked& asked : asked_) {
            if (!meaning_knows(asked.lang)) continue;
            known.push_back(&asked);
            texts.push_back(asked.text.text);
        }
        auto codes = meaning_->codes(texts, std::max(1u, std::thread::hardware_concurrency()));
        for (std::size_t i = 0; i < codes.size(); ++i) known[i]->code = codes[i];
    }

    void answer() {
        encode();
        for (const Asked& asked : asked_)
            console_.out << dump(classified(lenses_, asked, explain_)) << "\n";
        console_.out.flush();
        asked_.clear();
    }

    const LensSet& lenses_;
    bool explain_;
    std::size_t together_;
    Console& console_;
    Result<Meaning> meaning_;
    std::vector<Asked> asked_;
    std::optional<bool> is_json_;
    std::uint64_t blank_ = 0;  // lines before the first that is not
    int status_ = 0;
};

}  // namespace

Result<int> run(const ClassifyCommand& command, const Surroundings& surroundings,
                Console& console) {
    // Without a library there are the lenses that ship.
    std::optional<Library> library;
    const auto directory = find_library(surroundings);
    if (directory) {
        auto opened = Library::open(*directory, Access::read);
        if (!opened) return opened.error();
        library = *std::move(opened);
    } else if (!surroundings.flag.empty()) {
        return directory.error();
    }
    const auto shipped = LensSet::make({});
    if (!shipped) return shipped.error();
    const auto own = library ? library->lens_set() : Result<const LensSet*>(&*shipped);
    if (!own) return own.error();
    auto input = Input::open("-");
    if (!input) return input.error();
    LineClassifier classifier(**own, command.explain, isatty(STDIN_FILENO) ? 1 : kTogether,
                              console);
    Input::Line line;
    while (input->next_line(line)) classifier.take(line);
    if (!input->read_error().empty())
        return Error{ErrorCode::unavailable, "standard input: " + input->read_error(), ""};
    return classifier.finish();
}

}  // namespace verbatim::cli
