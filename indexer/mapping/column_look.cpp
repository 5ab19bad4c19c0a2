#include "indexer/mapping/column_look.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "engine/ascii.h"
#include "engine/text.h"
#include "indexer/mapping/dates.h"
#include "indexer/mapping/ratings.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

constexpr std::string_view kSpace = " \t\r\n\v\f";

bool is_number(std::string_view cell) {
    const bool digit = cell.find_first_of("0123456789") != std::string_view::npos;
    return digit && cell.find_first_not_of("0123456789.,+-%eE") == std::string_view::npos;
}

bool has_letter(std::string_view cell) {
    return std::ranges::any_of(cell, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
    });
}

bool is_flag(std::string_view cell) {
    static constexpr std::array<std::string_view, 16> kFlags = {
        "0",   "1",  "true", "false", "True", "False", "TRUE", "FALSE",
        "yes", "no", "Yes",  "No",    "Y",    "N",     "t",    "f"};
    return std::ranges::find(kFlags, cell) != kFlags.end();
}

std::size_t count_words(std::string_view cell) {
    std::size_t words = 0;
    for (std::size_t at = 0; (at = cell.find_first_not_of(kSpace, at)) != cell.npos; ++words)
        at = std::min(cell.find_first_of(kSpace, at), cell.size());
    return words;
}

// Characters of U+3000 and above, among which are kana and Han.
std::size_t count_wide(std::string_view cell) {
    return static_cast<std::size_t>(
        std::ranges::count_if(cell, [](char c) { return static_cast<unsigned char>(c) >= 0xE3; }));
}

bool in_scientific_notation(std::string_view cell) {
    return cell.find("E+") != std::string_view::npos && is_number(cell);
}

// One run of the characters of which programs make ids.
bool is_token(std::string_view cell) {
    return cell.find_first_not_of(
               "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == cell.npos;
}

// What people are at work, folded.
constexpr std::string_view kJobs[] = {"manager",
                                      "director",
                                      "engineer",
                                      "developer",
                                      "owner",
                                      "founder",
                                      "cofounder",
                                      "ceo",
                                      "cto",
                                      "cfo",
                                      "coo",
                                      "cmo",
                                      "vp",
                                      "president",
                                      "analyst",
                                      "consultant",
                                      "specialist",
                                      "coordinator",
                                      "assistant",
                                      "executive",
                                      "accountant",
                                      "administrator",
                                      "bookkeeper",
                                      "designer",
                                      "officer",
                                      "associate",
                                      "supervisor",
                                      "teacher",
                                      "representative",
                                      "technician",
                                      "architect",
                                      "scientist",
                                      "controller",
                                      "recruiter",
                                      "marketer",
                                      "freelancer",
                                      "geschaftsfuhrer",
                                      "inhaber"};

}  // namespace

ColumnLook look_at(const std::vector<std::vector<std::string>>& rows, std::size_t column) {
    ColumnLook look;
    look.rows = rows.size();
    std::size_t words = 0, size = 0;
    for (const auto& row : rows) {
        if (column >= row.size()) continue;
        const std::string_view cell = trim_space(row[column]);
        if (cell.empty()) continue;
        const std::size_t cell_words = count_words(cell);
        words += cell_words;
        size += cell.size();
        look.numbers += is_number(cell);
        look.letters += has_letter(cell);
        look.flags += is_flag(cell);
        look.urls +=
            (cell.starts_with("http://") || cell.starts_with("https://")) && cell_words == 1;
        look.paths += cell.front() == '/' && cell_words == 1;
        look.structures += (cell.front() == '{' && cell.back() == '}') ||
                           (cell.front() == '[' && cell.back() == ']');
        look.wordy += cell_words >= 3 || count_wide(cell) >= 8;
        look.cells.emplace_back(cell);
    }
    look.distinct =
        std::unordered_set<std::string_view>(look.cells.begin(), look.cells.end()).size();
    if (look.filled() > 0) {
        look.mean_words = static_cast<double>(words) / static_cast<double>(look.filled());
        look.mean_size = static_cast<double>(size) / static_cast<double>(look.filled());
    }
    return look;
}

bool holds_words(const ColumnLook& look) {
    return look.mostly(look.letters) && !look.mostly(look.flags) && !look.mostly(look.urls) &&
           !look.mostly(look.structures);
}

bool is_text(const ColumnLook& look) {
    if (look.filled() == 0) return true;
    if (!holds_words(look)) return false;
    const bool few_values =
        look.filled() >= 20 && look.distinct <= std::max<std::size_t>(3, look.filled() / 50);
    return !few_values || look.mean_words >= 6;
}

bool is_long_text(const ColumnLook& look) {
    return look.filled() > 0 && is_text(look) && look.mostly(look.wordy, 0.3) &&
           look.distinct * 2 >= look.filled() && !date_order_of(look, "");
}

