#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/codec.h"
#include "engine/lens.h"
#include "engine/meaning/code.h"
#include "engine/result.h"
#include "engine/text.h"

namespace verbatim {

// The lenses of one library: those that ship with Verbatim, corrected where its marks taught them
// better, and its own behind them. Immutable after loading, thread-safe.
class LensSet {
public:
    // `own` are those of the library, in the order of their numbers. One that cannot be read, or
    // whose model another Verbatim made, judges nothing, and notices() says so.
    static Result<LensSet> make(std::span<const StoredLens> own);
    ~LensSet();
    LensSet(LensSet&&) noexcept;
    LensSet& operator=(LensSet&&) noexcept;

    // What is wrong with lenses of the library, for people.
    const std::vector<std::string>& notices() const;

    // In a stable order.
    const std::vector<LensInfo>& list() const;
    // What documents were scored with: another identity means other scores.
    std::uint64_t identity() const;
    // As the index names them.
    const std::vector<IndexedLenses::Own>& own() const;

    // As Lenses::score(), in the order of list(). A lens that has neither cues nor a model yet
    // holds for nothing.
    std::vector<LensScore> score(std::string_view text, const std::vector<Word>& words,
                                 std::string_view lang, const Lenses::Context& context,
                                 const Code* code = nullptr, Reasons reasons = Reasons::told) const;
    // What score() makes of it, as the index keeps it: lenses from kLensStored on, best first, then
    // kinds that hold, at the probability that the text belongs to both the lens and the kind.
    std::vector<std::pair<std::string, float>> kept(std::string_view text,
                                                    const std::vector<Word>& words,
                                                    std::string_view lang,
                                                    const Lenses::Context& context,
                                                    const Code* code = nullptr) const;

    // The lenses that came since documents were scored with those, as far as they judge, if nothing
    // else has changed and they go by their cues alone: then kept_with() does, and spares the rest.
    std::optional<std::vector<std::string>> added_to(const IndexedLenses& indexed) const;
    // What kept() gives, from what it gave of the text without these lenses.
    std::vector<std::pair<std::string, float>> kept_with(
        std::span<const std::string> added, std::vector<std::pair<std::string, float>> before,
        std::string_view text, std::string_view lang, const Lenses::Context& context) const;

    // What a model of the lens of that name is given of a text: the log-odds of the lenses that
    // ship with Verbatim, then those of the lens's own cues, if it has any, then a number for each
    // manner (lens_manner.h) in which it is put, else 0. Their names are inputs().
    std::vector<std::string> inputs(std::string_view name) const;
    std::vector<double> inputs_of(std::string_view name, std::string_view text,
                                  const std::vector<Word>& words, std::string_view lang,
                                  const Lenses::Context& context, const Code* code) const;

private:
    struct State;
    explicit LensSet(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

// The slot of the index that keeps a lens's or a kind's probability; `own` are the library's.
std::optional<std::uint32_t> lens_slot(std::string_view name,
                                       std::span<const IndexedLenses::Own> own);

// The names that a query may use: lenses, their kinds, then the library's own.
std::vector<std::string> lens_names(std::span<const IndexedLenses::Own> own);

// What is known of a document besides its words.
Lenses::Context lens_context(const Citation& citation);

}  // namespace verbatim
