#include "engine/meaning/encoder.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "engine/meaning/encoder_exact.h"
#include "engine/meaning/pieces.h"
#include "engine/meaning/weights_file.h"

namespace verbatim {

static_assert(kSentenceVector == kWide);

namespace {

// Texts that one thread takes at a time.
constexpr std::size_t kBatch = 32;

}  // namespace

struct Encoder::State {
    WeightsFile file;
    Pieces pieces;
    ExactEncoder exact;

    void encode(std::span<const std::string_view> texts, std::span<float> vectors) const;
};

void Encoder::State::encode(std::span<const std::string_view> texts,
                            std::span<float> vectors) const {
    for (std::size_t at = 0; at < texts.size(); ++at) {
        const Tokens tokens = pieces.split(texts[at]);
        if (!tokens.known) continue;
        exact.encode(tokens.ids, vectors.subspan(at * kWide).first<kWide>());
    }
}

Encoder::Encoder(std::unique_ptr<State> state) : state_(std::move(state)) {}
Encoder::Encoder(Encoder&&) noexcept = default;
Encoder& Encoder::operator=(Encoder&&) noexcept = default;
Encoder::~Encoder() = default;

Result<Encoder> Encoder::open(const std::filesystem::path& path, Arithmetic) {
    auto file = WeightsFile::open(path, kEncoderKind);
    if (!file) return file.error();
    auto pieces = Pieces::open(*file);
    if (!pieces) return pieces.error();
    auto exact = ExactEncoder::open(*file);
    if (!exact) return exact.error();
    return Encoder(std::make_unique<State>(State{std::move(*file), *pieces, *exact}));
}

std::vector<float> Encoder::encode(std::span<const std::string_view> texts,
                                   unsigned threads) const {
    std::vector<float> vectors(texts.size() * kWide);
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t begin; (begin = next.fetch_add(kBatch)) < texts.size();) {
            const std::size_t size = std::min(kBatch, texts.size() - begin);
            state_->encode(texts.subspan(begin, size),
                           std::span(vectors).subspan(begin * kWide, size * kWide));
        }
    };
    const std::size_t batches = (texts.size() + kBatch - 1) / kBatch;
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
