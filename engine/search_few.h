#pragma once

#include <xapian.h>

#include <optional>
#include <span>
#include <vector>

#include "engine/index.h"
#include "engine/plan_language.h"

// For search*.cpp; throws what Xapian throws.
namespace verbatim {

// A document of an index and what it weighs.
struct Ranked {
    Xapian::docid id = 0;
    double weight = 0;
};

// All documents with the terms of one word, the heaviest first, equal ones by their ids: bit for
// bit what Xapian's matching gives, which takes longer than that to set itself up in each part of
// an index. Nothing where more than `most` documents have one, or while the documents of a language
// are not kept (index_filters.h). Not with others, nor of a writer.
std::optional<std::vector<Ranked>> ranked_by_word(std::span<const TermOfWord> terms,
                                                  const Index& index, std::uint64_t most);

}  // namespace verbatim
