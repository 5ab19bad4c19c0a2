#include "engine/query.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace verbatim;

namespace {

using Type = Node::Type;

Node leaf(Type type, std::string text) {
    Node node;
    node.type = type;
    node.text = std::move(text);
    return node;
}

Node word(std::string text) {
    return leaf(Type::word, std::move(text));
}

Node phrase(std::string text) {
    return leaf(Type::phrase, std::move(text));
}

Node field(std::string name, std::string value) {
    Node node = leaf(Type::field, std::move(value));
    node.field = std::move(name);
    return node;
}

Node range(std::string name, std::string lower, std::string upper) {
    Node node;
    node.type = Type::range;
    node.field = std::move(name);
    node.lower = std::move(lower);
    node.upper = std::move(upper);
    return node;
}

Node of(Type type, std::vector<Node> children) {
    Node node;
    node.type = type;
    node.children = std::move(children);
    return node;
}

Node near(int distance, std::vector<Node> words) {
    Node node = of(Type::near, std::move(words));
    node.distance = distance;
    return node;
}

Node negation(Node child) {
    return of(Type::negation, {std::move(child)});
}

const FieldNames kOwnKeys{.custom = {"plan", "Größe"}};

struct Case {
    std::string text;
    Node tree;
};

void check_all(const std::vector<Case>& cases) {
    for (const Case& c : cases) {
        INFO(c.text);
        const Result<Node> node = parse_query(c.text, kOwnKeys);
        if (!node) FAIL_CHECK(node.error().message);
        if (node) CHECK(*node == c.tree);
    }
}

struct Refusal {
    std::string text;
    std::string message;  // a part of it
    std::string hint;     // a part of it
};

void check_refused(const std::vector<Refusal>& cases) {
    for (const Refusal& c : cases) {
        INFO(c.text.substr(0, 80));
        const Result<Node> node = parse_query(c.text, kOwnKeys);
        REQUIRE_FALSE(node);
        CHECK(node.error().code == ErrorCode::bad_query);
        CHECK_THAT(node.error().message, Catch::Contains(c.message));
        CHECK_THAT(node.error().hint, Catch::Contains(c.hint));
    }
}

}  // namespace

TEST_CASE("an empty query asks for all") {
    check_all({{"", {}}, {" \t\n\u3000", {}}});
}

TEST_CASE("words are kept as typed, in any script") {
    check_all({
        {"price", word("price")},
        {"can't cancel?", of(Type::group, {word("can't"), word("cancel?")})},
        {"値段が高い\u3000解約", of(Type::group, {word("値段が高い"), word("解約")})},
        {"слишком дорого", of(Type::group, {word("слишком"), word("дорого")})},
        {"غالي जदा", of(Type::group, {word("غالي"), word("जदा")})},
        {"😡", word("😡")},
        {"e-mail C++ --verbose", of(Type::group, {word("e-mail"), word("C++"), word("--verbose")})},
    });
}

TEST_CASE("phrases stand between straight or typographic quotes") {
    check_all({
        {"\"too expensive\"", phrase("too expensive")},
        {"“too “ ok", of(Type::group, {phrase("too "), word("ok")})},
        {"„zu teuer“", phrase("zu teuer")},
        {"«trop cher»", phrase("trop cher")},
        {"»zu teuer«", phrase("zu teuer")},
        {"»för dyrt»", phrase("för dyrt")},
        {"“he said \"no\"”", phrase("he said \"no\"")},
        {"a\"b\"c", of(Type::group, {word("a"), phrase("b"), word("c")})},
    });
}

TEST_CASE("AND binds closer than OR, words beside each other closer still") {
    const Node a = word("a"), b = word("b"), c = word("c"), d = word("d");
    check_all({
        {"a b AND c OR d",
         of(Type::disjunction, {of(Type::conjunction, {of(Type::group, {a, b}), c}), d})},
        {"a OR b OR c", of(Type::disjunction, {a, b, c})},
        {"a AND b AND c", of(Type::conjunction, {a, b, c})},
        {"a AND (b OR c)", of(Type::conjunction, {a, of(Type::disjunction, {b, c})})},
        {"and or not near", of(Type::group, {word("and"), word("or"), word("not"), word("near")})},
    });
}

