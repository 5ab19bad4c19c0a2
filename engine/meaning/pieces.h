#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/meaning/weights_file.h"
#include "engine/result.h"

// Texts as the sentence encoder reads them: numbers of pieces of words ("SentencePiece", with the
// unigram model of Kudo 2018).
namespace verbatim {

inline constexpr std::size_t kPieces = 8000;
inline constexpr std::size_t kMostTokens = 128;
inline constexpr std::uint16_t kUnknownPiece = 0;

// One node of the trie over the pieces' bytes. Its children stand next to each other, behind it.
struct PieceNode {
    std::uint32_t first_child = 0;
    std::uint16_t children = 0;
    std::uint16_t piece = 0;  // the one that ends here; 0 if none does
};

struct Tokens {
    std::vector<std::uint16_t> ids;  // at most kMostTokens
    // Whether more characters are in some piece than are in none. Otherwise the text is in a
    // script, or made of signs, that the model has not learned.
    bool known = false;
};

// The pieces and their scores: a view of an open file.
class Pieces {
public:
    static Result<Pieces> open(const WeightsFile& file);

    // The most probable pieces of a text. Never fails: ill-formed bytes are unknown characters. Of
    // a text beyond 64 KiB the beginning is read. Linear; thread-safe after warm_up_pieces().
    Tokens split(std::string_view text) const;

private:
    struct Step {
        double score = 0;         // of the best way to here
        std::uint32_t start = 0;  // where its last piece begins
        std::uint16_t piece = kUnknownPiece;
    };
    std::vector<Step> best_steps(std::string_view text) const;

    std::span<const PieceNode> nodes_;
    std::string_view labels_;
    std::span<const double> scores_;
};

// The text in which pieces are looked for: NFKC, with U+2581 at the beginning of each word and no
// other white space, and with straight apostrophes; the model's authors leave the typographic ones,
// and so tell "don’t" from "don't" (cosine .93).
std::string piece_text(std::string_view text);

// Loads ICU's normaliser: once, before threads start that call split().
void warm_up_pieces();

// The pieces as sections of a file, for the conversion. The number of a piece is its place; those
// before 6 are reserved.
struct PieceTables {
    std::vector<PieceNode> nodes;
    std::string labels;  // of each node, the byte that leads to it
    std::vector<double> scores;
};
PieceTables piece_tables(std::span<const std::pair<std::string, double>> pieces);

}  // namespace verbatim
