#include "indexer/process.h"

#include "engine/text.h"
#include "indexer/roles.h"
#include "indexer/segment.h"

namespace verbatim {

namespace {

// So much text tells the language.
constexpr std::size_t kLanguageSample = 4096;

std::string language_of(const Conversation& conversation) {
    std::string sample;
    for (const Utterance& utterance : conversation.utterances) {
        if (sample.size() >= kLanguageSample) break;
        sample += utterance.text;
        sample += '\n';
    }
    return detect_language(sample);
}

}  // namespace

void process(Conversation& conversation, const std::map<std::string, Role>& roles) {
    decide_roles(conversation, roles);
    if (conversation.lang.empty()) conversation.lang = language_of(conversation);
    conversation.verbatims = segment(conversation);
}

}  // namespace verbatim
