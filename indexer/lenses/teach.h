#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/lens_adapt.h"
#include "engine/library.h"
#include "engine/result.h"
#include "indexer/lenses/examples.h"

// Teaching a library's lenses what its marks and examples say, and testing them.
namespace verbatim {

struct TaughtLens {
    std::string name;
    std::size_t marks = 0, examples = 0;  // that it learnt from
    std::size_t yes = 0;                  // of both
    std::size_t gone = 0;                 // marks of verbatims that the library has no more
    bool by_meaning = false;              // the models were there
    std::string not_yet;                  // why it learnt nothing, for people: too few marks
    AdaptedLens lens;
};

// Trains one lens, or with an empty name all that have marks or examples, and keeps what was learnt
// unless `dry_run`; documents have it after rescore(). Same marks, same lens. Fails with not_found
// where there is no such lens, bad_input where the one that was named has too few marks to learn
// from.
Result<std::vector<TaughtLens>> teach_lenses(Library& library, const std::string& name,
                                             unsigned jobs, bool dry_run);

// How well a lens of the library judges texts that others judged.
struct LensTest {
    LensFigures figures;
    LensIntervals intervals;
    bool by_meaning = false;
};
Result<LensTest> test_lens(Library& library, const std::string& name,
                           std::span<const JudgedText> texts, unsigned jobs);

}  // namespace verbatim
