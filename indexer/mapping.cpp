#include "indexer/mapping.h"

#include <algorithm>
#include <array>
#include <set>

#include "engine/schema.h"
#include "engine/text.h"
#include "indexer/aliases.h"
#include "indexer/column_look.h"
#include "indexer/direction.h"

namespace verbatim {

namespace {

constexpr std::size_t kMostFields = 12;
constexpr std::size_t kLongestKey = 40;
constexpr std::string_view kByName = "by its name";

// Attributes that are worth a field however many values they have.
constexpr std::array<std::string_view, 16> kAttributes = {
    "plan",    "segment",  "tier",     "country",     "region",  "platform", "device",    "channel",
    "version", "category", "industry", "companysize", "variant", "edition",  "variation", "cohort"};

// Rows that stand in the export a second time, to the letter.
std::size_t count_copies(std::vector<std::vector<std::string>> rows) {
    std::ranges::sort(rows);
    return static_cast<std::size_t>(rows.end() - std::unique(rows.begin(), rows.end()));
}

class Mapper {
public:
    Mapper(const std::vector<std::string>& header,
           const std::vector<std::vector<std::string>>& rows, const Mapping* mapping)
        : header_(header), rows_(rows.size()), mapping_(mapping) {
        const std::size_t copies = count_copies(rows);
        for (std::size_t i = 0; i < header.size(); ++i) {
            columns_.push_back({});
            columns_[i].name = header[i];
            looks_.push_back(look_at(rows, i));
            looks_.back().copies = copies;
            aliases_.push_back(find_alias(header[i]));
        }
    }

    Result<std::vector<Column>> run() {
        obey_mapping();
        choose_by_name();
        choose_texts();
        choose_by_content();
        choose_fields();
        finish_columns();
        if (!has(ColumnRole::text)) return no_text();
        return std::move(columns_);
    }

private:
    bool has(ColumnRole role) const {
        return std::ranges::find(columns_, role, &Column::role) != columns_.end();
    }
    bool is_free(std::size_t i) const {
        return columns_[i].role == ColumnRole::ignore && !settled_.contains(i);
    }
    void set(std::size_t i, ColumnRole role, std::string reason) {
        columns_[i].role = role;
        columns_[i].reason = std::move(reason);
        settled_.insert(i);
    }
    std::string of_rows() const { return " of " + std::to_string(rows_) + " rows"; }

    void obey_mapping();
    void choose_by_name();
    bool fits(std::size_t i, ColumnRole role) const;
    bool names_by_id(std::size_t i) const;
    bool is_direction(std::size_t i) const;
    void choose_chat_columns();
    void choose_texts();
    std::optional<std::size_t> repeated_text() const;
    bool is_question(std::size_t i) const;
    void choose_by_content();
    void choose_fields();
    void add_field(std::size_t i, std::string key, std::string reason);
    void finish_columns();
    Error no_text() const;

