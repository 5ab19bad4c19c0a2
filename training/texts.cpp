#include "training/texts.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <sstream>

#include "engine/hash.h"

namespace verbatim {

namespace {

namespace fs = std::filesystem;
using Fields = std::vector<std::string>;

// All files, in an order that no file system decides.
std::vector<fs::path> training_files(const fs::path& folder) {
    std::vector<fs::path> files = {folder / "paraphrases.tsv", folder / "denials.tsv",
                                   folder / "queries.tsv"};
    std::vector<fs::path> examples;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder / "examples", failed))
        if (entry.path().extension() == ".tsv") examples.push_back(entry.path());
    std::ranges::sort(examples);
    files.insert(files.end(), examples.begin(), examples.end());
    return files;
}

Fields split(const std::string& line) {
    Fields fields;
    std::istringstream stream(line);
    for (std::string field; std::getline(stream, field, '\t');) fields.push_back(field);
    return fields;
}

// Calls `take` with the fields of each line; false says that they are not of the file's shape.
Result<void> read_lines(const fs::path& file, std::size_t fields,
                        const std::function<bool(const Fields&)>& take) {
    std::ifstream stream(file);
    if (!stream) return Error{ErrorCode::not_found, file.string() + ": no such file", ""};
    std::size_t number = 0;
    for (std::string line; std::getline(stream, line);) {
        ++number;
        if (line.empty() || line.front() == '#') continue;
        const Fields parts = split(line);
        if (parts.size() != fields || !take(parts))
            return Error{
                ErrorCode::bad_input,
                file.string() + ":" + std::to_string(number) + ": not of this file's shape",
                "training/README.md says what a line is."};
    }
    return {};
}

bool take_paraphrase(TrainingTexts& texts, const Fields& fields) {
    if (texts.groups.empty() || texts.groups.back().name != fields[0])
        texts.groups.push_back({fields[0], {}, {}, {}});
    Group& group = texts.groups.back();
    auto* list = fields[1] == "query"      ? &group.queries
                 : fields[1] == "same"     ? &group.same
                 : fields[1] == "opposite" ? &group.opposite
                                           : nullptr;
    if (!list) return false;
    list->push_back(fields[2]);
    return true;
}

bool take_denial(TrainingTexts& texts, const Fields& fields) {
    if (fields[0] != "denied" && fields[0] != "voiced") return false;
    texts.denials.push_back({fields[0] == "denied", fields[1], fields[2]});
    return true;
}

bool take_query(TrainingTexts& texts, const Fields& fields) {
    if (fields[0] != "topic" && fields[0] != "praise") return false;
    texts.kinds[fields[1]] = fields[0] == "topic" ? QueryKind::topic : QueryKind::praise;
    return true;
}

bool take_example(std::vector<Example>& examples, const Fields& fields) {
    if (fields[0] != "yes" && fields[0] != "no") return false;
    examples.push_back({fields[0] == "yes", fields[1], fields[2]});
    return true;
}

}  // namespace

QueryKind TrainingTexts::kind(const std::string& query) const {
    const auto found = kinds.find(query);
    return found == kinds.end() ? QueryKind::complaint : found->second;
}

Result<TrainingTexts> read_training_texts(const fs::path& folder) {
    TrainingTexts texts;
    for (const fs::path& file : training_files(folder)) {
        const std::string name = file.stem().string();
        Result<void> done;
        if (name == "paraphrases")
            done = read_lines(file, 3, [&](const Fields& f) { return take_paraphrase(texts, f); });
        else if (name == "denials")
            done = read_lines(file, 3, [&](const Fields& f) { return take_denial(texts, f); });
        else if (name == "queries")
            done = read_lines(file, 2, [&](const Fields& f) { return take_query(texts, f); });
        else
            done = read_lines(file, 3, [&, &list = texts.examples[name]](const Fields& f) {
                return take_example(list, f);
            });
        if (!done) return done.error();
    }
    return texts;
}

Result<std::uint64_t> hash_training_texts(const fs::path& folder) {
    std::uint64_t hash = 0;
    for (const fs::path& file : training_files(folder)) {
        std::ifstream stream(file, std::ios::binary);
        if (!stream) return Error{ErrorCode::not_found, file.string() + ": no such file", ""};
        std::ostringstream bytes;
        bytes << stream.rdbuf();
        hash = hash64(bytes.str(), hash64(file.filename().string(), hash));
    }
    return hash;
}

}  // namespace verbatim
