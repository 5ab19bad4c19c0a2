#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "engine/index.h"

// For plan*.cpp and search*.cpp; throws what Xapian throws.
namespace verbatim {

// Terms of languages, and whether a document must be in one of them or in none.
struct Languages {
    std::vector<std::string> terms;
    bool wanted = true;
};

// A term that stands for a word in texts of the languages; in all if there are none.
struct TermOfWord {
    std::string term;
    Languages languages;
};

// The documents with a term that are in the languages. Each weighs what it does for the term,
// `factor` times. Not for servers.
Xapian::Query term_in(const std::string& term, Languages languages, double factor,
                      const Index& index);

// How many documents Xapian must look at at least for the first to come first with their weights:
// 0, or all there are.
//
// It leaves out what can no longer be among the first. Where it asks an OP_OR whether a document is
// there, or moves it to one, and begins a part of the index with that, it may move one side of it
// to document 0 first, and drops that side if it is at its end there. OP_AND_NOT and OP_AND_MAYBE
// say so until they have begun, and so does an OP_AND whose rarest part is one of those, an OP_OR
// or a source of postings (1.4.22; docs/adr/0026). What weighs nothing is not concerned.
Xapian::doccount looks_at(const Xapian::Query& query, const Index& index);

}  // namespace verbatim
