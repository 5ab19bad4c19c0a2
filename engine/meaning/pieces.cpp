#include "engine/meaning/pieces.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <stdexcept>

#include "engine/ascii.h"
#include "engine/unicode.h"

namespace verbatim {

namespace {

// No piece is longer than 16 characters, so that 128 of them end long before.
constexpr std::size_t kMostBytes = 64 * 1024;
constexpr UChar32 kMark = 0x2581;  // begins a word
constexpr std::string_view kMarkBytes = "\u2581";

template <typename T>
std::span<const T> values_of(std::string_view bytes) {
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
}

// Every step leads forwards and stays inside.
bool is_sound(std::span<const PieceNode> nodes, std::string_view labels) {
    if (nodes.empty() || nodes.size() != labels.size()) return false;
    for (std::size_t at = 0; at < nodes.size(); ++at) {
        const PieceNode& node = nodes[at];
        if (node.piece >= kPieces) return false;
        if (node.children > 0 && (node.first_child <= at ||
                                  std::size_t{node.first_child} + node.children > nodes.size()))
            return false;
    }
    return true;
}

const icu::Normalizer2& normaliser() {
    UErrorCode error = U_ZERO_ERROR;
    const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(error);
    if (U_FAILURE(error)) throw std::runtime_error("ICU's data cannot be loaded");
    return *nfkc;
}

std::string normalised(std::string_view text) {
    if (is_ascii(text)) return std::string(text);
    std::string result;
    icu::StringByteSink<std::string> sink(&result);
    UErrorCode error = U_ZERO_ERROR;
    normaliser().normalizeUTF8(0, {text.data(), static_cast<std::int32_t>(text.size())}, sink,
                               nullptr, error);
    if (U_FAILURE(error)) throw std::runtime_error("ICU cannot normalise a text");
    return result;
}

std::string_view beginning_of(std::string_view text) {
    if (text.size() <= kMostBytes) return text;
    std::size_t end = kMostBytes;
    while (end > kMostBytes - 4 && U8_IS_TRAIL(text[end])) --end;
    return text.substr(0, end);
}

// Characters beside the marks of words.
std::size_t letters_of(std::string_view pieces) {
    std::size_t letters = 0;
    for (std::size_t at = 0; at < pieces.size();) letters += next_code_point(pieces, at) != kMark;
    return letters;
}

}  // namespace

Result<Pieces> Pieces::open(const WeightsFile& file) {
    const auto nodes = file.checked_section("trie");
    if (!nodes) return nodes.error();
    const auto labels = file.checked_section("labels");
    if (!labels) return labels.error();
    const auto scores = file.section<double>("scores", kPieces);
    if (!scores) return scores.error();
    Pieces pieces;
    pieces.nodes_ = values_of<PieceNode>(*nodes);
    pieces.labels_ = *labels;
    pieces.scores_ = *scores;
    if (!is_sound(pieces.nodes_, pieces.labels_))
        return Error{ErrorCode::damaged, file.path().string() + ": its pieces make no sense",
                     kFetchModels};
    return pieces;
}

void warm_up_pieces() {
    normaliser();
}

std::string piece_text(std::string_view text) {
    const std::string plain = normalised(beginning_of(text));
    std::string result;
    result.reserve(plain.size() + plain.size() / 2);
    bool in_word = false;
    for (std::size_t at = 0; at < plain.size();) {
        const std::size_t begin = at;
        const UChar32 c = next_code_point(plain, at);
        if (c >= 0 && u_isUWhiteSpace(c)) {
            in_word = false;
            continue;
        }
        if (!in_word) result += kMarkBytes;
        in_word = true;
        if (c == 0x2018 || c == 0x2019)
            result += '\'';
        else
            result.append(plain, begin, at - begin);
    }
    return result;
}

// At each byte where a character ends, the best way to it. Ties and the score of what is unknown,
// 0, are those of the model's own implementation.
std::vector<Pieces::Step> Pieces::best_steps(std::string_view text) const {
    std::vector<Step> steps(text.size() + 1);
    const auto offer = [&](std::size_t start, std::size_t end, std::uint16_t piece) {
        const double score = steps[start].score + scores_[piece];
        if (steps[end].score == 0 || score >= steps[end].score)
            steps[end] = {score, static_cast<std::uint32_t>(start), piece};
    };
    for (std::size_t start = 0; start < text.size();) {
        std::size_t next = start;
        next_code_point(text, next);
        bool found = false;
        const PieceNode* node = nodes_.data();
        for (std::size_t end = start; end < text.size();) {
            const std::string_view labels = labels_.substr(node->first_child, node->children);
            const std::size_t child = labels.find(text[end]);
            if (child == std::string_view::npos) break;
            node = &nodes_[node->first_child + child];
            ++end;
            if (node->piece == 0) continue;
            offer(start, end, node->piece);
            found = true;
        }
        if (!found) offer(start, next, kUnknownPiece);
        start = next;
    }
    return steps;
}

Tokens Pieces::split(std::string_view text) const {
    const std::string pieces = piece_text(text);
    const std::vector<Step> steps = best_steps(pieces);
    Tokens tokens;
    std::size_t unknown = 0;
    for (std::size_t end = pieces.size(); end > 0; end = steps[end].start) {
        const std::uint16_t id = steps[end].piece;
        unknown += id == kUnknownPiece;
        if (id != kUnknownPiece || tokens.ids.empty() || tokens.ids.back() != kUnknownPiece)
            tokens.ids.push_back(id);
    }
    std::ranges::reverse(tokens.ids);
    if (tokens.ids.size() > kMostTokens) tokens.ids.resize(kMostTokens);
    tokens.known = unknown < letters_of(pieces) - unknown;
    return tokens;
}

}  // namespace verbatim
