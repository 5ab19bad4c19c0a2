#pragma once

#include <optional>
#include <string_view>

#include "engine/model.h"

namespace verbatim {

// What a speaker's name says by itself: "Interviewer 2", "Kunde", "P1", "Acme Notetaker".
struct NamedRole {
    Role role = Role::unknown;
    // The word tells two sides apart, as "A" and "Participant" do, but nothing where every speaker
    // bears it.
    bool needs_counterpart = false;
};

// Knows words of English, French, German, Spanish, Portuguese, Italian and Dutch, with or without a
// number. What stands in brackets after a name is not looked at: "(Host)" is whose meeting it was.
std::optional<NamedRole> role_of_name(std::string_view name);

// Whether anybody may have an address at a host, in lower case: "gmail.com".
bool is_mailbox_host(std::string_view host);

}  // namespace verbatim
