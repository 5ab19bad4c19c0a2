#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "engine/model.h"

namespace verbatim {

// What a source's conversations were called when it was read before: the exporter's record id ->
// id. The empty record stands for a transcript or a chat that was its source's only conversation.
using EarlierIds = std::unordered_map<std::string, Id>;

// Whether a source of this kind of conversation holds just one, so that it is the same when edited.
bool is_whole_source(const Conversation& conversation);

// Whether a source that holds one such conversation alone has the same one when it has grown: a
// chat that went on.
bool may_grow(const Conversation& conversation);

// Names the conversations of one source, in its order.
//
// - A record id that no other export would use (a UUID, a long number) is the name: the same record
// in
//   two exports, or edited since, is one conversation.
// - A short one ("17") names only together with who said it and when, or else with its text; in a
//   source that was read before, it keeps the name it had.
// - Without a record id, author, day and text are the name; of a transcript, author and text. Short
// texts without an author are counted
//   apart ("Price", written by forty people of a survey): each occurrence within a source is its
//   own conversation, and the same in another export of them.
class Identity {
public:
    explicit Identity(EarlierIds earlier) : earlier_(std::move(earlier)) {}

    Id next(const Conversation& conversation);

private:
    EarlierIds earlier_;
    std::unordered_map<Id, std::uint32_t> occurrences_;  // of short anonymous texts
};

// The id of a conversation whose record id another one of its source has already, with other text.
Id distinct_id(const Conversation& conversation);

// Whether the exporter's id is one that no other export would use for something else.
bool is_strong_record(const std::string& record);

}  // namespace verbatim
