#include "engine/people.h"

#include <algorithm>

#include "engine/text.h"

namespace verbatim {

std::string speaker_key(std::string_view kind, std::string_view name, std::string_view path) {
    return std::string(kind).append(fold(name)).append(1, '\0').append(path);
}

Result<People> People::make(std::map<std::string, std::string> settings) {
    People people;
    people.settings_ = {settings.begin(), settings.end()};
    for (const auto& [key, value] : people.settings_) {
        if (!key.starts_with(kPersonKey)) continue;
        auto person = decode_person(value);
        if (!person)
            return Error{person.error().code, key + ": " + person.error().message,
                         person.error().hint};
        std::string name = person->key;
        people.people_.emplace(std::move(name), *std::move(person));
    }
    for (const auto& [key, person] : people.people_) {
        for (const std::string& address : person.addresses)
            people.by_address_.emplace(address, key);
        const std::string name = fold(person.name);
        if (name.find(' ') == std::string::npos) continue;
        const auto [found, fresh] = people.by_name_.emplace(name, key);
        if (!fresh) found->second.reset();
    }
    return people;
}

Result<People> People::with(const PeopleChanges& changes) const {
    std::map<std::string, std::string> settings(settings_.begin(), settings_.end());
    for (const auto& [key, value] : changes) {
        if (value)
            settings[key] = *value;
        else
            settings.erase(key);
    }
    return make(std::move(settings));
}

const Person* People::find(std::string_view key) const {
    const auto found = people_.find(key);
    return found == people_.end() ? nullptr : &found->second;
}

const std::string* People::setting(std::string_view kind, const Speaker& speaker,
                                   std::span<const std::string> paths) const {
    const auto at = [&](std::string_view path) -> const std::string* {
        for (const std::string* name : {&speaker.name, &speaker.id}) {
            if (name->empty()) continue;
            const auto found = settings_.find(speaker_key(kind, *name, path));
            if (found != settings_.end()) return &found->second;
        }
        return nullptr;
    };
    for (const std::string& path : paths)
        if (const std::string* found = at(path)) return found;
    return at("");
}

People::Known People::who(const Speaker& speaker, std::span<const std::string> paths) const {
    Known known{speaker.name, nullptr};
    if (settings_.empty()) return known;
    const std::string* renamed = setting(kRenameKey, speaker, paths);
    if (renamed != nullptr) known.name = *renamed;
    if (const std::string* joined = setting(kJoinKey, speaker, paths)) known.person = find(*joined);
    for (const std::string* address : {&speaker.id, &speaker.name}) {
        if (known.person != nullptr || address->empty()) continue;
        const auto found = by_address_.find(fold(*address));
        if (found != by_address_.end()) known.person = find(found->second);
    }
    if (known.person == nullptr && !known.name.empty()) {
        const auto found = by_name_.find(fold(known.name));
        if (found != by_name_.end() && found->second) known.person = find(*found->second);
    }
    const bool is_named = known.person != nullptr && !known.person->name.empty();
    if (is_named && renamed == nullptr) known.name = known.person->name;
    return known;
}

}  // namespace verbatim
