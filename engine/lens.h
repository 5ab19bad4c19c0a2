#pragma once

#include <memory>
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

// What a text says for or against a lens: which cue, where, and how much it weighs (log-odds).
struct Evidence {
    std::string cue;
    Span span;
    double weight = 0;
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

// The lenses of a library: cue phrases and weighted words in text files that people can edit
// (docs/lenses.md describes the format). Immutable after loading and thread-safe.
class Lenses {
public:
    // The lenses that ship with Verbatim, compiled in from engine/lenses/*.lens.
    static const Lenses& built_in();
    // Parses one lens file; `name` is for messages. Fails with bad_input, naming the line.
    static Result<Lenses> parse(std::string_view name, std::string_view text);

    ~Lenses();
    Lenses(Lenses&&) noexcept;
    Lenses& operator=(Lenses&&) noexcept;

    // In the order of their place, which is stable: value slots depend on it.
    const std::vector<LensInfo>& list() const;

    // Every lens's probability for the text, in the order of list(). The rating, where known, as a
    // share of its scale from 0 to 1, is evidence too. Linear in the text's words.
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
