#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/meaning/code.h"
#include "engine/model.h"
#include "engine/result.h"
#include "engine/text.h"

namespace verbatim {

struct LensModelData;

// A verbatim counts as belonging to a lens from this probability on.
inline constexpr float kLensHolds = 0.5f;
// Weaker scores are not stored.
inline constexpr float kLensStored = 0.2f;
// Stands between the names of a lens and of a kind.
inline constexpr char kKindMark = '.';

// What Evidence::cue says where no cue was found but something learnt from examples.
inline constexpr std::string_view kFromWords = "words";             // those of the span
inline constexpr std::string_view kFromOtherWords = "other words";  // all that weigh less
inline constexpr std::string_view kFromMeaning = "meaning";         // the text's code

// What a text says for or against a lens: which cue, where, and how much it weighs. The weights of
// a lens's evidence and its bias add up to the log-odds of its probability.
struct Evidence {
    std::string_view cue;  // as the lens file has it; lives as long as the Lenses
    Span span;             // empty for what is not in the text, as a rating is
    double weight = 0;
    bool negated = false;  // the text says the opposite; the span begins with the negation
};

// What kind of pain or objection it is: "pain.cost". Kinds do not exclude each other.
struct LensKind {
    std::string_view name;           // lives as long as the Lenses
    float probability = 0;           // if the text belongs to the lens
    std::vector<Evidence> evidence;  // as LensScore has it
};

struct LensScore {
    std::string name;
    float probability = 0;
    double log_odds = 0;
    std::vector<Evidence> evidence;  // cues, then words, then the meaning, each strongest first
    std::vector<LensKind> kinds;     // from kLensStored on, best first, whether or not it holds
};

// Whether a score comes with its evidence. The evidence takes as long as the score, and the index
// keeps none.
enum class Reasons { told, left_out };

struct LensInfo {
    std::string name;
    std::string definition;  // one paragraph, for people
};

// A lens file: its name, for messages, and what it holds.
struct LensFile {
    std::string_view name;
    std::string_view text;
    std::size_t lines_before =
        0;  // that were put before those of the file; messages leave them out
};

// The lenses of a library: cue phrases and weighted words in text files that people can edit
// (docs/lenses.md describes the format), and beside them, for English, a model of what was learnt
// from examples (lens_model.h). Immutable after loading and thread-safe.
class Lenses {
public:
    // The files that ship with Verbatim, compiled in from engine/lenses/: word lists first, then
    // the lenses in their order.
    static std::span<const LensFile> built_in_files();
    // The lenses of these files with the model that ships with Verbatim.
    static const Lenses& built_in();
    // Without the model: what people wrote down alone, which training starts from.
    static const Lenses& built_in_cues();

    // Lenses in the order of their files; a lens of a name that was there before replaces it in
    // its place, and so does a list of a name and language. Fails with bad_input, naming file, line
    // and column.
    static Result<Lenses> parse(std::span<const LensFile> files);
    // The lens of one file alone, which may use the lists that ship with Verbatim.
    static Result<Lenses> parse_own(const LensFile& file);

    ~Lenses();
    Lenses(Lenses&&) noexcept;
    Lenses& operator=(Lenses&&) noexcept;

    // These lenses with a model, whose heads and inputs must be they and the kinds, in their order.
    // Fails with damaged where they are not.
    Result<Lenses> with(LensModelData model) &&;

    // In the order of their place, which is stable: value slots depend on it.
    const std::vector<LensInfo>& list() const;
    // What lenses are divided into: "pain.cost" is a kind of pain.
    const std::vector<LensInfo>& kinds() const;

    // Makes what is otherwise made when the first English text is judged, which takes as long as
    // judging hundreds.
    void warm_up() const;

    // Every lens's probability for the text, in the order of list(). `lang` chooses the cues: a
    // text whose language is empty is taken for English; for a language without cues only what
    // holds in every language counts (question marks, emoji, ratings). The rating, where known, as
    // a share of its scale from 0 to 1, is evidence too. Linear in the text's words. The code, by
    // Head::built_in(), may be null: then the model goes by the words alone.
    struct Context {
        Kind kind = Kind::review;
        std::optional<double> rating_share;
    };
    std::vector<LensScore> score(std::string_view text, const std::vector<Word>& words,
                                 std::string_view lang, const Context& context,
                                 const Code* code = nullptr, Reasons reasons = Reasons::told) const;
    // What the cues alone say: log-odds of the lenses, then of the kinds. A model's inputs.
    std::vector<double> cue_log_odds(std::string_view text, const std::vector<Word>& words,
                                     std::string_view lang, const Context& context) const;

private:
    struct State;
    explicit Lenses(std::unique_ptr<State>);
    std::unique_ptr<State> state_;
};

}  // namespace verbatim
