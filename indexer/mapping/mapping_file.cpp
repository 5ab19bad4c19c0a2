#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/text.h"
#include "indexer/mapping/mapping.h"

namespace verbatim {

namespace {

using Json = nlohmann::json;

constexpr std::pair<std::string_view, ColumnRole> kRoles[] = {
    {"ignore", ColumnRole::ignore},
    {"text", ColumnRole::text},
    {"title", ColumnRole::title},
    {"rating", ColumnRole::rating},
    {"date", ColumnRole::date},
    {"started", ColumnRole::started},
    {"author", ColumnRole::author},
    {"surname", ColumnRole::surname},
    {"author_id", ColumnRole::author_id},
    {"product", ColumnRole::product},
    {"url", ColumnRole::url},
    {"id", ColumnRole::id},
    {"reply", ColumnRole::reply},
    {"direction", ColumnRole::direction},
    {"conversation", ColumnRole::conversation},
    {"reply_to", ColumnRole::reply_to},
    {"lang", ColumnRole::lang},
    {"custom", ColumnRole::custom}};

// Whether a mapping file can say so: kSerialDates are found anew each time.
bool is_order(std::string_view date_order) {
    return date_order == "dmy" || date_order == "mdy" || date_order == "ymd";
}

// Fills a Mapping key by key. The first fault ends it.
class MappingParser {
public:
    MappingParser(std::string_view file, std::string_view text) : file_(file), text_(text) {
        mapping_.text = text;
    }

    Result<Mapping> parse() {
        const Json json = Json::parse(text_.begin(), text_.end(), nullptr, true, true);
        if (!json.is_object())
            return Error{ErrorCode::bad_input, file_ + ":1: a mapping file is a JSON object", ""};
        for (const auto& [key, value] : json.items())
            if (const auto set = set_key(key, value); !set) return set.error();
        return std::move(mapping_);
    }

private:
    Error fault(const std::string& key, const std::string& what) const {
        const std::size_t at = std::min(text_.find('"' + key + '"'), text_.size());
        const auto line = 1 + std::ranges::count(text_.substr(0, at), '\n');
        return {ErrorCode::bad_input,
                file_ + ":" + std::to_string(line) + ": \"" + key + "\" " + what,
                "docs/formats.md lists the keys of a mapping file"};
    }

    // A column's name, folded.
    std::string spell(const Json& name) {
        std::string folded = fold(name.get<std::string>());
        mapping_.spelled.try_emplace(folded, name.get<std::string>());
        return folded;
    }

    Result<void> set_key(const std::string& key, const Json& value);
    Result<void> set_columns(const Json& columns);
    Result<void> set_fields(const Json& fields);
    Result<void> set_questions(const Json& questions);
    Result<void> set_roles(const Json& roles);

