#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/mapping/aliases.h"
#include "indexer/mapping/column_look.h"
#include "indexer/mapping/mapping.h"

namespace verbatim {

inline constexpr std::size_t kMostFields = 12;

// The part of a header that tells its columns apart: of a path in JSON the last member, of a
// question with several columns the choice.
std::string_view telling_part(std::string_view header);

// A header as a key that can be typed: folded, words joined by underscores, marks left out; whole
// words of the first forty bytes.
std::string field_key(std::string_view header);

// How map_columns decides, column by column, the surest evidence first. For one table: `header`,
// `rows`, `facts` and `mapping`, which may be null, outlive it.
class ColumnMapper {
public:
    ColumnMapper(const std::vector<std::string>& header,
                 const std::vector<std::vector<std::string>>& rows, const Mapping* mapping,
                 const TableFacts& facts);
    // Once.
    Result<std::vector<Column>> run();

private:
    bool has(ColumnRole role) const;
    std::size_t count(ColumnRole role) const;
    bool is_free(std::size_t i) const;
    void set(std::size_t i, ColumnRole role, ColumnReason reason, std::size_t counted = 0);

    void obey_mapping();

    // columns_by_name.cpp: what the header says, unless the cells contradict it.
    void choose_by_name();
    void choose_chat_columns();
    void drop_address_in_chat();
    bool fits(std::size_t i, ColumnRole role) const;
    bool names_by_id(std::size_t i) const;
    bool names_jobs(std::size_t i) const;
    bool is_direction(std::size_t i) const;

    // columns_of_scores.cpp: ratings by the question that a header asks, and the other scores.
    void choose_rating();
    void choose_score_fields();
    void choose_recommended();
    std::optional<double> scale_of(std::size_t i) const;

    // columns_of_text.cpp: what the customer wrote.
    void choose_prompts();
    void choose_texts();
    void choose_named_texts();
    void choose_likely_text();
    bool is_question(std::size_t i) const;
    bool is_open_ended(std::size_t i) const;
    std::optional<std::size_t> repeated_text() const;

    // columns_by_content.cpp: what no name told, then the fields worth keeping.
    void choose_by_content();
    void choose_fields();
    void add_field(std::size_t i, std::string key, ColumnReason reason, std::size_t counted = 0);

    void finish_columns();
    std::string date_order(std::size_t i) const;
    std::string doubt_of(std::size_t i) const;
    bool is_ambiguous(std::size_t i) const;
    Error no_text() const;

    const std::vector<std::string>& header_;
    std::size_t rows_;
    const Mapping* mapping_;
    const TableFacts& facts_;
    std::vector<Column> columns_;
    std::vector<ColumnLook> looks_;
    std::vector<std::optional<Alias>> aliases_;
    std::map<ColumnRole, std::size_t> counts_;  // of columns, by role
    std::string answered_by_;  // a column of a customer's answers or a program's, if there is one
    bool names_firm_ = false;  // whether a column is about the reviewer's company
    std::set<std::size_t> settled_;  // columns that are not to be looked at again
};

}  // namespace verbatim
