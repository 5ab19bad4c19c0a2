#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string_view>

#include "benchmarks/corpus.h"

namespace verbatim::bench {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kShortestClause = 20, kLongestClause = 110;
// Clauses are added up to a length drawn from here; the last one goes beyond it.
constexpr std::size_t kShortest = 99, kSpread = 96;

constexpr std::array<std::string_view, 6> kJoints = {", and ",    ", but ", "; ",
                                                     " because ", ", so ",  " while "};

bool is_terminator(char c) {
    return c == '.' || c == '!' || c == '?';
}

// Nothing in it may end a sentence, and it says something in words.
bool is_clause(std::string_view text) {
    if (text.size() < kShortestClause || text.size() > kLongestClause) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const unsigned char c = static_cast<unsigned char>(text[i]);
        if (c < 0x20 || c == '@' || c == '#' || c == '&' || c == '"' || c > 0x7E) return false;
        if (is_terminator(text[i]) &&
            (i + 1 == text.size() || !std::isalnum(static_cast<unsigned char>(text[i + 1]))))
            return false;
    }
    return text.find("http") == std::string_view::npos && std::ranges::count(text, ' ') >= 3;
}

// Cuts a text after its full stops and keeps what can be joined with others.
void collect(std::string_view text, std::vector<std::string>& clauses) {
    while (!text.empty()) {
        std::size_t end = 0;
        while (end < text.size() &&
               !(is_terminator(text[end]) && (end + 1 == text.size() || text[end + 1] == ' ')))
            ++end;
        std::string_view clause = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        while (!clause.empty() && clause.front() == ' ') clause.remove_prefix(1);
        while (!clause.empty() && (clause.back() == ' ' || is_terminator(clause.back())))
            clause.remove_suffix(1);
        if (is_clause(clause)) clauses.emplace_back(clause);
    }
}

std::vector<fs::path> json_lines_below(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error))
        if (entry->path().extension() == ".jsonl") files.push_back(entry->path());
    std::ranges::sort(files);
    return files;
}

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

// As it continues a sentence: "The price" -> "the price", but "I", "I'm" and "USB" stay.
std::string continued(std::string clause) {
    const bool name =
        clause.size() > 1 && (is_upper(clause[1]) || clause[1] == ' ' || clause[1] == '\'');
    if (is_upper(clause[0]) && !name) clause[0] = static_cast<char>(clause[0] - 'A' + 'a');
    return clause;
}

std::string capitalised(std::string clause) {
    if (clause[0] >= 'a' && clause[0] <= 'z') clause[0] = static_cast<char>(clause[0] - 'a' + 'A');
    return clause;
}

}  // namespace

Sentences Sentences::from(const std::string& data) {
    Sentences sentences;
    if (!data.empty())
        for (const fs::path& path : json_lines_below(fs::path(data) / "tasks")) {
            std::ifstream file(path);
            for (std::string line; std::getline(file, line);) {
                const auto record = nlohmann::json::parse(line, nullptr, false);
                if (record.is_object() && record.contains("text") && record["text"].is_string())
                    collect(record["text"].get_ref<const std::string&>(), sentences.clauses_);
            }
        }
    std::vector<std::string>& clauses = sentences.clauses_;
    std::ranges::sort(clauses);
    clauses.erase(std::unique(clauses.begin(), clauses.end()), clauses.end());
    if (clauses.empty()) sentences.invented_ = std::make_shared<const Vocabulary>();
    return sentences;
}

std::string Sentences::next(SplitMix& random) const {
    const auto clause = [&] { return real() ? random.pick(clauses_) : invented_->clause(random); };
    const std::size_t wanted = kShortest + random.below(kSpread);
    std::string text = capitalised(clause());
    while (text.size() < wanted) {
        text += random.pick(kJoints);
        text += continued(clause());
    }
    return text += '.';
}

std::string UniqueSentences::next() {
    std::string text;
    do text = sentences_.next(random_);
    while (!seen_.insert(fingerprint(text)).second);
    return text;
}

std::string default_data_directory() {
    if (const char* named = std::getenv("VERBATIM_DATA")) return named;
    const fs::path beside = fs::path(VERBATIM_SOURCE_DIR) / ".." / "shared" / "data";
    std::error_code error;
    return fs::is_directory(beside, error) ? beside.lexically_normal().string() : std::string();
}

}  // namespace verbatim::bench
