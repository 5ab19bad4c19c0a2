#include "engine/codec_pieces.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "engine/hash.h"

namespace verbatim {

namespace {

constexpr std::size_t kLongest = 64;  // bytes of a piece
// What a reference to a piece costs about, so that shorter pieces are worth nothing.
constexpr std::size_t kReference = 3;

bool is_of_word(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || c == '\'' || (byte >= '0' && byte <= '9') ||
           (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

// Where words end, then the end: what lies between two of them is one word and what is before it.
std::vector<std::uint32_t> ends_of(std::string_view bytes) {
    std::vector<std::uint32_t> ends = {0};
    for (std::size_t i = 1; i < bytes.size(); ++i)
        if (is_of_word(bytes[i - 1]) && !is_of_word(bytes[i]))
            ends.push_back(static_cast<std::uint32_t>(i));
    if (!bytes.empty()) ends.push_back(static_cast<std::uint32_t>(bytes.size()));
    return ends;
}

class Pieces {
public:
    explicit Pieces(std::span<const RecordSample> samples)
        : samples_(samples.begin(), samples.end()) {
        std::ranges::stable_sort(samples_, {}, &RecordSample::person);
        for (const RecordSample& sample : samples_) ends_.push_back(ends_of(sample.bytes));
        // A longer piece is looked for only where both its parts are common.
        for (const auto& [first, second] :
             {std::pair<std::size_t, std::size_t>{1, 0}, {1, 1}, {2, 1}, {2, 2}, {4, 2}, {4, 4}})
            count(first, second);
    }

    struct Piece {
        std::string_view bytes;
        std::uint64_t last = 0;  // person that has it
        std::uint32_t people = 0;
        std::uint64_t worth() const { return people * (bytes.size() - kReference); }
    };
    // Those that are common and worth something, the best first.
    std::vector<Piece> best() const {
        std::vector<Piece> found;
        for (const auto& [hash, piece] : pieces_)
            if (piece.people >= kLeastPeople && piece.bytes.size() > kReference)
                found.push_back(piece);
        std::ranges::sort(found, [](const Piece& a, const Piece& b) {
            return std::tuple(b.worth(), a.bytes) < std::tuple(a.worth(), b.bytes);
        });
        return found;
    }

private:
    bool is_common(std::string_view bytes) const {
        const auto found = pieces_.find(hash64(bytes));
        return found != pieces_.end() && found->second.people >= kLeastPeople;
    }

    void count(std::size_t first, std::size_t second) {
        for (std::size_t s = 0; s < samples_.size(); ++s) {
            const auto& ends = ends_[s];
            const auto piece = [&](std::size_t begin, std::size_t words) {
                return samples_[s].bytes.substr(ends[begin], ends[begin + words] - ends[begin]);
            };
            for (std::size_t i = 0; i + first + second < ends.size(); ++i) {
                const std::string_view whole = piece(i, first + second);
                if (whole.size() > kLongest) continue;
                if (second > 0 &&
                    !(is_common(piece(i, first)) && is_common(piece(i + first, second))))
                    continue;
                note(whole, samples_[s].person);
            }
        }
    }

    void note(std::string_view bytes, std::uint64_t person) {
        Piece& piece = pieces_[hash64(bytes)];
        if (piece.people > 0 && (piece.last == person || piece.bytes != bytes)) return;
        piece = {bytes, person, piece.people + 1};
    }

    std::vector<RecordSample> samples_;  // by person
    std::vector<std::vector<std::uint32_t>> ends_;
    std::unordered_map<std::uint64_t, Piece> pieces_;
};

void note_parts(std::string_view piece, std::unordered_set<std::uint64_t>& hashes) {
    const std::vector<std::uint32_t> ends = ends_of(piece);
    for (std::size_t i = 0; i < ends.size(); ++i)
        for (std::size_t j = i + 1; j < ends.size(); ++j)
            hashes.insert(hash64(piece.substr(ends[i], ends[j] - ends[i])));
}

}  // namespace

std::string common_pieces(std::span<const RecordSample> samples, std::size_t size) {
    const Pieces pieces(samples);
    std::vector<std::string_view> chosen;
    std::unordered_set<std::uint64_t> within;  // hashes of what is in those
    std::size_t all = 0;
    for (const Pieces::Piece& piece : pieces.best()) {
        if (all + piece.bytes.size() > size) break;
        if (within.contains(hash64(piece.bytes))) continue;
        note_parts(piece.bytes, within);
        all += piece.bytes.size();
        chosen.push_back(piece.bytes);
    }
    std::string together;
    for (auto piece = chosen.rbegin(); piece != chosen.rend(); ++piece) together += *piece;
    return together;
}

}  // namespace verbatim
