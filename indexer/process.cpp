#include "indexer/process.h"

#include "indexer/languages.h"
#include "indexer/roles.h"
#include "indexer/segment.h"

namespace verbatim {

void process(Conversation& conversation, const std::map<std::string, Role>& roles) {
    decide_roles(conversation, roles);
    decide_languages(conversation);
    conversation.verbatims = segment(conversation);
}

}  // namespace verbatim