TEST_CASE("brackets around a word make it required beside others and nothing else") {
    const Node a = word("a"), b = word("b");
    check_all({
        {"(a) b", of(Type::group, {of(Type::group, {a}), b})},
        {"((a)) b", of(Type::group, {of(Type::group, {a}), b})},
        {"(ab*) b", of(Type::group, {of(Type::group, {leaf(Type::prefix, "ab")}), b})},
        {"(a)", a},
        {"((a b))", of(Type::group, {a, b})},
        {"(a) AND (b)", of(Type::conjunction, {a, b})},
        {"-(a)", negation(a)},
        {"(\"a\") b", of(Type::group, {phrase("a"), b})},
        {"call()", word("call")},
    });
}

TEST_CASE("NOT and a leading dash negate what follows") {
    const Node a = word("a"), b = word("b");
    check_all({
        {"a -b", of(Type::group, {a, negation(b)})},
        {"a NOT b", of(Type::group, {a, negation(b)})},
        {"a AND NOT b", of(Type::conjunction, {a, negation(b)})},
        {"-\"a b\"", negation(phrase("a b"))},
        {"-(a b)", negation(of(Type::group, {a, b}))},
        {"-a NEAR/2 b", negation(near(2, {a, b}))},
        {"-lens:pain", negation(field("lens", "pain"))},
        {"-(-a)", negation(negation(a))},
        {"-OR", negation(word("OR"))},
    });
}

TEST_CASE("a dash that begins no term is punctuation") {
    const Node a = word("a"), b = word("b");
    const Node both = of(Type::group, {a, b});
    check_all({{"a - b", both},
               {"a -- b", both},
               {"a -!! b", both},
               {"a -\"\" b", both},
               {"(a -) b", of(Type::group, {of(Type::group, {a}), b})},
               {"\"x\"-a", of(Type::group, {phrase("x"), a})},
               {"a * & … , 。 b", both}});
}

TEST_CASE("NEAR joins words, ten apart unless told") {
    const Node a = word("a"), b = word("b"), c = word("c");
    check_all({
        {"a NEAR b", near(10, {a, b})},
        {"a NEAR/3 b NEAR/3 c", near(3, {a, b, c})},
        {"a NEAR b NEAR/100 c", near(100, {a, b, c})},
        {"c a NEAR/1 b c", of(Type::group, {c, near(1, {a, b}), c})},
    });
}

TEST_CASE("a prefix ends in a star") {
    check_all({
        {"expens*", leaf(Type::prefix, "expens")},
        {"ab**", leaf(Type::prefix, "ab")},
        {"高*", leaf(Type::prefix, "高")},
        {"ก*", leaf(Type::prefix, "ก")},
        {"-ab*", negation(leaf(Type::prefix, "ab"))},
        {"f*cking", word("f*cking")},
    });
}

TEST_CASE("fields take a word, a quoted value or a range") {
    check_all({
        {"lens:pain", field("lens", "pain")},
        {"Lens:pain", field("lens", "pain")},
        {"speaker:\"Dana Fox\"", field("speaker", "Dana Fox")},
        {"speaker:“Dana Fox”", field("speaker", "Dana Fox")},
        {"plan:pro", field("plan", "pro")},
        {"PLAN:pro", field("plan", "pro")},
        {"Größe:XL", field("Größe", "XL")},
        {"date:2026-05-01T10:30", field("date", "2026-05-01T10:30")},
        {"rating:1..3", range("rating", "1", "3")},
        {"rating:1...3", range("rating", "1", "3")},
        {"rating:1…3", range("rating", "1", "3")},
        {"rating:4.5..", range("rating", "4.5", "")},
        {"date:..2026-06", range("date", "", "2026-06")},
        {"plan:a..b", range("plan", "a", "b")},
        {"plan:\"a..b\"", field("plan", "a..b")},
        {"source:../reviews", field("source", "../reviews")},
        {"source:/home", field("source", "/home")},
        {"(lens:pain)", field("lens", "pain")},
    });
}

TEST_CASE("a colon in plain text makes no field") {
    for (const std::string text : {"10:30", "http://x.org/a", "C:\\x", "std::string",
                                   "note:", ":D1", "注意:これ", "wow:!!"}) {
        INFO(text);
        check_all({{text, word(text)}});
    }
    check_all({{"note: this", of(Type::group, {word("note:"), word("this")})},
               {"(see note:)", of(Type::group, {word("see"), word("note:")})}});
}

