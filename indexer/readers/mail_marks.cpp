#include "indexer/readers/mail_marks.h"

#include <algorithm>
#include <array>
#include <string>

#include "engine/ascii.h"
#include "engine/text.h"
#include "indexer/readers/mail_phrases.h"

namespace verbatim {

namespace {

using namespace std::string_view_literals;

// All tables are folded: lower case, without diacritics.
constexpr std::array kWrote = {
    " wrote"sv,      " writes"sv,   " schrieb"sv,    " schreibt"sv,
    " a ecrit"sv,    " ecrivait"sv, " escribio"sv,   " escreveu"sv,
    " ha scritto"sv, " schreef"sv,  " geschreven"sv, " skrev"sv,
    " napisal"sv,    " napsal"sv,   " kirjoitti"sv,  " a scris"sv,
    " irta"sv,       " yazdi"sv,    " написал"sv,    " пишет"sv,
    " пише"sv,       "写道"sv,      "のメール"sv,    "のメッセージ"sv,
    "書きました"sv,  " 작성"sv,     " εγραψε"sv,     " folgendes geschrieben"sv};

constexpr std::array kOpeners = {
    "on "sv, "am "sv,     "le "sv,   "el "sv, "il "sv,      "em "sv, "op "sv,  "den "sv,
    "pa "sv, "w dniu "sv, "dnia "sv, "ma "sv, "quoting "sv, "in "sv, "vom "sv, "a "sv,
    "at "sv, "the "sv,    "mon"sv,   "tue"sv, "wed"sv,      "thu"sv, "fri"sv,  "sat"sv,
    "sun"sv, "пн"sv,      "вт"sv,    "ср"sv,  "чт"sv,       "пт"sv,  "сб"sv,   "вс"sv};

constexpr std::array kOriginals = {"original message"sv,
                                   "ursprungliche nachricht"sv,
                                   "originalnachricht"sv,
                                   "message d'origine"sv,
                                   "message original"sv,
                                   "mensaje original"sv,
                                   "mensagem original"sv,
                                   "messaggio originale"sv,
                                   "oorspronkelijk bericht"sv,
                                   "ursprungligt meddelande"sv,
                                   "oprindelig meddelelse"sv,
                                   "opprinnelig melding"sv,
                                   "wiadomosc oryginalna"sv,
                                   "исходное сообщение"sv,
                                   "reply message"sv,
                                   "forwarded message"sv,
                                   "begin forwarded message"sv,
                                   "weitergeleitete nachricht"sv,
                                   "anfang der weitergeleiteten nachricht"sv,
                                   "message transfere"sv,
                                   "debut du message reexpedie"sv,
                                   "mensaje reenviado"sv,
                                   "mensagem encaminhada"sv,
                                   "messaggio inoltrato"sv,
                                   "doorgestuurd bericht"sv};

struct HeaderWord {
    std::string_view word;
    QuotedHeader what;
};
constexpr HeaderWord kHeaderWords[] = {
    {"from", QuotedHeader::from},
    {"von", QuotedHeader::from},
    {"de", QuotedHeader::from},
    {"da", QuotedHeader::from},
    {"van", QuotedHeader::from},
    {"fra", QuotedHeader::from},
    {"fran", QuotedHeader::from},
    {"od", QuotedHeader::from},
    {"lahettaja", QuotedHeader::from},
    {"gonderen", QuotedHeader::from},
    {"от", QuotedHeader::from},
    {"差出人", QuotedHeader::from},
    {"发件人", QuotedHeader::from},
    {"寄件者", QuotedHeader::from},
    {"sent", QuotedHeader::date},
    {"date", QuotedHeader::date},
    {"gesendet", QuotedHeader::date},
    {"datum", QuotedHeader::date},
    {"envoye", QuotedHeader::date},
    {"enviado", QuotedHeader::date},
    {"enviado el", QuotedHeader::date},
    {"enviada em", QuotedHeader::date},
    {"enviado em", QuotedHeader::date},
    {"fecha", QuotedHeader::date},
    {"data", QuotedHeader::date},
    {"inviato", QuotedHeader::date},
    {"verzonden", QuotedHeader::date},
    {"skickat", QuotedHeader::date},
    {"sendt", QuotedHeader::date},
    {"dato", QuotedHeader::date},
    {"wyslano", QuotedHeader::date},
    {"дата", QuotedHeader::date},
    {"отправлено", QuotedHeader::date},
    {"送信日時", QuotedHeader::date},
    {"发送时间", QuotedHeader::date},
    {"to", QuotedHeader::to},
    {"an", QuotedHeader::to},
    {"a", QuotedHeader::to},
    {"para", QuotedHeader::to},
    {"aan", QuotedHeader::to},
    {"til", QuotedHeader::to},
    {"till", QuotedHeader::to},
    {"do", QuotedHeader::to},
    {"кому", QuotedHeader::to},
    {"宛先", QuotedHeader::to},
    {"收件人", QuotedHeader::to},
    {"subject", QuotedHeader::subject},
    {"betreff", QuotedHeader::subject},
    {"objet", QuotedHeader::subject},
    {"asunto", QuotedHeader::subject},
    {"assunto", QuotedHeader::subject},
    {"oggetto", QuotedHeader::subject},
    {"onderwerp", QuotedHeader::subject},
    {"amne", QuotedHeader::subject},
    {"emne", QuotedHeader::subject},
    {"temat", QuotedHeader::subject},
    {"тема", QuotedHeader::subject},
    {"件名", QuotedHeader::subject},
    {"主题", QuotedHeader::subject},
};

bool holds_clock(std::string_view text) {
    for (std::size_t at = 1; (at = text.find(':', at)) != text.npos; ++at)
        if (at > 0 && at + 2 < text.size() && is_digit(text[at - 1]) && is_digit(text[at + 1]) &&
            is_digit(text[at + 2]))
            return true;
    return false;
}

}  // namespace

bool is_attribution(std::string_view text, bool above_quote) {
    const bool ends = text.ends_with(':') || text.ends_with("：") || text.ends_with(":*") ||
                      (above_quote && text.ends_with("..."));
    if (!ends || text.size() > kLongestPhraseLine) return false;
    const std::string folded = fold(text);
    const bool wrote = holds_any(folded, kWrote);
    const bool digit = std::ranges::any_of(folded, is_digit);
    const bool address = folded.find('@') != folded.npos || folded.find('<') != folded.npos;
    if (above_quote) return wrote || (digit && (address || is_digit(folded[0])));
    return wrote && digit && (address || holds_clock(folded)) && may_begin_attribution(text);
}

bool may_begin_attribution(std::string_view line) {
    if (line.empty()) return false;
    if (is_digit(line[0]) || line[0] == '"' || line[0] == '*' || line[0] == '<') return true;
    return begins_with_any(fold(line.substr(0, 24)), kOpeners);
}

bool is_original_message(std::string_view line) {
    if (line.empty() || line.size() > 100) return false;
    const std::string folded = fold(without_ends(line, "-_*:= "));
    if (std::ranges::find(kOriginals, folded) == kOriginals.end()) return false;
    return line.starts_with("--") || line.starts_with("__") || line.ends_with(':');
}

QuotedHeader quoted_header(std::string_view line) {
    constexpr std::size_t kLongestWord = 30;
    std::size_t colon = line.substr(0, kLongestWord).find(':');
    colon = std::min(colon, line.substr(0, kLongestWord).find("："));
    if (colon == line.npos) return QuotedHeader::none;
    const std::string word = fold(without_ends(line.substr(0, colon), "* "));
    const auto* found = std::ranges::find(kHeaderWords, word, &HeaderWord::word);
    return found == std::end(kHeaderWords) ? QuotedHeader::none : found->what;
}

}  // namespace verbatim
