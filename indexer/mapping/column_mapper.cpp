#include "indexer/mapping/column_mapper.h"

#include <algorithm>
#include <array>

#include "engine/text.h"
#include "indexer/mapping/aliases.h"
#include "indexer/mapping/dates.h"

namespace verbatim {

namespace {

// Rows that stand in the export a second time, to the letter.
std::size_t count_copies(std::vector<std::vector<std::string>> rows) {
    std::ranges::sort(rows);
    return static_cast<std::size_t>(rows.end() - std::unique(rows.begin(), rows.end()));
}

bool is_of_firm(const std::string& header) {
    static constexpr std::array<std::string_view, 5> kOfFirm = {
        "companysize", "company", "industry", "employees", "companyindustry"};
    return std::ranges::find(kOfFirm, plain_name(header)) != kOfFirm.end();
}

}  // namespace

ColumnMapper::ColumnMapper(const std::vector<std::string>& header,
                           const std::vector<std::vector<std::string>>& rows,
                           const Mapping* mapping, const TableFacts& facts)
    : header_(header), rows_(rows.size()), mapping_(mapping), facts_(facts) {
    const std::size_t copies = count_copies(rows);
    for (std::size_t i = 0; i < header.size(); ++i) {
        columns_.push_back({});
        ++counts_[ColumnRole::ignore];
        columns_[i].name = header[i];
        looks_.push_back(look_at(rows, i));
        looks_.back().copies = copies;
        aliases_.push_back(find_alias(header[i]));
        names_firm_ = names_firm_ || is_of_firm(header[i]);
    }
}

Result<std::vector<Column>> ColumnMapper::run() {
    obey_mapping();
    choose_by_name();
    choose_rating();
    choose_recommended();
    choose_texts();
    choose_by_content();
    choose_fields();
    choose_score_fields();
    finish_columns();
    if (!has(ColumnRole::text) && !facts_.text_elsewhere) return no_text();
    return std::move(columns_);
}

bool ColumnMapper::has(ColumnRole role) const {
    return count(role) > 0;
}

std::size_t ColumnMapper::count(ColumnRole role) const {
    const auto found = counts_.find(role);
    return found == counts_.end() ? 0 : found->second;
}

bool ColumnMapper::is_free(std::size_t i) const {
    return columns_[i].role == ColumnRole::ignore && !settled_.contains(i);
}

void ColumnMapper::set(std::size_t i, ColumnRole role, ColumnReason reason, std::size_t counted) {
    --counts_[columns_[i].role];
    ++counts_[role];
    columns_[i].role = role;
    columns_[i].reason = reason;
    columns_[i].counted = counted;
    settled_.insert(i);
}

void ColumnMapper::obey_mapping() {
    if (!mapping_) return;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const std::string name = fold(header_[i]);
        if (const auto field = mapping_->fields.find(name); field != mapping_->fields.end()) {
            set(i, ColumnRole::custom, ColumnReason::mapping_file);
            columns_[i].key = field->second;
        }
        if (const auto column = mapping_->columns.find(name); column != mapping_->columns.end())
            set(i, column->second, ColumnReason::mapping_file);
    }
}

std::string ColumnMapper::date_order(std::size_t i) const {
    const std::string found =
        date_order_of(looks_[i], mapping_ ? mapping_->date_order : "").value_or("");
    const bool of_survey_monkey = std::ranges::any_of(
        header_, [](const std::string& name) { return plain_name(name) == "collectorid"; });
    return found.empty() && of_survey_monkey ? "mdy" : found;
}

