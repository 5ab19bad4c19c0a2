#include "cli/render.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "cli/citation.h"
#include "engine/text.h"

using namespace verbatim;
using namespace verbatim::cli;

namespace {

Quote call_quote() {
    Quote quote;
    quote.id = *parse_id("k3v9q2m7abcd");
    quote.text = "I could not justify the cost to my CFO.";
    quote.score = 11.71234567;
    quote.highlights = {{24, 28}};
    quote.matched = {"cost ~ expensive"};
    quote.lenses = {{"objection", 0.91f}, {"pain", 0.74f}};
    quote.citation.source = "/home/ann/voc/calls/2026-05-12.vtt";
    quote.citation.sha256 = "ab12";
    quote.citation.locator.line = 118;
    quote.citation.locator.time = TimeRange{754200, 758900};
    quote.citation.conversation = *parse_id("c7h200000000");
    quote.citation.kind = Kind::call;
    quote.citation.speaker = "Dana";
    quote.citation.role = Role::customer;
    quote.citation.date = "2026-05-12";
    quote.citation.lang = "en";
    quote.citation.round = "2026-05";
    quote.citation.span = {31, 70};
    quote.citation.prefix = "Honestly, ";
    quote.citation.suffix = " So we stayed";
    quote.before = {{"Host", Role::interviewer, "What held you back?"}};
    return quote;
}

Quote review_quote() {
    Quote quote;
    quote.id = *parse_id("000000000001");
    quote.text = "=1+1 \"free\", they said.\nThen: a bill";
    quote.citation.source = "/data/reviews.csv";
    quote.citation.locator.row = 7;
    quote.citation.rating = 4;
    quote.citation.rating_max = 5;
    quote.citation.product = "Lumo, large";
    quote.citation.role = Role::customer;
    quote.citation.question = "What nearly stopped you?";
    quote.similar = 3;
    return quote;
}

Answer answer_of(std::vector<Quote> quotes) {
    Answer answer;
    answer.query = "too expensive";
    answer.total = 42;
    answer.quotes = std::move(quotes);
    return answer;
}

RenderOptions options_for(std::size_t width = 80) {
    RenderOptions options;
    options.width = width;
    options.working_directory = "/home/ann/voc";
    return options;
}

}  // namespace

TEST_CASE("JSON has the contract's keys in the contract's order") {
    Answer answer = answer_of({call_quote()});
    answer.facets = {{"kind", {{"call", 30}, {"review", 12}}}};
    CHECK(
        render_json(answer, options_for()) ==
        R"({"schema":"verbatim.search/1","query":"too expensive","total":42,"total_is_exact":true,)"
        R"("quotes":[{"id":"k3v9q2m7abcd","text":"I could not justify the cost to my CFO.",)"
        R"("score":11.7123,"highlights":[[24,28]],"matched":["cost ~ expensive"],)"
        R"("lenses":[{"name":"objection","score":0.91},{"name":"pain","score":0.74}],)"
        R"("citation":{"source":"calls/2026-05-12.vtt","sha256":"ab12",)"
        R"("locator":{"line":118,"time_ms":[754200,758900]},"record":null,)"
        R"("conversation":"c7h200000000","kind":"call","speaker":"Dana","role":"customer",)"
        R"("date":"2026-05-12","rating":null,"product":null,"url":null,"lang":"en",)"
        R"("round":"2026-05","span":[31,70],"prefix":"Honestly, ","suffix":" So we stayed"},)"
        R"("context":{"before":[{"speaker":"Host","role":"interviewer",)"
        R"("text":"What held you back?"}],"after":[]}}],)"
        R"("facets":{"kind":[["call",30],["review",12]]}})"
        "\n");
}

TEST_CASE("JSON without quotes has empty lists") {
    Answer answer;
    answer.query = "x";
    CHECK(render_json(answer, options_for()) ==
          R"({"schema":"verbatim.search/1","query":"x","total":0,"total_is_exact":true,)"
          R"("quotes":[],"facets":{}})"
          "\n");
}

TEST_CASE("JSON tells what only some quotes have") {
    Answer answer = answer_of({review_quote()});
    answer.quotes[0].citation.title = "Fine";
    answer.quotes[0].citation.fields = {{"plan", "Pro"}};
    answer.quotes[0].explanation = {"bill: a word"};
    answer.notices = {"12 more"};
    const auto json = nlohmann::json::parse(render_json(answer, options_for()));
    const auto& quote = json["quotes"][0];
    CHECK(quote["similar"] == 3);
    CHECK(quote["citation"]["title"] == "Fine");
    CHECK(quote["citation"]["question"] == "What nearly stopped you?");
    CHECK(quote["citation"]["fields"]["plan"] == "Pro");
    CHECK(quote["citation"]["rating"] == 4);
    CHECK(quote["citation"]["rating_max"] == 5);
    CHECK(quote["citation"]["source"] == "/data/reviews.csv");
    CHECK(quote["explanation"][0] == "bill: a word");
    CHECK(json["notices"][0] == "12 more");
}

