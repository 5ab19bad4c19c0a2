#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/table.h"

// A JSON object -> cells, as a table has them.
namespace verbatim {

// The columns of records that are JSON objects: one for each member that is no array, at any depth
// down to three, named by its path ("user.name"). Learns them from some records, then reads the
// others by them.
class JsonColumns {
public:
    JsonColumns();
    ~JsonColumns();
    JsonColumns(JsonColumns&&) noexcept;
    JsonColumns& operator=(JsonColumns&&) noexcept;

    // Reads a record; `learn` adds its new members as columns. Cells are in the order of the
    // columns and valid until the next call. On failure cells are empty and why() tells; NaN and
    // infinities, which some exporters write, are read as nothing.
    bool read(std::string_view json, bool learn);
    const std::vector<std::string_view>& cells() const;
    const std::string& why() const;

    const std::vector<std::string>& names() const;
    const std::vector<std::string>& pointers() const;  // "/user/name"
    // Of the last record: its lists of answers (see json_answers.h). Valid until the next call.
    const std::vector<RowAnswer>& answers() const;
    const std::optional<RowRating>& rating() const;
    bool has_answers() const;  // some record had, while learning

    // The members seen while learning that are lists of objects with texts: messages, comments.
    const std::vector<std::string>& lists() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace verbatim
