#include "indexer/decode.h"

#include <catch2/catch.hpp>

#include "engine/hash.h"
#include "engine/text.h"

using namespace verbatim;
using namespace std::string_literals;

namespace {

std::string decode_all(Input& input) {
    std::string text;
    for (auto chunk = input.next_chunk(); !chunk.empty(); chunk = input.next_chunk()) {
        CHECK(find_invalid_utf8(chunk) == std::string_view::npos);
        text += chunk;
    }
    return text;
}

std::vector<std::string> lines_of(std::string bytes) {
    Input input = Input::from_bytes("test", std::move(bytes));
    std::vector<std::string> lines;
    for (Input::Line line; input.next_line(line);) lines.emplace_back(line.text);
    return lines;
}

}  // namespace

TEST_CASE("the charset is found from marks, zero bytes and elimination") {
    struct Case {
        std::string bytes, charset, text;
    };
    const Case cases[] = {
        {"caf\xC3\xA9", "UTF-8", "café"},
        {"\xEF\xBB\xBF"
         "a",
         "UTF-8", "a"},
        {"caf\xE9 \x80 5", "windows-1252", "café € 5"},
        // "heiß" and a closing quote are well formed by chance.
        {"\x84hei\xDF\x93 \xFC\xFC\xE4\xE4\xF6\xF6\xFC\xE4\xE4\xF6", "windows-1252",
         "„heiß“ üüääööüääö"},
        {"\x93so\x94", "windows-1252", "“so”"},
        {"\xFF\xFE"
         "c\0\xE9\0=\xD8\x00\xDE"s,
         "UTF-16LE", "cé😀"},
        {"\xFE\xFF\0c\0\xE9"s, "UTF-16BE", "cé"},
        {"p\0l\0a\0i\0n\0"s, "UTF-16LE", "plain"},
        {"\0p\0l\0a\0i\0n"s, "UTF-16BE", "plain"},
        {"", "UTF-8", ""},
    };
    for (const Case& c : cases) {
        Input input = Input::from_bytes("test", c.bytes);
        CHECK(decode_all(input) == c.text);
        CHECK(input.charset() == c.charset);
        CHECK(input.ill_formed() == 0);
    }
}

TEST_CASE("a well-formed sequence tells more than a few bytes that are not") {
    for (const std::size_t rows : {1u, 100u, 20000u}) {
        std::string bytes;
        for (std::size_t i = 0; i < rows; ++i) bytes += "bad \xFF\xFE\xE9\ngood \xE2\x9C\x93\n";
        Input input = Input::from_bytes("test", bytes);
        CHECK(decode_all(input).starts_with("bad \uFFFD\uFFFD\uFFFD\ngood ✓\n"));
        CHECK(input.charset() == "UTF-8");
        CHECK(input.ill_formed() == 3 * rows);
    }
}

TEST_CASE("ill-formed sequences become one replacement each and are counted") {
    struct Case {
        std::string bytes, text;
        std::uint64_t count;
    };
    const Case cases[] = {
        {"é é \xFF é", "é é \uFFFD é", 1},
        {"é é \xF0\x9F\x98 é", "é é \uFFFD é", 1},
        {"é é é \xE2\x82", "é é é \uFFFD", 1},
        {"é é é \xC0\xAF", "é é é \uFFFD\uFFFD", 2},
        {"\xFF\xFE"
         "a\0\x00\xD8"
         "b\0c"s,
         "a\uFFFDb\uFFFD", 2},
    };
    for (const Case& c : cases) {
        Input input = Input::from_bytes("test", c.bytes);
        CHECK(decode_all(input) == c.text);
        CHECK(input.ill_formed() == c.count);
    }
}

TEST_CASE("blocks never cut a character, whatever their size") {
    std::string text(700'000, 'a');
    while (text.size() < 3'000'000) text += "aé漢😀";
    Input input = Input::from_bytes("test", text);
    CHECK(decode_all(input) == text);
    CHECK(input.bytes_read() == text.size());
    CHECK(input.finish() == sha256_hex(text));
}

TEST_CASE("the hash is of the raw bytes, also of those that nobody asked for") {
    const std::string bytes =
        "\xFF\xFE"
        "a\0"s +
        std::string(2'000'000, '\0');
    Input input = Input::from_bytes("test", bytes);
    input.peek(10);
    CHECK(input.finish() == sha256_hex(bytes));
}

TEST_CASE("peeking does not move") {
    Input input = Input::from_bytes("test", std::string(400'000, 'x') + "end");
    CHECK(input.peek(3) == "xxx");
    CHECK(input.peek(1 << 20).size() == 400'003);
    CHECK(decode_all(input).size() == 400'003);
    CHECK(input.peek(5).empty());
}

TEST_CASE("lines end at LF, CR LF or a lone CR") {
    using Lines = std::vector<std::string>;
    CHECK(lines_of("a\nb\r\nc\rd") == Lines{"a", "b", "c", "d"});
    CHECK(lines_of("a\n\n\r\rb\n") == Lines{"a", "", "", "", "b"});
    CHECK(lines_of("a\r") == Lines{"a"});
    CHECK(lines_of("\n") == Lines{""});
    CHECK(lines_of("").empty());
    const std::string block(256 * 1024 - 1, 'x');  // the line end lies across two blocks
    CHECK(lines_of(block + "\r\nb") == Lines{block, "b"});
    CHECK(lines_of(block + "\rb") == Lines{block, "b"});
    CHECK(lines_of(block + "\r") == Lines{block});
}

TEST_CASE("a line beyond the limit is cut at a character and the next one is whole") {
    std::string text;
    while (text.size() <= kMaxRecordBytes + 10) text += "é漢";
    Input input = Input::from_bytes("test", text + "\nshort\n");
    Input::Line line;
    REQUIRE(input.next_line(line));
    CHECK(line.too_long);
    CHECK(line.text.size() <= kMaxRecordBytes);
    CHECK(find_invalid_utf8(line.text) == std::string_view::npos);
    REQUIRE(input.next_line(line));
    CHECK(line.text == "short");
    CHECK(line.number == 2);
    CHECK_FALSE(line.too_long);
}

TEST_CASE("what cannot be opened is an error that names it") {
    const auto missing = Input::open("/nowhere/at/all.csv");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().message == "/nowhere/at/all.csv: No such file or directory");
    CHECK_FALSE(Input::open("/"));
}
