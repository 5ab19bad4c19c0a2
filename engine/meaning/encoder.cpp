#include "engine/meaning/encoder.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "engine/meaning/encoder_exact.h"
#include "engine/meaning/encoder_fast.h"
#include "engine/meaning/pieces.h"
#include "engine/meaning/weights_file.h"
#include "engine/profile.h"

namespace verbatim {

static_assert(kSentenceVector == kWide);

namespace {

// Texts that one thread takes at a time.
constexpr std::size_t kTexts = 32;
// Tokens that go through the matrices together, or as many as one text has.
constexpr std::size_t kBatchTokens = 128;

}  // namespace

struct Encoder::State {
    WeightsFile file;
    Pieces pieces;
    Arithmetic arithmetic;
    ExactEncoder exact;
    FastWeights fast;
    ForwardPass pass;

    void encode(std::span<const std::string_view> texts, float* vectors, Scratch& scratch) const;
    void run(EncoderBatch& batch, Scratch& scratch) const;
};

void Encoder::State::encode(std::span<const std::string_view> texts, float* vectors,
                            Scratch& scratch) const {
    EncoderBatch batch;
    for (std::size_t at = 0; at < texts.size(); ++at) {
        const Tokens tokens = pieces.split(texts[at]);
        if (!tokens.known) continue;
        batch.ids.insert(batch.ids.end(), tokens.ids.begin(), tokens.ids.end());
        batch.ends.push_back(batch.ids.size());
        batch.vectors.push_back(vectors + at * kWide);
        if (batch.ids.size() >= kBatchTokens) run(batch, scratch);
    }
    if (!batch.ids.empty()) run(batch, scratch);
}

void Encoder::State::run(EncoderBatch& batch, Scratch& scratch) const {
    if (arithmetic == Arithmetic::fast) {
        pass.run(fast, batch, scratch);
    } else {
        std::size_t begin = 0;
        for (std::size_t t = 0; t < batch.ends.size(); ++t) {
            exact.encode(std::span(batch.ids).subspan(begin, batch.ends[t] - begin),
                         std::span<float, kWide>(batch.vectors[t], kWide));
            begin = batch.ends[t];
        }
    }
    batch.ids.clear(), batch.ends.clear(), batch.vectors.clear();
}

Encoder::Encoder(std::unique_ptr<State> state) : state_(std::move(state)) {}
Encoder::Encoder(Encoder&&) noexcept = default;
Encoder& Encoder::operator=(Encoder&&) noexcept = default;
Encoder::~Encoder() = default;

Result<Encoder> Encoder::open(const std::filesystem::path& path, Arithmetic arithmetic) {
    auto file = WeightsFile::open(path, kEncoderKind);
    if (!file) return file.error();
    auto pieces = Pieces::open(*file);
    if (!pieces) return pieces.error();
    auto exact = ExactEncoder::open(*file);
    if (!exact) return exact.error();
    auto fast = FastWeights::open(*file);
    if (!fast) return fast.error();
    return Encoder(std::make_unique<State>(
        State{std::move(*file), *pieces, arithmetic, *exact, *fast, forward_passes().front()}));
}

std::vector<float> Encoder::encode(std::span<const std::string_view> texts,
                                   unsigned threads) const {
    std::vector<float> vectors(texts.size() * kWide);
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        const StageTimer timing(Stage::encode);
        Scratch scratch;
        for (std::size_t begin; (begin = next.fetch_add(kTexts)) < texts.size();) {
            const std::size_t size = std::min(kTexts, texts.size() - begin);
            state_->encode(texts.subspan(begin, size), &vectors[begin * kWide], scratch);
        }
    };
    const std::size_t batches = (texts.size() + kTexts - 1) / kTexts;
    std::vector<std::jthread> others;
    if (threads > 1 && batches > 1) warm_up_pieces();
    for (std::size_t at = 1; at < std::min<std::size_t>(threads, batches); ++at)
        others.emplace_back(work);
    work();
    others.clear();
    return vectors;
}

Result<void> Encoder::verify() const {
    return state_->file.verify();
}

std::uint64_t Encoder::identity() const {
    return state_->file.identity();
}

}  // namespace verbatim
