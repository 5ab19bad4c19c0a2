#include <algorithm>
#include <ostream>

#include "cli/block.h"
#include "cli/commands.h"
#include "cli/numbers.h"
#include "cli/open_library.h"
#include "cli/render_json.h"
#include "cli/terminal.h"
#include "engine/library_files.h"
#include "engine/library_others.h"

// index add, index list and index remove.
namespace verbatim::cli {

namespace {

namespace fs = std::filesystem;

bool is_same_place(const fs::path& one, const fs::path& other) {
    std::error_code ignored;
    return fs::equivalent(one, other, ignored);
}

// A directory must be a library, another than this one; a server may be down for now.
Result<IndexAddress> checked(const std::string& name, const fs::path& library,
                             const std::string& working_directory) {
    auto address = parse_address(name, working_directory);
    if (!address || address->is_remote()) return address;
    if (const auto version = check_version(address->path); !version) {
        Error error = version.error();
        if (error.code == ErrorCode::not_found)
            error.hint = "an index is a library's directory, HOST:PORT or ssh:HOST:LIBRARY";
        return error;
    }
    if (is_same_place(address->path, library))
        return Error{ErrorCode::bad_input, name + " is this library itself", ""};
    return address;
}

// The list as `change` makes it, under the library's lock.
template <typename Change>
Result<void> change_list(const Surroundings& surroundings, const Change& change) {
    const auto directory = find_library(surroundings);
    if (!directory) return directory.error();
    const auto locked = Library::open_store(*directory, surroundings.patience);
    if (!locked) return locked.error();
    auto others = others_of(*directory);
    if (!others) return others.error();
    if (auto changed = change(*directory, *others); !changed) return changed;
    return put_others(*directory, *others);
}

Json status_json(const OtherStatus& other) {
    Json json = {{"index", other.address.text}, {"reachable", other.problem.empty()}};
    if (other.problem.empty())
        json["verbatims"] = other.verbatims;
    else
        json["problem"] = other.problem;
    return json;
}

}  // namespace

Result<int> run(const IndexAddCommand& command, const Surroundings& surroundings,
                Console& console) {
    std::vector<IndexAddress> added;
    const auto changed = change_list(
        surroundings,
        [&](const fs::path& library, std::vector<IndexAddress>& others) -> Result<void> {
            for (const std::string& name : command.names) {
                auto address = checked(name, library, surroundings.working_directory);
                if (!address) return address.error();
                added.push_back(*address);
                if (std::ranges::find(others, *address) == others.end())
                    others.push_back(*std::move(address));
            }
            return {};
        });
    if (!changed) return changed.error();
    for (const OtherStatus& other : look_at(added)) {
        if (other.problem.empty())
            console.err << "Searches look into " << printable(other.address.text)
                        << " too: " << counted(other.verbatims, "verbatim") << ".\n";
        else
            console.err << message("It is left out as long as it cannot be used: " + other.problem,
                                   console);
    }
    return 0;
}

Result<int> run(const IndexListCommand& command, const Surroundings& surroundings,
                Console& console) {
    const auto directory = find_library(surroundings);
    if (!directory) return directory.error();
    const auto others = others_of(*directory);
    if (!others) return others.error();
    const std::vector<OtherStatus> found = look_at(*others);
    if (command.json) {
        Json list = Json::array();
        for (const OtherStatus& other : found) list.push_back(status_json(other));
        console.out << dump({{"schema", "verbatim.indexes/1"}, {"indexes", std::move(list)}})
                    << "\n";
        return 0;
    }
    if (found.empty()) console.err << "Searches look into this library alone.\n";
    for (const OtherStatus& other : found) {
        console.out << printable(other.address.text);
        if (other.problem.empty()) console.out << "  " << counted(other.verbatims, "verbatim");
        console.out << "\n";
        if (!other.problem.empty()) console.err << message(other.problem, console);
    }
    return 0;
}

Result<int> run(const IndexRemoveCommand& command, const Surroundings& surroundings,
                Console& console) {
    const auto changed = change_list(
        surroundings, [&](const fs::path&, std::vector<IndexAddress>& others) -> Result<void> {
            for (const std::string& name : command.names) {
                const auto address = parse_address(name, surroundings.working_directory);
                if (!address) return address.error();
                if (std::erase(others, *address) == 0)
                    return Error{ErrorCode::not_found, name + " is not among the indexes",
                                 "`verbatim index list` shows them"};
            }
            return {};
        });
    if (!changed) return changed.error();
    for (const std::string& name : command.names)
        console.err << "Searches look into " << printable(name) << " no longer.\n";
    return 0;
}

}  // namespace verbatim::cli
