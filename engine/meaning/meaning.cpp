#include "engine/meaning/meaning.h"

#include <algorithm>
#include <array>

#include "engine/hash.h"
#include "engine/meaning/encoder.h"
#include "engine/meaning/head.h"
#include "engine/meaning/models.h"
#include "engine/profile.h"
#include "engine/text.h"

namespace verbatim {

namespace {

// How much examples count beside the query's words, and what is unlike them.
constexpr double kLikeShare = 1;
constexpr double kUnlikeShare = 0.5;

// Of the words of a query so many must be known to have a meaning.
constexpr double kKnownShare = 0.5;

}  // namespace

struct Meaning::State {
    Encoder encoder;
    WordVectors words;

    bool knows(std::string_view text) const;
    std::optional<QueryMeaning> ask(std::string_view text) const;
};

Meaning::Meaning(std::unique_ptr<State> state) : state_(std::move(state)) {}
Meaning::~Meaning() = default;
Meaning::Meaning(Meaning&&) noexcept = default;
Meaning& Meaning::operator=(Meaning&&) noexcept = default;

Result<Meaning> Meaning::open(const std::filesystem::path& notes, Access access) {
    const StageTimer timing(Stage::models);
    const auto encoder_file = find_model(kEncoderFile);
    if (!encoder_file) return encoder_file.error();
    const auto words_file = find_model(kWordsFile);
    if (!words_file) return words_file.error();
    const std::string stamp = stamp_of({*encoder_file, *words_file});
    auto encoder = Encoder::open(*encoder_file);
    if (!encoder) return encoder.error();
    auto words = WordVectors::open(*words_file);
    if (!words) return words.error();
    if (!is_noted_good(notes, stamp)) {
        if (auto good = encoder->verify(); !good) return good.error();
        if (auto good = words->verify(); !good) return good.error();
        if (access == Access::write) note_good(notes, stamp);
    }
    return Meaning(std::make_unique<State>(State{*std::move(encoder), *std::move(words)}));
}

std::uint64_t Meaning::identity() const {
    return IdBuilder()
        .add(std::to_string(state_->encoder.identity()))
        .add(std::to_string(Head::built_in().identity()))
        .id();
}

std::vector<std::optional<Code>> Meaning::codes(std::span<const std::string_view> texts,
                                                unsigned threads) const {
    const std::vector<float> vectors = state_->encoder.encode(texts, threads);
    std::vector<std::optional<Code>> codes(texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const Code code = Head::built_in().project(std::span<const float, kSentenceVector>(
            vectors.data() + i * kSentenceVector, kSentenceVector));
        if (is_known(code)) codes[i] = code;
    }
    return codes;
}

// Words of another language get a vector too, which says nothing: they must be English ones.
bool Meaning::State::knows(std::string_view text) const {
    std::size_t known = 0, all = 0;
    for (const Word& word : verbatim::words(text)) {
        ++all;
        if (words.find(word.folded)) ++known;
    }
    return all > 0 && static_cast<double>(known) >= kKnownShare * static_cast<double>(all);
}

std::optional<QueryMeaning> Meaning::State::ask(std::string_view text) const {
    if (!knows(text)) return std::nullopt;
    const auto sentences = query_sentences(text);
    const std::vector<std::string_view> views(sentences.begin(), sentences.end());
    const std::vector<float> vectors = encoder.encode(views);
    const QueryMeaning asked = Head::built_in().ask(
        std::span<const float, kQuerySentences * kSentenceVector>(vectors.data(), vectors.size()));
    return is_known(asked.code) ? std::optional(asked) : std::nullopt;
}

std::optional<Sought> Meaning::seek(std::string_view words, std::span<const Code> like,
                                    std::span<const Code> unlike) const {
    const auto asked = words.empty() ? std::nullopt : state_->ask(words);
    if (!asked && like.empty() && (unlike.empty() || !words.empty())) return std::nullopt;
    Sought sought;
    if (asked) sought = {asked->code, asked->complaint};
    sought.code = lead(sought.code, like, kLikeShare, unlike, kUnlikeShare);
    return sought;
}

bool Meaning::knows(std::string_view text) const {
    return state_->knows(text);
}

float Meaning::polarity(const Code& code) const {
    return Head::built_in().polarity(code);
}

const WordVectors& Meaning::words() const {
    return state_->words;
}

bool meaning_knows(std::string_view lang) {
    return lang.empty() || lang == "en";
}

}  // namespace verbatim
