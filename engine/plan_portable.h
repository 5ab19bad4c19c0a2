#pragma once

#include <xapian.h>

// Queries for Xapian's servers. For plan*.cpp and search*.cpp.
namespace verbatim {

// Weights that stand for none are below this, all others above.
inline constexpr double kNoWeight = 1e-20;

// A query that finds the same on servers of Xapian 1.4, which know none of our sources of postings,
// and which fail at a term that needs no weight and that all documents of a part have
// (Index::fills_a_part()). So everything has a weight here; what should have none has one that is
// too small to change a sum. Scaled parts must be those that weigh nothing.
Xapian::Query portable(const Xapian::Query& query);

// A query without the documents that another finds, likewise.
Xapian::Query portable_without(const Xapian::Query& query, const Xapian::Query& unwanted);
// A query with only those that pass a filter, likewise.
Xapian::Query portable_filtered(const Xapian::Query& query, const Xapian::Query& filter);

}  // namespace verbatim
