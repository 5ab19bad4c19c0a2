#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/library.h"
#include "engine/people.h"
#include "indexer/decode.h"

// People files, and what they and corrections make of speakers: nothing is read again for it. What
// is given here outlasts every reading of the sources.
namespace verbatim {

struct PeopleFile {
    std::vector<Person> people;
    std::vector<std::string> notes;  // "address <- column 2 'E-mail'"
    std::vector<RejectRow> rejects;  // rows that are nobody
};

// Reads a table whose header names a column of names or of addresses, as which ids of six or more
// characters count too; every other column is an attribute.
Result<PeopleFile> read_people(const std::string& path);
Result<PeopleFile> read_people(Input& input);

struct PeopleReport {
    std::uint64_t added = 0;
    std::uint64_t changed = 0;
    std::uint64_t unchanged = 0;
    std::vector<std::string> kept_out;  // keys of people who were taken out before
    std::uint64_t conversations = 0;    // that are shown anew
};
// Takes people in; who is there already gets the name, addresses and attributes of the file.
Result<PeopleReport> add_people(Library& library, const std::vector<Person>& people, bool dry_run);

// All of these return how many conversations are shown anew, or would be. Sources are paths, of
// which one that is empty is every source.

// Says who a speaker is, or, without a person, takes it back. `person` is a key, an address or a
// name that one person has.
Result<std::uint64_t> join_speaker(Library& library, const std::string& name,
                                   const std::optional<std::string>& person,
                                   const std::vector<std::string>& sources);
// Gives a speaker another name; its own takes it back.
Result<std::uint64_t> rename_speaker(Library& library, const std::string& name,
                                     const std::string& shown,
                                     const std::vector<std::string>& sources);

// `leave` takes a person out, whom people files do not bring back but `restore` does. `forget`
// leaves nothing of a person but a hash, by which people files are kept from bringing them back.
enum class Leaving { leave, restore, forget };
Result<std::uint64_t> remove_person(Library& library, const std::string& person, Leaving how,
                                    bool dry_run);

}  // namespace verbatim
