#include "indexer/role_names.h"

#include <algorithm>
#include <string>

#include "engine/text.h"

namespace verbatim {

namespace {

constexpr std::string_view kMailboxHosts[] = {
    "gmail.com",      "googlemail.com", "yahoo.com", "hotmail.com", "outlook.com", "live.com",
    "icloud.com",     "aol.com",        "gmx.de",    "gmx.net",     "web.de",      "proton.me",
    "protonmail.com", "mail.ru",        "qq.com",    "orange.fr"};

// Folded: lower case, without diacritics.
constexpr std::string_view kInterviewers[] = {
    "interviewer",    "co-interviewer",  "moderator",   "host",         "co-host",
    "cohost",         "researcher",      "facilitator", "questioner",   "q",
    "question",       "enqueteur",       "enquetrice",  "intervieweur", "intervieweuse",
    "animateur",      "animatrice",      "moderateur",  "moderatrice",  "befrager",
    "befragerin",     "interviewerin",   "moderatorin", "frage",        "entrevistador",
    "entrevistadora", "moderador",       "moderadora",  "pregunta",     "pergunta",
    "intervistatore", "intervistatrice", "moderatore",  "domanda",      "vraag",
    "onderzoeker",    "forscher",        "forscherin",  "chercheur",    "chercheuse",
};
constexpr std::string_view kCustomers[] = {
    "interviewee", "respondent",   "customer",      "client",
    "user",        "end user",     "end-user",      "buyer",
    "prospect",    "visitor",      "subscriber",    "caller",
    "interviewe",  "repondant",    "repondante",    "enquete",
    "cliente",     "utilisateur",  "utilisatrice",  "befragter",
    "befragte",    "interviewter", "interviewte",   "interviewpartner",
    "kunde",       "kundin",       "nutzer",        "nutzerin",
    "proband",     "probandin",    "entrevistado",  "entrevistada",
    "encuestado",  "encuestada",   "usuario",       "usuaria",
    "utilizador",  "utilizadora",  "intervistato",  "intervistata",
    "utente",      "klant",        "geinterviewde", "interviewpartnerin",
    "anrufer",     "anruferin",
};
constexpr std::string_view kCustomersBesideOthers[] = {
    "participant",
    "participante",
    "partecipante",
    "teilnehmer",
    "teilnehmerin",
    "participante",
    "guest",
    "gast",
    "ospite",
    "invitado",
    "invitada",
    "convidado",
    "convidada",
    "invite",
    "invitee",
    "deelnemer",
    "answer",
    "antwort",
    "reponse",
    "respuesta",
    "resposta",
    "risposta",
    "antwoord",
    "a",
    "p",
    "r",
    "b",
};
constexpr std::string_view kInterviewersBesideOthers[] = {"i"};
constexpr std::string_view kAgents[] = {
    "agent",
    "support",
    "support agent",
    "support team",
    "customer support",
    "support rep",
    "rep",
    "sales rep",
    "representative",
    "sales",
    "salesperson",
    "seller",
    "csm",
    "customer success",
    "customer success manager",
    "account executive",
    "account manager",
    "ae",
    "sdr",
    "bdr",
    "operator",
    "advisor",
    "adviser",
    "helpdesk",
    "help desk",
    "service desk",
    "customer service",
    "customer care",
    "staff",
    "teammate",
    "admin",
    "conseiller",
    "conseillere",
    "service client",
    "vendeur",
    "vendeuse",
    "berater",
    "beraterin",
    "mitarbeiter",
    "mitarbeiterin",
    "kundenservice",
    "kundendienst",
    "verkaufer",
    "verkauferin",
    "agente",
    "asesor",
    "asesora",
    "soporte",
    "vendedor",
    "vendedora",
    "atendente",
    "suporte",
    "operatore",
    "operatrice",
    "assistenza",
    "medewerker",
    "klantenservice",
};
constexpr std::string_view kBots[] = {
    "bot",    "chatbot", "assistant", "virtual assistant", "ai assistant",  "notetaker",
    "system", "trigger", "ai",        "automated message", "autoresponder", "ai agent",
};
// Words that make any name a bot's: "Acme Notetaker", "Order Bot".
constexpr std::string_view kBotWords[] = {"notetaker", "bot", "chatbot"};
// What stands before the @ of an address that is nobody's own.
constexpr std::string_view kDesks[] = {"support", "help",  "helpdesk", "sales", "service",
                                       "care",    "hello", "contact",  "team",  "info"};

template <std::size_t N>
bool holds(const std::string_view (&words)[N], std::string_view word) {
    return std::ranges::find(words, word) != std::end(words);
}

std::optional<NamedRole> role_of_word(std::string_view word) {
    if (holds(kInterviewers, word)) return NamedRole{Role::interviewer, false};
    if (holds(kCustomers, word)) return NamedRole{Role::customer, false};
    if (holds(kAgents, word)) return NamedRole{Role::agent, false};
    if (holds(kBots, word)) return NamedRole{Role::bot, false};
    if (holds(kCustomersBesideOthers, word)) return NamedRole{Role::customer, true};
    if (holds(kInterviewersBesideOthers, word)) return NamedRole{Role::interviewer, true};
    return std::nullopt;
}

// Takes numbers off the end: "interviewer2 2", "participant_001", "speaker #3".
std::string_view without_number(std::string_view name) {
    const auto end = name.find_last_not_of("0123456789 #_-.");
    return end == std::string_view::npos ? std::string_view{} : name.substr(0, end + 1);
}

bool has_bot_word(std::string_view folded) {
    for (std::size_t at = 0; at <= folded.size();) {
        const std::size_t end = std::min(folded.find(' ', at), folded.size());
        if (holds(kBotWords, folded.substr(at, end - at))) return true;
        at = end + 1;
    }
    return false;
}

}  // namespace

std::optional<NamedRole> role_of_name(std::string_view name) {
    if (name.size() > 200) return std::nullopt;
    if (const auto bracket = name.find('('); bracket != std::string_view::npos && bracket > 0)
        name = name.substr(0, bracket);
    const std::string folded = fold(name);
    std::string_view word = without_number(folded);
    if (const auto at = word.find('@'); at != std::string_view::npos)
        return holds(kDesks, word.substr(0, at)) ? std::optional(NamedRole{Role::agent, false})
                                                 : std::nullopt;
    if (const auto role = role_of_word(word)) return role;
    if (has_bot_word(word)) return NamedRole{Role::bot, false};
    // "Participant A", "Interviewer B"
    if (word.size() > 2 && word[word.size() - 2] == ' ')
        return role_of_word(without_number(word.substr(0, word.size() - 2)));
    return std::nullopt;
}

bool is_mailbox_host(std::string_view host) {
    return std::ranges::find(kMailboxHosts, host) != std::end(kMailboxHosts);
}

}  // namespace verbatim
