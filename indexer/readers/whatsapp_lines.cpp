#include "indexer/readers/whatsapp_lines.h"

#include <algorithm>
#include <chrono>
#include <tuple>
#include <vector>

#include "indexer/mapping/dates.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

using namespace std::string_view_literals;

// Directions of writing, and the mark before what WhatsApp adds itself.
constexpr std::string_view kMark = "\u200E";
constexpr std::string_view kMarks[] = {kMark,    "\u200F", "\u202A", "\u202B", "\u202C",
                                       "\u202D", "\u202E", "\u2068", "\u2069", "\uFEFF"};
constexpr std::string_view kSpaces[] = {" ", "\u00A0", "\u202F"};

// Whole messages that WhatsApp writes in somebody's name, without a full stop.
constexpr std::string_view kInTheirName[] = {
    "This message was deleted",
    "You deleted this message",
    "Missed voice call",
    "Missed video call",
    "Missed group voice call",
    "Missed group video call",
    "Waiting for this message. This may take a while",
    "null",
    "Diese Nachricht wurde gelöscht",
    "Du hast diese Nachricht gelöscht",
    "Verpasster Sprachanruf",
    "Verpasster Videoanruf",
    "Se eliminó este mensaje",
    "Eliminaste este mensaje",
    "Llamada perdida",
    "Videollamada perdida",
    "Ce message a été supprimé",
    "Vous avez supprimé ce message",
    "Appel vocal manqué",
    "Appel vidéo manqué",
    "Mensagem apagada",
    "Esta mensagem foi apagada",
    "Você apagou esta mensagem",
    "Questo messaggio è stato eliminato",
    "Hai eliminato questo messaggio",
    "Dit bericht is verwijderd",
    "U hebt dit bericht verwijderd",
};
constexpr std::string_view kNotices[] = {
    "Messages and calls are end-to-end encrypted",
    "Messages to this chat and calls are now secured",
    "Messages you send to this group are now secured",
    "Messages to this group are now secured",
    "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt",
    "Los mensajes y las llamadas están cifrados",
    "Les messages et les appels sont chiffrés",
    "As mensagens e as ligações são protegidas",
    "As mensagens e chamadas são protegidas",
    "I messaggi e le chiamate sono crittografati",
    "Berichten en gesprekken zijn end-to-end versleuteld",
};
// What follows the name of who made the group.
constexpr std::string_view kMade[] = {
    " created group ",    " created this group", " hat die Gruppe ",      " creó el grupo ",
    " a créé le groupe ", " criou o grupo ",     " ha creato il gruppo ", " heeft de groep ",
};
constexpr std::string_view kEdited = "<This message was edited>";

// Reads a line from left to right; each step says whether it was there.
class Cursor {
public:
    explicit Cursor(std::string_view text) : text_(text) {}

    std::size_t at() const { return at_; }
    std::string_view rest() const { return text_.substr(at_); }
    bool take(std::string_view piece) {
        if (!rest().starts_with(piece)) return false;
        at_ += piece.size();
        return true;
    }
    bool take_one_of(std::string_view marks) {
        if (rest().empty() || marks.find(rest()[0]) == marks.npos) return false;
        ++at_;
        return true;
    }
    void skip_marks() {
        while (std::ranges::any_of(kMarks, [this](auto mark) { return take(mark); })) {
        }
    }
    std::size_t skip_spaces() {
        const std::size_t begin = at_;
        while (std::ranges::any_of(kSpaces, [this](auto space) { return take(space); })) {
        }
        return at_ - begin;
    }
    bool take_number(std::size_t most, int& value, std::size_t* digits = nullptr) {
        const std::size_t size = std::min(rest().find_first_not_of("0123456789"), rest().size());
        if (size == 0 || size > most) return false;
        value = 0;
        for (const char c : rest().substr(0, size)) value = value * 10 + (c - '0');
        if (digits) *digits = size;
        at_ += size;
        return true;
    }

private:
    std::string_view text_;
    std::size_t at_ = 0;
};

bool take_date(Cursor& cursor, MessageStamp& stamp) {
    for (std::size_t i = 0; i < 3; ++i) {
        if (!cursor.take_number(4, stamp.date[i], &stamp.digits[i])) return false;
        if (i == 2) break;
        if (cursor.rest().empty()) return false;
        stamp.separator = cursor.rest()[0];
        if (!cursor.take_one_of("/.-")) return false;
        cursor.skip_spaces();
    }
    cursor.take(".");
    cursor.take(",");
    return cursor.skip_spaces() > 0;
}

