#include <algorithm>
#include <set>

#include "engine/schema.h"
#include "engine/text.h"
#include "indexer/decode.h"
#include "indexer/mapping/aliases.h"
#include "indexer/mapping/column_mapper.h"
#include "indexer/people.h"
#include "indexer/readers/cells.h"
#include "indexer/readers/csv_layout.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

constexpr std::size_t kSampleBytes = 1u << 20;
// Shorter ids may be anybody's in another system.
constexpr std::size_t kShortestId = 6;

enum class Part { name, first_name, last_name, address, attribute };

constexpr std::pair<std::string_view, Part> kNames[] = {
    {"name", Part::name},
    {"fullname", Part::name},
    {"customer", Part::name},
    {"customername", Part::name},
    {"contact", Part::name},
    {"contactname", Part::name},
    {"person", Part::name},
    {"speaker", Part::name},
    {"participant", Part::name},
    {"respondent", Part::name},
    {"displayname", Part::name},
    {"firstname", Part::first_name},
    {"givenname", Part::first_name},
    {"lastname", Part::last_name},
    {"surname", Part::last_name},
    {"familyname", Part::last_name},
    {"email", Part::address},
    {"emails", Part::address},
    {"emailaddress", Part::address},
    {"mail", Part::address},
    {"contactemail", Part::address},
    {"customeremail", Part::address},
    {"useremail", Part::address},
    {"workemail", Part::address},
    {"id", Part::address},
    {"userid", Part::address},
    {"customerid", Part::address},
    {"contactid", Part::address},
    {"personid", Part::address},
    {"participantid", Part::address},
    {"username", Part::address},
};

struct PeopleColumn {
    Part part = Part::attribute;
    std::string key;  // of an attribute
};

std::vector<PeopleColumn> columns_of(const std::vector<std::string>& header,
                                     std::vector<std::string>& notes) {
    std::vector<PeopleColumn> columns;
    std::set<std::string> taken;
    bool named = false;
    for (std::size_t i = 0; i < header.size(); ++i) {
        const auto* known = std::ranges::find(kNames, plain_name(header[i]),
                                              &std::pair<std::string_view, Part>::first);
        PeopleColumn column;
        if (known != std::end(kNames)) column.part = known->second;
        if (column.part == Part::name && std::exchange(named, true)) column.part = Part::attribute;
        std::string what = column.part == Part::address ? "address" : "name";
        if (column.part == Part::attribute) {
            column.key = field_key(header[i]);
            if (find_field(column.key) != nullptr) column.key = "person_" + column.key;
            if (!taken.insert(column.key).second) column.key.clear();
            what = column.key.empty() ? "unused" : "field " + column.key;
        }
        notes.push_back(what + " <- column " + std::to_string(i + 1) + " '" + header[i] + "'");
        columns.push_back(std::move(column));
    }
    return columns;
}

// "a@x.example; b@x.example" is two.
void add_addresses(std::string_view cell, std::vector<std::string>& addresses) {
    for (std::size_t begin = 0; begin <= cell.size();) {
        const std::size_t end = std::min(cell.find_first_of(";,|", begin), cell.size());
        std::string address = fold(cell.substr(begin, end - begin));
        const bool tells = address.find('@') != std::string::npos || address.size() >= kShortestId;
        if (tells && std::ranges::find(addresses, address) == addresses.end())
            addresses.push_back(std::move(address));
        begin = end + 1;
    }
}

Person person_of(std::span<const std::string_view> cells,
                 const std::vector<PeopleColumn>& columns) {
    Person person;
    std::string first, last;
    for (std::size_t i = 0; i < columns.size() && i < cells.size(); ++i) {
        const std::string_view cell = trim_space(cells[i]);
        if (says_nothing(cell)) continue;
        switch (columns[i].part) {
            case Part::name:
                person.name = cell;
                break;
            case Part::first_name:
                first = cell;
                break;
            case Part::last_name:
                last = cell;
                break;
            case Part::address:
                add_addresses(cell, person.addresses);
                break;
            case Part::attribute:
                if (!columns[i].key.empty()) person.attributes[columns[i].key] = cell;
        }
    }
    if (person.name.empty())
        person.name = first.empty() || last.empty() ? first + last : first + " " + last;
    const auto mail = std::ranges::find_if(person.addresses, [](const std::string& address) {
        return address.find('@') != std::string::npos;
    });
    if (mail != person.addresses.end())
        person.key = *mail;
    else
        person.key = person.addresses.empty() ? fold(person.name) : person.addresses.front();
    return person;
}

Error no_columns(const std::string& path, const std::vector<std::string>& header) {
    std::string names;
    for (const std::string& name : header) names += (names.empty() ? "" : ", ") + name;
    return {ErrorCode::bad_input,
            path + ": no column of names or addresses" +
                (names.empty() ? std::string() : " among " + names),
            "its first row names the columns, one of them name or email"};
}

}  // namespace

Result<PeopleFile> read_people(const std::string& path) {
    auto input = Input::open(path);
    if (!input) return input.error();
    return read_people(*input);
}

Result<PeopleFile> read_people(Input& input) {
    const std::string& path = input.path();
    const std::string_view sample = input.peek(kSampleBytes);
    const auto layout = find_csv_layout(sample, sample.size() < kSampleBytes, nullptr);
    if (!layout) return no_columns(path, {});
    PeopleFile file;
    const std::vector<PeopleColumn> columns = columns_of(layout->header, file.notes);
    if (std::ranges::all_of(
            columns, [](const PeopleColumn& column) { return column.part == Part::attribute; }))
        return no_columns(path, layout->header);
    using State = CsvRecords::State;
    CsvRecords records(input, layout->dialect, layout->header.size());
    std::map<std::string, std::uint64_t> seen;
    for (State state = records.next(); state != State::end; state = records.next()) {
        if (records.row() < layout->first_row) continue;
        const auto reject = [&](std::string reason) {
            Locator locator;
            locator.row = records.row();
            locator.line = records.line();
            file.rejects.push_back({path, {std::move(locator), std::move(reason)}});
        };
        if (state == State::fault) {
            reject(records.fault());
            continue;
        }
        if (records.record().blank) continue;
        Person person = person_of(records.record().cells, columns);
        const auto [earlier, fresh] = seen.emplace(person.key, records.row());
        if (person.key.empty())
            reject("neither a name nor an address");
        else if (!fresh)
            reject("the same person as in row " + std::to_string(earlier->second));
        else
            file.people.push_back(std::move(person));
    }
    if (!input.read_error().empty())
        return Error{ErrorCode::unavailable, path + ": " + input.read_error(), ""};
    return file;
}

}  // namespace verbatim
