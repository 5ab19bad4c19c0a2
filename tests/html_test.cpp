#include <algorithm>
#include <catch2/catch.hpp>
#include <ctime>
#include <random>

#include "indexer/html/html_text.h"
#include "indexer/readers/markup.h"

using namespace verbatim;

namespace {

std::string repeated(std::string_view part, std::size_t size) {
    std::string out;
    while (out.size() < size) out += part;
    return out;
}

// Writes down what a handler is told, and whether each element that begins ends in order.
struct Told : HtmlHandler {
    void begin(std::string_view name, const HtmlAttributes&) override { open.emplace_back(name); }
    void end(std::string_view name) override {
        ordered = ordered && !open.empty() && open.back() == name;
        if (!open.empty()) open.pop_back();
    }
    void text(std::string_view text) override { said += text; }

    std::vector<std::string> open;
    std::string said;
    bool ordered = true;
};

Told tell(std::string_view html) {
    Told told;
    for (HtmlWalk walk(html, told); walk.step();) {
    }
    return told;
}

}  // namespace

TEST_CASE("HTML is shown as a browser shows it") {
    const std::pair<const char*, const char*> kCases[] = {
        {"a<ol><li>b</li><li>c<ul><li>d</li></ul></li></ol>e", "a\nb\nc\nd\ne"},
        {"<p>a<p>b<ul><li>c<li>d</ul>", "a\n\nb\n\nc\nd"},
        {"<table><tr><th>Plan</th><th>Price</th></tr><tr><td>Pro<td> 9 </table>after",
         "Plan\tPrice\nPro\t9\nafter"},
        {"<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>", "a\n\nb"},
        {"<blockquote>a</blockquote>b", "a\nb"},
        {"a <img src=\"x.png\" alt=\"a cat\"> b", "a b"},
        {"<div style=\"font-size:1px; DISPLAY: none\">a<p>b</p></div>c", "c"},
        {"<div hidden>a</div>b<span hidden>c<b>d</b></span>e", "be"},
        {"<p>a</p><p>&nbsp;</p><p>&nbsp; b&nbsp;</p>", "a\n\n\u00A0 b\u00A0"},
        {"a<br>&nbsp;<br>b", "a\n\nb"},
        {"a<o:p>&nbsp;</o:p>b", "a\u00A0b"},
        {"a<select><option>b<option>c</select>d<textarea>e</textarea>", "ad"},
        {"<svg><title>a</title></svg>b<svg/>c", "bc"},
        {"<!DOCTYPE html><html><head><title>a</title><style>b</style></head><body>c</body></html>d",
         "cd"},
        {"<?xml version=\"1.0\"?><![if !mso]>a<![endif]>", "a"},
        {"<script>if (a < b) document.write('<p>x</p>')</script>a", "a"},
        {"a<script>b", "a"},
        {"a<select>b<svg>c", "abc"},
        {"<p title=\"a > b\">c</p>", "c"},
        {"<a href=\"x>link</a>", "link"},
        {"<PRE>\na\n  b</PRE>c", "a\n  b\nc"},
        {"&lt;b&gt; &check; &CounterClockwiseContourIntegral; &#146;", "<b> \u2713 \u2233 \u2019"},
        {"x </b> y </div> z", "x y z"},
    };
    for (const auto& [html, text] : kCases) {
        INFO(html);
        CHECK(html_to_text(html) == text);
    }
}

TEST_CASE("what is no HTML in HTML is somebody's words") {
    for (const char* words :
         {"I <3 this", "write to <ana@example.org>", "see <http://example.org/a>", "a <name> here",
          "1 < 2 > 0", "a <!-- b", "a <p b", "<!wow>", "</3", "a <b", "<", "a <a href='x' <",
          "control \x01\x7F\u0085 and \U0010F0FF"}) {
        INFO(words);
        CHECK(html_to_text(words) == words);
    }
    CHECK(html_to_text(std::string_view("a\0b", 3)) == std::string_view("a\0b", 3));
}

TEST_CASE("every reference of HTML is undone, and nothing else") {
    const auto undone = [](std::string_view text) {
        std::string out;
        append_unescaped(out, text);
        return out;
    };
    CHECK(undone("&amp;&hearts;&Omega;&NotEqualTilde;&semi;&#x1F600;") ==
          "&\u2665\u03A9\u2242\u0338;\U0001F600");
    for (const char* kept : {"&", "&;", "&copy", "&copys;", "&nothing;", "AT&T; a & b;", "&#;",
                             "&#x;", "& amp;", "&a<b;"}) {
        INFO(kept);
        CHECK(undone(kept) == kept);
    }
}

