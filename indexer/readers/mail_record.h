#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "indexer/containers/mail.h"
#include "indexer/readers/json_text.h"

namespace verbatim {

// A line of containers/mail_text.h as the mail that it was; nothing for any other line.
std::optional<Mail> mail_of(std::string_view line, JsonText& json);

}  // namespace verbatim
