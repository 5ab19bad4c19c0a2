#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace verbatim {

// A chat that a messenger exported as a page, in the form of its export as JSON.
struct HtmlChat {
    std::string_view program;
    std::string json;
};

// Telegram's messages.html, message_1.html of Messenger and Instagram; nothing for other pages.
std::optional<HtmlChat> chat_of_html(std::string_view html);

}  // namespace verbatim