// "klo", "kl.", "um", "à", and the halves of the day where they stand before the hour.
enum class Half { none, am, pm };
Half take_word(Cursor& cursor) {
    for (const std::string_view am : {"\u4E0A\u5348", "\uC624\uC804", "\u5348\u524D"})
        if (cursor.take(am)) return cursor.skip_spaces(), Half::am;
    for (const std::string_view pm : {"\u4E0B\u5348", "\uC624\uD6C4", "\u5348\u5F8C"})
        if (cursor.take(pm)) return cursor.skip_spaces(), Half::pm;
    for (const std::string_view word : {"klo ", "kl. ", "kl ", "um ", "\u00E0 ", "at ", "alle "})
        if (cursor.take(word)) break;
    cursor.skip_spaces();
    return Half::none;
}

// " AM", "pm", " p. m.", behind a space of any width or none.
Half take_half(Cursor& cursor) {
    Cursor ahead = cursor;
    ahead.skip_spaces();
    const char first = ahead.rest().empty() ? ' ' : static_cast<char>(ahead.rest()[0] | 0x20);
    if (!ahead.take_one_of("aApP")) return Half::none;
    ahead.take(".");
    ahead.skip_spaces();
    if (!ahead.take_one_of("mM")) return Half::none;
    ahead.take(".");
    cursor = ahead;
    return first == 'a' ? Half::am : Half::pm;
}

std::string two_digits(int number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

bool take_clock(Cursor& cursor, MessageStamp& stamp) {
    int hour = 0, minute = 0, second = 0;
    Half half = take_word(cursor);
    if (!cursor.take_number(2, hour) || !cursor.take_one_of(":.h") ||
        !cursor.take_number(2, minute))
        return false;
    if (cursor.take_one_of(":.") && !cursor.take_number(2, second)) return false;
    if (const Half behind = take_half(cursor); behind != Half::none) half = behind;
    if (half != Half::none && hour > 12) half = Half::none;
    if (half != Half::none) hour = hour % 12 + (half == Half::pm ? 12 : 0);
    if (hour > 23 || minute > 59 || second > 60) return false;
    stamp.clock = two_digits(hour) + ":" + two_digits(minute) + ":" + two_digits(second);
    return true;
}

}  // namespace

std::optional<MessageStamp> message_stamp(std::string_view line) {
    Cursor cursor(line);
    cursor.skip_marks();
    const bool bracket = cursor.take("[");
    MessageStamp stamp;
    stamp.bracket = bracket;
    if (!take_date(cursor, stamp) || !take_clock(cursor, stamp)) return std::nullopt;
    cursor.skip_marks();
    if (bracket) {
        if (!cursor.take("]")) return std::nullopt;
    } else {
        cursor.skip_spaces();
        if (!cursor.take("-") && !cursor.take("\u2013")) return std::nullopt;
    }
    if (cursor.skip_spaces() == 0 && !cursor.rest().empty()) return std::nullopt;
    stamp.size = cursor.at();
    return stamp;
}

bool is_of_one_style(const MessageStamp& a, const MessageStamp& b) {
    return a.bracket == b.bracket && a.separator == b.separator;
}

namespace {

std::string plain_name(std::string_view name) {
    std::string plain;
    for (Cursor cursor(name); !cursor.rest().empty();) {
        cursor.skip_marks();
        if (cursor.rest().empty()) break;
        plain += cursor.rest()[0];
        cursor = Cursor(cursor.rest().substr(1));
    }
    // Before the name that somebody gave themselves and whom no address book knows.
    for (const std::string_view tilde : {"~\u202F"sv, "~\u00A0"sv, "~ "sv, "~"sv})
        if (plain.starts_with(tilde)) plain.erase(0, tilde.size());
    return std::string(trim_space(plain));
}

}  // namespace

std::optional<MessageAuthor> message_author(std::string_view line) {
    constexpr std::size_t kLongestName = 120;  // bytes
    const std::size_t colon = line.substr(0, kLongestName).find(':');
    if (colon == line.npos) return std::nullopt;
    Cursor behind(line.substr(colon + 1));
    if (behind.skip_spaces() == 0 && !behind.rest().empty()) return std::nullopt;
    const std::string_view name = line.substr(0, colon);
    for (const std::string_view quote : {"\"", "\u201C", "\u201E", "\u00AB"})
        if (name.find(quote) != name.npos) return std::nullopt;
    MessageAuthor author{plain_name(name), colon + 1};
    if (author.name.empty()) return std::nullopt;
    if (line.substr(author.size).starts_with(' ')) ++author.size;
    return author;
}

