#include "engine/library_others.h"

#include <future>
#include <sstream>
#include <system_error>

#include "engine/library_files.h"

namespace verbatim {

namespace fs = std::filesystem;

Result<std::vector<IndexAddress>> others_of(const fs::path& library) {
    std::vector<IndexAddress> others;
    const auto list = read_if_there(library / kOthersFile);
    if (!list) return list.error();
    if (!*list) return others;
    std::istringstream lines(**list);
    for (std::string line; std::getline(lines, line);) {
        auto address = parse_address(line, library);
        if (!address)
            return Error{ErrorCode::damaged,
                         (library / kOthersFile).string() + ": " + address.error().message,
                         "mend or remove that file"};
        others.push_back(*std::move(address));
    }
    return others;
}

Result<void> put_others(const fs::path& library, const std::vector<IndexAddress>& others) {
    std::string lines;
    for (const IndexAddress& other : others) lines += other.text + '\n';
    return replace_file(library / kOthersFile, lines);
}

std::vector<OtherStatus> look_at(const std::vector<IndexAddress>& others) {
    std::vector<std::future<Result<std::uint64_t>>> looking;
    looking.reserve(others.size());
    for (const IndexAddress& other : others)
        looking.push_back(std::async(std::launch::async, documents_at, other));
    std::vector<OtherStatus> found;
    for (std::size_t i = 0; i < others.size(); ++i) {
        const auto verbatims = looking[i].get();
        found.push_back({others[i], verbatims ? *verbatims : 0,
                         verbatims ? std::string() : verbatims.error().message});
    }
    return found;
}

}  // namespace verbatim
