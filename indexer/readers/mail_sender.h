#pragma once

#include <string_view>

#include "engine/model.h"
#include "indexer/containers/mail.h"

namespace verbatim {

// Who wrote a mail: name, address as the id, and the role where the mail itself tells it: what
// programs send is a bot's; what lies among the sent ones, or was written within one company, is an
// agent's. `path` is the mailbox's.
Speaker sender_of(const Mail& mail, std::string_view path);

// The name of the list that a mail came through, "users.lists.example.org", or empty.
std::string_view list_of(const Mail& mail);

// Of a mail that its owner has deleted and the mailbox still holds.
bool is_deleted(const Mail& mail);

std::string_view header_of(const Mail& mail, const char* name);  // empty if there is none

}  // namespace verbatim
