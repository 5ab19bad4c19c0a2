#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model.h"
#include "engine/result.h"

// Who speakers are: people whom the library knows, and what speakers are called.
namespace verbatim {

// Somebody of a people file, who may speak in many sources.
struct Person {
    std::string key;                                // folded: the first address, or else the name
    std::string name;                               // empty if only an address is known
    std::vector<std::string> addresses;             // e-mail addresses and ids, folded
    std::map<std::string, std::string> attributes;  // fields of whatever they say
    friend bool operator==(const Person&, const Person&) = default;
};

std::string encode(const Person& person);
Result<Person> decode_person(std::string_view bytes);

inline constexpr std::string_view kPersonKey = "person/";
inline constexpr std::string_view kLeftPersonKey = "left-person/";
inline constexpr std::string_view kForgottenKey = "forgotten/";
inline constexpr std::string_view kJoinKey = "join/";
inline constexpr std::string_view kRenameKey = "rename/";

// Settings of the store, by key (see store.h); nothing: erased.
using PeopleChanges = std::map<std::string, std::optional<std::string>>;

// The key of a join or a rename: of a speaker's name in the source at `path`, or, if that is empty,
// in every source.
std::string speaker_key(std::string_view kind, std::string_view name, std::string_view path);

// Finds the person that a speaker is. Immutable, thread-safe.
//
// In order: a join that was made for the speaker's name in one of the sources that hold the
// conversation, then one for the name anywhere; an address that is the speaker's id or name; a full
// name, of two words or more, that one person alone has. A first name alone is nobody: it is many
// people's.
class People {
public:
    // From the settings that begin with kPersonKey, kJoinKey and kRenameKey. Fails with `damaged`.
    static Result<People> make(std::map<std::string, std::string> settings);
    Result<People> with(const PeopleChanges& changes) const;

    struct Known {
        std::string name;                // what answers call the speaker
        const Person* person = nullptr;  // lives as long as the people
    };
    Known who(const Speaker& speaker, std::span<const std::string> paths) const;

    const std::map<std::string, Person, std::less<>>& list() const { return people_; }
    const Person* find(std::string_view key) const;

private:
    const std::string* setting(std::string_view kind, const Speaker& speaker,
                               std::span<const std::string> paths) const;

    std::map<std::string, std::string, std::less<>> settings_;
    std::map<std::string, Person, std::less<>> people_;                       // by key
    std::map<std::string, std::string, std::less<>> by_address_;              // -> key
    std::map<std::string, std::optional<std::string>, std::less<>> by_name_;  // none: several
};

}  // namespace verbatim
