#pragma once

#include <string>
#include <vector>

#include "engine/library.h"
#include "engine/result.h"

namespace verbatim {

// Words, a cue, or what else speaks for or against a lens.
struct LensSign {
    std::string words;         // as most often said
    double weight = 0;         // mean log-odds where it occurs
    std::uint64_t quotes = 0;  // of those that were looked at
};

// What a lens of a library is and how it comes to its judgements.
struct LensPage {
    std::string name;
    std::string definition;
    std::string kind_of;  // the lens that it is a kind of; empty for a lens
    bool own = false;
    bool trained = false;  // by the library's marks or examples
    std::size_t marks = 0;
    std::size_t examples = 0;
    std::uint64_t verbatims = 0;   // that belong to it
    std::vector<LensSign> signs;   // most telling first
    std::vector<Quote> best;       // the most probable
    std::vector<Quote> unsure;     // the least probable of those that belong: worth a mark
    std::vector<LensCount> kinds;  // of this lens
};

// Looks at 2,000 of the lens's verbatims, evenly spread. A kind, "pain.cost", is shown likewise;
// it has no quotes that are worth a mark, since marks teach lenses. Fails with not_found.
Result<LensPage> show_lens(Library& library, const std::string& name, std::size_t quotes);

}  // namespace verbatim
