#include <algorithm>
#include <cctype>

#include "engine/library_meaning.h"
#include "engine/library_quote.h"
#include "engine/library_state.h"

// One quote by its id, with the conversation that it is of.
namespace verbatim {

namespace {

// Shorter beginnings of an id are refused: they would hardly ever be one verbatim's.
constexpr std::size_t kShortestPrefix = 4;

Error no_such_id(std::string_view id) {
    return {ErrorCode::not_found, "no quote or conversation is called " + std::string(id),
            "`verbatim search` shows the ids of quotes"};
}

}  // namespace

Result<Id> resolve(const Index& index, std::string_view id) {
    const bool plausible = id.size() >= kShortestPrefix &&
                           std::ranges::all_of(id, [](unsigned char c) { return std::isalnum(c); });
    if (!plausible) return no_such_id(id);
    const auto ids = index.ids(id, 2);
    if (!ids) return ids.error();
    if (ids->size() == 1) return ids->front();
    if (ids->size() > 1)
        return Error{ErrorCode::not_found,
                     "several quotes have ids that begin with " + std::string(id),
                     "write more of the id"};
    const auto conversation = parse_id(id);
    if (!conversation) return no_such_id(id);
    const auto verbatims = index.ids_of(*conversation);
    if (!verbatims) return verbatims.error();
    return verbatims->empty() ? Result<Id>(no_such_id(id)) : Result<Id>(verbatims->front());
}

Result<Shown> Library::show(std::string_view id, std::size_t context) {
    return state_->retried([&]() -> Result<Shown> {
        const auto verbatim = resolve(*state_->index, id);
        if (!verbatim) return verbatim.error();
        auto document = state_->index->find(*verbatim);
        if (!document) return document.error();
        if (!*document) return no_such_id(id);
        auto around = context_around(*state_, **document, context);
        if (!around) return around.error();
        auto conversation = conversation_of(*state_, **document);
        if (!conversation) return conversation.error();
        const std::uint32_t utterance = (*document)->utterance;
        auto quote = to_quote(*state_, **std::move(document));
        if (!quote) return quote.error();
        quote->before = std::move(around->before);
        quote->after = std::move(around->after);
        return Shown{*std::move(quote), *std::move(conversation), utterance};
    });
}

}  // namespace verbatim
