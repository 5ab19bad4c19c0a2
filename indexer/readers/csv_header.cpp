#include "indexer/readers/csv_header.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "indexer/mapping/aliases.h"
#include "indexer/readers/cells.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

using Record = std::vector<std::string>;

constexpr std::size_t kLongestName = 2000;

// What stands below a question that has a single column.
constexpr std::string_view kOpenEnded = "openendedresponse";
constexpr std::array<std::string_view, 2> kOnlyColumn = {kOpenEnded, "response"};

// Without HTML, in one line.
std::string tidy(std::string_view name) {
    std::string tidied;
    for (const char c : text_of(trim_space(name))) {
        const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (!space || (!tidied.empty() && tidied.back() != ' ')) tidied += space ? ' ' : c;
    }
    return tidied;
}

bool is_only_column(std::string_view name) {
    return std::ranges::find(kOnlyColumn, plain_name(name)) != kOnlyColumn.end();
}

bool is_short(const Record& record) {
    return std::ranges::all_of(record,
                               [](const std::string& cell) { return cell.size() <= kLongestName; });
}

// Qualtrics: the third record says how to import the columns.
bool has_import_ids(std::span<const Record> records) {
    if (records.size() < 3 || !is_short(records[0]) || !is_short(records[1])) return false;
    const auto ids = std::ranges::count_if(records[2], [](const std::string& cell) {
        return trim_space(cell).starts_with("{\"ImportId\"");
    });
    return ids >= 2 && static_cast<std::size_t>(ids) * 2 > records[2].size();
}

// SurveyMonkey: nothing below the names of what is no question, and either "Open-Ended Response" or
// names below a question's blanks.
bool has_choices(std::span<const Record> records) {
    if (records.size() < 2 || !is_short(records[0]) || !is_short(records[1])) return false;
    const Record &above = records[0], &below = records[1];
    if (above.size() != below.size() || above.empty() || above[0].empty() || !below[0].empty())
        return false;
    std::size_t named = 0, under_blanks = 0, only = 0;
    for (std::size_t i = 0; i < above.size(); ++i) {
        if (above[i].empty() && below[i].empty()) continue;
        if (!above[i].empty() && below[i].empty()) ++named;
        under_blanks += above[i].empty();
        only += is_only_column(below[i]);
    }
    const bool known = std::ranges::any_of(above, [](const std::string& cell) {
        const std::string name = plain_name(cell);
        return name == "respondentid" || name == "collectorid";
    });
    return named > 0 && (only > 0 || under_blanks > 0) && (known || only > 0);
}

// A column of Qualtrics is called by its question if it has one, which names of columns are not.
std::string qualtrics_name(const std::string& tag, const std::string& question) {
    if (plain_name(tag).ends_with("npsgroup")) return "NPS group";
    const auto spaces = std::ranges::count(question, ' ');
    const bool asks = question.find('?') != question.npos || spaces >= 3;
    return asks ? tidy(question) : tidy(tag);
}

CsvHeader join_choices(const Record& above, const Record& below) {
    CsvHeader header{{}, 2, {}};
    std::string question;
    for (std::size_t i = 0; i < above.size(); ++i) {
        if (!above[i].empty()) question = tidy(above[i]);
        const std::string choice = tidy(below[i]);
        const bool alone = choice.empty() || is_only_column(choice);
        if (plain_name(choice) == kOpenEnded) header.open_ended.insert(i);
        if (above[i].empty() && choice.empty())
            header.names.emplace_back();
        else
            header.names.push_back(alone ? question : question + " - " + choice);
    }
    return header;
}

}  // namespace

bool has_header_records(std::span<const std::vector<std::string>> records) {
    return has_import_ids(records) || has_choices(records);
}

CsvHeader read_csv_header(std::span<const std::vector<std::string>> records) {
    if (has_import_ids(records)) {
        CsvHeader header{{}, 3, {}};
        for (std::size_t i = 0; i < records[0].size(); ++i)
            header.names.push_back(
                qualtrics_name(records[0][i], i < records[1].size() ? records[1][i] : ""));
        return header;
    }
    if (has_choices(records)) return join_choices(records[0], records[1]);
    CsvHeader header;
    for (const std::string& name : records[0]) header.names.push_back(tidy(name));
    return header;
}

}  // namespace verbatim
