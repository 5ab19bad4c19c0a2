#include "cli/options_declare.h"

// The commands of `lens`.
namespace verbatim::cli {

namespace {

constexpr std::size_t kMostQuotes = 100;

constexpr Example kLensExamples[] = {
    {"verbatim lens new onboarding --examples onboarding.tsv", "a lens of your own"},
    {"verbatim lens mark k3v9q2m7 pain no", "say where a lens is wrong"},
    {"verbatim lens train", "learn from all marks"},
    {"verbatim lens show objection", "what it looks for, and the best quotes"},
};

constexpr Example kNewExamples[] = {
    {"verbatim lens new onboarding --examples onboarding.tsv", "yes or no, a tab, a sentence"},
    {"verbatim lens new gdpr --cues gdpr.txt", "words and phrases, one a line"},
};

constexpr Example kMarkExamples[] = {
    {"verbatim lens mark k3v9q2m7 pain no", "the quote is no pain"},
    {"verbatim lens mark k3v9q2m7 onboarding yes", "it belongs to a lens of your own"},
    {"verbatim lens mark k3v9q2m7 pain none", "take back what was said"},
};

constexpr Example kTrainExamples[] = {
    {"verbatim lens train", "every lens that has marks or examples"},
    {"verbatim lens train pain --dry-run", "see what would be learnt, keep nothing"},
};

constexpr Example kTestExamples[] = {
    {"verbatim lens test judged.tsv --lens pain", "yes or no, a tab, a sentence"},
    {"verbatim lens test judged.jsonl", "{\"text\": \"...\", \"lens\": \"pain\", \"label\": 1}"},
};

constexpr Example kShowExamples[] = {
    {"verbatim lens show pain", "its kinds, signs, best quotes, quotes worth a mark"},
    {"verbatim lens show pain.effort", "one of its kinds"},
};

constexpr Example kListExamples[] = {
    {"verbatim lens list", "names that `lens show` takes"},
};

constexpr Example kRemoveExamples[] = {
    {"verbatim lens remove onboarding", "a lens of your own"},
    {"verbatim lens remove pain", "what marks taught it"},
};

Error needs(std::string what, std::string_view command) {
    return {ErrorCode::bad_input, std::move(what),
            "`verbatim " + std::string(command) + " --help` has examples"};
}

Result<Command> finish_new(RawOptions& raw) {
    if (raw.lens_new.name.empty()) return needs("lens new needs a name", "lens new");
    if (raw.lens_new.examples.empty() && raw.lens_new.cues.empty())
        return needs("a lens needs --examples, --cues or both", "lens new");
    return Command(std::move(raw.lens_new));
}

Result<Command> finish_mark(RawOptions& raw) {
    if (raw.lens_mark_words.size() != 3)
        return needs("lens mark needs a quote's id, a lens, and yes, no or none", "lens mark");
    LensMarkCommand& mark = raw.lens_mark;
    mark.id = raw.lens_mark_words[0];
    mark.name = raw.lens_mark_words[1];
    const std::string& said = raw.lens_mark_words[2];
    if (said != "yes" && said != "no" && said != "none")
        return needs("'" + said + "' is neither yes, no nor none", "lens mark");
    if (said != "none") mark.yes = said == "yes";
    return Command(std::move(mark));
}

void declare_train(Declaring& declaring, RawOptions& raw) {
    LensTrainCommand& train = raw.lens_train;
    declaring.positional("LENS", train.name, "only this one");
    declaring.jobs(train.jobs);
    declaring.flag("--dry-run", train.dry_run, "say what was learnt; keep nothing");
    declaring.flag("--json", train.json, "as JSON");
}

constexpr CommandEntry kCommands[] = {
    {"lens new", "Make a lens of your own, from examples, from cues, or from both.", kNewExamples,
     [](Declaring& declaring, RawOptions& raw) {
         LensNewCommand& lens = raw.lens_new;
         declaring.positional("NAME", lens.name, "a-z, 0-9, - and _");
         declaring.text("--examples", lens.examples, "FILE",
                        "judged sentences: yes or no, a tab, the sentence; or JSON lines");
         declaring.text("--cues", lens.cues, "FILE",
                        "words and phrases that speak for it, one a line; or a lens file");
         declaring.text("--definition", lens.definition, "TEXT", "what it means, for people");
     },
     finish_new},
    {"lens mark", "Say whether a quote belongs to a lens.", kMarkExamples,
     [](Declaring& declaring, RawOptions& raw) {
         declaring.positionals("ID NAME yes|no|none", raw.lens_mark_words,
                               "a quote, a lens, and whether the one belongs to the other");
     },
     finish_mark},
    {"lens train", "Teach lenses what marks and examples say, and judge all verbatims anew.",
     kTrainExamples, declare_train,
     [](RawOptions& raw) -> Result<Command> { return Command(std::move(raw.lens_train)); }},
    {"lens test", "Measure a lens on sentences that you judged.", kTestExamples,
     [](Declaring& declaring, RawOptions& raw) {
         declaring.positional("FILE", raw.lens_test.file, "judged sentences; - is standard input");
         declaring.text("--lens", raw.lens_test.name, "NAME",
                        "which lens, unless the file says it");
         declaring.flag("--json", raw.lens_test.json, "as JSON");
     },
     [](RawOptions& raw) -> Result<Command> {
         if (raw.lens_test.file.empty())
             return needs("lens test needs a file of judged sentences", "lens test");
         return Command(std::move(raw.lens_test));
     }},
    {"lens show", "Show what a lens or one of its kinds means, what it goes by, and its quotes.",
     kShowExamples,
     [](Declaring& declaring, RawOptions& raw) {
         declaring.positional("NAME", raw.lens_show.name,
                              "a lens, or a kind of one, as `verbatim lenses` lists them");
         declaring.number(
             "-n,--limit", 0, kMostQuotes, [&](std::size_t n) { raw.lens_show.limit = n; }, "N",
             "quotes of each sort (3)");
         declaring.flag("--json", raw.lens_show.json, "as JSON");
     },
     [](RawOptions& raw) -> Result<Command> {
         if (raw.lens_show.name.empty()) return needs("lens show needs a name", "lens show");
         return Command(std::move(raw.lens_show));
     }},
    {"lens list", "List the lenses and their kinds, as `verbatim lenses` does.", kListExamples,
     [](Declaring& declaring, RawOptions& raw) {
         declaring.flag("--json", raw.lenses.json, "as JSON");
     },
     [](RawOptions& raw) -> Result<Command> { return Command(raw.lenses); }},
    {"lens remove", "Take out a lens of your own, or what marks taught one.", kRemoveExamples,
     [](Declaring& declaring, RawOptions& raw) {
         declaring.positional("NAME", raw.lens_remove.name, "the lens");
         declaring.flag("--dry-run", raw.lens_remove.dry_run, "say what would go; write nothing");
     },
     [](RawOptions& raw) -> Result<Command> {
         if (raw.lens_remove.name.empty()) return needs("lens remove needs a name", "lens remove");
         return Command(std::move(raw.lens_remove));
     }},
};

}  // namespace

std::span<const CommandEntry> lens_commands() {
    return kCommands;
}

std::span<const Example> lens_examples() {
    return kLensExamples;
}

}  // namespace verbatim::cli