bool is_attribute(const ColumnLook& look) {
    constexpr std::size_t kMostValues = 100;
    if (look.filled() < 2 || look.filled() * 20 < look.rows || look.mean_size > 60) return false;
    if (look.mostly(look.numbers) || look.mostly(look.urls) || look.mostly(look.paths) ||
        look.mostly(look.structures))
        return false;
    if (look.distinct == 1 && look.mostly(look.flags)) return false;
    const std::size_t share = look.filled() < 8 ? look.filled() - 1 : look.filled() / 4;
    return look.distinct <= std::min(kMostValues, share);
}

bool is_unique(const ColumnLook& look) {
    return look.filled() > 0 && look.distinct + look.copies >= look.filled();
}

bool is_identifier(const ColumnLook& look) {
    if (look.filled() < 5 || look.filled() < look.rows || !is_unique(look)) return false;
    return std::ranges::all_of(look.cells, [](std::string_view cell) {
        return cell.size() >= 6 && cell.size() <= 64 && has_letter(cell) &&
               cell.find_first_of("0123456789") != cell.npos && is_token(cell);
    });
}

bool holds_ids(const ColumnLook& look, bool called_id) {
    constexpr std::size_t kShortest = 6, kLongest = 64;
    const auto is_id = [called_id](std::string_view cell) {
        if (std::ranges::all_of(cell, is_digit)) return true;
        if (cell.size() < kShortest || cell.size() > kLongest || !is_token(cell)) return false;
        std::size_t changes = 0;  // between letters and digits
        for (std::size_t i = 1; i < cell.size(); ++i)
            changes += is_digit(cell[i]) != is_digit(cell[i - 1]);
        return changes >= (called_id ? 1 : 3);
    };
    const auto ids = std::ranges::count_if(look.cells, is_id);
    return look.mostly(static_cast<std::size_t>(ids), 0.9);
}

bool is_rounded_by_spreadsheet(const ColumnLook& look) {
    std::size_t rounded = 0, large = 0;
    for (const std::string& cell : look.cells) {
        if (in_scientific_notation(cell)) return true;
        if (cell.size() < 16 || cell.find_first_not_of("0123456789") != cell.npos) continue;
        ++large;
        rounded += cell.substr(15).find_first_not_of('0') == std::string::npos;
    }
    return large >= 3 && rounded * 10 >= large * 9;
}

bool hold_jobs(const ColumnLook& look) {
    constexpr std::size_t kMostWords = 6;
    const auto is_job = [](const std::string& cell) {
        if (count_words(cell) > kMostWords) return false;
        const std::string folded = fold(cell);
        if (folded.starts_with("head of ")) return true;
        for (std::size_t at = 0; at < folded.size();) {
            const std::size_t end = std::min(folded.find_first_of(" ,/&-()", at), folded.size());
            const std::string_view word = std::string_view(folded).substr(at, end - at);
            if (std::ranges::find(kJobs, word) != std::end(kJobs)) return true;
            at = end + 1;
        }
        return false;
    };
    return look.mostly(static_cast<std::size_t>(std::ranges::count_if(look.cells, is_job)), 0.6);
}

bool is_language(const ColumnLook& look) {
    return std::ranges::all_of(look.cells, [](std::string_view cell) {
        if (!language_code(cell).empty()) return true;
        const auto letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
        return cell.size() >= 2 && cell.size() <= 10 && letter(cell[0]) && letter(cell[1]) &&
               (cell.size() == 2 || cell[2] == '-' || cell[2] == '_');
    });
}

std::optional<std::string> date_order_of(const ColumnLook& look, std::string_view given) {
    const std::string order = given.empty() ? guess_date_order(look.cells) : std::string(given);
    std::size_t dates = 0;
    for (const std::string& cell : look.cells) {
        dates += parse_date(cell, order).has_value() ||
                 (order.empty() && parse_date(cell, "dmy").has_value());
    }
    if (look.filled() > 0 && !look.mostly(dates)) return std::nullopt;
    return order;
}

std::optional<double> rating_scale_of(const ColumnLook& look) {
    std::vector<double> values;
    std::optional<double> stated;
    std::size_t spelled = 0;
    for (const std::string& cell : look.cells) {
        const auto rating = parse_rating(cell);
        if (!rating && is_number(cell)) return std::nullopt;
        if (!rating) {
            spelled += spells_number(cell);
            continue;
        }
        values.push_back(rating->value);
        if (rating->max) stated = std::max(stated.value_or(0), *rating->max);
    }
    if (!look.mostly(values.size() + spelled)) return std::nullopt;
    if (values.empty()) return 5;
    std::ranges::sort(values);
    if (values.front() == 0 && values.back() <= 1) return std::nullopt;  // a flag
    if (stated) return stated;
    // A slip of the pen among fifty, or one of 55 among fives, does not stretch the scale.
    std::size_t top = values.size() - 1 - (values.size() - 1) / 50;
    if (top >= 9 && values[top] > 10 && values[top - 1] <= 10) --top;
    const double high = values[top];
    if (high <= 5) return 5;
    if (high <= 10) return 10;
    const bool votes = values[values.size() / 2] <= 10;  // a few votes for most, many for some
    return votes ? std::nullopt : std::optional<double>(100);
}

}  // namespace verbatim
