#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/codec.h"
#include "engine/model.h"

namespace Xapian {
class Document;
}

namespace verbatim {

// What the index keeps of one verbatim of the conversation.
Document describe(const Conversation& conversation, const Verbatim& verbatim, Place place,
                  const std::vector<std::uint32_t>& holders);

// The document with its terms, values and data.
Xapian::Document build(const Document& description, const Speaker& speaker, std::string_view round);

// The term of every document whose conversation lies in the source.
std::string holder_term(std::uint32_t source);

// Where a lens's probability is kept; nothing for a lens that is not built in.
std::optional<std::uint32_t> lens_slot(std::string_view name);

}  // namespace verbatim