    const std::vector<std::string>& header_;
    std::size_t rows_;
    const Mapping* mapping_;
    std::vector<Column> columns_;
    std::vector<ColumnLook> looks_;
    std::vector<std::optional<Alias>> aliases_;
    std::set<std::size_t> settled_;  // columns that are not to be looked at again
};

void Mapper::obey_mapping() {
    if (!mapping_) return;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const std::string name = fold(header_[i]);
        if (const auto field = mapping_->fields.find(name); field != mapping_->fields.end()) {
            set(i, ColumnRole::custom, "the mapping file");
            columns_[i].key = field->second;
        }
        if (const auto column = mapping_->columns.find(name); column != mapping_->columns.end())
            set(i, column->second, "the mapping file");
    }
}

// Whether the cells do not contradict a role that the header suggests.
bool Mapper::fits(std::size_t i, ColumnRole role) const {
    const ColumnLook& look = looks_[i];
    switch (role) {
        case ColumnRole::text:
            return is_text(look) && (look.filled() == 0 || !date_order_of(look, ""));
        case ColumnRole::title:
            return look.filled() == 0 || look.mostly(look.letters);
        case ColumnRole::rating:
            return rating_scale_of(look).has_value();
        case ColumnRole::date:
            return date_order_of(look, mapping_ ? mapping_->date_order : "").has_value();
        case ColumnRole::author:
            return look.mean_words <= 5 && !look.mostly(look.urls);
        case ColumnRole::product:
            return look.mean_words <= 12 && !look.mostly(look.urls) && !names_by_id(i);
        case ColumnRole::url:
            return look.mostly(look.urls, 0.9);
        case ColumnRole::id:
            return is_unique(look) && look.mean_words < 2 && !is_rounded_by_spreadsheet(look);
        case ColumnRole::reply:
            return look.filled() == 0 || look.mostly(look.wordy, 0.3);
        case ColumnRole::lang:
            return is_language(look);
        case ColumnRole::direction:
            return is_direction(i);
        default:
            return true;
    }
}

// Whether a column for the product holds its id, which nobody would search for as a name.
bool Mapper::names_by_id(std::size_t i) const {
    const std::string name = plain_name(header_[i]);
    const bool called_id = name.ends_with("id") || name.ends_with("asin") || name.ends_with("sku");
    return aliases_[i] && aliases_[i]->role == ColumnRole::product &&
           holds_ids(looks_[i], called_id);
}

bool Mapper::is_direction(std::size_t i) const {
    const ColumnLook& look = looks_[i];
    if (look.filled() == 0 || look.distinct > 8) return false;
    std::size_t known = 0;
    std::set<Role> roles;
    for (const std::string& cell : look.cells) {
        const auto role = direction_role(header_[i], cell);
        if (role) roles.insert(*role);
        known += role.has_value();
    }
    return look.mostly(known, 0.9) && (roles.size() > 1 || !has(ColumnRole::rating));
}

// For each role the column that is called so: the surest name first, then the leftmost.
void Mapper::choose_by_name() {
    constexpr std::array kOneEach = {
        ColumnRole::title,   ColumnRole::rating, ColumnRole::date,      ColumnRole::author,
        ColumnRole::url,     ColumnRole::id,     ColumnRole::author_id, ColumnRole::product,
        ColumnRole::lang,    ColumnRole::reply,  ColumnRole::direction, ColumnRole::conversation,
        ColumnRole::reply_to};
    for (const ColumnRole role : kOneEach) {
        if (has(role)) continue;
        std::optional<std::size_t> best;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (!is_free(i) || !aliases_[i] || aliases_[i]->role != role || !fits(i, role))
                continue;
            const auto key = [this](std::size_t at) {
                return std::pair(looks_[at].filled() == 0, aliases_[at]->rank);
            };
            if (!best || key(i) < key(*best)) best = i;
        }
        if (best) set(*best, role, std::string(kByName));
    }
    choose_chat_columns();
}

// Threads matter only in a chat. There, an id that repeats is the conversation's.
void Mapper::choose_chat_columns() {
    const auto named = [this](ColumnRole role) {
        return std::ranges::find(columns_, role, &Column::role);
    };
    const auto drop = [this, &named](ColumnRole role) {
        const auto column = named(role);
        if (column != columns_.end() && column->reason == kByName)
            column->role = ColumnRole::ignore, column->reason.clear();
    };
    const auto repeats = [this](std::size_t i) { return looks_[i].distinct < looks_[i].filled(); };
    if (has(ColumnRole::direction) && !has(ColumnRole::conversation) &&
        !has(ColumnRole::reply_to)) {
        for (std::size_t i = 0; i < columns_.size() && !has(ColumnRole::conversation); ++i)
            if (is_free(i) && aliases_[i] && aliases_[i]->role == ColumnRole::id && repeats(i))
                set(i, ColumnRole::conversation, "an id that repeats" + of_rows());
    }
    if (has(ColumnRole::direction)) return;
    const auto conversation = named(ColumnRole::conversation);
    const bool grouped = conversation != columns_.end() && has(ColumnRole::author) &&
                         !has(ColumnRole::rating) &&
                         repeats(static_cast<std::size_t>(conversation - columns_.begin()));
    if (!grouped) drop(ColumnRole::conversation);
    if (!grouped) drop(ColumnRole::reply_to);
}