namespace {

std::string_view without_mark(std::string_view text) {
    while (text.starts_with(kMark)) text.remove_prefix(kMark.size());
    return text;
}

// "IMG-20180623-WA0001.jpg (file attached)", in any language.
bool is_attachment(std::string_view line) {
    line = without_mark(line);
    const auto open = line.find(" (");
    if (open == line.npos || !line.ends_with(')')) return false;
    const std::string_view file = line.substr(0, open);
    const auto dot = file.rfind('.');
    return dot != file.npos && dot > 0 && file.size() - dot >= 3 && file.size() - dot <= 5 &&
           line.substr(open + 2).find_first_of("0123456789.") == line.npos;
}

bool is_in_their_name(std::string_view text) {
    if (text.ends_with('.')) text.remove_suffix(1);
    return std::ranges::find(kInTheirName, text) != std::end(kInTheirName);
}

std::string_view trim_end(std::string_view text) {
    return text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
}

}  // namespace

std::string_view written_part(std::string_view text) {
    if (text.starts_with(kMark) && !text.substr(0, text.find('\n')).ends_with(')')) return {};
    for (const std::string_view notice : kNotices)
        if (text.starts_with(notice)) return {};
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (is_attachment(trim_end(text.substr(0, end))))
        text.remove_prefix(std::min(end + 1, text.size()));
    // What is added at the end: "<attached: 0001.jpg>", "<This message was edited>".
    const std::string_view trimmed = trim_end(text);
    const std::size_t added = text.rfind(std::string(kMark) + "<");
    if (added != text.npos && trimmed.ends_with('>')) text = text.substr(0, added);
    if (trim_end(text).ends_with(kEdited))
        text = text.substr(0, trim_end(text).size() - kEdited.size());
    if (text.size() < trimmed.size()) text = trim_end(text);
    const std::string_view rest = trim_space(text);
    const bool placeholder = rest.starts_with('<') && rest.ends_with('>') &&
                             rest.find_first_of("<\n", 1) == rest.npos &&
                             rest.find(' ') != rest.npos;
    return placeholder || is_in_their_name(rest) ? std::string_view() : text;
}

std::string group_maker(std::string_view notice) {
    for (const std::string_view made : kMade)
        if (const auto at = notice.find(made); at != notice.npos)
            return plain_name(notice.substr(0, at));
    return {};
}

namespace {

std::array<int, 3> year_month_day_of(const MessageStamp& stamp, std::string_view order) {
    const auto at = [&](char part) { return stamp.date[order.find(part)]; };
    return {at('y'), at('m'), at('d')};
}

bool is_date(const MessageStamp& stamp, std::string_view order) {
    const auto [y, m, d] = year_month_day_of(stamp, order);
    const std::size_t year_digits = stamp.digits[order.find('y')];
    const std::chrono::year_month_day date{std::chrono::year{year_digits == 2 ? 2000 + y : y},
                                           std::chrono::month{static_cast<unsigned>(m)},
                                           std::chrono::day{static_cast<unsigned>(d)}};
    return (year_digits == 2 || year_digits == 4) && date.ok() &&
           stamp.digits[order.find('m')] <= 2 && stamp.digits[order.find('d')] <= 2;
}

// How often the order is contradicted: by what is no date, and by dates that go down.
std::size_t contradictions(std::span<const MessageStamp> stamps, std::string_view order) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < stamps.size(); ++i) {
        if (!is_date(stamps[i], order)) count += 2;
        if (i > 0 && year_month_day_of(stamps[i], order) < year_month_day_of(stamps[i - 1], order))
            ++count;
    }
    return count;
}

}  // namespace

std::string order_of_dates(std::span<const MessageStamp> stamps) {
    if (stamps.empty()) return {};
    const std::size_t dmy = contradictions(stamps, "dmy");
    const std::size_t mdy = contradictions(stamps, "mdy");
    const std::size_t ymd = contradictions(stamps, "ymd");
    const std::size_t least = std::min({dmy, mdy, ymd});
    // Years of two digits come first where dashes part them, if anywhere.
    const bool dashes = stamps.front().separator == '-';
    const bool year_first = ymd == least && (dashes || stamps.front().digits[0] == 4);
    if (year_first) return dmy > least && mdy > least ? "ymd" : "";
    if (dmy == mdy) return stamps.front().separator == '.' ? "dmy" : "";
    return dmy < mdy ? "dmy" : "mdy";
}

std::string time_of(const MessageStamp& stamp, std::string_view order) {
    std::string text;
    for (std::size_t i = 0; i < 3; ++i)
        text += (i == 0 ? "" : "/") +
                (stamp.digits[i] == 4 ? std::to_string(stamp.date[i]) : two_digits(stamp.date[i]));
    return parse_date(text + " " + stamp.clock, order).value_or("");
}

}  // namespace verbatim
