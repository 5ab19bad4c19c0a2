#pragma once

#include <xapian.h>

#include <optional>
#include <vector>

#include "engine/index.h"
#include "engine/plan_language.h"

// For plan.cpp and search*.cpp.
namespace verbatim {

class Planner;
struct Pattern;

// The terms of a word, and the documents that pass each filter.
struct LoneWord {
    std::vector<TermOfWord> terms;
    std::vector<const KeptDocuments*> filters;
};

// The word that the pattern is, if nothing narrows the planned query but what the planner has kept.
std::optional<LoneWord> lone_word(const Pattern& pattern, Xapian::Query planned,
                                  const Planner& planner);

}  // namespace verbatim
