#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "engine/result.h"

// The texts that the models are trained on, as they lie in training/ (README.md there).
namespace verbatim {

struct Group {
    std::string name;
    std::vector<std::string> queries, same, opposite;
};
struct Example {
    bool yes = false;
    std::string kind;  // "-" for none
    std::string text;
};
struct DenialExample {
    bool denied = false;
    std::string query, text;
};
enum class QueryKind { complaint, topic, praise };

struct TrainingTexts {
    std::vector<Group> groups;                             // paraphrases.tsv
    std::map<std::string, std::vector<Example>> examples;  // examples/LENS.tsv, by lens
    std::vector<DenialExample> denials;                    // denials.tsv
    std::map<std::string, QueryKind> kinds;                // queries.tsv

    QueryKind kind(const std::string& query) const;
};

// Fails with bad_input, naming file and line, for a line of another shape.
Result<TrainingTexts> read_training_texts(const std::filesystem::path& folder);

// The hash of all that read_training_texts() reads: of the files' names and bytes.
Result<std::uint64_t> hash_training_texts(const std::filesystem::path& folder);

}  // namespace verbatim
