#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What the cells of a column look like, whatever its header says.
namespace verbatim {

struct ColumnLook {
    std::vector<std::string> cells;  // trimmed, not blank
    std::size_t rows = 0;
    std::size_t copies = 0;  // rows that repeat a whole row; set by who knows the rows
    std::size_t distinct = 0;
    std::size_t numbers = 0;
    std::size_t letters = 0;  // cells with a letter
    std::size_t flags = 0;    // true, false, yes, no, 0, 1
    std::size_t urls = 0;
    std::size_t paths = 0;       // of a site, without its name
    std::size_t structures = 0;  // JSON in a cell
    std::size_t wordy = 0;       // three words or more; eight characters in scripts without spaces
    double mean_words = 0;
    double mean_size = 0;  // bytes

    std::size_t filled() const { return cells.size(); }
    bool mostly(std::size_t count, double share = 0.5) const {
        return filled() > 0 && static_cast<double>(count) >= share * static_cast<double>(filled());
    }
};

ColumnLook look_at(const std::vector<std::vector<std::string>>& rows, std::size_t column);

// Free text, rather than numbers, flags, links or a handful of values.
bool is_text(const ColumnLook& look);
// Mostly letters, be they the same few words over and over.
bool holds_words(const ColumnLook& look);
// Long enough to be taken for what customers wrote, although its header does not say so.
bool is_long_text(const ColumnLook& look);
// Few values that tell groups apart.
bool is_attribute(const ColumnLook& look);
// One token each, with letters and digits, no two alike.
bool is_identifier(const ColumnLook& look);
// Codes of programs, which name nothing to people: numbers, or tokens in which letters and digits
// are mixed. They may repeat. `called_id`: the header says so, and less of a mixture will do.
bool holds_ids(const ColumnLook& look, bool called_id);
// Ids that a spreadsheet has turned into numbers of 15 digits: different ids have become one.
bool is_rounded_by_spreadsheet(const ColumnLook& look);
// No value repeats but with its whole row.
bool is_unique(const ColumnLook& look);
bool is_language(const ColumnLook& look);
// Mostly what people are at work: "Owner", "Head of Marketing".
bool hold_jobs(const ColumnLook& look);

// The order of a date column (see parse_date; perhaps empty), or nothing if it holds no dates.
std::optional<std::string> date_order_of(const ColumnLook& look, std::string_view given);

// The end of a rating column's scale (5, 10 or 100), or nothing if it holds no ratings.
std::optional<double> rating_scale_of(const ColumnLook& look);

}  // namespace verbatim
