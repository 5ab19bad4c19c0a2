#include "engine/library_merge_settings.h"

#include <algorithm>
#include <optional>

#include "engine/ascii.h"
#include "engine/codec_saved.h"
#include "engine/library_state.h"
#include "engine/schema.h"
#include "engine/store_keys.h"

namespace verbatim {

namespace {

// The lens that a setting belongs to; nothing if it is none of a lens.
std::optional<std::string> lens_of(std::string_view key) {
    for (const std::string_view kind : {kLensKey, kMarkKey, kExampleKey})
        if (key.starts_with(kind)) {
            key.remove_prefix(kind.size());
            return std::string(key.substr(0, key.find('\0')));
        }
    return std::nullopt;
}

// A lens as far as libraries can agree on it, with its marks and examples.
Result<std::map<std::string, std::string>> rows_of(const std::string& lens, const Store& store) {
    std::map<std::string, std::string> rows;
    const std::string lens_key = std::string(kLensKey) + lens;
    const auto stored = store.setting(lens_key);
    if (!stored) return stored.error();
    if (*stored) {
        auto decoded = decode_lens(**stored);
        if (decoded) decoded->number = 0;
        rows[lens_key] = decoded ? encode(*decoded) : **stored;
    }
    for (const std::string_view kind : {kMarkKey, kExampleKey}) {
        const std::string prefix = std::string(kind) + lens + '\0';
        const auto settings = store.settings(prefix);
        if (!settings) return settings.error();
        for (const auto& [key, value] : *settings) rows[prefix + key] = value;
    }
    return rows;
}

// Two searches are one if they ask the same and were marked alike.
bool is_same(const SavedSearch& one, const SavedSearch& other) {
    return one.arguments == other.arguments && one.good == other.good && one.bad == other.bad;
}

std::string in_quotes(std::string_view name) {
    return '"' + std::string(name) + '"';
}

}  // namespace

Result<MergedSettings> MergedSettings::begin(const Store& into) {
    MergedSettings settings;
    const auto lenses = stored_lenses(into);
    if (!lenses) return lenses.error();
    for (const StoredLens& lens : *lenses)
        settings.last_lens_ = std::max(settings.last_lens_, lens.number);
    const auto given = into.setting(kLastLensKey);
    if (!given) return given.error();
    if (*given) {
        const std::string& text = **given;
        const auto number = whole_number<std::uint32_t>(text);
        if (!number)
            return Error{ErrorCode::damaged,
                         "the number of lenses in the store is none: " + in_quotes(text),
                         "name another library first, or restore a backup"};
        settings.last_lens_ = std::max(settings.last_lens_, *number);
    }
    if (auto noted = settings.note_roles(into); !noted) return noted.error();
    return settings;
}

Result<void> MergedSettings::note_roles(const Store& store) {
    const auto roles = store.settings(kRoleKey);
    if (!roles) return roles.error();
    ++libraries_;
    for (const auto& role : *roles) ++roles_[role];
    return {};
}

Result<RoleSettings> MergedSettings::unequal_roles(const Store& into) const {
    auto roles = into.settings(kRoleKey);
    if (!roles) return roles.error();
    std::erase_if(*roles, [&](const auto& role) {
        const auto found = roles_.find(role);
        return found != roles_.end() && found->second == libraries_;
    });
    return roles;
}

void MergedSettings::notice(const std::string& text) {
    if (noticed_.insert(text).second) notices_.push_back(text);
}

Result<void> MergedSettings::take(const Store& from, const std::string& name,
                                  const MergedNumbers& numbers, const Store& into,
                                  StoreBatch& batch) {
    if (auto noted = note_roles(from); !noted) return noted;
    const auto settings = from.settings("");
    if (!settings) return settings.error();
    std::map<std::string, Taken> lenses;
    for (const auto& [key, theirs] : *settings) {
        if (key == kLastNumberKey || key == kLastLensKey) continue;
        Result<void> taken;
        if (key.starts_with(kSearchKey)) {
            taken = take_search(key, theirs, name, numbers, into, batch);
        } else if (const auto lens = lens_of(key); lens) {
            if (!lenses.contains(*lens)) {
                const auto is_taken = take_lens(*lens, from, name, into);
                if (!is_taken) return is_taken.error();
                lenses[*lens] = *is_taken;
            }
            if (lenses.at(*lens) == Taken::no) continue;
            taken = key.starts_with(kLensKey)
                        ? put_lens(key, theirs, into, batch)
                        : take_other(key, theirs, "marks of the lens " + in_quotes(*lens), name,
                                     into, batch);
        } else {
            taken = take_other(key, theirs, in_quotes(key.substr(0, key.find('\0'))), name, into,
                               batch);
        }
        if (!taken) return taken;
    }
    return {};
}

// A lens comes whole or not at all; marks of one that ships, which taught it nothing yet, one by
// one.
Result<MergedSettings::Taken> MergedSettings::take_lens(const std::string& lens, const Store& from,
                                                        const std::string& name,
                                                        const Store& into) {
    const auto theirs = rows_of(lens, from);
    if (!theirs) return theirs.error();
    const auto ours = rows_of(lens, into);
    if (!ours) return ours.error();
    if (*ours == *theirs) return Taken::no;
    const std::string key = std::string(kLensKey) + lens;
    const auto their_lens = theirs->find(key);
    if (their_lens == theirs->end() && !ours->contains(key)) return Taken::where_missing;
    if (!ours->empty()) {
        notice(name + " says otherwise of the lens " + in_quotes(lens) +
               ", which is not taken over");
        return Taken::no;
    }
    if (their_lens == theirs->end()) return Taken::where_missing;
    if (!decode_lens(their_lens->second)) {
        notice(name + " has a lens " + in_quotes(lens) +
               " that cannot be read, and is not taken over");
        return Taken::no;
    }
    if (last_lens_ + 2 >= kMostOwnLenses) {
        notice(name + " has a lens " + in_quotes(lens) +
               " for which there is no room: a library has " + std::to_string(kMostOwnLenses) +
               " at most");
        return Taken::no;
    }
    return Taken::yes;
}

Result<void> MergedSettings::put_lens(const std::string& key, const std::string& value,
                                      const Store& into, StoreBatch& batch) {
    auto lens = decode_lens(value);
    if (!lens) return lens.error();
    if (lens->number > 0) {
        lens->number = ++last_lens_;
        into.put_setting(batch, kLastLensKey, std::to_string(last_lens_));
    }
    into.put_setting(batch, key, encode(*lens));
    return {};
}

Result<void> MergedSettings::take_search(const std::string& key, const std::string& theirs,
                                         const std::string& name, const MergedNumbers& numbers,
                                         const Store& into, StoreBatch& batch) {
    const auto ours = into.setting(key);
    if (!ours) return ours.error();
    auto search = decode_saved_search(theirs);
    if (*ours) {
        const auto known = decode_saved_search(**ours);
        const bool same = search && known ? is_same(*search, *known) : **ours == theirs;
        if (!same)
            notice(name + " says otherwise of the saved search " +
                   in_quotes(std::string_view(key).substr(kSearchKey.size())) +
                   ", which is not taken over");
        return {};
    }
    if (search) {
        search->current = numbers.of(search->current);
        search->previous = numbers.of(search->previous);
    }
    into.put_setting(batch, key, search ? encode(*search) : theirs);
    return {};
}

Result<void> MergedSettings::take_other(const std::string& key, const std::string& theirs,
                                        const std::string& what, const std::string& name,
                                        const Store& into, StoreBatch& batch) {
    const auto ours = into.setting(key);
    if (!ours) return ours.error();
    if (!*ours)
        into.put_setting(batch, key, theirs);
    else if (**ours != theirs)
        notice(name + " says otherwise of " + what + ", which is not taken over");
    return {};
}

}  // namespace verbatim
