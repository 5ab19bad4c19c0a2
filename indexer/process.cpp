#include "indexer/process.h"

#include "engine/profile.h"
#include "indexer/languages.h"
#include "indexer/roles.h"
#include "indexer/segment.h"

namespace verbatim {

void process(Conversation& conversation, const std::map<std::string, Role>& roles) {
    const StageTimer timing(Stage::segment);
    decide_roles(conversation, roles);
    decide_languages(conversation);
    conversation.verbatims = segment(conversation);
}

}  // namespace verbatim
