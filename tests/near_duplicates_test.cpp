#include "engine/near_duplicates.h"

#include <catch2/catch.hpp>
#include <random>
#include <set>

using namespace verbatim;

namespace {

CutText of_words(const std::set<int>& words) {
    CutText text;
    for (const int word : words) text.words.push_back({{}, "word" + std::to_string(word), false});
    return text;
}

bool repeats(const std::set<int>& one, const std::set<int>& other) {
    NearDuplicates kept;
    kept.find_or_keep(of_words(one));
    return kept.find(of_words(other)).has_value();
}

std::set<int> from_to(int first, int last) {
    std::set<int> words;
    for (int word = first; word <= last; ++word) words.insert(word);
    return words;
}

}  // namespace

TEST_CASE("texts that share four of five of their words repeat each other, to the word") {
    CHECK(repeats(from_to(1, 9), from_to(2, 10)));  // 8 of 10
    CHECK_FALSE(repeats(from_to(1, 9), from_to(3, 10)));
    CHECK(repeats(from_to(1, 8), from_to(1, 10)));
    CHECK_FALSE(repeats(from_to(1, 7), from_to(1, 9)));
    std::mt19937 random(3);
    int similar = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::set<int> one = from_to(1, 5 + static_cast<int>(random() % 30)), other = one;
        for (auto left = random() % 6; left > 0; --left) {
            other.erase(static_cast<int>(random() % 35));
            if (random() % 2 == 0) other.insert(100 + static_cast<int>(random() % 9));
        }
        if (other.size() < 5) continue;
        std::size_t shared = 0;
        for (const int word : one) shared += other.count(word);
        const bool wanted = 5 * shared >= 4 * (one.size() + other.size() - shared);
        similar += wanted ? 1 : 0;
        REQUIRE(repeats(one, other) == wanted);
    }
    CHECK(similar > 1000);
}

TEST_CASE("short texts repeat each other where their words are the same") {
    CHECK(repeats(from_to(1, 4), from_to(1, 4)));
    CHECK_FALSE(repeats(from_to(1, 4), from_to(1, 5)));
    CHECK_FALSE(repeats(from_to(1, 4), from_to(1, 3)));
}

TEST_CASE("short texts repeat each other in whatever inflection, longer ones word for word") {
    NearDuplicates kept;
    CHECK_FALSE(kept.find_or_keep(cut_into_words("Great app, crashed.", "en")));
    CHECK(kept.find_or_keep(cut_into_words("Great apps crash!", "en")) == 0);
    CHECK_FALSE(kept.find_or_keep(cut_into_words("Tolles Programm", "de")));
    CHECK(kept.find_or_keep(cut_into_words("Tolle Programme", "de")) == 1);
    CHECK_FALSE(kept.find_or_keep(cut_into_words("It syncs my files every day here", "en")));
    CHECK_FALSE(kept.find_or_keep(cut_into_words("It synced my file all days here", "en")));
}

TEST_CASE("words that are said twice count once, and the first that is like it is told") {
    NearDuplicates kept;
    const CutText other = of_words(from_to(20, 30)), text = of_words(from_to(1, 9));
    CutText twice = text;
    twice.words.insert(twice.words.end(), text.words.begin(), text.words.end());
    CHECK_FALSE(kept.find_or_keep(other));
    CHECK_FALSE(kept.find_or_keep(text));
    CHECK(kept.find_or_keep(twice) == 1);
    CHECK_FALSE(kept.find(of_words(from_to(40, 50))));
}
