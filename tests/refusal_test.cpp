#include "indexer/refusal.h"

#include <catch2/catch.hpp>

#include "indexer/read_source.h"
#include "tests/heard.h"

using namespace verbatim;

namespace {

std::string refused(std::string bytes, std::string path = "test") {
    test::Heard heard;
    Input input = Input::from_bytes(std::move(path), std::move(bytes));
    read_source(input, {}, heard);
    REQUIRE(heard.rejects.size() == 1);
    std::string reason = heard.rejects[0].reason;
    const std::string begin = "no reader takes this format: ";
    std::string end;
    for (const Reader* reader : readers())
        end += (end.empty() ? " (read are " : ", ") + std::string(reader->name);
    end += ")";
    REQUIRE(reason.starts_with(begin));
    REQUIRE(reason.ends_with(end));
    return reason.substr(begin.size(), reason.size() - begin.size() - end.size());
}

}  // namespace

TEST_CASE("a document that no reader takes is refused for its text") {
    const auto document = [](std::string_view path, std::string_view text) {
        return why_refused({path, text, text.size() < (64u << 10)}, "PK\x03\x04");
    };
    CHECK(document("a.docx", std::string(64u << 10, 'a')).find("its first line is longer than") !=
          std::string::npos);
    CHECK(
        document("a.xlsx", "n\n1\n2\n").find("a table in which no column with a text was found") !=
        std::string::npos);
}

TEST_CASE("a damaged zip file is unreadable, not refused") {
    test::Heard heard;
    Input input = Input::from_bytes("a.docx", "PK\x03\x04 x");
    CHECK(read_source(input, {}, heard).unreadable);
    CHECK(heard.rejects.empty());
}

TEST_CASE("a refusal says what was seen") {
    CHECK(refused("\x89PNG\r\n\x1a\n....") == "an image");
    CHECK(refused("\xFF\xD8\xFF\xE0 JFIF") == "an image");
    CHECK(refused(std::string("\0\0\0 ftypM4A ", 12)) == "a recording: have it transcribed");
    CHECK(refused("abc\x01\x02\x03") == "a binary file");
    CHECK(refused("<p>Hi</p>") == "HTML or XML: save it as text, CSV or JSON");
    CHECK(refused("<html><p>Hi</p></html>").starts_with("plain text without speakers"));
    CHECK(refused("{\"version\": 1}").starts_with("JSON in which no list of records"));
    CHECK(refused("Just a letter.\nAnd an end.\n").starts_with("plain text without speakers"));
    CHECK(refused("Ann: hello\nBob likes it\n") ==
          "text with too few turns to be sure of its speakers: try `--as transcript`");
    CHECK(refused(" \n\n") == "nothing but white space");
    CHECK(refused(std::string(100'000, 'a')) == "its first line is longer than 64 KiB");
    CHECK(refused("a\n1\n2\n", "numbers.csv").find("no column") != std::string::npos);
}

TEST_CASE("the letters that begin an image may begin a text") {
    CHECK(refused("BMW owners wrote this.\n").starts_with("plain text"));
}
