#include "indexer/mapping/dates.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <vector>

#include "engine/ascii.h"
#include "engine/text.h"

namespace verbatim {

namespace {

using std::chrono::day;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr std::size_t kLongestDate = 80;
constexpr std::int64_t kEarliestEpoch = 631152000;  // 1990
constexpr std::int64_t kLatestEpoch = 4102444800;   // 2100
constexpr std::int64_t kDay = 86400;

// A run of digits, a run of letters or one other character.
struct Token {
    enum class Type { number, word, mark } type;
    std::string_view text;
    int value = 0;  // of a number of nine digits or less
};

std::vector<Token> tokenize(std::string_view text) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c & 0x80) != 0; };
    std::vector<Token> tokens;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at + 1;
        Token token{Token::Type::mark, {}, 0};
        if (is_digit(text[at])) {
            while (end < text.size() && is_digit(text[end])) ++end;
            token.type = Token::Type::number;
            std::from_chars(text.data() + at, text.data() + std::min(end, at + 9), token.value);
        } else if (is_letter(text[at])) {
            while (end < text.size() && is_letter(text[end])) ++end;
            token.type = Token::Type::word;
        }
        token.text = text.substr(at, end - at);
        if (token.text != " ") tokens.push_back(token);
        at = end;
    }
    return tokens;
}

// English names and those of the languages in which shops write dates, folded; each row a month.
constexpr std::array<std::string_view, 12> kMonths = {
    "jan january januar janvier enero ene janeiro gennaio gen januari",
    "feb february februar fevrier fev febrero fevereiro febbraio februari",
    "mar march marz mars marzo marco maart mrt",
    "apr april avril avr abril abr aprile",
    "may mai mayo maio maggio mag mei",
    "jun june juni juin junio junho giugno giu",
    "jul july juli juillet juil julio julho luglio lug",
    "aug august aout agosto ago augustus",
    "sep sept september septembre septiembre setembro set settembre",
    "oct october oktober okt octobre octubre outubro out ottobre ott",
    "nov november novembre noviembre novembro",
    "dec december dezember dez decembre diciembre dic dezembro dicembre"};

// What may stand in a date and says nothing.
constexpr std::string_view kFillers =
    " mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday "
    "sun "
    "sunday at on of the st nd rd th de del um uhr le el den montag dienstag mittwoch donnerstag "
    "freitag samstag sonntag t mo di mi do fr sa so ";

bool has_word(std::string_view words, std::string_view word) {
    for (std::size_t at = 0; (at = words.find(word, at)) != std::string_view::npos; ++at) {
        const std::size_t end = at + word.size();
        if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' '))
            return true;
    }
    return false;
}

int month_of(std::string_view word) {
    for (std::size_t i = 0; i < kMonths.size(); ++i)
        if (has_word(kMonths[i], word)) return static_cast<int>(i) + 1;
    return 0;
}

std::string print(std::chrono::sys_seconds time, bool with_time) {
    const auto midnight = std::chrono::floor<std::chrono::days>(time);
    const year_month_day date{midnight};
    const std::chrono::hh_mm_ss clock{time - midnight};
    char text[48];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    return std::string(text, with_time ? 19 : 10);
}

// Hours ahead of UTC of the zones that exports name.
constexpr std::pair<std::string_view, int> kZones[] = {
    {"z", 0},    {"utc", 0},  {"gmt", 0},  {"est", -5}, {"edt", -4},
    {"cst", -6}, {"cdt", -5}, {"mst", -7}, {"mdt", -6}, {"pst", -8},
    {"pdt", -7}, {"bst", 1},  {"cet", 1},  {"cest", 2}, {"jst", 9}};

// Takes the parts of a date out of the tokens: the clock, the month's name, then the numbers.
class DateParser {
public:
    DateParser(std::string_view text, std::string_view order)
        : tokens_(tokenize(text)), order_(order) {}

