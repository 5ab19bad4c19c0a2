#pragma once

#include <optional>
#include <string>

#include "engine/library_state.h"
#include "engine/query.h"
#include "engine/search_fusion.h"

namespace verbatim {

// How a query is searched by meaning. No fusion where only words were asked for, or the query says
// exactly what it wants, or nothing is known of what it means; `notice` says so where people would
// wonder. What it refers to lies in the state and lives until the index is opened anew.
struct MeaningPart {
    std::optional<Fusion> fusion;
    bool finds = true;        // what is near is found too; else it is only ordered by it
    bool only_order = false;  // NearPart::only_order
    std::string notice;
    bool unusable = false;  // models are there; `notice` says what is wrong with them
};
Result<MeaningPart> meaning_part(Library::State& state, const Query& query);

// Why the models could not be opened, for people.
std::string why_no_meaning(const Error& error);

// The verbatim that an id, its beginning or a conversation's id names.
Result<Id> resolve(const Index& index, std::string_view id);

}  // namespace verbatim