TEST_CASE("an unknown field is refused with the nearest name") {
    check_refused({
        {"a lense:pain", "column 3: \"lense:\" is no field", "did you mean lens:?"},
        {"é ratng:1..3", "column 3: \"ratng:\"", "did you mean rating:?"},
        {"Plans:pro", "\"Plans:\"", "did you mean plan:?"},
        {"zebra:yes", "\"zebra:\"", "the fields are lens, kind"},
        {"zebra:\"yes\"", "\"zebra:\"", "in \"quotes\""},
    });
}

TEST_CASE("what cannot be understood is refused with its column") {
    check_refused({
        {"a \"b c", "column 3: the quote", "close it"},
        {"“a", "column 1: the quote", ""},
        {"speaker:\"a", "column 9: the quote", ""},
        {"a (b (c)", "column 3: this '('", "close it"},
        {"a) b", "column 2: this ')'", "leave it out"},
        {"a OR", "column 3: OR has nothing after it", "small letters"},
        {"OR a", "column 1: OR has nothing before it", ""},
        {"a AND OR b", "column 3: AND has nothing after it", ""},
        {"a AND ()", "column 3: AND has nothing after it", ""},
        {"a NOT", "column 3: NOT has nothing after it", ""},
        {"NOT -a", "two negations", ""},
        {"NOT NOT a", "column 5: two negations", ""},
        {"NEAR a", "NEAR has no word before it", ""},
        {"a NEAR", "column 3: NEAR has no word after it", ""},
        {"(a NEAR) b", "column 4: NEAR has no word after it", ""},
        {"a NEAR \"b c\"", "column 8: NEAR joins single words", ""},
        {"\"b c\" NEAR a", "column 7: NEAR joins single words", ""},
        {"a NEAR -b", "NEAR joins single words", ""},
        {"a NEAR/0 b", "from 1 to 100", "NEAR/5"},
        {"a NEAR/101 b", "from 1 to 100", ""},
        {"a NEAR/x b", "from 1 to 100", ""},
        {"a NEAR/99999999999999999999 b", "from 1 to 100", ""},
        {"a NEAR/2 b NEAR/3 c", "column 12: NEAR with two distances", ""},
        {"a*", "too many words", "two letters"},
        {"lens: pain", "\"lens:\" has no value", "lens:word"},
        {"lens:\"  \"", "\"lens:\" has no value", ""},
        {"lens:(a OR b)", "\"lens:\" has no value", ""},
        {"rating:..", "must have one end or two", "rating:1..3"},
        {"rating:1..2..3", "must have one end or two", ""},
    });
}

TEST_CASE("a query without any word is refused") {
    for (const std::string text : {"!!!", "-", "*", "()", "\"\"", "\"...\"", "(-) * ?", "。"})
        check_refused({{text, "no word", "give a word"}});
}

TEST_CASE("bytes that are no UTF-8 are refused with their place") {
    for (const std::string text :
         {"ab\xff", "ab\xc3", "ab\xed\xa0\x80", "ab\xc0\x80", "ab\xf5\x80"})
        check_refused({{text, "byte 3", "UTF-8"}});
}

TEST_CASE("the limits are kept and named") {
    std::string terms, words;
    for (int i = 0; i < 10'000; ++i) terms += "a ";
    for (int i = 0; i < 1'000; ++i) words += "a ";
    const std::string deep = std::string(100, '(') + "a" + std::string(100, ')');
    CHECK(parse_query(words));
    CHECK(parse_query(deep));
    check_refused({
        {std::string(1 << 20, 'a'), "1048576 bytes", ""},
        {std::string(1 << 20, '"'), "1048576 bytes", ""},
        {terms, "more than 1,000 words", "fewer"},
        {"\"" + terms + "\"", "more than 1,000 words", ""},
        {"(" + deep + ")", "more than 100 deep", ""},
        {std::string(1'000, '('), "more than 100 deep", ""},
        {std::string(1'000, ')'), "column 1: this ')'", ""},
    });
    std::string han;
    for (int i = 0; i < 2'001; ++i) han += "高";
    check_refused({{han, "more than 1,000 words", ""}});
}

TEST_CASE("a message quotes no more than a little of the query") {
    const Result<Node> node = parse_query("x" + std::string(60'000, '!') + "*");
    REQUIRE_FALSE(node);
    CHECK(node.error().message.size() < 150);
}