    std::optional<std::string> parse() {
        if (!take_time() || !take_date()) return std::nullopt;
        if (month_ > 12 || day_ > 31) return std::nullopt;
        const int full_year = year_digits_ > 2 ? year_ : year_ + (year_ < 70 ? 2000 : 1900);
        const year_month_day date{year{full_year},
                                  std::chrono::month{static_cast<unsigned>(month_)},
                                  day{static_cast<unsigned>(day_)}};
        if (!date.ok() || full_year < 1900 || full_year > 2100) return std::nullopt;
        const std::chrono::sys_seconds midnight{std::chrono::sys_days{date}};
        return print(midnight + std::chrono::seconds{seconds_}, has_time_);
    }

private:
    bool is_mark(std::size_t at, char mark) const {
        return at < tokens_.size() && tokens_[at].text[0] == mark;
    }
    bool is_number(std::size_t at) const {
        return at < tokens_.size() && tokens_[at].type == Token::Type::number;
    }
    bool is_word(std::size_t at) const {
        return at < tokens_.size() && tokens_[at].type == Token::Type::word;
    }

    bool take_time();
    std::size_t take_zone(std::size_t at);
    bool take_date();
    bool take_named(const std::vector<Token>& numbers);
    bool take_numbers(const std::vector<Token>& numbers, char separator);
    void set(const Token& y, int m, int d) {
        year_ = y.value, year_digits_ = y.text.size(), month_ = m, day_ = d;
    }

    std::vector<Token> tokens_;
    std::string_view order_;
    int year_ = 0, month_ = 0, day_ = 0;
    std::size_t year_digits_ = 0;
    bool has_time_ = false;
    std::int64_t seconds_ =
        0;  // since midnight; in UTC, thus perhaps of another day, if a zone is given
};

// h:mm[:ss[.fraction]] [am|pm] [zone]. False if there is a clock that no clock shows.
bool DateParser::take_time() {
    std::size_t begin = 0;
    while (begin < tokens_.size() &&
           !(is_number(begin) && is_mark(begin + 1, ':') && is_number(begin + 2)))
        ++begin;
    if (begin == tokens_.size()) return true;
    int hour = tokens_[begin].value;
    const int minute = tokens_[begin + 2].value;
    int second = 0;
    std::size_t end = begin + 3;
    if (is_mark(end, ':') && is_number(end + 1)) {
        second = tokens_[end + 1].value;
        end += 2;
        if ((is_mark(end, '.') || is_mark(end, ',')) && is_number(end + 1)) end += 2;
    }
    if (is_word(end) && (tokens_[end].text == "am" || tokens_[end].text == "pm")) {
        if (hour < 1 || hour > 12) return false;
        hour = hour % 12 + (tokens_[end++].text == "pm" ? 12 : 0);
    }
    if (hour > 23 || minute > 59 || second > 60) return false;
    has_time_ = true;
    seconds_ = (hour * 60 + minute) * 60 + std::min(second, 59);
    end = take_zone(end);
    tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(begin),
                  tokens_.begin() + static_cast<std::ptrdiff_t>(end));
    return true;
}

// Z, a zone's name, +hhmm, +hh:mm or both. Returns the token behind it.
std::size_t DateParser::take_zone(std::size_t at) {
    if (is_word(at)) {
        const auto* zone =
            std::ranges::find(kZones, tokens_[at].text, &std::pair<std::string_view, int>::first);
        if (zone == std::end(kZones)) return at;
        seconds_ -= zone->second * 3600;
        ++at;
    }
    if (!(is_mark(at, '+') || is_mark(at, '-')) || !is_number(at + 1)) return at;
    const Token& offset = tokens_[at + 1];
    if (offset.text.size() == 3 || offset.text.size() > 4) return at;
    int minutes =
        offset.text.size() <= 2 ? offset.value * 60 : offset.value / 100 * 60 + offset.value % 100;
    std::size_t end = at + 2;
    if (offset.text.size() <= 2 && is_mark(end, ':') && is_number(end + 1)) {
        minutes += tokens_[end + 1].value;
        end += 2;
    }
    if (minutes > 15 * 60) return at;
    seconds_ += (is_mark(at, '+') ? -60 : 60) * minutes;
    return end;
}

