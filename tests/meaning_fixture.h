#pragma once

#include "engine/meaning/meaning.h"
#include "indexer/enrich.h"
#include "tests/library_fixture.h"

// Libraries whose verbatims' meaning is known.
namespace verbatim {

// Without the models there is nothing to try: scripts/models fetches them.
inline bool have_models() {
    if (Meaning::open()) return true;
    WARN("skipped: the models are not installed, see scripts/models");
    return false;
}

inline EnrichReport enrich_all(const TestLibrary& test) {
    Library library = test.open(Access::write);
    return require(enrich(library, 2, {}));
}

}  // namespace verbatim