void ColumnMapper::finish_columns() {
    const std::size_t texts = count(ColumnRole::text);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        Column& column = columns_[i];
        const ColumnLook& look = looks_[i];
        if (column.role == ColumnRole::date || column.role == ColumnRole::started)
            column.date_order = date_order(i);
        if (column.role == ColumnRole::rating)
            column.rating_max =
                mapping_ && mapping_->rating_max ? mapping_->rating_max : scale_of(i);
        if (column.role == ColumnRole::title) column.spoken = look.distinct * 2 >= look.filled();
        if (column.role == ColumnRole::custom && column.key.empty())
            column.key = field_key(header_[i]);
        if (column.role == ColumnRole::text && column.reason == ColumnReason::mapping_file &&
            (texts > 1 || is_question(i)))
            column.question = header_[i];
        std::ranges::replace(column.question, '_', ' ');
        if (column.role == ColumnRole::text && mapping_ && mapping_->questions) {
            const auto stated = mapping_->questions->find(fold(header_[i]));
            column.question = stated == mapping_->questions->end() ? "" : stated->second;
        }
        if (column.role == ColumnRole::ignore && aliases_[i] &&
            aliases_[i]->role == ColumnRole::id && is_rounded_by_spreadsheet(look))
            column.reason = ColumnReason::rounded_ids;
        column.doubt = doubt_of(i);
    }
}

// What a person should look at, since neither a name nor a mapping file told.
std::string ColumnMapper::doubt_of(std::size_t i) const {
    const Column& column = columns_[i];
    if (column.reason == ColumnReason::mapping_file) return "";
    if (column.role == ColumnRole::ignore && settled_.contains(i)) return "";
    if (column.role == ColumnRole::ignore && is_long_text(looks_[i]))
        return "holds long text too, and is not used";
    if (column.role == ColumnRole::ignore) {
        const std::string_view name = header_[i];
        const bool asks = name.find('?') != name.npos && telling_part(name) == name;
        return asks && looks_[i].filled() > 0 && holds_words(looks_[i])
                   ? "asks, but is answered in single words, and is not used"
                   : "";
    }
    if (column.role == ColumnRole::date && column.date_order.empty() && is_ambiguous(i))
        return "day or month first cannot be told, so its dates are left out; \"date_order\" in a "
               "mapping file says it";
    const bool matters = column.role == ColumnRole::text || column.role == ColumnRole::rating ||
                         column.role == ColumnRole::date;
    if (!matters || column.reason == ColumnReason::name ||
        column.reason == ColumnReason::question || column.reason == ColumnReason::open_ended)
        return "";
    return "is taken for the " + std::string(name_of(column.role)) +
           " by what it holds: " + print(column.reason, column.counted);
}

// Whether it has dates that may be read in two ways.
bool ColumnMapper::is_ambiguous(std::size_t i) const {
    return std::ranges::any_of(looks_[i].cells, [](const std::string& cell) {
        const auto day_first = parse_date(cell, "dmy");
        return !parse_date(cell, "") && day_first && day_first != parse_date(cell, "mdy");
    });
}

Error ColumnMapper::no_text() const {
    if (!answered_by_.empty())
        return {ErrorCode::bad_input,
                "whether customers or a program wrote '" + answered_by_ + "' cannot be told",
                "say it in a mapping file: {\"columns\": {\"text\": \"" + answered_by_ +
                    "\"}}, or {\"columns\": {\"text\": \"...\", \"reply\": \"" + answered_by_ +
                    "\"}}"};
    std::string names;
    for (const std::string& name : header_) {
        if (names.size() > 200) {
            names += ", ...";
            break;
        }
        names += (names.empty() ? "" : ", ") + name;
    }
    return {ErrorCode::bad_input,
            "no column holds what customers wrote: looked at " + names + " in " +
                std::to_string(rows_) + " rows",
            "name it in a mapping file: {\"columns\": {\"text\": \"...\"}}"};
}

Result<std::vector<Column>> map_columns(const std::vector<std::string>& header,
                                        const std::vector<std::vector<std::string>>& rows,
                                        const Mapping* mapping, const TableFacts& facts) {
    return ColumnMapper(header, rows, mapping, facts).run();
}

}  // namespace verbatim
