#include "engine/meaning/models.h"

#include <cstdlib>
#include <optional>

#include "engine/meaning/weights_file.h"

namespace verbatim {

namespace {

namespace fs = std::filesystem;

// An empty variable is an unset one, as the XDG specification has it.
std::optional<fs::path> variable(const char* name) {
    const char* value = std::getenv(name);
    if (!value || !*value) return std::nullopt;
    return fs::path(value);
}

}  // namespace

std::vector<fs::path> model_folders() {
    if (const auto named = variable("VERBATIM_MODELS")) return {*named};
    std::vector<fs::path> folders;
    if (const auto data = variable("XDG_DATA_HOME"))
        folders.push_back(*data / "verbatim" / "models");
    else if (const auto home = variable("HOME"))
        folders.push_back(*home / ".local" / "share" / "verbatim" / "models");
    folders.emplace_back(VERBATIM_INSTALLED_MODELS);
    return folders;
}

Result<fs::path> find_model(std::string_view file) {
    std::string looked;
    for (const fs::path& folder : model_folders()) {
        std::error_code error;
        if (fs::exists(folder / file, error)) return folder / file;
        looked += (looked.empty() ? "" : " or ") + folder.string();
    }
    return Error{ErrorCode::not_found, "no model " + std::string(file) + " in " + looked,
                 kFetchModels};
}

}  // namespace verbatim
