#include "cli/terminal.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "cli/block.h"
#include "cli/numbers.h"
#include "cli/table.h"
#include "engine/text.h"

using namespace verbatim;
using namespace verbatim::cli;

namespace {

std::vector<std::string> lines_of(std::string_view text, std::size_t width) {
    std::vector<std::string> lines;
    for (const Span line : wrap(text, width))
        lines.emplace_back(text.substr(line.begin, line.end - line.begin));
    return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("text is wrapped between words and loses only white space at line ends") {
    CHECK(lines_of("the price is too high for us", 12) ==
          Lines{"the price is", "too high for", "us"});
    CHECK(lines_of("", 10).empty());
    CHECK(lines_of("one\n\ntwo\n", 10) == Lines{"one", "", "two"});
}

TEST_CASE("a flag is not cut behind its hyphens, a word is") {
    CHECK(lines_of("see `status --rejects` for all", 14) ==
          Lines{"see `status", "--rejects` for", "all"});
    CHECK(lines_of("--rejects", 6) == Lines{"--reje", "cts"});
    CHECK(lines_of("it buzzes non-stop", 14) == Lines{"it buzzes non-", "stop"});
}

TEST_CASE("wide characters count two cells and break anywhere but before punctuation") {
    for (const std::string& line : lines_of("料金が高すぎて、上司に説明できませんでした。", 10))
        CHECK(display_width(line) <= 10);
    CHECK(lines_of("日本語日本語", 6) == Lines{"日本語", "日本語"});
}

TEST_CASE("a word wider than the line is cut between characters, never inside one") {
    CHECK(lines_of("Gebührenabrechnung", 10) == Lines{"Gebührenab", "rechnung"});
    const std::string family = "👩‍👩‍👧";
    const std::string families = family + family + family + family;
    const auto lines = lines_of(families, 4);
    CHECK(lines == Lines{family + family, family + family});
    CHECK(lines_of("e\u0301e\u0301e\u0301", 2) == Lines{"e\u0301e\u0301", "e\u0301"});
}

TEST_CASE("a megabyte without a space is wrapped in linear time") {
    CHECK(wrap(std::string(1 << 20, 'a'), 80).size() == (1 << 20) / 80 + 1);
    CHECK(wrap(std::string(1 << 20, '-'), 80).size() > 10000);
    std::string accents = "a";
    for (int i = 0; i < 1 << 18; ++i) accents += "\u0301";
    CHECK(wrap(accents, 80).size() == 1);
}

TEST_CASE("control characters never reach a terminal") {
    const auto shown = [](std::string_view text) { return displayable(text).text; };
    CHECK(shown("\x1b[31mred\x1b[0m") == "␛[31mred␛[0m");
    CHECK(shown(std::string_view("a\0b", 3)) == "a␀b");
    CHECK(shown("bell\x07 del\x7f") == "bell␇ del␡");
    CHECK(shown("c1 \xC2\x9B 31m") == "c1 \uFFFD 31m");
    CHECK(shown("over\u202Eride") == "over\uFFFDride");
    CHECK(shown("a\tb") == "a    b");
    CHECK(shown("a\r\nb\rc\u2028d") == "a\nb\nc\nd");
    CHECK(shown("año 料金 👍🏽") == "año 料金 👍🏽");
}

TEST_CASE("marks stay at their words when characters before them are replaced") {
    const std::string text = "\x1b\ttoo \x1b expensive";
    const Displayable shown = displayable(text, {{2, 5}, {8, 17}});
    const auto marked = [&](std::size_t i) {
        return shown.text.substr(shown.marks[i].begin, shown.marks[i].end - shown.marks[i].begin);
    };
    CHECK(marked(0) == "too");
    CHECK(marked(1) == "expensive");
}

TEST_CASE("a text on one line has single spaces") {
    CHECK(one_line("  a \n\n b\tc ") == "a b c");
    CHECK(one_line(" \n ").empty());
}

TEST_CASE("texts are shortened by cells") {
    CHECK(shorten("expensive", 9) == "expensive");
    CHECK(shorten("expensive", 6) == "expen…");
    CHECK(shorten("日本語日本語", 6) == "日本…");
    CHECK(shorten("ab cd", 4) == "ab…");
    CHECK(shorten("ab", 1) == "…");
    CHECK(shorten_front("/a/long/path.csv", 9) == "…path.csv");
    CHECK(display_width(shorten_front("日本語日本語", 6)) <= 6);
}

TEST_CASE("texts are padded by cells") {
    CHECK(pad("日本", 6) == "日本  ");
    CHECK(pad_front("12", 4) == "  12");
    CHECK(pad("long", 2) == "long");
}

TEST_CASE("a style is written only in colour") {
    CHECK(paint("word", Style::match, false) == "word");
    CHECK(paint("word", Style::match, true) == "\x1b[1;33mword\x1b[0m");
    CHECK(paint("", Style::match, true).empty());
}

TEST_CASE("a block has its margin on every line and marks on both sides of a break") {
    BlockStyle style;
    style.first = "> ";
    style.rest = "  ";
    style.width = 20;
    style.color = true;
    style.margin = Style::plain;
    CHECK(block("it was far too expensive for us", {{11, 24}}, style) ==
          "> it was far \x1b[1;33mtoo\x1b[0m\n"
          "  \x1b[1;33mexpensive\x1b[0m for us\n");
}

TEST_CASE("a long block is cut off where asked") {
    BlockStyle style;
    style.width = 12;
    style.most_lines = 2;
    CHECK(block("one two three four five six", {}, style) == "one two\nthree four …\n");
    style.width = 11;  // no room behind "four"
    CHECK(block("one two three four five six", {}, style) == "one two\nthree …\n");
}

TEST_CASE("joined parts break between parts, and inside one only if it alone is too wide") {
    BlockStyle style;
    style.first = "— ";
    style.rest = "  ";
    style.width = 24;
    CHECK(joined_block({"Dana, customer", "call", "2026-05-12"}, style) ==
          "— Dana, customer · call\n  2026-05-12\n");
    CHECK(joined_block({"a", "a/path/that/is/wider/than/the/line.csv"}, style) ==
          "— a\n  a/path/that/is/wider/\n  than/the/line.csv\n");
}

TEST_CASE("numbers are written for people") {
    CHECK(grouped(0) == "0");
    CHECK(grouped(999) == "999");
    CHECK(grouped(1234567) == "1,234,567");
    CHECK(counted(1, "file") == "1 file");
    CHECK(counted(2051, "file") == "2,051 files");
    CHECK(bytes_for_people(999) == "999 B");
    CHECK(bytes_for_people(1234567) == "1.2 MB");
    CHECK(bytes_for_people(123456789) == "123 MB");
    CHECK(bytes_for_people(999600) == "1.0 MB");
    CHECK(seconds_for_people(0.0123) == "12 ms");
    CHECK(seconds_for_people(1.94) == "1.9 s");
    CHECK(seconds_for_people(247) == "4:07 min");
    CHECK(clock(754200) == "12:34");
    CHECK(clock(3723000) == "1:02:03");
    CHECK(plain_number(4) == "4");
    CHECK(plain_number(4.5) == "4.5");
}

TEST_CASE("a table is aligned by cells, leaves out empty columns and fits the width") {
    const std::vector<cli::Column> columns = {{"name", Fit::shorten},
                                              {"none", Fit::shorten},
                                              {"role", Fit::whole},
                                              {"n", Fit::number},
                                              {"source", Fit::shorten_front}};
    CHECK(table(columns,
                {{"Dana", "", "bot", "2", "calls/a.vtt"}, {"田中", "", "agent", "10", "b.csv"}}, 80,
                false) ==
          "name  role    n  source\n"
          "Dana  bot     2  calls/a.vtt\n"
          "田中  agent  10  b.csv\n");
    CHECK(table(columns, {{"Dana Whitlock", "", "customer", "2", "a/very/long/way/to/calls.vtt"}},
                40, false) ==
          "name          role      n  source\n"
          "Dana Whitlo…  customer  2  …to/calls.vtt\n");
}

TEST_CASE("a narrow table leaves out what can be spared before cells are unreadable") {
    const std::vector<cli::Column> columns = {{"speaker", Fit::shorten},
                                              {"role", Fit::whole},
                                              {"how decided", Fit::shorten, 2},
                                              {"conv.", Fit::number, 1},
                                              {"source", Fit::shorten_front}};
    const std::vector<std::vector<std::string>> rows = {
        {"Dana Whitlock", "unknown", "a team's own channel", "3", "mattermost_posts.json"}};
    CHECK(table(columns, rows, 80, false) ==
          "speaker        role     how decided           conv.  source\n"
          "Dana Whitlock  unknown  a team's own channel      3  mattermost_posts.json\n");
    CHECK(table(columns, rows, 56, false) ==
          "speaker        role     conv.  source\n"
          "Dana Whitlock  unknown      3  mattermost_posts.json\n");
    CHECK(table(columns, rows, 40, false) ==
          "speaker        role     source\n"
          "Dana Whitlock  unknown  …most_posts.json\n");
}

TEST_CASE("a message is wrapped where stderr is a terminal, and else is one line") {
    std::ostringstream none;
    Console console{none, none};
    const std::string text = "No quotes for battery. Try other words, or fewer.";
    CHECK(message(text, console) == text + "\n");
    console.err_width = 40;
    CHECK(message(text, console) == "No quotes for battery. Try other words,\nor fewer.\n");
}
