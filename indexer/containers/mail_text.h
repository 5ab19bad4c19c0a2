#pragma once

#include <cstdint>
#include <memory>

#include "indexer/containers/bytes.h"
#include "indexer/containers/mailbox.h"

namespace verbatim {

// What a line of mail as JSON begins with.
inline constexpr std::string_view kMailTag = "{\"verbatim-mail\":";

// A mailbox or a mail as UTF-8, one JSON object a line for each mail (see mail.h), which the reader
// of mail takes. Holds one mail at a time. Ill-formed sequences are added to `ill_formed`, which
// outlives it, as does the source.
std::unique_ptr<ByteSource> mail_as_json(ByteSource& source, MailFile kind,
                                         std::uint64_t& ill_formed);

}  // namespace verbatim
