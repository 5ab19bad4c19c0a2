#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/lens_set.h"
#include "engine/library.h"
#include "engine/meaning/code_file.h"
#include "engine/result.h"
#include "engine/writer.h"

// Documents keep the scores that the lenses of their time gave them. When the lenses change, they
// are scored anew from what the library holds: nothing is read or encoded again.
namespace verbatim {

// So many documents are looked at together: enough to keep all processors busy, and to cost little
// if they have to be done again. So many become durable together.
inline constexpr std::size_t kDocumentsAtOnce = 4096;
inline constexpr std::uint64_t kDurableAfter = 65'536;

struct RescoreReport {
    std::uint64_t scored = 0;
    std::uint64_t changed = 0;  // of these, another lens or probability
};

// Scores what is not scored yet with the present lenses. Works in batches, each durable when the
// next begins; after a kill the next call goes on. Where lenses of cues alone came to those before,
// only they are applied; where they have no cues either, nothing is scored. `jobs` threads, 0 is
// all processors.
Result<RescoreReport> rescore(Library& library, unsigned jobs, const Progress& progress);

// The documents of these numbers, which are in the index, with their codes as far as `codes` has
// them.
Result<std::vector<EnrichedDocument>> read_documents(const Index& index, const CodeFile& codes,
                                                     std::span<const std::uint32_t> numbers);
// Fills in the lenses of `after`, by the code that is new or else the one that is known.
void score_documents(std::span<EnrichedDocument> documents, const LensSet& lenses, unsigned jobs);

}  // namespace verbatim
