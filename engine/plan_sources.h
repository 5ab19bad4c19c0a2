#pragma once

#include "engine/index.h"
#include "engine/match.h"
#include "engine/pattern.h"
#include "engine/query.h"
#include "engine/result.h"

// What the source field of a query stands for. For plan.cpp.
namespace verbatim {

// The sources of the index, which are read where the query names some: there may be thousands.
Result<ResolveSource> sources_for(const Query& query, const Index& index);

// Marks what must be verified by the text because several libraries number their sources each.
void mark_unsure(Pattern& pattern, const Index& index, const ResolveSource& sources);

// The query with the sources that flags name in its tree where they must be verified there.
Query with_sources_inside(Query query, const Index& index, const ResolveSource& sources);

}  // namespace verbatim
