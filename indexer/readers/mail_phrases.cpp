#include "indexer/readers/mail_phrases.h"

#include <array>

#include "engine/text.h"
#include "indexer/readers/mail_marks.h"

namespace verbatim {

namespace {

using namespace std::string_view_literals;

// All tables are folded: lower case, without diacritics.
constexpr std::array kDevices = {"sent from my "sv,
                                 "sent from mail for "sv,
                                 "sent from outlook"sv,
                                 "sent from yahoo"sv,
                                 "sent from proton"sv,
                                 "sent from samsung"sv,
                                 "sent from the "sv,
                                 "sent via "sv,
                                 "sent with "sv,
                                 "sent on the go"sv,
                                 "get outlook for "sv,
                                 "get bluemail for "sv,
                                 "von meinem "sv,
                                 "von meiner "sv,
                                 "gesendet von "sv,
                                 "gesendet mit "sv,
                                 "outlook fur "sv,
                                 "diese nachricht wurde von meinem "sv,
                                 "envoye de mon "sv,
                                 "envoye depuis "sv,
                                 "envoye de mail pour "sv,
                                 "telecharger outlook"sv,
                                 "obtenez outlook "sv,
                                 "enviado desde "sv,
                                 "obtener outlook "sv,
                                 "enviado do meu "sv,
                                 "enviado de mi "sv,
                                 "enviado pelo "sv,
                                 "inviato da "sv,
                                 "inviato dal "sv,
                                 "verstuurd vanaf "sv,
                                 "verzonden vanaf "sv,
                                 "verzonden met "sv,
                                 "skickat fran "sv,
                                 "sendt fra "sv,
                                 "lahetetty "sv,
                                 "wyslane z "sv,
                                 "wyslano z "sv,
                                 "отправлено с "sv,
                                 "отправлено из "sv,
                                 "iphoneから送信"sv,
                                 "从我的"sv,
                                 "发自我的"sv,
                                 "來自我的"sv};

constexpr std::array kClosings = {"best"sv,
                                  "all the best"sv,
                                  "best regards"sv,
                                  "kind regards"sv,
                                  "warm regards"sv,
                                  "regards"sv,
                                  "many thanks"sv,
                                  "thanks"sv,
                                  "thank you"sv,
                                  "thx"sv,
                                  "cheers"sv,
                                  "happy hacking"sv,
                                  "sincerely"sv,
                                  "yours sincerely"sv,
                                  "yours faithfully"sv,
                                  "yours truly"sv,
                                  "yours"sv,
                                  "best wishes"sv,
                                  "with best regards"sv,
                                  "with kind regards"sv,
                                  "kindest regards"sv,
                                  "thanks in advance"sv,
                                  "thanks again"sv,
                                  "thanks a lot"sv,
                                  "thank you very much"sv,
                                  "take care"sv,
                                  "respectfully"sv,
                                  "mit freundlichen grussen"sv,
                                  "mit freundlichem gruss"sv,
                                  "freundliche grusse"sv,
                                  "viele grusse"sv,
                                  "beste grusse"sv,
                                  "liebe grusse"sv,
                                  "schone grusse"sv,
                                  "herzliche grusse"sv,
                                  "grusse"sv,
                                  "gruss"sv,
                                  "lg"sv,
                                  "mfg"sv,
                                  "vg"sv,
                                  "danke"sv,
                                  "vielen dank"sv,
                                  "danke im voraus"sv,
                                  "cordialement"sv,
                                  "bien cordialement"sv,
                                  "salutations"sv,
                                  "bien a vous"sv,
                                  "merci"sv,
                                  "merci d'avance"sv,
                                  "cdlt"sv,
                                  "saludos"sv,
                                  "un saludo"sv,
                                  "saludos cordiales"sv,
                                  "atentamente"sv,
                                  "un cordial saludo"sv,
                                  "gracias"sv,
                                  "muchas gracias"sv,
                                  "atenciosamente"sv,
                                  "abracos"sv,
                                  "obrigado"sv,
                                  "obrigada"sv,
                                  "att"sv,
                                  "cordiali saluti"sv,
                                  "saluti"sv,
                                  "distinti saluti"sv,
                                  "grazie"sv,
                                  "met vriendelijke groet"sv,
                                  "met vriendelijke groeten"sv,
                                  "vriendelijke groet"sv,
                                  "groeten"sv,
                                  "groet"sv,
                                  "mvg"sv,
                                  "bedankt"sv,
                                  "med vanlig halsning"sv,
                                  "vanliga halsningar"sv,
                                  "hilsen"sv,
                                  "venlig hilsen"sv,
                                  "mvh"sv,
                                  "pozdrawiam"sv,
                                  "z powazaniem"sv,
                                  "с уважением"sv,
                                  "спасибо"sv};

constexpr std::array kGreetings = {
    "hi"sv,         "hello"sv,    "hey"sv,       "dear"sv,    "greetings"sv, "good"sv,
    "hallo"sv,      "liebe"sv,    "lieber"sv,    "liebes"sv,  "guten"sv,     "sehr"sv,
    "moin"sv,       "servus"sv,   "bonjour"sv,   "bonsoir"sv, "salut"sv,     "cher"sv,
    "chere"sv,      "madame"sv,   "monsieur"sv,  "hola"sv,    "buenos"sv,    "buenas"sv,
    "estimado"sv,   "estimada"sv, "estimados"sv, "querido"sv, "ola"sv,       "oi"sv,
    "prezado"sv,    "prezada"sv,  "caro"sv,      "cara"sv,    "ciao"sv,      "salve"sv,
    "buongiorno"sv, "gentile"sv,  "beste"sv,     "geachte"sv, "hoi"sv,       "dag"sv,
    "hej"sv,        "hei"sv,      "kjaere"sv,    "czesc"sv,   "dzien"sv,     "здравствуйте"sv,
    "привет"sv};

constexpr std::array kListWords = {"mailing list"sv, "mailinglist"sv,  "listinfo"sv,
                                   "unsubscribe"sv,  "subscription"sv, "abmelden"sv,
                                   "austragen"sv,    "desabonner"sv,   "mailman"sv};

constexpr std::array kListFooters = {"you received this message because you are subscribed"sv,
                                     "you are receiving this because"sv,
                                     "to unsubscribe from this "sv,
                                     "to unsubscribe, "sv,
                                     "to unsubscribe send"sv,
                                     "sie erhalten diese nachricht, weil"sv,
                                     "um sich von dieser gruppe abzumelden"sv};

constexpr std::array kDisclaimers = {"this e-mail"sv,
                                     "this email"sv,
                                     "this message"sv,
                                     "this communication"sv,
                                     "the information contained"sv,
                                     "the information in this"sv,
                                     "the content of this"sv,
                                     "the contents of this"sv,
                                     "confidentiality"sv,
                                     "confidential"sv,
                                     "disclaimer"sv,
                                     "legal notice"sv,
                                     "important notice"sv,
                                     "notice:"sv,
                                     "diese e-mail"sv,
                                     "diese nachricht"sv,
                                     "der inhalt dieser"sv,
                                     "ce message"sv,
                                     "ce courriel"sv,
                                     "cet e-mail"sv,
                                     "este mensaje"sv,
                                     "este correo"sv,
                                     "esta mensagem"sv,
                                     "este e-mail"sv,
                                     "questo messaggio"sv,
                                     "la presente"sv,
                                     "dit bericht"sv,
                                     "deze e-mail"sv};
constexpr std::array kSecrets = {"confidential"sv,    "privileged"sv,  "intended recipient"sv,
                                 "intended solely"sv, "vertraulich"sv, "confidentiel"sv,
                                 "confidencial"sv,    "riservat"sv,    "vertrouwelijk"sv,
                                 "destinataire"sv,    "destinatario"sv};

std::size_t word_count(std::string_view text) {
    std::size_t count = 0;
    for (bool inside = false; const char c : text) {
        count += !inside && c != ' ';
        inside = c != ' ';
    }
    return count;
}

}  // namespace

bool is_device_line(std::string_view line) {
    constexpr std::size_t kLongest = 100, kMostWords = 12;
    if (line.empty() || line.size() > kLongest || line.ends_with('?')) return false;
    const std::string folded = fold(without_ends(line, "-*_<>[]() "));
    if (!begins_with_any(folded, kDevices) || word_count(folded) > kMostWords) return false;
    const bool german = folded.starts_with("von mein") || folded.starts_with("diese nachricht");
    return !german || folded.find("gesendet") != folded.npos;
}

bool is_closing(std::string_view line) {
    constexpr std::size_t kLongest = 80, kMostWords = 4;
    if (line.empty() || line.size() > kLongest) return false;
    std::string folded = fold(without_ends(line, "-*_~ "));
    const std::size_t comma = folded.find_first_of(",.!");
    const std::string behind =
        comma == folded.npos ? "" : without_ends(folded.substr(comma), ",.!-*_~ ");
    if (word_count(behind) > kMostWords || behind.find('?') != behind.npos) return false;
    folded = without_ends(folded.substr(0, comma), " ");
    return std::ranges::find(kClosings, folded) != kClosings.end();
}

bool is_greeting(std::string_view line) {
    constexpr std::size_t kLongest = 80, kMostWords = 6;
    if (line.empty() || line.size() > kLongest || line.ends_with('?') || line.ends_with('.'))
        return false;
    const std::string folded = fold(without_ends(line, ",!:;-* "));
    if (word_count(folded) > kMostWords) return false;
    const std::string word = folded.substr(0, folded.find_first_of(" ,"));
    if (std::ranges::find(kGreetings, word) == kGreetings.end()) return false;
    // "Good work!" is said, "Good morning," is not; "Dear" and "Hi" are never said otherwise.
    if (word == "good")
        return folded.starts_with("good morning") || folded.starts_with("good afternoon") ||
               folded.starts_with("good evening") || folded.starts_with("good day");
    if (word == "sehr") return folded.starts_with("sehr geehrte");
    if (word == "beste" || word == "dag" || word == "cara" || word == "caro" || word == "guten")
        return line.ends_with(',') || line.ends_with('!');
    return true;
}

bool tells_of_list(std::string_view line) {
    return line.size() <= kLongestPhraseLine && holds_any(fold(line), kListWords);
}

bool begins_list_footer(std::string_view line) {
    return line.size() <= kLongestPhraseLine && begins_with_any(fold(line), kListFooters);
}

bool is_disclaimer(std::string_view paragraph) {
    constexpr std::size_t kShortest = 60;
    if (paragraph.size() < kShortest) return false;
    const std::string folded = fold(paragraph.substr(0, 1500));
    const std::string begin = without_ends(folded, "*-_#= ");
    return begins_with_any(begin, kDisclaimers) && holds_any(folded, kSecrets);
}

}  // namespace verbatim