// A survey's question as a header: it asks, or it is a sentence and the answers are free text.
bool Mapper::is_question(std::size_t i) const {
    const ColumnLook& look = looks_[i];
    const std::string_view name = header_[i];
    const bool asks = name.find('?') != name.npos || name.find("\uFF1F") != name.npos;
    const auto spaces = std::ranges::count(name, ' ') + std::ranges::count(name, '_');
    if (look.filled() == 0 || !is_text(look) || date_order_of(look, "")) return false;
    if (look.distinct * 3 < look.filled()) return false;
    return (asks && (look.mean_words >= 2 || look.mostly(look.wordy, 0.3))) ||
           (spaces >= 3 && is_long_text(look));
}

// A column that is called a text and holds the same few answers over and over, "good", "ok": they
// look like an attribute's, but the name tells. Of a chat that would be its types of messages.
std::optional<std::size_t> Mapper::repeated_text() const {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const bool named = aliases_[i] && aliases_[i]->role == ColumnRole::text;
        if (!is_free(i) || !named || !holds_words(looks_[i]) || date_order_of(looks_[i], ""))
            continue;
        if (!best || aliases_[i]->rank < aliases_[*best]->rank) best = i;
    }
    return best;
}

void Mapper::choose_texts() {
    if (has(ColumnRole::text)) return;
    const bool chat = has(ColumnRole::direction) || has(ColumnRole::conversation);
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (!is_free(i)) continue;
        const bool named = aliases_[i] && aliases_[i]->role == ColumnRole::text;
        if (named && !aliases_[i]->part && fits(i, ColumnRole::text)) {
            const auto key = [this](std::size_t at) {
                return std::pair(looks_[at].filled() == 0, aliases_[at]->rank);
            };
            if (!best || key(i) < key(*best)) best = i;
        } else if (!chat && named && aliases_[i]->part && fits(i, ColumnRole::text)) {
            set(i, ColumnRole::text, std::string(kByName));
            columns_[i].question = header_[i];
        } else if (!chat && is_question(i) && (!aliases_[i] || named)) {
            set(i, ColumnRole::text, "the header is a question");
            columns_[i].question = header_[i];
        }
    }
    if (best) set(*best, ColumnRole::text, std::string(kByName));
    if (has(ColumnRole::text)) return;
    const auto repeated = repeated_text();
    if (repeated && looks_[*repeated].mean_words >= 2)
        return set(*repeated, ColumnRole::text, std::string(kByName));
    for (std::size_t i = 0; i < columns_.size(); ++i)
        if (is_free(i) && is_long_text(looks_[i]) &&
            (!best || looks_[i].mean_size > looks_[*best].mean_size))
            best = i;
    if (best) return set(*best, ColumnRole::text, "the longest text" + of_rows());
    if (repeated) return set(*repeated, ColumnRole::text, std::string(kByName));
    const auto title = std::ranges::find(columns_, ColumnRole::title, &Column::role);
    if (title == columns_.end()) return;
    title->role = ColumnRole::text;
    title->reason = "there is no other text";
}

// No name, only a number, or one that speaks of ids: any other column is what it says, a device.
bool may_name_id(std::string_view plain) {
    return plain.find_first_not_of("0123456789") == plain.npos || plain.ends_with("id") ||
           plain.ends_with("key") || plain.ends_with("nr") || plain.ends_with("number");
}

// What no name told.
void Mapper::choose_by_content() {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const ColumnLook& look = looks_[i];
        if (!is_free(i) || look.filled() == 0 || aliases_[i]) continue;
        const std::string name = plain_name(header_[i]);
        const bool named_rating =
            name.find("rating") != name.npos || name.find("score") != name.npos;
        const bool five_grades = look.filled() >= 10 && look.distinct >= 4 && look.distinct <= 5 &&
                                 look.mostly(look.numbers, 1.0) &&
                                 std::ranges::all_of(look.cells, [](const std::string& cell) {
                                     return cell.size() == 1 && cell[0] >= '1' && cell[0] <= '5';
                                 });
        if (!has(ColumnRole::url) && look.mostly(look.urls, 0.9))
            set(i, ColumnRole::url, "links");
        else if (!has(ColumnRole::date) && !look.mostly(look.numbers) && date_order_of(look, ""))
            set(i, ColumnRole::date, "dates");
        else if (!has(ColumnRole::rating) && (named_rating || five_grades) && rating_scale_of(look))
            set(i, ColumnRole::rating, "few values, as of a rating");
        else if (!has(ColumnRole::id) && may_name_id(name) && is_identifier(look))
            set(i, ColumnRole::id, "one token each, none twice");
    }
}

