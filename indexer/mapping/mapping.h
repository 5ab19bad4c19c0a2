#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model.h"
#include "engine/result.h"
#include "indexer/mapping/column_reason.h"

// Which column of a table is what: by a mapping file, by the names that exports use, by content.
namespace verbatim {

// The field of thumbs up and down; its values are yes and no.
inline constexpr std::string_view kRecommended = "recommended";

// What a column can be.
enum class ColumnRole {
    ignore,
    text,   // what the customer wrote; several such columns make several utterances
    title,  // the headline
    rating,
    date,
    started,  // when it was begun: the date of what was never sent
    author,
    surname,  // belongs to an author that is a first name
    author_id,
    product,
    url,
    id,            // the exporter's own record id
    reply,         // the company's answer: said by an agent
    direction,     // inbound true/false, sender type, agent flag: who speaks in a chat row
    conversation,  // groups chat rows
    reply_to,      // the id of the message that this one answers
    lang,
    custom,  // kept as a field under its own name
};

struct Column {
    ColumnRole role = ColumnRole::ignore;
    std::string name;      // the header as written
    std::string question;  // text: the question that it answers, if its header is one
    ColumnReason reason = ColumnReason::none;
    std::size_t counted = 0;  // what the reason speaks of
    std::string key;          // custom: the field's name
    std::string date_order;   // date: for parse_date
    std::optional<double> rating_max;
    std::string doubt;   // what else it could be, for people
    bool spoken = true;  // title: the customer's words, not the exporter's "Hotel X: review"
};

// A mapping file: JSON, e.g.
//   {"format": "csv", "delimiter": ";", "header_row": 3, "kind": "review",
//    "columns": {"text": ["Pros", "Cons"], "rating": "Stars", "date": "Submitted", "ignore":
//    ["IP"]}, "fields": {"plan": "Plan name"}, "date_order": "dmy", "rating_max": 10}
// docs/formats.md describes every key.
struct Mapping {
    std::string format;                         // the reader's name, or empty
    std::map<std::string, ColumnRole> columns;  // by header, folded
    std::map<std::string, std::string> fields;  // header, folded -> key of the field
    // header, folded -> what its texts answer, empty for nothing; stated: for every text
    std::optional<std::map<std::string, std::string>> questions;
    std::map<std::string, Role> roles;  // by a speaker's name or id, folded
    std::optional<Kind> kind;
    std::optional<char> delimiter;
    std::optional<std::size_t> header_row;  // from 1; 0: no header, columns are named 1, 2, 3, ...
    std::string date_order;                 // "dmy", "mdy", "ymd" or empty: found out
    std::optional<double> rating_max;
    std::string text;  // the file's own text, to be stored with the source
    std::map<std::string, std::string> spelled;  // folded -> the name of a column as it is written
};

// The columns that a mapping file names and a table does not have, as the mapping file writes them.
std::vector<std::string> missing_columns(const Mapping& mapping,
                                         const std::vector<std::string>& header);

std::optional<ColumnRole> column_role_from(std::string_view name);
std::string_view name_of(ColumnRole role);

// A guess as a mapping file that makes it again: every column of the table that is used, those that
// are not as "ignore", and how the table is laid out.
struct MappedLayout {
    std::string_view format;
    std::optional<char> delimiter;
    std::optional<std::size_t> header_row;
};
std::string print_mapping(const std::vector<Column>& columns, Kind kind,
                          const MappedLayout& layout);

// The same of what is no table: who is who is all that was guessed, besides the order of dates. A
// name that stands for several roles is left out.
std::string print_mapping(std::string_view format, Kind kind, const std::string& date_order,
                          const std::vector<Speaker>& speakers);

// Fails with bad_input and the line and key in a file that is no mapping.
Result<Mapping> parse_mapping(std::string_view file, std::string_view text);

// What a file says of its table besides names and cells.
struct TableFacts {
    // The records also hold lists of answers, so that a text column may be missing and no other
    // column is taken for one.
    bool text_elsewhere = false;
    std::set<std::size_t> open_ended;  // columns that people write into
};

// Decides the columns of a table from its header and some of its rows. A cell that is missing is
// empty. Deterministic. At least one text column, or an error that names what was looked at. A
// column is an id only if no value repeats in the rows, a rating only if its values look like one.
Result<std::vector<Column>> map_columns(const std::vector<std::string>& header,
                                        const std::vector<std::vector<std::string>>& rows,
                                        const Mapping* mapping, const TableFacts& facts = {});

}  // namespace verbatim
