#pragma once

#include <string>
#include <vector>

#include "engine/library_state.h"
#include "engine/plan.h"
#include "engine/search.h"

// From what was found to quotes with their citations. For library_*.cpp.
namespace verbatim {

// The other index that a document comes from; empty if it is the library's own.
std::string origin_of(const Library::State& state, const Document& document);

// All that the index has of it. Fails with stale where a writer was faster.
Result<Quote> to_quote(Library::State& state, Document document);

// The conversation of a document. The index may be older than the store: what is no longer there
// is looked up again, as it fails with stale.
Result<Conversation> conversation_of(Library::State& state, const Document& document);

// The `count` utterances before and after; none without a store, or of another library's.
Result<Context> context_around(Library::State& state, const Document& document, std::size_t count);

// What an answer was found by; `fusion` is null where words alone were looked at.
struct FoundBy {
    const Plan& plan;
    const Fusion* fusion = nullptr;
};

// Behind those that are there: quotes of the hits, with context and reasons as the query wants
// them.
Result<void> add_quotes(Library::State& state, const Index& index, const Query& query,
                        const FoundBy& found_by, std::vector<Hit>& hits,
                        std::vector<Quote>& quotes);

// Numbers of sources become their paths, which several libraries may have.
Result<void> name_sources(Library::State& state, std::vector<Facet>& facets);

}  // namespace verbatim