bool DateParser::take_date() {
    std::vector<Token> numbers;
    char separator = ' ';
    for (const Token& token : tokens_) {
        if (token.type == Token::Type::number) {
            numbers.push_back(token);
        } else if (token.type == Token::Type::mark) {
            if (std::string_view(".,/-'()").find(token.text[0]) == std::string_view::npos)
                return false;
            if (numbers.size() == 1 && separator == ' ') separator = token.text[0];
            if (numbers.size() == 2 && separator == ' ' && token.text == ",") separator = ',';
        } else if (const int month = month_of(token.text); month > 0 && month_ == 0) {
            month_ = month;
        } else if (!has_word(kFillers, token.text)) {
            return false;
        }
    }
    return month_ > 0 ? take_named(numbers) : take_numbers(numbers, separator);
}

bool DateParser::take_named(const std::vector<Token>& numbers) {
    if (numbers.size() != 2) return false;
    const bool year_first = numbers[0].text.size() == 4;
    set(numbers[year_first ? 0 : 1], month_, numbers[year_first ? 1 : 0].value);
    return true;
}

bool DateParser::take_numbers(const std::vector<Token>& numbers, char separator) {
    if (numbers.size() != 3) return false;
    const Token &a = numbers[0], &b = numbers[1], &c = numbers[2];
    if (a.text.size() == 4 || (order_ == "ymd" && a.text.size() == 2)) {
        if (b.text.size() > 2 || c.text.size() > 2) return false;
        set(a, b.value, c.value);
        return true;
    }
    if (a.text.size() > 2 || b.text.size() > 2 || (c.text.size() != 4 && c.text.size() != 2))
        return false;
    const bool day_first =
        order_ == "dmy" || (order_.empty() && (separator == '.' || a.value > 12));
    const bool month_first = separator == ',';  // "09 13, 2009"
    if (!day_first && !month_first && order_.empty() && b.value <= 12 && a.value != b.value)
        return false;
    set(c, day_first ? b.value : a.value, day_first ? a.value : b.value);
    return true;
}

// 1736478514, the same in milliseconds or microseconds, with a fraction, or 20241031.
std::optional<std::string> parse_number(std::string_view text) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    if (digits < text.size() &&
        (text[digits] != '.' || text.find_first_not_of("0123456789", digits + 1) != text.npos))
        return std::nullopt;
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + digits, value);
    if (digits == 8 && digits == text.size()) {
        const year_month_day date{year{static_cast<int>(value / 10000)},
                                  std::chrono::month{static_cast<unsigned>(value / 100 % 100)},
                                  day{static_cast<unsigned>(value % 100)}};
        if (!date.ok() || date.year() < year{1990} || date.year() > year{2100}) return std::nullopt;
        return print(std::chrono::sys_days{date}, false);
    }
    if (digits == 13) value /= 1000;
    if (digits == 16) value /= 1000000;
    if ((digits < 9 || digits > 10) && digits != 13 && digits != 16) return std::nullopt;
    if (value < kEarliestEpoch || value > kLatestEpoch) return std::nullopt;
    return print(std::chrono::sys_seconds{std::chrono::seconds{value}}, true);
}

// Days since 30 December 1899, as spreadsheets count them.
std::optional<std::string> parse_serial(std::string_view text) {
    double days = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    if (!(days >= 20000 && days <= 60000)) return std::nullopt;  // nor "nan"
    constexpr int kEpochInDays = 25569;                          // 1 January 1970
    const auto seconds = std::llround((days - kEpochInDays) * kDay);
    return print(std::chrono::sys_seconds{std::chrono::seconds{seconds}}, seconds % kDay != 0);
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
}

// "Sun May 05 2024 10:00:00 GMT+0200 (Central European Summer Time)", as JavaScript writes it.
void drop_zone_name(std::string& text) {
    const std::size_t open = text.find(" (");
    if (open == std::string::npos || !text.ends_with(')')) return;
    if (text.find_first_of("0123456789", open) == std::string::npos) text.resize(open);
}

