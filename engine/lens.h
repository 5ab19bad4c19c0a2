#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model.h"
#include "engine/result.h"
#include "engine/text.h"

namespace verbatim {

// A verbatim counts as belonging to a lens from this probability on.
inline constexpr float kLensHolds = 0.5f;
// Weaker scores are not stored.
inline constexpr float kLensStored = 0.2f;

// What a text says for or against a lens: which cue, where, and how much it weighs. The weights of
// a lens's evidence and its bias add up to the log-odds of its probability.
struct Evidence {
    std::string_view cue;  // as the lens file has it; lives as long as the Lenses
    Span span;             // empty for what is not in the text, as a rating is
    double weight = 0;
    bool negated = false;  // the text says the opposite; the span begins with the negation
};

struct LensScore {
    std::string name;
    float probability = 0;
    std::vector<Evidence> evidence;  // strongest first
};

struct LensInfo {
    std::string name;
    std::string definition;  // one paragraph, for people
};

// A lens file: its name, for messages, and what it holds.
struct LensFile {
    std::string_view name;
    std::string_view text;
};

// The lenses of a library: cue phrases and weighted words in text files that people can edit
// (docs/lenses.md describes the format). Immutable after loading and thread-safe.
class Lenses {
public:
    // The files that ship with Verbatim, compiled in from engine/lenses/: word lists first, then
    // the lenses in their order.
    static std::span<const LensFile> built_in_files();
    static const Lenses& built_in();

    // Lenses in the order of their files; a lens of a name that was there before replaces it in
    // its place, and so does a list of a name and language. Fails with bad_input, naming file and
    // line.
    static Result<Lenses> parse(std::span<const LensFile> files);
    // The lens of one file alone, which may use the lists that ship with Verbatim.
    static Result<Lenses> parse(std::string_view name, std::string_view text);

    ~Lenses();
    Lenses(Lenses&&) noexcept;
    Lenses& operator=(Lenses&&) noexcept;

    // In the order of their place, which is stable: value slots depend on it.
    const std::vector<LensInfo>& list() const;

    // Every lens's probability for the text, in the order of list(). `lang` chooses the cues: a
    // text whose language is empty is taken for English; for a language without cues only what
    // holds in every language counts (question marks, emoji, ratings). The rating, where known, as
    // a share of its scale from 0 to 1, is evidence too. Linear in the text's words.
    struct Context {
        Kind kind = Kind::review;
        std::optional<double> rating_share;
    };
    std::vector<LensScore> score(std::string_view text, const std::vector<Word>& words,
                                 std::string_view lang, const Context& context) const;

private:
    struct State;
    explicit Lenses(std::unique_ptr<State>);
    std::unique_ptr<State> state_;
};

}  // namespace verbatim
