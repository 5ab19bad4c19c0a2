#include "benchmarks/corpus.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>

namespace verbatim::bench {

namespace {

constexpr std::size_t kSampled = 20'000;  // reviews whose words are counted for the queries

constexpr std::array<std::string_view, 16> kFirstNames = {
    "Dana", "Priya", "Tom",  "Aiko", "Lena", "Omar", "Julia", "Marc",
    "Ines", "Kofi",  "Sven", "Rosa", "Noor", "Paul", "Wei",   "Ada"};
constexpr std::array<std::string_view, 8> kProducts = {
    "Kestrel Desk", "Kestrel Chair", "Harbor Planner", "Harbor Notes",
    "Lumen Lamp",   "Lumen Mini",    "Tally Invoice",  "Tally Payroll"};
// Out of a hundred: most reviews praise, the rest mostly complains.
constexpr std::array<std::size_t, 5> kRatingsUpTo = {17, 25, 35, 55, 100};
constexpr std::array<std::string_view, 6> kQuestions = {"What happened next?",
                                                        "How did that change your work?",
                                                        "Why was that a problem for you?",
                                                        "What did you try before?",
                                                        "Who else was involved in that?",
                                                        "What would you have liked instead?"};

Error cannot_write(const std::string& path) {
    return {ErrorCode::unavailable, path + ": cannot be written: " + std::strerror(errno), ""};
}

std::string padded(std::uint64_t number, std::size_t width) {
    const std::string digits = std::to_string(number);
    return std::string(width - std::min(width, digits.size()), '0') + digits;
}

// A day of the three years from 2023 on.
std::string date(SplitMix& random) {
    using namespace std::chrono;
    const sys_days day = sys_days(year{2023} / January / 1) + days(random.below(1'096));
    const year_month_day ymd(day);
    return std::to_string(static_cast<int>(ymd.year())) + "-" +
           padded(static_cast<unsigned>(ymd.month()), 2) + "-" +
           padded(static_cast<unsigned>(ymd.day()), 2);
}

std::size_t rating(SplitMix& random) {
    const std::size_t percent = random.below(100);
    const auto found = std::ranges::upper_bound(kRatingsUpTo, percent);
    return 1 + static_cast<std::size_t>(found - kRatingsUpTo.begin());
}

std::string review(std::uint64_t number, const std::string& text, SplitMix& random) {
    std::string line = R"({"id":"r)" + padded(number, 8) + R"(","text":)";
    line += nlohmann::json(text).dump();
    line += R"(,"rating":)" + std::to_string(rating(random)) + R"(,"date":")" + date(random);
    line += R"(","author":")";
    line.append(random.pick(kFirstNames)).append(" ").append(1, "ABCDEFGH"[random.below(8)]);
    line.append(std::to_string(random.below(10'000))).append(R"(","product":")");
    return line.append(random.pick(kProducts)).append("\"}\n");
}

std::string time_code(std::uint64_t seconds) {
    return padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":" +
           padded(seconds % 60, 2) + ".000";
}

class Transcript {
public:
    explicit Transcript(bool vtt) : vtt_(vtt), text_(vtt ? "WEBVTT\n\n" : "") {}
    void say(std::string_view speaker, const std::string& sentence) {
        if (vtt_) {
            text_ += time_code(8 * cue_) + " --> " + time_code(8 * cue_ + 8) + "\n";
            ++cue_;
        }
        text_.append(speaker).append(": ").append(sentence).append(vtt_ ? "\n\n" : "\n");
    }
    const std::string& text() const { return text_; }

private:
    bool vtt_;
    std::uint64_t cue_ = 0;
    std::string text_;
};

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : text + " ") {
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper || (c >= 'a' && c <= 'z')) {
            word += upper ? static_cast<char>(c - 'A' + 'a') : c;
        } else {
            if (word.size() >= 3) words.push_back(word);
            word.clear();
        }
    }
    return words;
}

// The words of each text that stand in 0.05 % to 2 % of all of them.
std::vector<std::vector<std::string>> mid_frequency_words(const std::vector<std::string>& texts) {
    std::map<std::string, std::size_t> frequency;
    std::vector<std::set<std::string>> distinct;
    for (const std::string& text : texts) {
        const std::vector<std::string> words = words_of(text);
        distinct.emplace_back(words.begin(), words.end());
        for (const std::string& word : distinct.back()) ++frequency[word];
    }
    std::vector<std::vector<std::string>> kept;
    for (const std::set<std::string>& words : distinct) {
        std::vector<std::string> mid;
        for (const std::string& word : words) {
            const std::size_t count = frequency[word];
            if (count * 2'000 >= texts.size() && count * 50 <= texts.size()) mid.push_back(word);
        }
        if (mid.size() >= 3) kept.push_back(std::move(mid));
    }
    return kept;
}

}  // namespace

std::span<const std::string_view> product_names() {
    return kProducts;
}

Result<Written> write_reviews(const Sentences& sentences, std::uint64_t seed, std::uint64_t records,
                              const std::string& path) {
    std::ofstream file(path, std::ios::binary);
    UniqueSentences texts(sentences, seed);
    SplitMix random(seed ^ fingerprint("reviews"));
    Written written;
    for (; written.records < records && file; ++written.records) {
        const std::string text = texts.next();
        written.text_bytes += text.size();
        file << review(written.records, text, random);
    }
    if (!file.flush()) return cannot_write(path);
    return written;
}

Result<Written> write_interview(const Sentences& sentences, std::uint64_t seed,
                                std::uint64_t verbatims, const std::string& marker,
                                const std::string& path) {
    constexpr std::uint64_t kTurn = 5;  // sentences between two questions
    UniqueSentences texts(sentences, seed ^ fingerprint("said"));  // not what the reviews say
    SplitMix random(seed ^ fingerprint("interview"));
    Transcript transcript(path.ends_with(".vtt"));
    Written written;
    for (; written.records < verbatims; ++written.records) {
        if (written.records % kTurn == 0)
            transcript.say("Interviewer", std::string(random.pick(kQuestions)));
        const std::string text = written.records == 0
                                     ? "Among ourselves we called it " + marker + " from then on."
                                     : texts.next();
        written.text_bytes += text.size();
        transcript.say("Dana Whitlock", text);
    }
    std::ofstream file(path, std::ios::binary);
    if (!(file << transcript.text()).flush()) return cannot_write(path);
    return written;
}

std::vector<std::string> draw_queries(const Sentences& sentences, std::uint64_t seed,
                                      std::size_t count) {
    UniqueSentences unique(sentences, seed);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < kSampled; ++i) texts.push_back(unique.next());
    const std::vector<std::vector<std::string>> words = mid_frequency_words(texts);
    SplitMix random(seed ^ fingerprint("queries"));
    std::vector<std::string> queries;
    while (queries.size() < count && !words.empty()) {
        const std::size_t length = 2 + queries.size() % 2;
        const bool together = queries.size() / 2 % 2 == 0;
        const std::vector<std::string>* from = &random.pick(words);
        std::set<std::string> chosen;
        while (chosen.size() < length) {
            chosen.insert(random.pick(*from));
            if (!together) from = &random.pick(words);
        }
        std::string query;
        for (const std::string& word : chosen) query += (query.empty() ? "" : " ") + word;
        queries.push_back(std::move(query));
    }
    return queries;
}

Result<void> write_queries(const std::vector<std::string>& queries, const std::string& path) {
    std::ofstream file(path, std::ios::binary);
    for (std::size_t i = 0; i < queries.size(); ++i)
        file << 'q' << i + 1 << '\t' << queries[i] << '\n';
    if (!file.flush()) return cannot_write(path);
    return {};
}

}  // namespace verbatim::bench
