#include "indexer/lenses/teach.h"

#include <algorithm>
#include <optional>

#include "engine/in_parallel.h"
#include "engine/library_state.h"
#include "engine/meaning/head.h"
#include "engine/text.h"
#include "engine/writer.h"
#include "indexer/lenses/own.h"

namespace verbatim {

namespace {

// A judged text with what is known of it besides.
struct Judged {
    std::string text;
    std::string lang;
    Lenses::Context context;
    bool yes = false;
    std::optional<Code> code;
};

std::vector<Judged> judged_texts(std::span<const JudgedText> texts) {
    std::vector<Judged> judged;
    for (const JudgedText& text : texts)
        judged.push_back({text.text, detect_language(text.text), {}, text.yes, {}});
    return judged;
}

// Marks whose verbatims are in the library; `gone` counts the others.
Result<std::vector<Judged>> marked_texts(Library& library, const std::string& lens,
                                         std::size_t& gone) {
    const auto marks = marks_of(library, lens);
    if (!marks) return marks.error();
    std::vector<Judged> judged;
    for (const auto& [id, yes] : *marks) {
        const auto document = library.state().index->find(id);
        if (!document) return document.error();
        if (*document)
            judged.push_back({(*document)->text,
                              (*document)->citation.lang,
                              lens_context((*document)->citation),
                              yes,
                              {}});
        else
            ++gone;
    }
    return judged;
}

// Gives each text its code, as far as the models are there and know it. Whether they are there.
bool find_codes(Library& library, std::vector<Judged>& texts, unsigned jobs) {
    const auto& meaning = library.state().meaning();
    if (!meaning) return false;
    std::vector<Judged*> known;
    std::vector<std::string_view> views;
    for (Judged& text : texts) {
        if (!meaning_knows(text.lang)) continue;
        known.push_back(&text);
        views.push_back(text.text);
    }
    const auto codes = meaning->codes(views, jobs);
    for (std::size_t i = 0; i < codes.size(); ++i) known[i]->code = codes[i];
    return true;
}

std::optional<std::size_t> place_of(const std::vector<std::string>& names, std::string_view name) {
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) return std::nullopt;
    return static_cast<std::size_t>(found - names.begin());
}

// What answers the question before anything was learnt: the lens itself where it ships with
// Verbatim, or the lens's own cues.
LensTask task_of(const LensSet& lenses, const std::string& name) {
    LensTask task{name, lenses.inputs(name), {}, Head::built_in().identity()};
    task.basis = place_of(task.inputs, name);
    if (!task.basis) task.basis = place_of(task.inputs, kOwnCues);
    return task;
}

std::vector<LensMark> marks_from(const LensSet& lenses, const std::string& name,
                                 const std::vector<Judged>& texts, unsigned jobs) {
    std::vector<LensMark> marks(texts.size());
    in_parallel(texts.size(), jobs, [&](std::size_t i) {
        const Judged& text = texts[i];
        const std::vector<Word> cut = words(text.text);
        const auto inputs = [&](const Code* code) {
            return lenses.inputs_of(name, text.text, cut, text.lang, text.context, code);
        };
        marks[i] = {text.text, text.yes, inputs(nullptr), text.code, {}};
        if (text.code) marks[i].inputs_with_code = inputs(&*text.code);
    });
    return marks;
}

Result<TaughtLens> teach(Library& library, const std::string& name, unsigned jobs) {
    const auto lenses = library.state().lenses();
    if (!lenses) return lenses.error();
    TaughtLens taught;
    taught.name = name;
    auto texts = marked_texts(library, name, taught.gone);
    if (!texts) return texts.error();
    taught.marks = texts->size();
    const auto examples = examples_of(library, name);
    if (!examples) return examples.error();
    taught.examples = examples->size();
    std::ranges::move(judged_texts(*examples), std::back_inserter(*texts));
    taught.yes = static_cast<std::size_t>(std::ranges::count(*texts, true, &Judged::yes));
    taught.by_meaning = find_codes(library, *texts, jobs);
    auto lens = adapt_lens(task_of(**lenses, name), marks_from(**lenses, name, *texts, jobs), jobs);
    if (!lens) return lens.error();
    taught.lens = *std::move(lens);
    return taught;
}

// The lenses that something was said of.
Result<std::vector<std::string>> taught_names(Library& library) {
    const auto lenses = library.state().lenses();
    if (!lenses) return lenses.error();
    std::vector<std::string> names;
    for (const LensInfo& lens : (*lenses)->list()) {
        const auto marks = marks_of(library, lens.name);
        if (!marks) return marks.error();
        const auto examples = examples_of(library, lens.name);
        if (!examples) return examples.error();
        if (!marks->empty() || !examples->empty()) names.push_back(lens.name);
    }
    return names;
}

Result<void> keep(Library& library, const TaughtLens& taught) {
    Library::State& state = library.state();
    const std::string key = std::string(kLensKey) + taught.name;
    const auto stored = state.open_store->setting(key);
    if (!stored) return stored.error();
    StoredLens lens{taught.name, 0, {}, {}, {}};
    if (*stored) {
        auto decoded = decode_lens(**stored);
        if (!decoded) return decoded.error();
        lens = *std::move(decoded);
    }
    lens.model = taught.lens.data.bytes();
    state.open_lenses.reset();
    return Writer(library).put_setting(key, encode(lens));
}

}  // namespace

Result<std::vector<TaughtLens>> teach_lenses(Library& library, const std::string& name,
                                             unsigned jobs, bool dry_run) {
    if (!name.empty())
        if (auto known = check_lens_name(library, name); !known) return known.error();
    const auto names =
        name.empty() ? taught_names(library) : Result<std::vector<std::string>>({name});
    if (!names) return names.error();
    std::vector<TaughtLens> taught;
    for (const std::string& lens : *names) {
        auto result = teach(library, lens, threads_of(jobs));
        if (!result && (!name.empty() || result.error().code != ErrorCode::bad_input))
            return result.error();
        if (!result) {
            taught.emplace_back();
            taught.back().name = lens;
            taught.back().not_yet = result.error().message;
        } else {
            taught.push_back(*std::move(result));
        }
    }
    for (const TaughtLens& lens : taught)
        if (!dry_run && lens.not_yet.empty())
            if (auto kept = keep(library, lens); !kept) return kept.error();
    return taught;
}

Result<LensTest> test_lens(Library& library, const std::string& name,
                           std::span<const JudgedText> texts, unsigned jobs) {
    if (auto known = check_lens_name(library, name); !known) return known.error();
    const auto lenses = library.state().lenses();
    if (!lenses) return lenses.error();
    std::vector<Judged> judged = judged_texts(texts);
    LensTest test;
    test.by_meaning = find_codes(library, judged, threads_of(jobs));
    std::vector<LensOutcome> outcomes(judged.size());
    in_parallel(judged.size(), threads_of(jobs), [&](std::size_t i) {
        const Judged& text = judged[i];
        const auto scores = (*lenses)->score(text.text, words(text.text), text.lang, text.context,
                                             text.code ? &*text.code : nullptr);
        const auto score = std::ranges::find(scores, name, &LensScore::name);
        outcomes[i] = {score->log_odds, text.yes};
    });
    test.figures = lens_figures(outcomes);
    test.intervals = lens_intervals(outcomes);
    return test;
}

}  // namespace verbatim
