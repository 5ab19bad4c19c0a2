#include "benchmarks/query_kinds.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <map>
#include <set>

#include "engine/stopwords.h"

using namespace verbatim;
using namespace verbatim::bench;

namespace {

constexpr std::uint64_t kSeed = 7;
constexpr std::size_t kTexts = 5'000, kEach = 20;

const Sentences kInvented = Sentences::from("");

// The texts in lower case, each with a space before and after it and none of its punctuation.
std::vector<std::string> plain_texts() {
    UniqueSentences sentences(kInvented, kSeed);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < kTexts; ++i) {
        std::string text = " ";
        for (const char c : sentences.next())
            if (c == ' ' || std::isalpha(static_cast<unsigned char>(c)))
                text += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        texts.push_back(text + " ");
    }
    return texts;
}

std::size_t count_of(const std::vector<std::string>& texts, const std::string& words) {
    return static_cast<std::size_t>(std::ranges::count_if(texts, [&](const std::string& text) {
        return text.find(" " + words + " ") != std::string::npos;
    }));
}

std::map<std::string, std::vector<KindQuery>> drawn_by_kind() {
    std::map<std::string, std::vector<KindQuery>> by_kind;
    for (const KindQuery& query : draw_kinds(kInvented, kSeed, kTexts, kEach))
        by_kind[query.kind].push_back(query);
    return by_kind;
}

std::string joined(const KindQuery& query) {
    std::string text;
    for (const std::string& word : query.words) text += (text.empty() ? "" : " ") + word;
    return text;
}

}  // namespace

TEST_CASE("each kind has as many different queries as are wanted") {
    const auto by_kind = drawn_by_kind();
    for (const char* kind :
         {"rare", "common", "or", "and", "phrase", "prefix", "synonyms", "filter", "facets"}) {
        INFO(kind);
        REQUIRE(by_kind.contains(kind));
        std::set<std::vector<std::string>> different;
        for (const KindQuery& query : by_kind.at(kind)) different.insert(query.words);
        CHECK(by_kind.at(kind).size() == kEach);
        CHECK(different.size() == kEach);
    }
    CHECK(by_kind.size() == 9);
}

TEST_CASE("words are as frequent in these very texts as their kind says") {
    const auto by_kind = drawn_by_kind();
    const std::vector<std::string> texts = plain_texts();
    const auto between = [&](const std::string& kind, double low, double high) {
        for (const KindQuery& query : by_kind.at(kind))
            for (const std::string& word : query.words) {
                INFO(kind << ": " << word);
                const double share = static_cast<double>(count_of(texts, word)) / kTexts;
                CHECK(share >= low);
                CHECK(share <= high);
                CHECK_FALSE(is_stopword(word, "en"));
            }
    };
    between("rare", 0.00003, 0.0005);
    between("common", 0.01, 0.2);
    between("or", 0.005, 0.05);
    between("synonyms", 0.0005, 0.02);
    for (const KindQuery& query : by_kind.at("synonyms")) CHECK(query.words.size() == 20);
}

TEST_CASE("phrases stand in a text, pairs in one, and prefixes begin words") {
    const auto by_kind = drawn_by_kind();
    const std::vector<std::string> texts = plain_texts();
    for (const KindQuery& query : by_kind.at("phrase")) {
        INFO(joined(query));
        CHECK(count_of(texts, joined(query)) > 0);
    }
    for (const KindQuery& query : by_kind.at("and")) {
        REQUIRE(query.words.size() == 2);
        CHECK(std::ranges::any_of(texts, [&](const std::string& text) {
            return text.find(" " + query.words[0] + " ") != std::string::npos &&
                   text.find(" " + query.words[1] + " ") != std::string::npos;
        }));
    }
    for (const KindQuery& query : by_kind.at("prefix")) {
        CHECK(query.words.at(0).size() == 4);
        CHECK(std::ranges::any_of(texts, [&](const std::string& text) {
            return text.find(" " + query.words[0]) != std::string::npos;
        }));
    }
}

TEST_CASE("filters and facets ask what `or` asks") {
    const auto by_kind = drawn_by_kind();
    for (std::size_t i = 0; i < kEach; ++i) {
        CHECK(by_kind.at("filter")[i].words == by_kind.at("or")[i].words);
        CHECK(by_kind.at("facets")[i].words == by_kind.at("or")[i].words);
        CHECK(std::ranges::count(product_names(), by_kind.at("filter")[i].product) == 1);
        CHECK(by_kind.at("facets")[i].product.empty());
    }
}

TEST_CASE("a seed gives the same queries") {
    const auto first = draw_kinds(kInvented, kSeed, kTexts, kEach),
               second = draw_kinds(kInvented, kSeed, kTexts, kEach),
               other = draw_kinds(kInvented, kSeed + 1, kTexts, kEach);
    const auto same = [](const KindQuery& one, const KindQuery& two) {
        return one.kind == two.kind && one.words == two.words && one.product == two.product;
    };
    CHECK(std::ranges::equal(first, second, same));
    CHECK_FALSE(std::ranges::equal(first, other, same));
    CHECK(draw_kinds(kInvented, kSeed, 0, kEach).empty());
}