void Mapper::add_field(std::size_t i, std::string key, std::string reason) {
    const auto taken = [this](const std::string& wanted) {
        return find_field(wanted) ||
               std::ranges::find(columns_, wanted, &Column::key) != columns_.end();
    };
    if (taken(key)) key += "_column";
    if (key.empty() || key.size() > kLongestKey || taken(key)) return;
    set(i, ColumnRole::custom, std::move(reason));
    columns_[i].key = std::move(key);
}

// A header as a key that can be typed: folded, words joined by underscores, marks left out.
std::string field_key(std::string_view header) {
    std::string key;
    for (const char c : fold(header)) {
        if (c == ' ' || c == '-' || c == '.' || c == '/') key += '_';
        if (c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c & 0x80) != 0)
            key += c;
    }
    const bool number = key.find_first_not_of("0123456789") == std::string::npos;
    return number && !key.empty() ? "column_" + key : key;
}

auto nesting(std::string_view path) {
    return std::ranges::count(path, '.');
}

void Mapper::choose_fields() {
    const auto count = [this] {
        return std::ranges::count(columns_, ColumnRole::custom, &Column::role);
    };
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (!is_free(i) || static_cast<std::size_t>(count()) >= kMostFields) continue;
        const ColumnLook& look = looks_[i];
        const std::string name = plain_name(header_[i]);
        const bool wanted = std::ranges::find(kAttributes, name) != kAttributes.end();
        if (name.find("recommend") != name.npos && look.filled() > 0 && look.distinct <= 3)
            add_field(i, "recommended", "few values");
        else if (names_by_id(i))
            add_field(i, field_key(header_[i]), "ids of a product");
        else if ((wanted && look.filled() > 0 && look.mean_size <= 60) ||
                 (!name.empty() && !name.ends_with("id") && nesting(header_[i]) < 2 &&
                  is_attribute(look)))
            add_field(i, field_key(header_[i]),
                      std::to_string(look.distinct) + (look.distinct == 1 ? " value" : " values"));
    }
}

void Mapper::finish_columns() {
    const auto texts = std::ranges::count(columns_, ColumnRole::text, &Column::role);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        Column& column = columns_[i];
        const ColumnLook& look = looks_[i];
        if (column.role == ColumnRole::date)
            column.date_order =
                date_order_of(look, mapping_ ? mapping_->date_order : "").value_or("");
        if (column.role == ColumnRole::rating) {
            const std::string name = plain_name(header_[i]);
            const bool to_ten =
                name.find("nps") != name.npos || name.find("likelihood") != name.npos;
            column.rating_max = rating_scale_of(look);
            if (to_ten && column.rating_max) column.rating_max = std::max(*column.rating_max, 10.0);
            if (mapping_ && mapping_->rating_max) column.rating_max = mapping_->rating_max;
        }
        if (column.role == ColumnRole::title) column.spoken = look.distinct * 2 >= look.filled();
        if (column.role == ColumnRole::custom && column.key.empty())
            column.key = field_key(header_[i]);
        if (column.role == ColumnRole::text && column.reason == "the mapping file" &&
            (texts > 1 || is_question(i)))
            column.question = header_[i];
        std::ranges::replace(column.question, '_', ' ');
        if (column.role == ColumnRole::ignore && aliases_[i] &&
            aliases_[i]->role == ColumnRole::id && is_rounded_by_spreadsheet(look))
            column.reason = "a spreadsheet has rounded these ids";
    }
}

Error Mapper::no_text() const {
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

}  // namespace

Result<std::vector<Column>> map_columns(const std::vector<std::string>& header,
                                        const std::vector<std::vector<std::string>>& rows,
                                        const Mapping* mapping) {
    return Mapper(header, rows, mapping).run();
}

}  // namespace verbatim
