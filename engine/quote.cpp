#include "engine/quote.h"

#include <algorithm>

namespace verbatim {

Context context_of(const Conversation& conversation, std::uint32_t utterance, std::size_t count) {
    const auto line = [&](std::size_t i) {
        const Utterance& said = conversation.utterances[i];
        const Speaker& speaker = conversation.speakers[said.speaker];
        const bool is_title =
            i == 0 && conversation.kind == Kind::review && said.text == conversation.title;
        return ContextLine{speaker.name, speaker.role, said.text, is_title};
    };
    Context context;
    const std::size_t first = utterance - std::min<std::size_t>(utterance, count);
    for (std::size_t i = first; i < utterance; ++i) context.before.push_back(line(i));
    const std::size_t last = std::min(conversation.utterances.size(), utterance + count + 1);
    for (std::size_t i = utterance + 1u; i < last; ++i) context.after.push_back(line(i));
    return context;
}

}  // namespace verbatim
