#include "engine/meaning/models.h"

#include <cstdlib>
#include <fstream>
#include <optional>

#include "engine/meaning/encoder.h"
#include "engine/meaning/weights_file.h"
#include "engine/meaning/word_vectors.h"

namespace verbatim {

namespace {

namespace fs = std::filesystem;

// An empty variable is an unset one, as the XDG specification has it.
std::optional<fs::path> variable(const char* name) {
    const char* value = std::getenv(name);
    if (!value || !*value) return std::nullopt;
    return fs::path(value);
}

// Below the prefix that the program stands in, or else the one that it was built for.
fs::path installed_models() {
    std::error_code failed;
    const fs::path folder = fs::read_symlink("/proc/self/exe", failed).parent_path();
    if (failed || folder.filename() != "bin") return VERBATIM_INSTALLED_MODELS;
    return folder.parent_path() / "share" / "verbatim" / "models";
}

template <typename Model>
void verify(std::string_view file, std::vector<Error>& faults) {
    const auto path = find_model(file);
    if (!path) return;
    const auto model = Model::open(*path);
    const auto verified = model ? model->verify() : Result<void>(model.error());
    if (!verified) faults.push_back(verified.error());
}

}  // namespace

std::vector<fs::path> model_folders() {
    if (const auto named = variable("VERBATIM_MODELS")) return {*named};
    std::vector<fs::path> folders;
    if (const auto data = variable("XDG_DATA_HOME"))
        folders.push_back(*data / "verbatim" / "models");
    else if (const auto home = variable("HOME"))
        folders.push_back(*home / ".local" / "share" / "verbatim" / "models");
    folders.push_back(installed_models());
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

std::vector<Error> faults_of_models() {
    std::vector<Error> faults;
    verify<Encoder>(kEncoderFile, faults);
    verify<WordVectors>(kWordsFile, faults);
    return faults;
}

std::string stamp_of(const std::vector<fs::path>& models) {
    std::string stamp;
    for (const fs::path& model : models) {
        std::error_code no_size, no_time;
        const auto size = fs::file_size(model, no_size);
        const auto time = fs::last_write_time(model, no_time).time_since_epoch().count();
        if (no_size || no_time) return "";
        stamp += model.string() + '\t' + std::to_string(size) + '\t' + std::to_string(time) + '\n';
    }
    return stamp;
}

void note_good(const fs::path& notes, const std::string& stamp) {
    std::ofstream(notes, std::ios::binary) << stamp;
}

bool is_noted_good(const fs::path& notes, const std::string& stamp) {
    std::string noted(stamp.size() + 1, '\0');
    std::ifstream in(notes, std::ios::binary);
    in.read(noted.data(), static_cast<std::streamsize>(noted.size()));
    noted.resize(static_cast<std::size_t>(in.gcount()));
    return !stamp.empty() && noted == stamp;
}

}  // namespace verbatim
