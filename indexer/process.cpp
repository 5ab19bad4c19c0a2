#include "indexer/process.h"

#include <algorithm>

#include "engine/lens.h"
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

Lenses::Context context_of(const Conversation& conversation) {
    Lenses::Context context{conversation.kind, std::nullopt};
    if (conversation.rating && conversation.rating_max && *conversation.rating_max > 0)
        context.rating_share = *conversation.rating / *conversation.rating_max;
    return context;
}

void score_lenses(Conversation& conversation) {
    const Lenses::Context context = context_of(conversation);
    for (Verbatim& verbatim : conversation.verbatims) {
        const Utterance& utterance = conversation.utterances[verbatim.utterance];
        const Role role = conversation.speakers[utterance.speaker].role;
        if (role != Role::customer && role != Role::unknown) continue;
        const auto text = std::string_view(utterance.text)
                              .substr(verbatim.span.begin, verbatim.span.end - verbatim.span.begin);
        for (const LensScore& lens :
             Lenses::built_in().score(text, words(text), conversation.lang, context))
            if (lens.probability >= kLensStored)
                verbatim.lenses.emplace_back(lens.name, lens.probability);
        std::ranges::stable_sort(verbatim.lenses, std::greater<>(),
                                 &std::pair<std::string, float>::second);
    }
}

}  // namespace

void process(Conversation& conversation, const std::map<std::string, Role>& roles) {
    decide_roles(conversation, roles);
    if (conversation.lang.empty()) conversation.lang = language_of(conversation);
    conversation.verbatims = segment(conversation);
    score_lenses(conversation);
}

}  // namespace verbatim
