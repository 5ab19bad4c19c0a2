#pragma once

#include <cstdint>
#include <string>

#include "engine/library.h"
#include "engine/result.h"

namespace verbatim {

struct EnrichReport {
    std::uint64_t encoded = 0;  // verbatims whose code was made
    std::uint64_t taken = 0;    // whose code the store had already
    std::uint64_t unknown = 0;  // of which the models know nothing
    std::string unavailable;    // why nothing was done, for people: the models are not there
    bool damaged = false;       // ... or cannot be used, which somebody must mend
    double seconds = 0;
};

// The second stage of an ingest: gives every verbatim by a customer, or by somebody whose role is
// not known, a code of what it means, where it has none yet. What was added is searchable by words
// before, and stays so whatever happens here. Works in batches, each durable when the next begins,
// so that a kill costs one batch and the next call goes on; done again, it does nothing.
//
// `jobs` threads encode, 0 is all processors. Fails as the library does; missing models are no
// failure.
Result<EnrichReport> enrich(Library& library, unsigned jobs, const Progress& progress);

}  // namespace verbatim
