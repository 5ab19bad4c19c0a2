#include "engine/library_people.h"
#include "engine/library_state.h"
#include "engine/writer.h"

// How the index follows what becomes known of speakers.
namespace verbatim {

// What is dirty is durable before what made it so, or together with it: a conversation that is
// shown anew for nothing does no harm.
Result<std::uint64_t> Writer::change_people(const PeopleChanges& changes) {
    const auto changed = changed_by(state_, changes);
    if (!changed) return changed.error();
    for (const Id conversation : *changed) {
        store().put_dirty(batch_, conversation);
        dirty_.insert(conversation);
        if (batch_.bytes() < kBatchBytes) continue;
        if (auto written = store().write(batch_); !written) return written.error();
    }
    for (const auto& [key, value] : changes) {
        if (value)
            store().put_setting(batch_, key, *value);
        else
            store().erase_setting(batch_, key);
    }
    if (auto written = store().write(batch_); !written) return written.error();
    state_.open_people.reset();
    if (auto settled = settle(); !settled) return settled.error();
    return changed->size();
}

}  // namespace verbatim
