#include "engine/library_people.h"

#include <algorithm>
#include <unordered_set>

#include "engine/library_state.h"

namespace verbatim {

namespace {

bool same(const People::Known& a, const People::Known& b) {
    if (a.name != b.name || (a.person == nullptr) != (b.person == nullptr)) return false;
    return a.person == nullptr ||
           (a.person->key == b.person->key && a.person->attributes == b.person->attributes);
}

}  // namespace

Result<std::vector<Id>> changed_by(Library::State& state, const PeopleChanges& changes) {
    const auto before = state.people();
    if (!before) return before.error();
    const auto after = (*before)->with(changes);
    if (!after) return after.error();
    const auto sources = state.live_sources();
    if (!sources) return sources.error();
    const Store& store = *state.open_store;
    std::unordered_set<Id> changed;
    const auto look_at = [&](std::uint32_t, const Conversation& conversation) -> Result<void> {
        if (changed.contains(conversation.id)) return {};
        const auto held = store.places(conversation.id);
        if (!held) return held.error();
        const auto paths = paths_of(*held, *sources);
        const bool as_before =
            std::ranges::all_of(conversation.speakers, [&](const Speaker& speaker) {
                return same((*before)->who(speaker, paths), after->who(speaker, paths));
            });
        if (!as_before) changed.insert(conversation.id);
        return {};
    };
    for (const auto& [number, source] : *sources)
        if (auto walked = store.each_conversation(number, look_at); !walked) return walked.error();
    return std::vector<Id>(changed.begin(), changed.end());
}

Result<const People*> people_of(Library& library) {
    return library.state().people();
}

}  // namespace verbatim
