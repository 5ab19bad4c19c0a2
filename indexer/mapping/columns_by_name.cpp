#include <algorithm>
#include <array>
#include <set>

#include "indexer/mapping/column_mapper.h"
#include "indexer/mapping/direction.h"

namespace verbatim {

// Whether the cells do not contradict a role that the header suggests.
bool ColumnMapper::fits(std::size_t i, ColumnRole role) const {
    const ColumnLook& look = looks_[i];
    switch (role) {
        case ColumnRole::text:
            return is_text(look) && (look.filled() == 0 || !date_order_of(look, ""));
        case ColumnRole::title:
            return (look.filled() == 0 || look.mostly(look.letters)) && !names_jobs(i);
        case ColumnRole::rating:
            return rating_scale_of(look).has_value();
        case ColumnRole::date:
        case ColumnRole::started:
            return date_order_of(look, mapping_ ? mapping_->date_order : "").has_value();
        case ColumnRole::author:
            return look.mean_words <= 5 && !look.mostly(look.urls);
        case ColumnRole::author_id:  // "Person" may be a name, "Mail" a letter
            return look.mean_words <= 2 &&
                   (plain_name(header_[i]) != "person" || look.mostly(look.numbers));
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
bool ColumnMapper::names_by_id(std::size_t i) const {
    const std::string name = plain_name(header_[i]);
    const bool called_id = name.ends_with("id") || name.ends_with("asin") || name.ends_with("sku");
    return aliases_[i] && aliases_[i]->role == ColumnRole::product &&
           holds_ids(looks_[i], called_id);
}

// Whether a title is what the reviewer is ("Head of Marketing"), beside a column about the company.
bool ColumnMapper::names_jobs(std::size_t i) const {
    return names_firm_ && plain_name(header_[i]) == "title" && hold_jobs(looks_[i]);
}

bool ColumnMapper::is_direction(std::size_t i) const {
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
void ColumnMapper::choose_by_name() {
    constexpr std::array kOneEach = {
        ColumnRole::title,   ColumnRole::rating,   ColumnRole::date,      ColumnRole::author,
        ColumnRole::url,     ColumnRole::id,       ColumnRole::author_id, ColumnRole::product,
        ColumnRole::lang,    ColumnRole::reply,    ColumnRole::direction, ColumnRole::conversation,
        ColumnRole::surname, ColumnRole::reply_to, ColumnRole::started};
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
        if (best) set(*best, role, ColumnReason::name);
    }
    choose_chat_columns();
    drop_address_in_chat();
}

// An address beside the messages of a chat may be that of the one side only.
void ColumnMapper::drop_address_in_chat() {
    const bool chat = has(ColumnRole::direction) || has(ColumnRole::conversation);
    for (std::size_t i = 0; chat && has(ColumnRole::author) && i < columns_.size(); ++i) {
        const bool address = std::ranges::any_of(
            looks_[i].cells, [](const std::string& cell) { return cell.find('@') != cell.npos; });
        if (columns_[i].role == ColumnRole::author_id && columns_[i].reason == ColumnReason::name &&
            address)
            set(i, ColumnRole::ignore, ColumnReason::none);
    }
}

// Threads matter only in a chat. There, an id that repeats is the conversation's.
void ColumnMapper::choose_chat_columns() {
    const auto named = [this](ColumnRole role) {
        return std::ranges::find(columns_, role, &Column::role);
    };
    const auto drop = [this, &named](ColumnRole role) {
        const auto column = named(role);
        if (column != columns_.end() && column->reason == ColumnReason::name)
            set(static_cast<std::size_t>(column - columns_.begin()), ColumnRole::ignore,
                ColumnReason::none);
    };
    const auto repeats = [this](std::size_t i) { return looks_[i].distinct < looks_[i].filled(); };
    if (has(ColumnRole::direction) && !has(ColumnRole::conversation) &&
        !has(ColumnRole::reply_to)) {
        for (std::size_t i = 0; i < columns_.size() && !has(ColumnRole::conversation); ++i)
            if (is_free(i) && aliases_[i] && aliases_[i]->role == ColumnRole::id && repeats(i))
                set(i, ColumnRole::conversation, ColumnReason::repeated_id, rows_);
    }
    if (has(ColumnRole::direction)) return;
    const auto conversation = named(ColumnRole::conversation);
    const bool grouped = conversation != columns_.end() && has(ColumnRole::author) &&
                         !has(ColumnRole::rating) &&
                         repeats(static_cast<std::size_t>(conversation - columns_.begin()));
    if (!grouped) drop(ColumnRole::conversation);
    if (!grouped) drop(ColumnRole::reply_to);
}

}  // namespace verbatim