TEST_CASE("a path that is no UTF-8 is replaced in JSON and in text") {
    Answer answer = answer_of({review_quote()});
    answer.quotes[0].citation.source = "/data/caf\xE9.csv";
    const auto json = nlohmann::json::parse(render_json(answer, options_for()));
    CHECK(json["quotes"][0]["citation"]["source"] == "/data/caf\uFFFD.csv");
    CHECK(find_invalid_utf8(render_text(answer, options_for())) == std::string::npos);
}

TEST_CASE("NDJSON is one quote a line") {
    const std::string text =
        render_ndjson(answer_of({call_quote(), review_quote()}), options_for());
    REQUIRE(std::count(text.begin(), text.end(), '\n') == 2);
    CHECK(nlohmann::json::parse(text.substr(0, text.find('\n')))["id"] == "k3v9q2m7abcd");
}

TEST_CASE("CSV keeps the quote's bytes and quotes what RFC 4180 says") {
    const std::string text = render_csv(answer_of({review_quote()}), options_for());
    CHECK(text.starts_with("id,text,speaker,role,kind,date,rating,rating_max,product,"));
    CHECK(text.find("\r\n000000000001,\"=1+1 \"\"free\"\", they said.\nThen: a bill\",,customer,"
                    "review,,4,5,\"Lumo, large\",,What nearly stopped you?,,3,"
                    "/data/reviews.csv,,7,,,,") != std::string::npos);
    CHECK(text.ends_with("\r\n"));
}

TEST_CASE("Markdown shows a quote as it was said") {
    Answer answer = answer_of({review_quote()});
    answer.quotes[0].citation.question.clear();
    answer.quotes[0].text = "# 1 *star* <b>\n  - 2. and_so [on]\n\n1. `x`";
    CHECK(render_md(answer, options_for()) ==
          "> \\# 1 \\*star\\* \\<b\\>\\\n"
          "> &#32; \\- 2. and\\_so \\[on\\]\n"
          ">\n"
          "> 1\\. \\`x\\`\n"
          ">\n"
          "> — customer · review · ★★★★☆ · Lumo, large · /data/reviews.csv, row 7\n");
}

TEST_CASE("Markdown has the context only when it was asked for") {
    RenderOptions options = options_for();
    CHECK(render_md(answer_of({call_quote()}), options).find("Host") == std::string::npos);
    options.context = true;
    CHECK(render_md(answer_of({call_quote()}), options)
              .starts_with("> *Host, interviewer:* What held you back?\n>\n> I could"));
}

TEST_CASE("a quote stands in the terminal with attribution, lenses and id") {
    CHECK(render_text(answer_of({call_quote()}), options_for()) ==
          "“ I could not justify the cost to my CFO.\n"
          "  — Dana, customer · call · 2026-05-12 · 12:34 · calls/2026-05-12.vtt:118\n"
          "  [objection] [pain]                                                    k3v9q2m7\n");
}

TEST_CASE("a quote's question, line ends and near-duplicates are shown") {
    CHECK(render_text(answer_of({review_quote()}), options_for()) ==
          "  asked: What nearly stopped you?\n"
          "“ =1+1 \"free\", they said.\n"
          "  Then: a bill\n"
          "  — customer · review · ★★★★☆ · Lumo, large · /data/reviews.csv, row 7\n"
          "  and 3 more that say nearly the same                                   00000000\n");
}

TEST_CASE("context stands before and after a quote when asked for") {
    RenderOptions options = options_for();
    options.context = true;
    CHECK(render_text(answer_of({call_quote()}), options)
              .starts_with("    Host: What held you back?\n“ I could"));
}

TEST_CASE("matched words are coloured, and nothing is without colour") {
    RenderOptions options = options_for();
    CHECK(render_text(answer_of({call_quote()}), options).find('\x1b') == std::string::npos);
    options.color = true;
    CHECK(render_text(answer_of({call_quote()}), options).find("the \x1b[1;33mcost\x1b[0m to") !=
          std::string::npos);
}

