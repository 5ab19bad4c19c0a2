#include "indexer/likeness.h"

#include <algorithm>
#include <array>

#include "engine/hash.h"
#include "engine/text.h"
#include "indexer/read_source.h"
#include "indexer/readers/reader.h"

namespace verbatim {

namespace {

constexpr std::size_t kRunWords = 3;
constexpr std::size_t kFewestRuns = 20;

// Gathers the runs of the only conversation of a file; a second one ends the reading.
class Gatherer : public RecordSink {
public:
    Result<void> accept(Conversation conversation) override;
    void reject(Reject) override {}
    void empty(std::uint64_t) override {}
    void warn(Reject) override {}

    std::optional<Likeness> likeness();

private:
    void add(const std::string& text);

    std::size_t conversations_ = 0;
    bool is_transcript_ = false;
    std::size_t named_words_ = 0;
    std::array<std::uint64_t, kRunWords> last_{};
    std::vector<std::uint64_t> runs_;
    Likeness likeness_;
};

Result<void> Gatherer::accept(Conversation conversation) {
    if (++conversations_ > 1)
        return Error{ErrorCode::bad_input, "it holds several conversations", ""};
    is_transcript_ = conversation.kind == Kind::interview || conversation.kind == Kind::call;
    if (!is_transcript_) return {};
    for (const Utterance& utterance : conversation.utterances) {
        const std::size_t before = likeness_.words;
        add(utterance.text);
        if (!conversation.speakers[utterance.speaker].name.empty())
            named_words_ += likeness_.words - before;
        likeness_.timed |= !utterance.cues.empty() || utterance.locator.time.has_value();
    }
    return {};
}

void Gatherer::add(const std::string& text) {
    for (const Word& word : words(text)) {
        std::rotate(last_.begin(), last_.begin() + 1, last_.end());
        last_.back() = hash64(word.folded);
        if (++likeness_.words < kRunWords) continue;
        runs_.push_back(hash64({reinterpret_cast<const char*>(last_.data()), sizeof(last_)}));
    }
}

std::optional<Likeness> Gatherer::likeness() {
    std::ranges::sort(runs_);
    runs_.erase(std::unique(runs_.begin(), runs_.end()), runs_.end());
    if (conversations_ != 1 || !is_transcript_ || runs_.size() < kFewestRuns) return std::nullopt;
    likeness_.runs = runs_.size();
    likeness_.named = named_words_ * 2 > likeness_.words;
    runs_.resize(std::min(runs_.size(), Likeness::kKept));
    likeness_.least = std::move(runs_);
    return std::move(likeness_);
}

}  // namespace

std::optional<Likeness> LikenessReader::likeness_of(const FoundFile& file, ReadSettings settings) {
    auto input = Input::open(file.path, opener_);
    if (!input) return std::nullopt;
    settings.read.workspaces = &workspaces_;
    settings.read.parties = &parties_;
    Gatherer gatherer;
    const SourceReading reading = read_source(*input, settings, gatherer);
    if (reading.unreadable || reading.format == "notes") return std::nullopt;
    return gatherer.likeness();
}

Overlap overlap(const Likeness& a, const Likeness& b) {
    std::size_t seen = 0, common = 0;
    auto x = a.least.begin();
    auto y = b.least.begin();
    // The least hashes of both together are a fair sample of all runs that either has.
    while (seen < Likeness::kKept && x != a.least.end() && y != b.least.end()) {
        ++seen;
        if (*x == *y) ++common;
        const std::uint64_t least = std::min(*x, *y);
        if (*x == least) ++x;
        if (*y == least) ++y;
    }
    const auto left = static_cast<std::size_t>((a.least.end() - x) + (b.least.end() - y));
    seen = std::min(seen + left, Likeness::kKept);
    Overlap result;
    result.of_all = static_cast<double>(common) / static_cast<double>(seen);
    const auto both = static_cast<double>(a.runs + b.runs);
    const auto shorter = static_cast<double>(std::min(a.runs, b.runs));
    result.of_shorter = std::min(1.0, result.of_all * both / ((1 + result.of_all) * shorter));
    return result;
}

}  // namespace verbatim
