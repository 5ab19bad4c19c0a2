#include "indexer/mapping/direction.h"

#include <algorithm>
#include <array>

#include "indexer/mapping/aliases.h"

namespace verbatim {

namespace {

using namespace std::string_view_literals;

constexpr std::array kYes = {"true"sv,         "1"sv,  "yes"sv, "y"sv, "t"sv,
                             "10"sv /* 1.0 */, "ja"sv, "oui"sv};
constexpr std::array kNo = {"false"sv,        "0"sv,    "no"sv, "n"sv, "f"sv,
                            "00"sv /* 0.0 */, "nein"sv, "non"sv};

// All as plain_name() leaves them.
constexpr std::array kCustomer = {
    "customer"sv, "user"sv,     "visitor"sv,   "client"sv, "enduser"sv, "contact"sv,
    "lead"sv,     "guest"sv,    "consumer"sv,  "buyer"sv,  "inbound"sv, "incoming"sv,
    "in"sv,       "received"sv, "requester"sv, "member"sv, "caller"sv,  "subscriber"sv,
    "human"sv,    "kunde"sv,    "cliente"sv,   "klant"sv,  "patient"sv, "passenger"sv};
constexpr std::array kAgent = {
    "agent"sv,     "admin"sv,          "operator"sv, "support"sv,     "staff"sv,    "employee"sv,
    "rep"sv,       "representative"sv, "outbound"sv, "outgoing"sv,    "out"sv,      "sent"sv,
    "company"sv,   "seller"sv,         "business"sv, "team"sv,        "teammate"sv, "advisor"sv,
    "moderator"sv, "host"sv,           "brand"sv,    "mitarbeiter"sv, "agente"sv,   "medewerker"sv};
constexpr std::array kBot = {"bot"sv,      "system"sv,       "assistant"sv,
                             "chatbot"sv,  "trigger"sv,      "automation"sv,
                             "workflow"sv, "virtualagent"sv, "ai"sv};
constexpr std::array kAsksForAgent = {"agent"sv,    "staff"sv,    "admin"sv,
                                      "operator"sv, "outbound"sv, "outgoing"sv};
constexpr std::array kAsksForCustomer = {"inbound"sv, "incoming"sv, "customer"sv,
                                         "user"sv,    "visitor"sv,  "kunde"sv};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

template <std::size_t N>
bool contains_one_of(const std::array<std::string_view, N>& words, std::string_view text) {
    return std::ranges::any_of(words, [text](auto word) { return text.find(word) != text.npos; });
}

}  // namespace

std::optional<Role> direction_role(std::string_view header, std::string_view cell) {
    if (cell.empty() || cell.size() > 32) return std::nullopt;
    const std::string value = plain_name(cell);
    if (is_one_of(kCustomer, value)) return Role::customer;
    if (is_one_of(kAgent, value)) return Role::agent;
    if (is_one_of(kBot, value)) return Role::bot;
    const bool yes = is_one_of(kYes, value);
    if (!yes && !is_one_of(kNo, value)) return std::nullopt;
    const std::string asked = plain_name(header);
    if (asked.find("bot") != std::string::npos) return yes ? Role::bot : Role::customer;
    if (contains_one_of(kAsksForAgent, asked)) return yes ? Role::agent : Role::customer;
    if (contains_one_of(kAsksForCustomer, asked)) return yes ? Role::customer : Role::agent;
    return std::nullopt;
}

}  // namespace verbatim
