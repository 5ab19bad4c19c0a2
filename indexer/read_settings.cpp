#include "indexer/read_settings.h"

#include <nlohmann/json.hpp>

namespace verbatim {

bool ReadSettings::are_default() const {
    return format.empty() && round.empty() && !read.kind && !read.mapping && read.roles.empty() &&
           read.fields.empty();
}

std::map<std::string, Role> ReadSettings::roles() const {
    std::map<std::string, Role> roles = read.roles;
    if (read.mapping) roles.insert(read.mapping->roles.begin(), read.mapping->roles.end());
    return roles;
}

std::optional<Kind> ReadSettings::kind() const {
    return read.kind || !read.mapping ? read.kind : read.mapping->kind;
}

std::string print(const ReadSettings& settings) {
    nlohmann::json json = nlohmann::json::object();
    if (!settings.format.empty()) json["format"] = settings.format;
    if (!settings.round.empty()) json["round"] = settings.round;
    if (settings.read.kind) json["kind"] = name_of(*settings.read.kind);
    if (settings.read.mapping) json["mapping"] = settings.read.mapping->text;
    for (const auto& [name, role] : settings.read.roles) json["roles"][name] = name_of(role);
    for (const auto& [key, value] : settings.read.fields) json["fields"][key] = value;
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<ReadSettings> parse_read_settings(std::string_view text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object())
        return Error{ErrorCode::damaged, "the settings of a source are not JSON",
                     "add the source again"};
    ReadSettings settings;
    settings.format = json.value("format", "");
    settings.round = json.value("round", "");
    settings.read.kind = kind_from(json.value("kind", ""));
    if (json.contains("mapping")) {
        auto mapping = parse_mapping("the stored mapping", json["mapping"].get<std::string>());
        if (!mapping) return mapping.error();
        settings.read.mapping = *std::move(mapping);
    }
    const auto roles = json.value("roles", nlohmann::json::object());
    for (const auto& [name, role] : roles.items())
        if (const auto known = role_from(role.get<std::string>()))
            settings.read.roles[name] = *known;
    const auto fields = json.value("fields", nlohmann::json::object());
    for (const auto& [key, value] : fields.items())
        settings.read.fields[key] = value.get<std::string>();
    return settings;
}

}  // namespace verbatim
