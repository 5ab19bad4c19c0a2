#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"

// Where the models are, which are fetched after the build: scripts/models.
namespace verbatim {

inline constexpr std::string_view kEncoderFile = "encoder.vbm";
inline constexpr std::string_view kWordsFile = "words.vbm";

// The folders to look in, the first first: $VERBATIM_MODELS alone if it is set; otherwise
// $XDG_DATA_HOME/verbatim/models (~/.local/share without it) and share/verbatim/models of the
// install prefix.
std::vector<std::filesystem::path> model_folders();

// The first of them that has the file; fails with not_found and names them all.
Result<std::filesystem::path> find_model(std::string_view file);

// What is wrong with the models that are found: each is read whole and compared with its hashes,
// some 80 MB. One that is missing is no fault: searches go by words then.
std::vector<Error> faults_of_models();

// Models that were read whole and found good are noted in a file beside a library by their sizes
// and times, so that it need not be done for each search. Empty where a model cannot be looked at.
std::string stamp_of(const std::vector<std::filesystem::path>& models);
void note_good(const std::filesystem::path& notes, const std::string& stamp);
// A file that cannot be read has nothing noted.
bool is_noted_good(const std::filesystem::path& notes, const std::string& stamp);

}  // namespace verbatim