TEST_CASE("no line is wider than the terminal, from 40 to 200 columns, in any script") {
    Quote quote = call_quote();
    quote.text =
        "料金が高すぎて上司に説明できませんでした 😀👩‍👩‍👧 "
        "https://example.com/" +
        std::string(300, 'x') + " Überraschungsgebührenabrechnung ครับผมไม่ชอบราคา";
    quote.citation.speaker = "田中さくら";
    quote.citation.product = std::string(120, 'p');
    quote.similar = 12345;
    quote.kinds = {{"pain.reliability", 0.9f}, {"pain.missing-feature", 0.8f}};
    quote.citation.question =
        "What was going on in your business that sent you looking for something, to begin with?";
    Answer answer = answer_of({quote, review_quote()});
    answer.facets = {{"product", {{std::string(150, 'q'), 123456}, {"製品", 7}}}};
    for (const std::size_t width : {40u, 60u, 80u, 120u, 200u}) {
        RenderOptions options = options_for(width);
        options.context = true;
        const std::string text = render_text(answer, options);
        for (std::size_t begin = 0; begin < text.size();) {
            const std::size_t end = text.find('\n', begin);
            CHECK(display_width(std::string_view(text).substr(begin, end - begin)) <= width);
            begin = end + 1;
        }
    }
}

TEST_CASE("a quote cannot write to the terminal on its own") {
    Quote quote = call_quote();
    quote.text = "\x1b]0;title\x07 hello";
    quote.highlights.clear();
    quote.citation.speaker = "\x1b[2J";
    quote.citation.product = "a\nb";
    quote.before[0].text = "\x1b[H";
    RenderOptions options = options_for();
    options.context = true;
    CHECK(render_text(answer_of({quote}), options).find('\x1b') == std::string::npos);
}

TEST_CASE("facets are counted in a table") {
    Answer answer = answer_of({});
    answer.facets = {{"kind", {{"call", 1200}, {"review", 50}}}};
    CHECK(render_text(answer, options_for()) ==
          "kind\n"
          "  call    1,200  ▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪\n"
          "  review     50  ▪\n");
}

TEST_CASE("bars of facets give way to names, and paths keep their ends") {
    Answer answer = answer_of({});
    answer.facets = {{"lens", {{"pain.missing-feature", 1200}, {"pain", 600}}},
                     {"source", {{"/voc/exports/reviews/appstore_reviews.csv", 3}}}};
    CHECK(render_text(answer, options_for(40)) ==
          "lens\n"
          "  pain.missing-feature  1,200  ▪▪▪▪▪▪▪▪▪\n"
          "  pain                    600  ▪▪▪▪\n"
          "\n"
          "source\n"
          "  …views/appstore_reviews.csv  3  ▪▪▪▪▪▪\n");
}

TEST_CASE("what heads the kinds is wrapped") {
    Answer answer = answer_of({});
    answer.total = 56958;
    answer.people = 28192;
    answer.kinds = {{"pain.missing-feature", "It lacks.", 1286, 1461, {}}};
    CHECK(render_text(answer, options_for(40)) ==
          "56,958 quotes by 28,192 customers. One\n"
          "may be of several kinds, or of none.\n"
          "\n"
          "missing-feature  1,286 customers, 1,461\n"
          "quotes\n"
          "It lacks.\n");
}

TEST_CASE("ratings are stars where the scale is five") {
    CHECK(printable_rating(4, 5) == "★★★★☆");
    CHECK(printable_rating(0, 5) == "☆☆☆☆☆");
    CHECK(printable_rating(4.5, 5) == "4.5/5");
    CHECK(printable_rating(8, 10) == "8/10");
    CHECK(printable_rating(3, {}) == "rated 3");
    CHECK(printable_rating({}, 5).empty());
}

TEST_CASE("a source is relative to the working directory only where it lies below") {
    CHECK(openable_path("/a/b/c.csv", "/a") == "b/c.csv");
    CHECK(openable_path("/ab/c.csv", "/a") == "/ab/c.csv");
    CHECK(openable_path("/c.csv", "/") == "c.csv");
    CHECK(openable_path("-", "/a") == "-");
}

TEST_CASE("the closing line counts what is shown") {
    Answer answer = answer_of({call_quote()});
    CHECK(closing_line(answer, 0, 0.012, false) == "1 of 42 quotes · 12 ms");
    CHECK(closing_line(answer, 0, 0.012, true) == "1 of 42 quotes with any of the words · 12 ms");
    answer.by_meaning = true;
    CHECK(closing_line(answer, 0, 0.012, true) ==
          "1 of 42 quotes with any of the words, or their meaning · 12 ms");
    CHECK(closing_line(answer, 0, 0.012, false) == "1 of 42 quotes · 12 ms");
    CHECK(closing_line(answer, 10, 0.012, false) == "11–11 of 42 quotes · 12 ms");
    answer.total_is_exact = false;
    CHECK(closing_line(answer, 0, 0.012, false) == "1 of about 42 quotes · 12 ms");
    answer = answer_of({call_quote()});
    answer.total = 1;
    CHECK(closing_line(answer, 0, 0.012, false) == "1 quote · 12 ms");
}
