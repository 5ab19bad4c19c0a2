#include <catch2/catch.hpp>

#include "indexer/readers/csv_records.h"
#include "tests/table_sink.h"

using namespace verbatim;
using verbatim::test::take;
using verbatim::test::Taken;

namespace {

using Cells = std::vector<std::string>;

std::vector<Cells> parse(std::string_view text, CsvDialect dialect = {}) {
    std::vector<Cells> records;
    CsvRecord record;
    while (!text.empty() && parse_csv_record(text, true, dialect, record)) {
        records.emplace_back(record.cells.begin(), record.cells.end());
        text.remove_prefix(record.size);
    }
    return records;
}

}  // namespace

TEST_CASE("CSV cells are what was written, quotes and all") {
    struct Case {
        const char* text;
        std::vector<Cells> records;
    };
    const Case cases[] = {
        {"a,b\nc,d\n", {{"a", "b"}, {"c", "d"}}},
        {"a,b\r\nc,d", {{"a", "b"}, {"c", "d"}}},
        {",\n", {{"", ""}}},
        {"\"a,\nb\",c\n", {{"a,\nb", "c"}}},
        {"\"say \"\"hi\"\"\",c\n", {{"say \"hi\"", "c"}}},
        {"\"\",\"\"\n", {{"", ""}}},
        {"  a , \"b\" \n", {{"  a ", " \"b\" "}}},
        {"\"a\" ,b\n", {{"a", "b"}}},
        {"\"he said \"hi\" to me\",b\n", {{"he said \"hi\" to me", "b"}}},
        {"a \"b\" c,d\n", {{"a \"b\" c", "d"}}},
        {"a\rb,c\n", {{"a\rb", "c"}}},
        {"\"open", {{"open"}}},
    };
    for (const Case& c : cases) {
        INFO(c.text);
        CHECK(parse(c.text) == c.records);
    }
    CHECK(parse("a;b\rc;d\r", {';', true, true}) == std::vector<Cells>{{"a", "b"}, {"c", "d"}});
    CHECK(parse("\"a\tb\"\tc\n", {'\t', false, false}) == std::vector<Cells>{{"\"a", "b\"", "c"}});
}

TEST_CASE("a record that is cut anywhere asks for more text") {
    const std::string text = "\"a \"\"quoted\"\", one\r\nmore\" ,b,\"\"\r\n";
    CsvRecord record;
    for (std::size_t size = 0; size < text.size() - 1; ++size) {
        INFO(size);
        CHECK_FALSE(parse_csv_record(text.substr(0, size), false, {}, record));
    }
    CHECK(parse_csv_record(text, false, {}, record));
    CHECK(record.size == text.size());
}

TEST_CASE("a row of the wrong width is rejected with its place") {
    const Taken taken =
        take(kCsvReader,
             "id,text,stars\n1,fine one,5\n2,short\n3,good one,4,,\n4,a,b,c\n5,last one,3\n6,cu");
    CHECK(taken.said() == "fine one\ngood one\nlast one\n");
    REQUIRE(taken.rejects.size() == 3);
    CHECK(taken.rejects[0].reason == "the row has 2 cells, the header 3");
    CHECK(taken.rejects[0].locator.row == 3u);
    CHECK(taken.rejects[1].reason == "the row has 4 cells, the header 3");
    CHECK(taken.rejects[2].locator.row == 7u);
}

TEST_CASE("a quote that is never closed does not swallow what follows") {
    std::string text = "id,text,stars\n1,fine one,5\n2,\"open one,4\n";
    for (int i = 3; i < 9; ++i) text += std::to_string(i) + ",\"good, one\",3\n";
    const Taken middle = take(kCsvReader, text);
    CHECK(middle.conversations.size() == 7);
    REQUIRE(middle.rejects.size() == 1);
    CHECK(middle.rejects[0].reason == "a quoted cell is not closed");
    CHECK(middle.rejects[0].locator.row == 3u);
    CHECK(middle.conversations[1].locator.line == 4u);
    const Taken cut = take(kCsvReader, "id,text,stars\n1,fine one,5\n2,\"cut\nin the middle, of");
    CHECK(cut.conversations.size() == 1);
    CHECK(cut.records() == 2);
    CHECK(cut.rejects[0].locator.line == 3u);
}