TEST_CASE("a page of many pieces reads as one") {
    std::string html = "<div><table>", expected;
    for (int row = 0; row < 3000; ++row) {
        const std::string number = std::to_string(row);
        html += "<tr><td>a" + number + "</td><td><i>b</i></td></tr>";
        expected += (row > 0 ? "\na" : "a") + number + "\tb";
    }
    CHECK(html_to_text(html + "</table></div><p>end") == expected + "\n\nend");
    const std::string items = repeated("<b>x</b> ", 9000);
    CHECK(html_to_text("<pre>" + repeated("<i>a</i>\n  ", 9000) + "</pre>").find("a\n  a\n  a") ==
          0);
    CHECK(html_to_text("<div hidden>" + items + "<p>y</p></div>z") == "z");
}

TEST_CASE("elements begin and end in order, whatever the soup") {
    constexpr const char* kParts[] = {"<p>",        "</p>",
                                      "<div>",      "</div>",
                                      "<table>",    "</table>",
                                      "<tr>",       "<td>",
                                      "</td>",      "<b>",
                                      "</b>",       "<ul>",
                                      "<li>",       "</li>",
                                      "</ul>",      "<h1>",
                                      "<h2>",       "Z",
                                      " ",          "&amp;",
                                      "<br>",       "<pre>",
                                      "</pre>",     "<caption>",
                                      "<tbody>",    "<dl><dt>",
                                      "<dd>",       "<a href=x>",
                                      "<form>",     "</tr>",
                                      "<ruby><rt>", "<th>",
                                      "<o:p>",      "<details><summary>",
                                      "</body>",    "<html><body>"};
    std::mt19937 random(4);
    for (int round = 0; round < 60; ++round) {
        std::string html;
        for (int i = 0; i < 1500; ++i) html += kParts[random() % std::size(kParts)];
        const Told told = tell(html);
        INFO(round);
        CHECK(told.ordered);
        CHECK(told.open.empty());
        CHECK(std::ranges::count(told.said, 'Z') == std::ranges::count(html, 'Z'));
    }
}

// What has made parsers of HTML slow where there is much of it.
constexpr const char* kHostileParts[] = {"<div>",
                                         "<b>",
                                         "<p>x",
                                         "<",
                                         "<!--",
                                         "<!---->",
                                         "&",
                                         "&a",
                                         "&aa;",
                                         ">",
                                         "<a ",
                                         "<a x=\"\" z=\"",
                                         "<script>",
                                         "<script></",
                                         "<?a",
                                         "<!a",
                                         "</",
                                         "</p>",
                                         "<ul><li>",
                                         "<table><tr><td>",
                                         "<table><td>x",
                                         "<p><b>",
                                         "<svg>",
                                         "<div hidden>",
                                         "<a x='>",
                                         "</div><table>",
                                         "<p title=\"",
                                         "\x01",
                                         "&#1;"};

// Pages that have made parsers of HTML slow, each of about so many bytes.
std::vector<std::string> hostile_pages(std::size_t size) {
    std::string attributes = "<a";
    for (int i = 0; attributes.size() < size; ++i) attributes += " a" + std::to_string(i);
    std::string formatting = "<p>";
    for (int i = 0; i < 500; ++i) formatting += "<b a" + std::to_string(i) + ">";
    std::vector<std::string> pages = {attributes + ">", attributes,
                                      formatting + repeated("<p>x", size)};
    for (const char* part : kHostileParts) {
        pages.push_back(repeated(part, size));
        pages.push_back(repeated("<div>", size / 2) + repeated(part, size / 2));
    }
    return pages;
}

// The processor's time to read a page, the least of three, since other work only ever adds to it.
double reading_seconds(const std::string& page) {
    double least = 1e9;
    for (int run = 0; run < 3; ++run) {
        const std::clock_t begin = std::clock();
        html_to_text(page);
        looks_like_html(page);
        least = std::min(least, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
    }
    return least;
}

TEST_CASE("HTML takes time in proportion to its length, whatever it holds") {
    constexpr std::size_t kSize = 32u << 10;
    constexpr std::size_t kTimes = 8;
    const std::vector<std::string> shorter = hostile_pages(kSize);
    const std::vector<std::string> longer = hostile_pages(kSize * kTimes);
    for (std::size_t i = 0; i < shorter.size(); ++i) {
        INFO(longer[i].substr(0, 20) << " ... " << longer[i].substr(longer[i].size() - 20));
        // In proportion is kTimes, a square kTimes * kTimes; the constant is for clocks that tick.
        CHECK(reading_seconds(longer[i]) < reading_seconds(shorter[i]) * kTimes * 4 + .05);
    }
}
