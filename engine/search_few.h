#pragma once

#include <xapian.h>

#include <optional>
#include <vector>

#include "engine/index.h"
#include "engine/plan_lone_word.h"

// For search*.cpp; throws what Xapian throws.
namespace verbatim {

// A document of an index and what it weighs.
struct Ranked {
    Xapian::docid id = 0;
    double weight = 0;
};

// All documents with the terms of a word that pass the filters, the heaviest first, equal ones by
// their ids: bit for bit what Xapian's matching gives, which takes longer than that to set itself
// up in each part of an index. Nothing where the terms have more than `most` postings in all, or
// while the documents of a language are not kept (index_filters.h). Not with others, nor of a
// writer.
std::optional<std::vector<Ranked>> ranked_by_word(const LoneWord& word, const Index& index,
                                                  std::uint64_t most);

}  // namespace verbatim
