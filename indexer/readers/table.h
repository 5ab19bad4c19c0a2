#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/reader.h"

// Rows -> Conversations, whatever file they come from.
namespace verbatim {

// What a table's rows turn into, decided from its header and its first rows.
struct TablePlan {
    std::vector<Column> columns;
    Kind kind = Kind::review;
    bool chat = false;       // a row is a message, not a conversation
    bool talks = false;      // the texts are talks, which nobody said alone
    bool community = false;  // of a channel in which nobody is an agent: a day is a conversation
    // JSON: the pointer of each column within its record; otherwise empty.
    std::vector<std::string> pointers;
};

// Fails as map_columns does.
Result<TablePlan> plan_table(const std::vector<std::string>& header,
                             const std::vector<std::vector<std::string>>& rows,
                             const ReadOptions& options, const TableFacts& facts = {});

// Reports the columns that a mapping file names and the table does not have.
void warn_of_missing(const ReadOptions& options, const std::vector<std::string>& header,
                     RecordSink& sink);

// One of a record's list of answers, with the question that it is given with.
struct RowAnswer {
    std::string question;
    std::string_view text;
    std::string pointer;  // within the record
};

// A number with which a form's question was answered.
struct RowRating {
    double value = 0;
    std::optional<double> max;  // where the record holds the form
};

struct TableRow {
    std::span<const std::string_view> cells;  // fewer than columns: the rest is empty
    Locator locator;
    std::span<const RowAnswer> answers = {};
    std::optional<RowRating> rating = {};  // among the answers
    bool damaged = false;  // the input held ill-formed bytes, so U+FFFD may stand for some
};

// Takes the rows of one table in their order. Every row is accounted for in the sink, at the latest
// by finish().
class Table {
public:
    virtual ~Table() = default;
    virtual Result<void> add(const TableRow& row) = 0;
    virtual Result<void> finish(std::vector<std::string>& notes) = 0;
};

// The sink outlives the table.
std::unique_ptr<Table> open_table(TablePlan plan, const ReadOptions& options, RecordSink& sink);

// Says in the report how a table is understood: its columns, which of them were close calls, the
// order of its dates, and all of it as a mapping file.
void report_plan(const TablePlan& plan, const MappedLayout& layout, ReadReport& report);

// "text <- column 4 'Review Text' (by its name)", for every column that is used or refused.
std::vector<std::string> describe(const TablePlan& plan);

}  // namespace verbatim
