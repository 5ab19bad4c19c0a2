#include "benchmarks/query_kinds.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <functional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "engine/stopwords.h"

namespace verbatim::bench {

namespace {

using Words = std::vector<std::string>;

constexpr std::size_t kSampled = 20'000;  // texts that phrases and pairs are taken from
constexpr std::size_t kSynonyms = 20, kPrefix = 4;
constexpr std::size_t kMostBegin = 500;  // words with a prefix
constexpr std::size_t kTries = 50;       // for a query that was not drawn yet

// Snowball's English stop words that is_stopword() does not have.
constexpr std::string_view kOtherStopWords =
    " "
    "above after again against all any because before below between both don down "
    "during each few further herself himself how itself just more most myself nor not "
    "now once only other ourselves out over own same some such themselves through too "
    "under until very when where while why yourself yourselves ";

bool is_any_stopword(const std::string& word) {
    return is_stopword(word, "en") || kOtherStopWords.find(" " + word + " ") != std::string::npos;
}

// A word of letters only, folded, and whether the next one follows it after a space alone.
struct Token {
    std::string word;  // empty for what is no such word
    bool joined = false;
};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::vector<Token> tokens_of(const std::string& text) {
    std::vector<Token> tokens;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        std::string word = text.substr(at, end - at);
        const std::size_t letters = word.find_last_not_of(",;.") + 1;
        const bool joined = letters == word.size();
        word.resize(letters);
        if (word.size() < 3 || !std::ranges::all_of(word, is_letter)) word.clear();
        for (char& c : word) c = static_cast<char>(c | 0x20);
        tokens.push_back({std::move(word), joined});
        at = end + 1;
    }
    return tokens;
}

// How many texts each word stands in, and what phrases are drawn from.
struct Counted {
    std::uint64_t texts = 0;
    std::unordered_map<std::string, std::uint64_t> frequency;
    std::vector<std::vector<Token>> sample;

    bool between(const std::string& word, double low, double high) const {
        const auto found = frequency.find(word);
        if (found == frequency.end() || is_any_stopword(word)) return false;
        const double share = static_cast<double>(found->second) / static_cast<double>(texts);
        return share >= low && share <= high;
    }
    // In order, so that they are the same on every machine.
    Words band(double low, double high) const {
        Words words;
        for (const auto& [word, count] : frequency)
            if (between(word, low, high)) words.push_back(word);
        std::ranges::sort(words);
        return words;
    }
};

Counted count(const Sentences& sentences, std::uint64_t seed, std::uint64_t records) {
    UniqueSentences texts(sentences, seed);
    Counted counted;
    for (; counted.texts < records; ++counted.texts) {
        std::vector<Token> tokens = tokens_of(texts.next());
        std::unordered_set<std::string> distinct;
        for (const Token& token : tokens)
            if (!token.word.empty()) distinct.insert(token.word);
        for (const std::string& word : distinct) ++counted.frequency[word];
        if (counted.sample.size() < kSampled) counted.sample.push_back(std::move(tokens));
    }
    return counted;
}

// Up to `wanted` queries that differ; `draw` may give none.
std::vector<KindQuery> distinct(const std::string& kind, std::size_t wanted,
                                const std::function<Words(std::size_t)>& draw) {
    std::set<Words> seen;
    std::vector<KindQuery> queries;
    for (std::size_t tries = 0; tries < kTries * wanted && queries.size() < wanted; ++tries) {
        Words words = draw(queries.size());
        if (!words.empty() && seen.insert(words).second)
            queries.push_back({kind, std::move(words), ""});
    }
    return queries;
}

Words several(const Words& from, std::size_t wanted, SplitMix& random) {
    if (from.size() < wanted) return {};
    std::set<std::string> chosen;
    while (chosen.size() < wanted) chosen.insert(random.pick(from));
    return {chosen.begin(), chosen.end()};
}

// Two words of one text.
Words pair(const Counted& counted, SplitMix& random) {
    std::set<std::string> words;
    for (const Token& token : random.pick(counted.sample))
        if (counted.between(token.word, 0.005, 0.2)) words.insert(token.word);
    return several({words.begin(), words.end()}, 2, random);
}

// Words that follow each other, from a place in a text that chance chose; none if they do not fit.
Words phrase(const Counted& counted, std::size_t length, SplitMix& random) {
    const std::vector<Token>& tokens = random.pick(counted.sample);
    if (tokens.size() < length) return {};
    const std::size_t first = random.below(tokens.size() - length + 1);
    Words words;
    for (std::size_t i = first; i < first + length; ++i) {
        const bool last = i + 1 == first + length;
        if (!counted.between(tokens[i].word, 0.001, 1) || (!last && !tokens[i].joined)) return {};
        words.push_back(tokens[i].word);
    }
    return words;
}

// The beginnings of these words that not too many words have.
Words prefixes(const Counted& counted, const Words& words) {
    std::unordered_map<std::string, std::size_t> beginning;
    for (const auto& [word, count] : counted.frequency) ++beginning[word.substr(0, kPrefix)];
    std::set<std::string> found;
    for (const std::string& word : words)
        if (word.size() > kPrefix && beginning[word.substr(0, kPrefix)] <= kMostBegin)
            found.insert(word.substr(0, kPrefix));
    return {found.begin(), found.end()};
}

void append(std::vector<KindQuery>& to, const std::vector<KindQuery>& from) {
    to.insert(to.end(), from.begin(), from.end());
}

}  // namespace

