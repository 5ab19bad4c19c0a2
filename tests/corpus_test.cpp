#include "benchmarks/corpus.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

using namespace verbatim;
using namespace verbatim::bench;
namespace fs = std::filesystem;

namespace {

class Folder {
public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "verbatim-corpus-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()));
        path_ = name;
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::string operator/(const std::string& name) const { return (path_ / name).string(); }

private:
    fs::path path_;
};

std::vector<std::string> lines_of(const std::string& path) {
    std::ifstream file(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

const Sentences kInvented = Sentences::from("");

}  // namespace

TEST_CASE("invented sentences are the same on every machine") {
    UniqueSentences sentences(kInvented, 1);
    std::uint64_t all = 0;
    for (int i = 0; i < 1'000; ++i) all = all * 31 + fingerprint(sentences.next());
    CHECK(all == 0x5D0006FE8265FD03);
}

TEST_CASE("invented sentences differ, are about 178 bytes long and use thousands of words") {
    UniqueSentences sentences(kInvented, 1);
    std::set<std::string> texts, words;
    std::size_t bytes = 0;
    for (int i = 0; i < 5'000; ++i) {
        const std::string text = sentences.next();
        bytes += text.size();
        CHECK(text.find_first_of(".!?\n") == text.size() - 1);
        std::istringstream stream(text);
        for (std::string word; stream >> word;) words.insert(word);
        texts.insert(text);
    }
    CHECK(texts.size() == 5'000);
    CHECK(bytes / 5'000 >= 170);
    CHECK(bytes / 5'000 <= 186);
    CHECK(words.size() > 4'000);
}

TEST_CASE("another seed gives other sentences") {
    CHECK(UniqueSentences(kInvented, 1).next() != UniqueSentences(kInvented, 2).next());
}

TEST_CASE("real sentences are cut into clauses and joined into one sentence") {
    const Folder folder;
    fs::create_directories(folder / "tasks/a");
    std::ofstream(folder / "tasks/a/x.jsonl")
        << R"({"text": "The lid of the jar never closes properly. Too short. I gave mine to my aunt!"})"
        << "\nno json\n"
        << R"({"text": "see http://example.org/a for a longer text of mine"})"
        << "\n"
        << R"({"text": "We paid $4.50 for a jar that leaks oil"})"
        << "\n";
    const Sentences sentences = Sentences::from(folder / "");
    REQUIRE(sentences.real());
    CHECK(sentences.clauses() == 3);
    SplitMix random(3);
    for (int i = 0; i < 50; ++i) {
        const std::string text = sentences.next(random);
        CHECK(text.ends_with('.'));
        CHECK(text.find(". ") == std::string::npos);
        CHECK(text.find("aunt!") == std::string::npos);
        CHECK(text.find("Short") == std::string::npos);
        CHECK(text.size() < 260);
    }
}

TEST_CASE("a folder without data means invented sentences") {
    const Folder folder;
    CHECK_FALSE(Sentences::from(folder / "").real());
    CHECK_FALSE(Sentences::from(folder / "absent").real());
}

TEST_CASE("reviews are JSON lines, each with an id and a text of its own") {
    const Folder folder;
    const Result<Written> written = write_reviews(kInvented, 5, 500, folder / "r.jsonl");
    REQUIRE(written);
    CHECK(written->records == 500);
    std::set<std::string> ids, texts;
    std::size_t bytes = 0;
    for (const std::string& line : lines_of(folder / "r.jsonl")) {
        const auto record = nlohmann::json::parse(line);
        ids.insert(record.at("id").get<std::string>());
        texts.insert(record.at("text").get<std::string>());
        bytes += record.at("text").get<std::string>().size();
        CHECK(record.at("rating").get<int>() >= 1);
        CHECK(record.at("rating").get<int>() <= 5);
        CHECK(record.at("date").get<std::string>().size() == 10);
        CHECK_FALSE(record.at("author").get<std::string>().empty());
        CHECK_FALSE(record.at("product").get<std::string>().empty());
    }
    CHECK(ids.size() == 500);
    CHECK(texts.size() == 500);
    CHECK(bytes == written->text_bytes);
    CHECK_FALSE(write_reviews(kInvented, 5, 1, folder / "absent/r.jsonl"));
}

TEST_CASE("an interview has so many sentences of the guest and the marker once") {
    const Folder folder;
    for (const std::string name : {"i.vtt", "i.txt"}) {
        INFO(name);
        REQUIRE(write_interview(kInvented, 5, 300, "zqmark", folder / name));
        std::ifstream file(folder / name);
        const std::string text(std::istreambuf_iterator<char>(file), {});
        CHECK(count_of(text, "Dana Whitlock: ") == 300);
        CHECK(count_of(text, "Interviewer: ") == 60);
        CHECK(count_of(text, "zqmark") == 1);
        CHECK(text.starts_with("WEBVTT\n\n00:00:00.000 --> 00:00:08.000\n") == (name == "i.vtt"));
    }
}

TEST_CASE("queries are two and three words of middling frequency") {
    const std::vector<std::string> queries = draw_queries(kInvented, 1, 40);
    REQUIRE(queries.size() == 40);
    CHECK(queries == draw_queries(kInvented, 1, 40));
    UniqueSentences sentences(kInvented, 1);
    std::map<std::string, int> frequency;
    for (int i = 0; i < 20'000; ++i) {
        std::string text = sentences.next();
        std::ranges::replace_if(
            text, [](char c) { return c < 'A'; }, ' ');
        text[0] = static_cast<char>(text[0] | 0x20);
        std::istringstream stream(text);
        std::set<std::string> words;
        for (std::string word; stream >> word;) words.insert(word);
        for (const std::string& word : words) ++frequency[word];
    }
    for (std::size_t i = 0; i < queries.size(); ++i) {
        INFO(queries[i]);
        CHECK(count_of(queries[i], " ") == 1 + i % 2);
        std::istringstream stream(queries[i]);
        for (std::string word; stream >> word;) {
            CHECK(frequency[word] >= 10);
            CHECK(frequency[word] <= 400);
        }
    }
}

TEST_CASE("queries are written with their ids") {
    const Folder folder;
    REQUIRE(write_queries({"late refund", "price"}, folder / "q.tsv"));
    CHECK(lines_of(folder / "q.tsv") == std::vector<std::string>{"q1\tlate refund", "q2\tprice"});
}