TEST_CASE("rows that an unclosed quote has joined are taken apart") {
    const Taken taken =
        take(kCsvReader,
             "stars,date,text,seen\n5,2024-05-01,\"fine, really\",1\n1,2024-05-02,\"It broke\n"
             "5,2024-05-03,I love it,1\n4,2024-05-04,\"It is loud, but fine\",1\n");
    CHECK(taken.said() == "fine, really\nI love it\nIt is loud, but fine\n");
    REQUIRE(taken.rejects.size() == 1);
    CHECK(taken.rejects[0].locator.row == 3u);
    const Taken stray =
        take(kCsvReader, "id,text\n1,\"He said \"no\" twice\nwell, maybe\n\"\n2,\"so, so\"\n");
    CHECK(stray.said() == "He said \"no\" twice\nwell, maybe\n\nso, so\n");
}

TEST_CASE("a small table with ragged rows and stray quotes loses and joins no row") {
    const Taken taken =
        take(kCsvReader,
             "id,rating,review\n1,5,\"Great app\"\n2,1,\"Crashed, twice\" and again\n"
             "3,4,\"She said \"hm\", then left\n4,2,extra,cells,here\n"
             "5,3,\"It is fine\"\n");
    CHECK(taken.said() == "Great app\nIt is fine\n");
    REQUIRE(taken.rejects.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) CHECK(taken.rejects[i].locator.row == i + 3);
    const Taken inches = take(kCsvReader,
                              "id,rating,review\n1,5,Great app of mine\n2,1,the 27\" one is small\n"
                              "3,4,\"Nice\" but slow\n4,2\n5,3,It is fine\n");
    CHECK(inches.said() ==
          "Great app of mine\nthe 27\" one is small\n\"Nice\" but slow\nIt is fine\n");
    REQUIRE(inches.rejects.size() == 1);
    CHECK(inches.rejects[0].reason == "the row has 2 cells, the header 3");
}

TEST_CASE("an unclosed quote in a large file costs its own row") {
    std::string text = "id,text,stars\n0,\"good, one\",5\n1,\"open one,4\n";
    std::size_t rows = 2;
    while (text.size() < kMaxRecordBytes + (2u << 20)) {
        text +=
            "2,a plain row that has no quotes at all but is rather long and so fills the file "
            "sooner,3\n";
        ++rows;
    }
    const Taken taken = take(kCsvReader, text);
    CHECK(taken.rejects.size() == 1);
    CHECK(taken.records() == rows);
}

TEST_CASE("many unclosed quotes end in bounded time") {
    std::string text = "id,text,stars\n1,\"good, one\",5\n";
    while (text.size() < 24u << 20) text += "1,\"open,4\n";
    const Taken taken = take(kCsvReader, text);
    CHECK(taken.rejects.size() > 1);
    CHECK(taken.conversations.size() >= 1);
}

TEST_CASE("a row beyond the limit is rejected and skipped") {
    const std::string text =
        "id,text\n1,fine one\n2," + std::string(kMaxRecordBytes + 5, 'x') + "\n3,good one\n";
    const Taken taken = take(kCsvReader, text);
    CHECK(taken.said() == "fine one\ngood one\n");
    REQUIRE(taken.rejects.size() == 1);
    CHECK(taken.rejects[0].reason == "the record is longer than 16 MiB");
    CHECK(taken.conversations[1].locator.row == 4u);
    CHECK(taken.conversations[1].locator.line == 4u);
}

TEST_CASE("words with ill-formed bytes are rejected, a file of windows-1252 is not") {
    const Taken bad =
        take(kCsvReader, "text,author\ncaf\xC3\xA9 is good,Zo\xC3\xA9\nbad \xFF byte,Ada\n");
    CHECK(bad.said() == "café is good\n");
    REQUIRE(bad.rejects.size() == 1);
    CHECK(bad.rejects[0].reason == "ill-formed UTF-8");
    CHECK(take(kCsvReader, "text,author\ncaf\xE9 is good,Zo\xE9\n").said() == "café is good\n");
}

TEST_CASE("the same rows in chunks of any size and any charset are the same conversations") {
    std::string utf8 = "id,text,author\r\n", utf16 = "\xFF\xFE";
    for (int i = 0; i < 40000; ++i)
        utf8 += std::to_string(i) + ",\"Zeile, \"\"" + std::to_string(i) + "\"\"\r\nzwei\",Ada\r\n";
    for (const char c : utf8) utf16 += {c, '\0'};
    const Taken one = take(kCsvReader, utf8), two = take(kCsvReader, utf16);
    CHECK(one.conversations.size() == 40000);
    CHECK(one.said() == two.said());
    CHECK(one.conversations.back().utterances[0].text == "Zeile, \"39999\"\r\nzwei");
    CHECK(one.conversations.back().locator.line == 2 + 39999 * 2u);
}
