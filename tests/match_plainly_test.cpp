#include <catch2/catch.hpp>

#include <random>

#include "engine/match.h"
#include "engine/query.h"
#include "tests/cut.h"

using namespace verbatim;

namespace {

Pattern pattern_of(const std::string& query) {
    const auto parsed = parse_query(query, {});
    REQUIRE(parsed);
    return compile(*parsed, {"en"}, false);
}

std::optional<bool> plainly(const std::string& query, std::string_view text) {
    return matches_plainly(pattern_of(query), text);
}

}  // namespace

TEST_CASE("match plainly: of ASCII a phrase and a prefix are told without cutting") {
    CHECK(plainly("\"battery life\"", "Life of a battery.") == false);
    CHECK(plainly("\"battery life\"", "The BATTERY, life!") == true);
    CHECK(plainly("\"battery life\"", "Battery life. And more.") == true);
    CHECK(plainly("\"battery life\"", "battery-life") == std::nullopt);
    CHECK(plainly("\"battery life\"", "battery life.x") == std::nullopt);
    CHECK(plainly("\"battery life\"", "battery life_x or (battery life") == std::nullopt);
    CHECK(plainly("\"battery life\"", "My batterylife") == std::nullopt);
    CHECK(plainly("batt*", "The Batteries") == true);
    CHECK(plainly("batt*", "a combatting") == std::nullopt);
    CHECK(plainly("batt*", "None here.") == false);
    CHECK(plainly("\"battery life\"", "Life of a b\xC3\xA4ttery.") == std::nullopt);
    CHECK(plainly("batt*", "The Batteries \xC3\xA4") == std::nullopt);
    CHECK(plainly("battery", "None here.") == std::nullopt);
    CHECK(plainly("\"\xE6\x96\x99\xE9\x87\x91\"", "None here.") == std::nullopt);
}

TEST_CASE("match plainly: what it tells is what the words say") {
    const std::vector<std::string> pieces = {"don't", "no",  "now",  "e-mail", "mail", "l'orange",
                                             "a.b",   "a_b", "_no_", "3.5",    "Not",  "Nothing"};
    const std::vector<std::string> gaps = {" ", ", ", ".", "  ", "-", "'", "_", "@", " - ", "; "};
    const std::vector<Pattern> patterns = {
        pattern_of("\"no now\""),   pattern_of("\"e-mail no\""),  pattern_of("\"don't mail\""),
        pattern_of("\"l'orange\""), pattern_of("\"a_b no\""),     pattern_of("\"no 3.5\""),
        pattern_of("not*"),         pattern_of("mai*"),           pattern_of("don*"),
        pattern_of("3.5*"),         pattern_of("\"no no now\""),  pattern_of("\"not nothing\""),
        pattern_of("\"now\""),      pattern_of("\"mail no now\"")};
    std::mt19937 random(7);
    std::size_t told = 0;
    for (int i = 0; i < 20'000; ++i) {
        Document document;
        for (int words = 0; words < 6; ++words)
            document.text += pieces[random() % pieces.size()] + gaps[random() % gaps.size()];
        const CutText text = cut(document.text, "en");
        for (const Pattern& pattern : patterns) {
            const auto known = matches_plainly(pattern, document.text);
            if (!known) continue;
            ++told;
            INFO(document.text);
            REQUIRE(*known == matches(pattern, document, text, {}));
        }
    }
    CHECK(told > 100'000);
}
