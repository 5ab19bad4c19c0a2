#include "indexer/people.h"

#include <algorithm>

#include "engine/hash.h"
#include "engine/library_people.h"
#include "engine/library_state.h"
#include "engine/nearest.h"
#include "engine/text.h"
#include "engine/writer.h"
#include "indexer/roles.h"

namespace verbatim {

namespace {

std::string setting_key(std::string_view kind, std::string_view key) {
    return std::string(kind).append(key);
}

std::string forgotten_key(std::string_view address) {
    return setting_key(kForgottenKey, print_id(hash64(address)));
}

Result<std::uint64_t> apply(Library& library, const PeopleChanges& changes, bool dry_run) {
    if (!dry_run) return Writer(library).change_people(changes);
    const auto changed = changed_by(library.state(), changes);
    if (!changed) return changed.error();
    return changed->size();
}

Error no_such_person(const std::string& wanted, const std::vector<std::string>& keys) {
    const std::vector<std::string_view> views(keys.begin(), keys.end());
    const std::string_view near = nearest(fold(wanted), views);
    return {ErrorCode::not_found, "nobody among the people is " + wanted,
            near.empty() ? "`verbatim people` lists them, `verbatim people FILE` takes them in"
                         : "did you mean " + std::string(near) + "?"};
}

// By key, by address, or by a name that nobody else has.
Result<std::string> find_key(const std::vector<Person>& people, const std::string& wanted) {
    const std::string folded = fold(wanted);
    std::vector<std::string> keys, named;
    for (const Person& person : people) {
        if (person.key == folded ||
            std::ranges::find(person.addresses, folded) != person.addresses.end())
            return person.key;
        if (fold(person.name) == folded) named.push_back(person.key);
        keys.push_back(person.key);
    }
    if (named.size() == 1) return named.front();
    if (named.size() > 1)
        return Error{ErrorCode::bad_input, "several people are called " + wanted,
                     "name one by an address: " + named[0] + ", " + named[1]};
    return no_such_person(wanted, keys);
}

Result<std::vector<Person>> people_under(Library& library, std::string_view kind) {
    const auto settings = library.settings(kind);
    if (!settings) return settings.error();
    std::vector<Person> people;
    for (const auto& [key, value] : *settings) {
        auto person = decode_person(value);
        if (!person) return person.error();
        people.push_back(*std::move(person));
    }
    return people;
}

// Whether somebody in the sources is called so, by name or id.
Result<bool> is_speaker(Library& library, const std::string& name,
                        const std::vector<std::string>& sources) {
    const auto live = library.state().live_sources();
    if (!live) return live.error();
    const std::string folded = fold(name);
    bool found = false;
    for (const auto& [number, source] : *live) {
        const bool wanted = std::ranges::any_of(sources, [&here = source.path](const auto& path) {
            return path.empty() || path == here;
        });
        if (!wanted || found) continue;
        const auto walked = library.state().open_store->each_conversation(
            number, [&](std::uint32_t, const Conversation& conversation) -> Result<void> {
                for (const Speaker& speaker : conversation.speakers)
                    found |= fold(speaker.name) == folded || fold(speaker.id) == folded;
                return {};
            });
        if (!walked) return walked.error();
    }
    return found;
}

// What was said of a name in single sources, too.
Result<void> take_back(Library& library, std::string_view kind, const std::string& name,
                       PeopleChanges& changes) {
    const auto settings = library.settings(kind);
    if (!settings) return settings.error();
    const std::string in_any = speaker_key("", name, "");
    for (const auto& [key, value] : *settings)
        if (key.starts_with(in_any)) changes[setting_key(kind, key)] = std::nullopt;
    return {};
}

Result<std::uint64_t> set_for_speaker(Library& library, std::string_view kind,
                                      const std::string& name,
                                      const std::optional<std::string>& value,
                                      const std::vector<std::string>& sources) {
    const auto known = is_speaker(library, name, sources);
    if (!known) return known.error();
    if (!*known)
        return Error{ErrorCode::not_found, "no speaker is called " + name,
                     "`verbatim speakers` lists them as the sources write them"};
    PeopleChanges changes;
    for (const std::string& source : sources) changes[speaker_key(kind, name, source)] = value;
    const bool everywhere = std::ranges::find(sources, std::string()) != sources.end();
    if (!value && everywhere)
        if (auto found = take_back(library, kind, name, changes); !found) return found.error();
    return apply(library, changes, false);
}

// What keeps a file from bringing somebody back: they were taken out, or forgotten.
Result<bool> is_kept_out(Library& library, const Person& person) {
    const Store& store = *library.state().open_store;
    const auto left = store.setting(setting_key(kLeftPersonKey, person.key));
    if (!left) return left.error();
    if (*left) return true;
    std::vector<std::string> names = person.addresses;
    names.push_back(person.key);
    for (const std::string& name : names) {
        const auto forgotten = store.setting(forgotten_key(name));
        if (!forgotten) return forgotten.error();
        if (*forgotten) return true;
    }
    return false;
}

// Somebody who was known by this name alone, before the file had an address.
const Person* known_by_name(const People& people, const Person& person) {
    const Person* before = person.name.empty() ? nullptr : people.find(fold(person.name));
    return before != nullptr && before->addresses.empty() ? before : nullptr;
}

Result<void> replace_key(Library& library, const std::string& before, const std::string& after,
                         PeopleChanges& changes) {
    const auto joins = library.settings(kJoinKey);
    if (!joins) return joins.error();
    for (const auto& [speaker, person] : *joins)
        if (person == before) changes[setting_key(kJoinKey, speaker)] = after;
    changes[setting_key(kPersonKey, before)] = std::nullopt;
    return {};
}

// The joins to a person name them too.
Result<void> forget_joins(Library& library, const std::string& key, PeopleChanges& changes) {
    const auto joins = library.settings(kJoinKey);
    if (!joins) return joins.error();
    for (const auto& [speaker, person] : *joins)
        if (person == key) changes[setting_key(kJoinKey, speaker)] = std::nullopt;
    return {};
}

}  // namespace

Result<PeopleReport> add_people(Library& library, const std::vector<Person>& people, bool dry_run) {
    const auto known = people_of(library);
    if (!known) return known.error();
    PeopleReport report;
    PeopleChanges changes;
    for (const Person& person : people) {
        const auto kept_out = is_kept_out(library, person);
        if (!kept_out) return kept_out.error();
        const Person* before = (*known)->find(person.key);
        if (before == nullptr && !*kept_out) {
            before = known_by_name(**known, person);
            if (before != nullptr)
                if (auto moved = replace_key(library, before->key, person.key, changes); !moved)
                    return moved.error();
        }
        if (*kept_out) {
            report.kept_out.push_back(person.key);
        } else if (before != nullptr && *before == person) {
            ++report.unchanged;
        } else {
            ++(before == nullptr ? report.added : report.changed);
            changes[setting_key(kPersonKey, person.key)] = encode(person);
        }
    }
    const auto changed = apply(library, changes, dry_run);
    if (!changed) return changed.error();
    report.conversations = *changed;
    return report;
}

Result<std::uint64_t> join_speaker(Library& library, const std::string& name,
                                   const std::optional<std::string>& person,
                                   const std::vector<std::string>& sources) {
    std::optional<std::string> key;
    if (person) {
        const auto people = people_under(library, kPersonKey);
        if (!people) return people.error();
        auto found = find_key(*people, *person);
        if (!found) return found.error();
        key = *std::move(found);
    }
    return set_for_speaker(library, kJoinKey, name, key, sources);
}

Result<std::uint64_t> rename_speaker(Library& library, const std::string& name,
                                     const std::string& shown,
                                     const std::vector<std::string>& sources) {
    std::optional<std::string> value;
    if (shown != name) value = shown;
    return set_for_speaker(library, kRenameKey, name, value, sources);
}

Result<std::uint64_t> remove_person(Library& library, const std::string& person, Leaving how,
                                    bool dry_run) {
    auto here = people_under(library, kPersonKey);
    if (!here) return here.error();
    auto left = people_under(library, kLeftPersonKey);
    if (!left) return left.error();
    std::vector<Person> people = how == Leaving::restore ? *left : *here;
    if (how == Leaving::forget) people.insert(people.end(), left->begin(), left->end());
    const auto key = find_key(people, person);
    if (!key) return key.error();
    const Person found = *std::ranges::find(people, *key, &Person::key);
    const std::string present = setting_key(kPersonKey, *key);
    const std::string absent = setting_key(kLeftPersonKey, *key);
    PeopleChanges changes;
    changes[present] = changes[absent] = std::nullopt;
    if (how == Leaving::leave) changes[absent] = encode(found);
    if (how == Leaving::restore) changes[present] = encode(found);
    if (how == Leaving::forget) {
        changes[forgotten_key(*key)] = "";
        for (const std::string& address : found.addresses) changes[forgotten_key(address)] = "";
        if (auto gone = forget_joins(library, *key, changes); !gone) return gone.error();
    }
    return apply(library, changes, dry_run);
}

}  // namespace verbatim
