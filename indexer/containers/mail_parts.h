#pragma once

#include <cstdint>
#include <string>

#include "indexer/containers/mail.h"
#include "indexer/containers/mailbox.h"

namespace verbatim {

// Deeper than any mail that people wrote.
inline constexpr int kMostNested = 32;
// A text above this was written by a program.
inline constexpr std::size_t kMostOfMailText = 4u << 20;

// Undoes the transport encodings of one mail (MIME). Of alternatives the plain text is taken,
// unless it is empty; attachments, forwarded mails and what only accompanies a text are passed
// over, signatures too. Never fails: what cannot be read says why in `unread`. Memory is a few
// times the mail, the stack bounded. What is ill-formed becomes U+FFFD and is counted. Thread-safe.
// load_gmime() must have said true.
Mail parse_mail(const RawMail& raw, std::uint64_t& ill_formed);

}  // namespace verbatim
