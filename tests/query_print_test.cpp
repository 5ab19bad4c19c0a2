#include <array>
#include <catch2/catch.hpp>
#include <cstdint>
#include <string>

#include "engine/query.h"

using namespace verbatim;

namespace {

using Type = Node::Type;

const FieldNames kOwnKeys{.custom = {"plan", "seat count"}};

// SplitMix64 (Steele, Lea, Flood 2014).
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::size_t below(std::size_t sides) { return static_cast<std::size_t>(roll() % sides); }
    template <typename Container>
    std::string pick(const Container& from) {
        return std::string(from[below(std::size(from))]);
    }

private:
    std::uint64_t roll() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
    std::uint64_t state_;
};

constexpr std::array kWords = {"price", "can't", "cancel?", "10:30", "http://x", "note:", "C++",
                               "--all", "高い",  "дорого",  "😡",     "and",      "a",     "ok*ay"};
constexpr std::array kPrefixes = {"expens", "高", "do-", "ab"};
constexpr std::array kPhrases = {"too expensive", "he said \"no\"", "a",  " spaced ",
                                 "“so”",          "a OR (b)",       "-x", "lens:pain"};
constexpr std::array kValues = {"pain", "Dana Fox",      "a..b",  "x(y)", "\"so\"",
                                "“so”", "/home/x",       "10:30", "-",    "a…",
                                "高い", "zu\u00A0teuer", "AND"};
constexpr std::array kEnds = {"1", "4.5", "2026-05", "-3", "x:y"};
constexpr std::array kRangeFields = {"rating", "date", "plan"};
constexpr std::array kFieldNames = {"lens", "source", "speaker", "rating", "plan"};

Node leaf(Dice& dice) {
    Node node;
    switch (dice.below(6)) {
        case 0:
            node.type = Type::prefix;
            node.text = dice.pick(kPrefixes);
            break;
        case 1:
            node.type = Type::phrase;
            node.text = dice.pick(kPhrases);
            break;
        case 2:
            node.type = Type::field;
            node.field = dice.pick(kFieldNames);
            node.text = dice.pick(kValues);
            break;
        case 3:
            node.type = Type::range;
            node.field = dice.pick(kRangeFields);
            if (dice.below(3) > 0) node.lower = dice.pick(kEnds);
            if (node.lower.empty() || dice.below(3) > 0) node.upper = dice.pick(kEnds);
            break;
        default:
            node.type = Type::word;
            node.text = dice.pick(kWords);
    }
    return node;
}

Node near(Dice& dice) {
    Node node;
    node.type = Type::near;
    node.distance = static_cast<int>(1 + dice.below(100));
    for (std::size_t n = 2 + dice.below(3); n > 0; --n) {
        node.children.emplace_back();
        node.children.back().type = Type::word;
        node.children.back().text = dice.pick(kWords);
    }
    return node;
}

// Trees as parse_query gives them: a group of one holds a loose word and stands in a larger group.
Node tree(Dice& dice, int depth) {
    constexpr std::array kTypes = {Type::group, Type::conjunction, Type::disjunction};
    const std::size_t choice = dice.below(depth > 0 ? 8 : 4);
    if (choice < 3) return leaf(dice);
    if (choice == 3) return near(dice);
    Node node;
    if (choice == 4) {
        node.type = Type::negation;
        node.children.push_back(tree(dice, depth - 1));
        return node;
    }
    node.type = kTypes[choice - 5];
    for (std::size_t n = 2 + dice.below(3); n > 0; --n) {
        Node child = tree(dice, depth - 1);
        const bool loose = child.type == Type::word || child.type == Type::prefix;
        if (node.type == Type::group && loose && dice.below(3) == 0) {
            Node required;
            required.type = Type::group;
            required.children.push_back(std::move(child));
            child = std::move(required);
        }
        node.children.push_back(std::move(child));
    }
    return node;
}

std::string text(Dice& dice) {
    constexpr std::array kPieces = {
        "a",     "b*",       "cd*",   " ",   " ",     " ",     "(",      ")",        "\"",
        "-",     "--",       " AND ", "AND", " OR ",  " NOT ", " NEAR ", " NEAR/3 ", "NEAR/3",
        "lens:", "rating:1", "..",    "…",   "plan:", "“",     "”",      "„",        "«",
        "»",     "!",        "*",     "高",  ":",     "/",     ".",      "\u3000"};
    std::string result;
    for (std::size_t n = dice.below(14); n > 0; --n) result += dice.pick(kPieces);
    return result;
}

}  // namespace

TEST_CASE("a query is printed in its own language") {
    const std::pair<std::string, std::string> cases[] = {
        {"", ""},
        {"a  b", "a b"},
        {"a NEAR b", "a NEAR/10 b"},
        {"a b AND c OR NOT d", "a b AND c OR -d"},
        {"(a OR b) AND (c AND d) (e)", "(a OR b) AND (c AND d) (e)"},
        {"NOT --all -(-a)", "NOT --all -(-a)"},
        {"“too dear” Rating:1…3", "\"too dear\" rating:1..3"},
        {"speaker:\"Dana\" source:\"a b\"", "speaker:Dana source:\"a b\""},
    };
    for (const auto& [typed, printed] : cases) {
        INFO(typed);
        const Result<Node> node = parse_query(typed);
        REQUIRE(node);
        CHECK(print(*node) == printed);
    }
}

TEST_CASE("every tree is the tree of its printed query") {
    Dice dice(2026);
    for (int i = 0; i < 5'000; ++i) {
        const Node expected = tree(dice, 4);
        const std::string printed = print(expected);
        INFO(printed);
        const Result<Node> parsed = parse_query(printed, kOwnKeys);
        REQUIRE(parsed);
        REQUIRE(*parsed == expected);
    }
}

TEST_CASE("a query as deep as the limit stays so when printed") {
    std::string typed = "a";
    for (int i = 0; i < 100; ++i) typed = "(b OR c AND d e " + typed + ")";
    const Result<Node> node = parse_query(typed);
    REQUIRE(node);
    const Result<Node> again = parse_query(print(*node));
    REQUIRE(again);
    CHECK(*again == *node);
}

TEST_CASE("whatever is understood is understood alike when printed") {
    Dice dice(7);
    int understood = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::string typed = text(dice);
        INFO(typed);
        const Result<Node> node = parse_query(typed, kOwnKeys);
        if (!node) continue;
        ++understood;
        const Result<Node> again = parse_query(print(*node), kOwnKeys);
        REQUIRE(again);
        REQUIRE(*again == *node);
    }
    CHECK(understood > 2'000);
}
