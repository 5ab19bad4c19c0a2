#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/access.h"
#include "engine/meaning/code.h"
#include "engine/meaning/word_vectors.h"
#include "engine/result.h"

namespace verbatim {

// What a query asks for, in other words than its own.
struct Sought {
    Code code = {};
    float complaint = 0;  // how likely the words name a pain or an objection, 0 to 1
};

// The models that know what English texts mean, as one: encoder, head and word vectors. They are
// fetched after the build (scripts/models); without them there is only the search by words.
class Meaning {
public:
    // Maps the files: about a millisecond where `notes` has them as good (models.h), else they are
    // read whole, some 15 ms, which a writer notes. Fails with not_found where a model is not
    // there, damaged and version where it cannot be used.
    static Result<Meaning> open(const std::filesystem::path& notes = {},
                                Access access = Access::read);
    ~Meaning();
    Meaning(Meaning&&) noexcept;
    Meaning& operator=(Meaning&&) noexcept;

    // Codes of different identities cannot be compared.
    std::uint64_t identity() const;

    // A code for each text; none for a text of which nothing is known: another script, an emoji, a
    // language other than English as far as `knows()` tells. Thread-safe. About a quarter of a
    // millisecond a text and thread.
    std::vector<std::optional<Code>> codes(std::span<const std::string_view> texts,
                                           unsigned threads) const;

    // What the words of a query and the examples beside it mean together; `unlike` is led away
    // from. Nothing where nothing is known of any of them, or only of what the words are unlike.
    std::optional<Sought> seek(std::string_view words, std::span<const Code> like,
                               std::span<const Code> unlike) const;

    // Whether the text is of English words: of another language it would get a code too, that says
    // nothing.
    bool knows(std::string_view text) const;

    // Of a verbatim, in logits: above 0 the customer is content, below 0 complains.
    float polarity(const Code& code) const;
    const WordVectors& words() const;

private:
    struct State;
    explicit Meaning(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

// Whether a conversation of this language (ISO 639-1, or empty) can have codes.
bool meaning_knows(std::string_view lang);

}  // namespace verbatim
