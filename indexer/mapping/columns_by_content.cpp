#include <algorithm>
#include <array>
#include <span>

#include "engine/schema.h"
#include "engine/text.h"
#include "indexer/mapping/column_mapper.h"

namespace verbatim {

namespace {

constexpr std::size_t kLongestKey = 40;

// Attributes that are worth a field however many values they have: what a name ends in.
constexpr std::array<std::string_view, 18> kAttributes = {
    "plan",        "segment",     "tier",    "country",  "region",    "platform",
    "device",      "channel",     "version", "category", "industry",  "companysize",
    "versionname", "countrycode", "variant", "edition",  "variation", "cohort"};

// Said of the exporter or of the respondent's machine, and of nobody's interest.
constexpr std::array<std::string_view, 9> kNoAttributes = {
    "type",      "ipaddress",        "finished",          "progress",   "distributionchannel",
    "networkid", "locationlatitude", "locationlongitude", "collectorid"};

// A part of a path that says nothing without the part before it.
constexpr std::array<std::string_view, 8> kVagueParts = {"id",    "name", "value", "label",
                                                         "title", "type", "code",  "text"};

// Links to pictures and people, and where somebody came from: not to what was written.
constexpr std::array<std::string_view, 10> kNoPages = {
    "image", "photo", "avatar", "picture", "icon", "logo", "profile", "uri", "userurl", "refer"};

bool speaks_of(std::string_view plain, std::span<const std::string_view> words) {
    return std::ranges::any_of(words,
                               [plain](auto word) { return plain.find(word) != plain.npos; });
}

// No name, only a number, or one that speaks of ids: any other column is what it says, a device.
bool may_name_id(std::string_view plain) {
    return plain.find_first_not_of("0123456789") == plain.npos || plain.ends_with("id") ||
           plain.ends_with("key") || plain.ends_with("nr") || plain.ends_with("number");
}

auto nesting(std::string_view path) {
    return std::ranges::count(path, '.');
}

}  // namespace

std::string_view telling_part(std::string_view header) {
    constexpr std::string_view kBeforeChoice = " - ";
    const std::size_t choice = header.rfind(kBeforeChoice);
    if (choice != header.npos) return header.substr(choice + kBeforeChoice.size());
    const std::size_t dot = header.rfind('.');
    if (dot == header.npos) return header;
    const std::string last = plain_name(header.substr(dot + 1));
    const bool vague = std::ranges::find(kVagueParts, last) != kVagueParts.end();
    return vague ? header : header.substr(dot + 1);
}

std::string field_key(std::string_view header) {
    const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
    std::string words;  // "userCountry" is two
    for (std::size_t i = 0; i < header.size(); ++i) {
        const bool begins =
            i > 0 && header[i] >= 'A' && header[i] <= 'Z' && is_lower(header[i - 1]);
        words += begins ? std::string("_") + header[i] : std::string(1, header[i]);
    }
    std::string key;
    for (const char c : fold(words)) {
        if (c == ' ' || c == '-' || c == '.' || c == '/') key += '_';
        if (c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c & 0x80) != 0)
            key += c;
    }
    if (key.size() > kLongestKey) {
        const std::size_t end = key.rfind('_', kLongestKey);
        key.resize(end == key.npos ? 0 : end);
    }
    const bool number = key.find_first_not_of("0123456789") == std::string::npos;
    return number && !key.empty() ? "column_" + key : key;
}

// What no name told.
void ColumnMapper::choose_by_content() {
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
        if (!has(ColumnRole::url) && look.mostly(look.urls, 0.9) && !speaks_of(name, kNoPages))
            set(i, ColumnRole::url, ColumnReason::links);
        else if (!has(ColumnRole::date) && !look.mostly(look.numbers) && date_order_of(look, ""))
            set(i, ColumnRole::date, ColumnReason::dates);
        else if (!has(ColumnRole::rating) && (named_rating || five_grades) && rating_scale_of(look))
            set(i, ColumnRole::rating, ColumnReason::few_numbers);
        else if (!has(ColumnRole::id) && may_name_id(name) && is_identifier(look))
            set(i, ColumnRole::id, ColumnReason::tokens);
    }
}

void ColumnMapper::add_field(std::size_t i, std::string key, ColumnReason reason,
                             std::size_t counted) {
    const auto taken = [this](const std::string& wanted) {
        return find_field(wanted) ||
               std::ranges::find(columns_, wanted, &Column::key) != columns_.end();
    };
    if (taken(key)) key += "_column";
    if (key.empty() || taken(key)) return;
    set(i, ColumnRole::custom, reason, counted);
    columns_[i].key = std::move(key);
}

void ColumnMapper::choose_fields() {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (!is_free(i) || count(ColumnRole::custom) >= kMostFields) continue;
        const ColumnLook& look = looks_[i];
        const std::string name = plain_name(header_[i]);
        const bool wanted = std::ranges::any_of(
            kAttributes, [&name](std::string_view end) { return name.ends_with(end); });
        const std::string key = field_key(telling_part(header_[i]));
        if (std::ranges::find(kNoAttributes, name) != kNoAttributes.end() ||
            name.starts_with("metadata") || (aliases_[i] && aliases_[i]->role == ColumnRole::date))
            continue;
        if (names_by_id(i))
            add_field(i, key, ColumnReason::product_ids);
        else if (names_jobs(i))
            add_field(i, "job_title", ColumnReason::jobs);
        else if ((wanted && look.filled() > 0 && look.mean_size <= 60) ||
                 (!name.empty() && !name.ends_with("id") && nesting(header_[i]) < 2 &&
                  is_attribute(look)))
            add_field(i, key, ColumnReason::values, look.distinct);
    }
}

}  // namespace verbatim