    std::string file_;
    std::string_view text_;
    Mapping mapping_;
};

Result<void> MappingParser::set_key(const std::string& key, const Json& value) {
    if (key == "columns") return set_columns(value);
    if (key == "fields") return set_fields(value);
    if (key == "questions") return set_questions(value);
    if (key == "roles") return set_roles(value);
    if (key == "rating_max") {
        if (!value.is_number() || value.get<double>() <= 0)
            return fault(key, "is a number above 0");
        mapping_.rating_max = value.get<double>();
        return {};
    }
    if (key == "header_row") {
        if (!value.is_number_unsigned()) return fault(key, "is a row from 1, or 0 for no header");
        mapping_.header_row = value.get<std::size_t>();
        return {};
    }
    if (!value.is_string())
        return fault(key,
                     key == "format" || key == "kind" || key == "delimiter" || key == "date_order"
                         ? "is a string"
                         : "is no key of a mapping file");
    const auto text = value.get<std::string>();
    if (key == "format") {
        mapping_.format = text;
    } else if (key == "kind") {
        mapping_.kind = kind_from(text);
        if (!mapping_.kind)
            return fault(key, "is none of interview, call, review, chat, survey, forum, mail");
    } else if (key == "delimiter") {
        if (text.size() != 1) return fault(key, "is one character");
        mapping_.delimiter = text[0];
    } else if (key == "date_order") {
        if (!is_order(text)) return fault(key, "is dmy, mdy or ymd");
        mapping_.date_order = text;
    } else {
        return fault(key, "is no key of a mapping file");
    }
    return {};
}

Result<void> MappingParser::set_columns(const Json& columns) {
    if (!columns.is_object()) return fault("columns", "is an object: {\"text\": \"Review\"}");
    for (const auto& [key, value] : columns.items()) {
        const auto role = column_role_from(key);
        if (!role) return fault(key, "is nothing that a column can be");
        for (const Json& name : value.is_array() ? value : Json::array({value})) {
            if (!name.is_string()) return fault(key, "is a column's name or a list of names");
            mapping_.columns[spell(name)] = *role;
        }
    }
    return {};
}

Result<void> MappingParser::set_fields(const Json& fields) {
    if (!fields.is_object()) return fault("fields", "is an object: {\"plan\": \"Plan name\"}");
    for (const auto& [key, value] : fields.items()) {
        if (!value.is_string()) return fault(key, "is a column's name");
        mapping_.fields[spell(value)] = key;
    }
    return {};
}

Result<void> MappingParser::set_questions(const Json& questions) {
    if (!questions.is_object())
        return fault("questions", "is an object: {\"Q7\": \"Why did you buy?\"}");
    mapping_.questions.emplace();
    for (const auto& [name, question] : questions.items()) {
        if (!question.is_string()) return fault(name, "is what the column answers");
        (*mapping_.questions)[spell(name)] = question.get<std::string>();
    }
    return {};
}

Result<void> MappingParser::set_roles(const Json& roles) {
    if (!roles.is_object()) return fault("roles", "is an object: {\"Dana\": \"customer\"}");
    for (const auto& [name, value] : roles.items()) {
        const auto role = value.is_string() ? role_from(value.get<std::string>()) : std::nullopt;
        if (!role) return fault(name, "is none of customer, interviewer, agent, bot, unknown");
        mapping_.roles[fold(name)] = *role;
    }
    return {};
}

}  // namespace

std::optional<ColumnRole> column_role_from(std::string_view name) {
    const auto* found =
        std::ranges::find(kRoles, name, &std::pair<std::string_view, ColumnRole>::first);
    if (found == std::end(kRoles)) return std::nullopt;
    return found->second;
}

std::string_view name_of(ColumnRole role) {
    return std::ranges::find(kRoles, role, &std::pair<std::string_view, ColumnRole>::second)->first;
}

std::vector<std::string> missing_columns(const Mapping& mapping,
                                         const std::vector<std::string>& header) {
    std::set<std::string> there;
    for (const std::string& name : header) there.insert(fold(name));
    std::vector<std::string> missing;
    for (const auto& [folded, name] : mapping.spelled)
        if (!there.contains(folded)) missing.push_back(name);
    return missing;
}

std::string print_mapping(const std::vector<Column>& columns, Kind kind,
                          const MappedLayout& layout) {
    nlohmann::ordered_json json;
    json["format"] = layout.format;
    if (layout.delimiter) json["delimiter"] = std::string(1, *layout.delimiter);
    if (layout.header_row) json["header_row"] = *layout.header_row;
    json["kind"] = name_of(kind);
    auto fields = nlohmann::ordered_json::object(), questions = fields, roles = fields;
    for (const auto& [name, role] : kRoles) {
        auto named = nlohmann::ordered_json::array();
        for (const Column& column : columns) {
            if (column.role != role) continue;
            if (role == ColumnRole::custom)
                fields[column.key] = column.name;
            else
                named.push_back(column.name);
            if (role == ColumnRole::text) questions[column.name] = column.question;
            if (role == ColumnRole::rating && column.rating_max)
                json["rating_max"] = *column.rating_max;
            if (role == ColumnRole::date && is_order(column.date_order))
                json["date_order"] = column.date_order;
        }
        if (named.size() == 1 && role != ColumnRole::ignore)
            roles[std::string(name)] = named.front();
        else if (!named.empty())
            roles[std::string(name)] = std::move(named);
    }
    json["columns"] = std::move(roles);
    json["fields"] = std::move(fields);
    json["questions"] = std::move(questions);
    return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::string print_mapping(std::string_view format, Kind kind, const std::string& date_order,
                          const std::vector<Speaker>& speakers) {
    std::map<std::string, std::set<Role>> roles;
    for (const Speaker& speaker : speakers)
        roles[speaker.name.empty() ? speaker.id : speaker.name].insert(speaker.role);
    nlohmann::ordered_json json;
    json["format"] = format;
    json["kind"] = name_of(kind);
    if (is_order(date_order)) json["date_order"] = date_order;
    json["roles"] = nlohmann::ordered_json::object();
    for (const auto& [name, held] : roles)
        if (!name.empty() && held.size() == 1) json["roles"][name] = name_of(*held.begin());
    return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

Result<Mapping> parse_mapping(std::string_view file, std::string_view text) {
    try {
        return MappingParser(file, text).parse();
    } catch (const Json::exception& error) {
        std::string what = error.what();
        if (const std::size_t at = what.find("parse error at "); at != what.npos) what.erase(0, at);
        return Error{ErrorCode::bad_input, std::string(file) + ": " + what,
                     "a mapping file is JSON; see docs/formats.md"};
    }
}

}  // namespace verbatim
