#include "cli/chosen_sources.h"

#include <filesystem>

#include "engine/text.h"

namespace verbatim::cli {

namespace {

std::string absolute(const std::string& path, std::string_view working_directory) {
    if (path.empty() || path == "-") return path;
    return (std::filesystem::path(working_directory) / path).lexically_normal().string();
}

}  // namespace

bool is_of(const std::string& source, const std::string& wanted,
           std::string_view working_directory) {
    return wanted.empty() || source == absolute(wanted, working_directory) ||
           fold(source).find(fold(wanted)) != std::string::npos;
}

Result<std::vector<std::string>> chosen_sources(Library& library, const std::string& part,
                                                std::string_view working_directory) {
    std::vector<std::string> paths;
    if (part.empty()) return std::vector<std::string>{""};
    const auto sources = library.sources();
    if (!sources) return sources.error();
    for (const Source& source : *sources)
        if (is_of(source.path, part, working_directory)) paths.push_back(source.path);
    if (paths.empty())
        return Error{ErrorCode::not_found, "no source has " + part + " in its path",
                     "`verbatim status` lists the sources"};
    return paths;
}

}  // namespace verbatim::cli
