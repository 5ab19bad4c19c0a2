#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "indexer/containers/html_page.h"
#include "indexer/containers/html_table.h"
#include "tests/heard.h"

using namespace verbatim;
using namespace verbatim::test;

namespace {

std::string text_of_page(std::string html) {
    const DocumentText page = open_html(std::move(html));
    auto text = read_all(*page.text, 1u << 20);
    return text ? *text : text.error().message;
}

}  // namespace

TEST_CASE("pages come to what they came to before") {
    for (const std::string name :
         {"instagram.html", "interview_cyrillic.html", "meeting.html", "messenger_2020.html",
          "survey.xls", "telegram_group.html", "telegram_person.html"}) {
        INFO(name);
        const std::string path = "pages/" + name;
        Input input = Input::from_bytes(name, file_text(fixture_path(path)));
        const std::string_view sample = input.peek(64u << 10);
        const Reader* reader = choose_reader({name, sample, true});
        REQUIRE(reader);
        const std::string now = std::string(reader->name) + "\n" +
                                print(hear(*reader, file_text(fixture_path(path)), {}, name));
        CHECK(now == golden(path, now));
    }
}

TEST_CASE("a page of HTML is known by its beginning") {
    for (std::string_view page :
         {"<!DOCTYPE html><p>a", "<html>a", "\xEF\xBB\xBF\r\n <HTML lang=en>",
          "<!-- a --><!doctype HTML>",
          "<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\">"})
        CHECK(begins_as_html(page));
    CHECK(begins_as_html(std::string_view("\xFF\xFE<\0h\0t\0m\0l\0>\0", 14)));
    for (std::string_view other :
         {"", "<p>a</p>", "a <html>", "<htmlx>", "<!-- <html>", "<?xml version='1.0'?><rss/>"})
        CHECK_FALSE(begins_as_html(other));
}

TEST_CASE("what a page calls its charset is noted as far as it is a name") {
    const DocumentText page =
        open_html("<!DOCTYPE html><meta charset=\"windows\x87\x87-1251\"><p>caf\xE9");
    CHECK(page.notes.front() == "the page says that its charset is windows");
    CHECK(open_html("<!DOCTYPE html><meta charset=\"\x87\"><p>caf\xE9").notes.size() == 1);
}

TEST_CASE("a page is read in the charset that it has") {
    const std::string_view kText = "caf\xE9 \x80";
    const auto page = [](const std::string& charset, std::string_view text) {
        return "<!DOCTYPE html><meta " + charset + "><p>" + std::string(text);
    };
    CHECK(text_of_page(page("charset=\"iso-8859-1\"", kText)) == "caf\u00E9 \u20AC\n");
    CHECK(text_of_page(page("http-equiv=content-type content='text/html; charset=Shift_JIS'",
                            "\x89\xBF\x92\x6C")) == "\u4FA1\u5024\n");
    CHECK(text_of_page(page("charset=nonsense", kText)) == "caf\u00E9 \u20AC\n");
    CHECK(text_of_page(page("name=a", kText)) == "caf\u00E9 \u20AC\n");
    CHECK(text_of_page(page("charset=utf-8", "caf\u00E9")) == "caf\u00E9\n");
    CHECK(text_of_page("\xEF\xBB\xBF" + page("charset=windows-1251", "caf\u00E9")) ==
          "caf\u00E9\n");
}

TEST_CASE("a page that is a table is a table, and no other") {
    const std::string kRows =
        "<tr><td>a, b</td><td colspan=2>c</td></tr><tr><td>d<td><td>\"e\"</tr>";
    CHECK(table_of_html("<table>" + kRows + "</table>") == "\"a, b\",c\nd,,\"\"\"e\"\"\"\n");
    CHECK(table_of_html("<h1>All answers</h1><table>" + kRows + "</table>") == std::nullopt);
    CHECK(table_of_html("<h1>x</h1><table>" + kRows + "</table>"));
    CHECK_FALSE(table_of_html("<table><tr><td><table>" + kRows + "</table></td></tr></table>"));
    CHECK_FALSE(table_of_html("<table>" + kRows + "</table><table>" + kRows + "</table>"));
    CHECK_FALSE(table_of_html("<table><tr><td rowspan=2>a<td>b<tr><td>c<tr><td>d<td>e</table>"));
    CHECK_FALSE(table_of_html("<table><tr><td>a<tr><td>b</table>"));
    CHECK_FALSE(table_of_html("<p>a</p>"));
}
