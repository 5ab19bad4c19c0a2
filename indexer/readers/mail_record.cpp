#include "indexer/readers/mail_record.h"

namespace verbatim {

namespace {

namespace dom = simdjson::dom;

std::string text_of(const dom::element& from, std::string_view key) {
    std::string_view text;
    return from[key].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

bool flag_of(const dom::element& from, std::string_view key) {
    bool flag = false;
    return from[key].get(flag) == simdjson::SUCCESS && flag;
}

std::uint64_t number_of(const dom::element& from, std::string_view key) {
    std::uint64_t number = 0;
    return from[key].get(number) == simdjson::SUCCESS ? number : 0;
}

std::vector<MailAddress> addresses_of(const dom::element& from, std::string_view key) {
    std::vector<MailAddress> found;
    dom::array list;
    if (from[key].get(list) != simdjson::SUCCESS) return found;
    for (const dom::element one : list) {
        std::string_view name, address;
        if (one.at(0).get(name) == simdjson::SUCCESS && one.at(1).get(address) == simdjson::SUCCESS)
            found.push_back({std::string(name), std::string(address)});
    }
    return found;
}

}  // namespace

std::optional<Mail> mail_of(std::string_view line, JsonText& json) {
    dom::element value;
    if (json.parse(line, value) != simdjson::SUCCESS || !value.is_object()) return std::nullopt;
    Mail mail;
    mail.line = number_of(value, "verbatim-mail");
    if (mail.line == 0) return std::nullopt;
    mail.number = number_of(value, "number");
    mail.cut = flag_of(value, "cut");
    mail.unread = text_of(value, "unread");
    mail.from = addresses_of(value, "from");
    mail.to = addresses_of(value, "to");
    mail.reply_to = addresses_of(value, "reply_to");
    dom::object headers;
    if (value["headers"].get(headers) == simdjson::SUCCESS)
        for (const auto& header : headers) {
            std::string_view text;
            if (header.value.get(text) == simdjson::SUCCESS)
                mail.headers[std::string(header.key)] = text;
        }
    dom::array bodies;
    if (value["bodies"].get(bodies) == simdjson::SUCCESS)
        for (const dom::element body : bodies)
            mail.bodies.push_back({flag_of(body, "html"), flag_of(body, "flowed"),
                                   flag_of(body, "delsp"), text_of(body, "text")});
    return mail;
}

}  // namespace verbatim