// The commonest form, without the detour: YYYY-MM-DD, then nothing or T or space and HH:MM:SS, a
// fraction, Z.
std::optional<std::string> parse_iso(std::string_view text) {
    constexpr std::string_view kForm = "dddd-dd-ddTdd:dd:dd";
    if (text.size() != 10 && text.size() < kForm.size()) return std::nullopt;
    std::string iso(text.substr(0, kForm.size()));
    for (std::size_t i = 0; i < iso.size(); ++i) {
        const bool digit = iso[i] >= '0' && iso[i] <= '9';
        if (i == 10 && iso[i] == ' ') iso[i] = 'T';
        if (kForm[i] == 'd' ? !digit : iso[i] != kForm[i]) return std::nullopt;
    }
    std::string_view rest = text.substr(iso.size());
    if (!rest.empty() && rest[0] == '.')
        rest.remove_prefix(std::min(rest.find_first_not_of("0123456789", 1), rest.size()));
    if (!rest.empty() && rest != "Z") return std::nullopt;
    const auto two = [&iso](std::size_t at) { return (iso[at] - '0') * 10 + iso[at + 1] - '0'; };
    const year_month_day date{year{two(0) * 100 + two(2)},
                              std::chrono::month{static_cast<unsigned>(two(5))},
                              day{static_cast<unsigned>(two(8))}};
    if (!date.ok() || date.year() < year{1900} || date.year() > year{2100}) return std::nullopt;
    if (iso.size() > 10 && (two(11) > 23 || two(14) > 59 || two(17) > 59)) return std::nullopt;
    return iso;
}

}  // namespace

std::optional<std::string> parse_date(std::string_view text, std::string_view order) {
    if (order != kSerialDates)
        if (auto iso = parse_iso(text)) return iso;
    if (text.empty() || text.size() > kLongestDate) return std::nullopt;
    std::string folded = fold(text);
    if (folded.empty()) return std::nullopt;
    if (order == kSerialDates) return parse_serial(folded);
    if (folded.find_first_not_of("0123456789.") == std::string::npos &&
        std::ranges::count(folded, '.') < 2)
        return parse_number(folded);
    drop_zone_name(folded);
    replace_all(folded, "a.m.", "am");
    replace_all(folded, "p.m.", "pm");
    for (const std::string_view unit : {"\u5E74", "\u6708"}) replace_all(folded, unit, "-");
    replace_all(folded, "\u65E5", " ");
    return DateParser(folded, order).parse();
}

std::string guess_date_order(const std::vector<std::string>& values) {
    std::size_t dmy = 0, mdy = 0, ymd = 0, serial = 0, filled = 0;
    for (const std::string& value : values) {
        if (value.size() > kLongestDate || value.find_first_not_of(" \t") == value.npos) continue;
        ++filled;
        serial += parse_serial(value).has_value();
        const std::string folded = fold(value);
        const auto tokens = tokenize(folded);
        if (tokens.size() < 5 || tokens[1].type != Token::Type::mark || tokens[1].text == ":")
            continue;
        const Token &a = tokens[0], &b = tokens[2], &c = tokens[4];
        const auto is_number = [](const Token& token) { return token.type == Token::Type::number; };
        if (!is_number(a) || !is_number(b) || !is_number(c)) continue;
        const bool month_possible = a.value <= 12;
        if (a.text.size() == 4 || a.value > 31)
            ++ymd;
        else if (tokens[1].text == "." || (!month_possible && b.value <= 12))
            ++dmy;
        else if (month_possible && b.value > 12 && b.value <= 31)
            ++mdy;
    }
    if (filled > 0 && serial == filled) return std::string(kSerialDates);
    // One slip of the pen in twenty does not make the order doubtful.
    const std::size_t most = std::max({dmy, mdy, ymd});
    if (most == 0 || (dmy + mdy + ymd - most) * 20 > most) return "";
    return dmy == most ? "dmy" : mdy == most ? "mdy" : "ymd";
}

}  // namespace verbatim