std::vector<KindQuery> draw_kinds(const Sentences& sentences, std::uint64_t seed,
                                  std::uint64_t records, std::size_t wanted) {
    const Counted counted = count(sentences, seed, records);
    if (counted.sample.empty()) return {};
    SplitMix random(seed ^ fingerprint("kinds"));
    const Words rare = counted.band(0.00003, 0.0005), common = counted.band(0.01, 0.2),
                middle = counted.band(0.005, 0.05), synonyms = counted.band(0.0005, 0.02),
                begin = prefixes(counted, counted.band(0.0005, 0.05));
    const auto of = [&](const Words& words, std::size_t length) {
        return [&words, &random, length](std::size_t) { return several(words, length, random); };
    };
    std::vector<KindQuery> queries = distinct("rare", wanted, of(rare, 1));
    append(queries, distinct("common", wanted, of(common, 1)));
    std::vector<KindQuery> any = distinct(
        "or", wanted, [&](std::size_t number) { return several(middle, 2 + number % 2, random); });
    append(queries, any);
    append(queries, distinct("and", wanted, [&](std::size_t) { return pair(counted, random); }));
    append(queries, distinct("phrase", wanted, [&](std::size_t number) {
               return phrase(counted, number % 4 == 3 ? 3 : 2, random);
           }));
    append(queries, distinct("prefix", wanted, of(begin, 1)));
    append(queries, distinct("synonyms", wanted, of(synonyms, kSynonyms)));
    for (KindQuery& query : any) {
        query.kind = "filter";
        query.product = random.pick(product_names());
    }
    append(queries, any);
    for (KindQuery& query : any) query = {"facets", query.words, ""};
    append(queries, any);
    return queries;
}

Result<void> write_kinds(const std::vector<KindQuery>& queries, const std::string& path) {
    std::ofstream file(path, std::ios::binary);
    for (const KindQuery& query : queries) {
        file << query.kind << '\t';
        for (std::size_t i = 0; i < query.words.size(); ++i)
            file << (i == 0 ? "" : " ") << query.words[i];
        file << '\t' << query.product << '\n';
    }
    if (file.flush()) return {};
    return Error{ErrorCode::unavailable, path + ": cannot be written: " + std::strerror(errno), ""};
}

}  // namespace verbatim::bench
