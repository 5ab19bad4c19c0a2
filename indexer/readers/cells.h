#pragma once

#include <string>
#include <string_view>

#include "indexer/readers/table.h"

// What the tables of reviews and of chats do alike with a row's cells.
namespace verbatim {

// Reads a row by role. Reports the dates and ratings that are none, the first thousand one by one.
class CellReader {
public:
    CellReader(const TablePlan& plan, const ReadOptions& options, RecordSink& sink);

    std::string_view cell(const TableRow& row, std::size_t column) const {
        return column < row.cells.size() ? row.cells[column] : std::string_view();
    }
    // The cell of the first column with the role, trimmed; empty if there is none.
    std::string_view cell(const TableRow& row, ColumnRole role) const;
    const Column* column(ColumnRole role) const;
    // Where an utterance of a column stands.
    Locator locate(const TableRow& row, std::size_t column) const;

    // The author's name; a first name with the surname beside it.
    std::string author(const TableRow& row) const;
    std::string date(const TableRow& row);
    void set_rating(const TableRow& row, Conversation& conversation);
    // Everything but speakers and utterances.
    void fill(const TableRow& row, Conversation& conversation);
    void note(std::vector<std::string>& notes) const;

private:
    void warn(const TableRow& row, std::string reason);

    const TablePlan& plan_;
    const ReadOptions& options_;
    RecordSink& sink_;
    std::vector<int> first_of_role_;  // by role; -1
    std::uint64_t warnings_ = 0;
    std::uint64_t undecided_dates_ = 0;
    std::uint64_t epochs_ = 0;
};

// White space, or what programs write for a missing value: "nan", "NULL".
bool says_nothing(std::string_view cell);
// A cell as text: what it says, if it is HTML (see markup.h).
std::string text_of(std::string_view cell);
// What the customer wrote of a text that Google translated and kept both: "(Translated by Google)
// ... (Original) ...", in either order. Any other text as it is.
std::string original_of(std::string text);
// The name of a speaker; nothing for a number that a spreadsheet has rounded.
std::string name_of_speaker(std::string_view cell);

}  // namespace verbatim
