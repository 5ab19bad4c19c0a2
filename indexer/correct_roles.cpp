#include "indexer/correct_roles.h"

#include <algorithm>

#include "engine/library_state.h"
#include "indexer/process.h"
#include "indexer/roles.h"

namespace verbatim {

namespace {

// What rules decided is decided anew beside the correction: who speaks with an interviewer is a
// customer.
void forget_decided(Conversation& conversation) {
    for (Speaker& speaker : conversation.speakers) {
        if (speaker.stated) continue;
        speaker.role = Role::unknown;
        speaker.role_reason.clear();
    }
}

}  // namespace

Result<std::uint64_t> correct_roles_of(Library& library, Writer& writer, std::uint32_t source,
                                       const std::string& folded_name,
                                       const std::map<std::string, Role>& roles) {
    const auto store = library.state().store();
    if (!store) return store.error();
    std::uint64_t found = 0;
    const auto walked = (*store)->each_conversation(
        source, [&](std::uint32_t ordinal, Conversation conversation) -> Result<void> {
            const bool named = std::ranges::any_of(
                conversation.speakers,
                [&](const Speaker& speaker) { return is_called(speaker, folded_name); });
            if (!named) return {};
            ++found;
            forget_decided(conversation);
            process(conversation, roles);
            return writer.rewrite({source, ordinal, 0}, conversation);
        });
    if (!walked) return walked.error();
    return found;
}

}  // namespace verbatim
