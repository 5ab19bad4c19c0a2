#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "indexer/containers/expand.h"
#include "indexer/read_settings.h"
#include "indexer/readers/parties_beside.h"
#include "indexer/readers/slack_workspace.h"
#include "indexer/scan.h"

namespace verbatim {

// What a transcript says, small enough to compare many: the least hashes of its runs of three
// words, of letters and digits alone (bottom-k sketch: Broder 1997).
struct Likeness {
    static constexpr std::size_t kKept = 512;

    std::vector<std::uint64_t> least;  // ascending, each once; kKept at most
    std::size_t runs = 0;              // distinct ones, all told
    std::size_t words = 0;
    bool named = false;  // most of it is said by somebody with a name
    bool timed = false;
};

// Reads files for what they say, one after the other: those of an archive cost no more than it, if
// they are asked for in its order.
class LikenessReader {
public:
    // Of a file that holds one interview or call and nothing else; none of any other, of notes, and
    // of one with fewer than 20 runs.
    std::optional<Likeness> likeness_of(const FoundFile& file, ReadSettings settings);

private:
    SourceOpener opener_;
    SlackWorkspaces workspaces_;
    PartiesBeside parties_;
};

// Estimates of how many runs two have in common: as a share of all that either has, and of those
// that the shorter one has. Within .05 at one standard deviation.
struct Overlap {
    double of_all = 0;
    double of_shorter = 0;
};
Overlap overlap(const Likeness& a, const Likeness& b);

}  // namespace verbatim
