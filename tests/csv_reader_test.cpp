#include <catch2/catch.hpp>

#include "indexer/readers/csv_records.h"
#include "indexer/roles.h"
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

int score(std::string_view text, std::string_view path = "file") {
    return kCsvReader.probe({path, text, true});
}

std::string fixture(const char* name) {
    return std::string(VERBATIM_SOURCE_DIR "/tests/fixtures/tables/") + name;
}

Taken take_fixture(const char* name) {
    auto input = Input::open(fixture(name));
    REQUIRE(input);
    return take(kCsvReader, *std::move(input));
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

TEST_CASE("tables are told from what has commas too") {
    CHECK(score("id,rating,text\n1,5,It boils well\n2,4,\"It is loud, but fine\"\n") >= 80);
    CHECK(score("rating\tdate\tverified_reviews\n5\t31-Jul-18\tI love it so\n") >= 80);
    CHECK(score("x;y\n1;this is a long sentence of words\n2;this is another long one\n") >= 20);
    for (const char* text :
         {"Dear all,\nthank you, it was nice.\nYours, Ada\n", "Ada: hello, you\nBob: yes, well\n",
          "[30/12/21, 22:01:10] Ada: hello\n[30/12/21, 22:02:10] Bob: hi\n",
          "23/06/2018, 01:55 - Ada: hello you there\n23/06/2018, 01:56 - Bob: hi to you too\n",
          "00:11:09\tAda Bee:\thello to you all\n00:11:40\tBob Cee:\thello again to you\n",
          "From ada@example.org Fri Apr  1 10:00:00 2016\nTo: a, b\nCc: c, d\n",
          "[Script Info]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,Hello\n",
          "WEBVTT\n\n00:01.000 --> 00:02.000\nHello, you\n", "{\"text\": \"a, b\"}\n", "", "word\n",
          "1\n00:00:03,120 --> 00:00:06,480\nAda: so, yes\n"}) {
        INFO(text);
        CHECK(score(text) < 20);
    }
}

TEST_CASE("delimiter, junk before the header and its absence are found") {
    const Taken junk =
        take(kCsvReader,
             "Report generated 1 May 2024\n\nid;text;stars\n1;\"a; b, c\";5\n2;fine, so;4\n");
    CHECK(junk.said() == "a; b, c\nfine, so\n");
    CHECK(junk.conversations[0].locator.row == 4u);
    CHECK(junk.conversations[0].record == "1");
    const Taken bare =
        take(kCsvReader,
             "k001x\t0\tThe first of the sentences\nk002x\t1\tThe second of \"the\" sentences\n");
    CHECK(bare.said() == "The first of the sentences\nThe second of \"the\" sentences\n");
    CHECK(bare.conversations[1].locator.row == 2u);
    const Taken index = take(kCsvReader, ",review_text\n0,\"One, two\"\n1,Three\n");
    CHECK(index.said() == "One, two\nThree\n");
    const Taken tabs =
        take(kCsvReader, "text\trating\n\"quoted\" at first\t5\n\"open only\t4\nplain\t3\n");
    CHECK(tabs.said() == "\"quoted\" at first\n\"open only\nplain\n");
}

TEST_CASE("a review has its parts, its place and its people") {
    const Taken taken =
        take(kCsvReader,
             "id,userName,title,text,rating,date,reply,url,hotel\n"
             "r1,Ada,Loud,\"It is loud.\nVery.\",2,2024-05-01,Sorry about that "
             "noise,https://x.example/1,Inn\n"
             "r2,Bob,It is go\u2026,It is good.,5,2024-05-02,,https://x.example/2,Inn\n"
             "r3,Cy,Fine,,4,2024-05-03,,,Inn\n");
    REQUIRE(taken.conversations.size() == 3);
    const Conversation& first = taken.conversations[0];
    CHECK(first.record == "r1");
    CHECK(first.title == "Loud");
    CHECK(first.date == "2024-05-01");
    CHECK(first.rating == 2.0);
    CHECK(first.rating_max == 5.0);
    CHECK(first.product == "Inn");
    CHECK(first.url == "https://x.example/1");
    REQUIRE(first.utterances.size() == 3);
    CHECK(first.utterances[0].text == "Loud");
    CHECK(first.utterances[1].text == "It is loud.\nVery.");
    CHECK(first.utterances[2].text == "Sorry about that noise");
    CHECK(first.speakers[0].name == "Ada");
    CHECK(first.speakers[0].role == Role::unknown);
    CHECK(first.speakers[first.utterances[2].speaker].role == Role::agent);
    CHECK(first.speakers[1].role_reason == "column 'reply' is the company's reply");
    CHECK(taken.conversations[1].utterances.size() == 1);  // its title is its text's beginning
    CHECK(taken.conversations[1].locator.row == 3u);
    CHECK(taken.conversations[1].locator.line == 4u);
    CHECK(taken.conversations[2].utterances[0].text == "Fine");
}

TEST_CASE("what says nothing is empty, not rejected") {
    const Taken taken =
        take(kCsvReader,
             "Pros,Cons,rating\nlight one,No Negative,5\n  ,nan,3\n\nquiet one,loud one,4\n");
    CHECK(taken.said() == "light one\nquiet one\nloud one\n");
    CHECK(taken.empties == 1);
    CHECK(taken.conversations[0].utterances[0].question == "Pros");
    CHECK(taken.records() == 3);
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

TEST_CASE("a date that is none and a rating of great are reported, and the words are kept") {
    std::string text = "text,rating,date\n";
    for (int i = 0; i < 9; ++i) text += "fine thing,4,2024-05-01\n";
    const Taken taken =
        take(kCsvReader,
             text + "one thing,great,2024-02-30\nlast thing,five,soon\nodd thing,55,2024-05-02\n");
    CHECK(taken.conversations.size() == 12);
    REQUIRE(taken.warnings.size() == 5);
    CHECK(taken.warnings[0].reason == "the date \"2024-02-30\" is none");
    CHECK(taken.warnings[0].locator.row == 11u);
    CHECK(taken.warnings[1].reason == "the rating \"great\" is none");
    CHECK(taken.warnings[3].reason == "the rating \"five\" is none");
    CHECK(taken.warnings[4].reason == "the rating \"55\" is beyond the scale");
    CHECK_FALSE(taken.conversations[10].rating);
    CHECK(taken.rejects.empty());
}

TEST_CASE("who wrote a row is a customer, whatever kind the rows are said to be") {
    ReadOptions options;
    for (const Kind kind : {Kind::interview, Kind::call, Kind::chat, Kind::review}) {
        options.kind = kind;
        Taken taken =
            take(kCsvReader, "author,text\nAda,It broke after a week\n,So did mine now\n", options);
        REQUIRE(taken.conversations.size() == 2);
        for (Conversation& conversation : taken.conversations) {
            decide_roles(conversation, {});
            CHECK(conversation.speakers[0].role == Role::customer);
        }
    }
}

TEST_CASE("an answer beside its question keeps it") {
    const Taken taken = take(kCsvReader,
                             "respondent_id,question,answer\n"
                             "101,What do you like?,The reports are quick\n"
                             "101,What would you change?,The price is too high\n"
                             "102,What do you like?,The colours\n");
    REQUIRE(taken.conversations.size() == 3);
    CHECK(taken.conversations[0].utterances.at(0).question == "What do you like?");
    CHECK(taken.conversations[1].utterances.at(0).question == "What would you change?");
    CHECK(taken.conversations[1].utterances.at(0).text == "The price is too high");
}

TEST_CASE("a ticket says what its requester wrote, with the remark about the rating") {
    const Taken taken = take(
        kCsvReader,
        "id,subject,description,requester_id,submitter_id,created_at,satisfaction_rating.score,"
        "satisfaction_rating.comment\n"
        "4101,Cannot tare,The tare key does nothing since Monday.,9101,9101,2026-04-06,bad,"
        "Took a week to answer me.\n"
        "4102,Call back,\"Customer rang, wants a quote.\",9102,5,2026-04-06,good,You called!\n"
        "4103,Wrong colour,It came in grey and I ordered white.,9103,9103,2026-04-07,bad,\n"
        "4104,Manual,Where do I find the manual for it?,9104,9104,2026-04-08,good,\n");
    REQUIRE(taken.conversations.size() == 4);
    CHECK(taken.kind == Kind::chat);
    const Conversation& first = taken.conversations[0];
    REQUIRE(first.utterances.size() == 3);
    CHECK(first.utterances[2].text == "Took a week to answer me.");
    CHECK(first.speakers.at(first.utterances[1].speaker).role == Role::customer);
    CHECK(first.fields.at("score") == "bad");
    CHECK_FALSE(first.rating);
    const Conversation& filed = taken.conversations[1];
    REQUIRE(filed.utterances.size() == 3);
    CHECK(filed.speakers.at(filed.utterances[0].speaker).role == Role::agent);
    CHECK(filed.speakers.at(filed.utterances[1].speaker).role == Role::agent);
    CHECK(filed.speakers.at(filed.utterances[2].speaker).role == Role::customer);
}

TEST_CASE("answers to a survey of scores are a survey") {
    const Taken taken = take(kCsvReader,
                             "Survey Response ID,Score,Comment,Date\n"
                             "a1b2c3d4e5f60001,9,The import just works for me now.,2026-01-02\n"
                             "a1b2c3d4e5f60002,3,Support never answered my mail.,2026-01-03\n");
    CHECK(taken.kind == Kind::survey);
    CHECK(taken.conversations.at(0).record == "a1b2c3d4e5f60001");
}

TEST_CASE("what was never sent is dated by when it was begun") {
    const std::string head =
        "#,Why did you leave?,Response Type,Start Date (UTC),Submit Date (UTC)\n";
    const std::string started = "b2,I was just looking around here.,started,2024-10-07 10:00:00,\n";
    const Taken taken = take(
        kCsvReader,
        head + "a1,My books were such a mess.,completed,2024-10-05 02:37:00,2024-10-05 02:39:31\n" +
            started);
    REQUIRE(taken.conversations.size() == 2);
    CHECK(taken.conversations[0].date == "2024-10-05T02:39:31");
    CHECK(taken.conversations[1].date == "2024-10-07T10:00:00");
    CHECK(take(kCsvReader, head + started).conversations.at(0).date == "2024-10-07T10:00:00");
}

TEST_CASE("of what a chatbot learns from only the prompts may be a customer's") {
    const Taken taken = take(kCsvReader,
                             "instruction,response,category\n"
                             "I want to cancel my order from last week,Of course! Please share the "
                             "number of the order with me.,ORDER\n"
                             "where is my refund it has been ten days,I am sorry for the delay. It "
                             "takes up to fourteen days.,REFUND\n");
    REQUIRE(taken.conversations.size() == 2);
    const Conversation& first = taken.conversations[0];
    REQUIRE(first.utterances.size() == 2);
    CHECK(first.utterances[0].text == "I want to cancel my order from last week");
    CHECK(first.speakers.at(first.utterances[1].speaker).role == Role::agent);
    const Taken survey = take(kCsvReader,
                              "response,date\nIt crashes whenever I open it,2026-01-02\n"
                              "I like it more than the old one,2026-01-03\n");
    CHECK(survey.said() == "It crashes whenever I open it\nI like it more than the old one\n");
}

TEST_CASE("what people ask a chatbot is theirs, and no two ask the same") {
    const Taken taken = take(kCsvReader,
                             "prompt,response\n"
                             "How do I cancel the order from last week?,Open your orders and press "
                             "Cancel.\n"
                             "Where is my refund?,Refunds take up to fourteen days.\n"
                             "Can you tell me why the app logs me out?,Please update it first.\n"
                             "What does the yearly plan cost?,It is on our page of prices.\n");
    REQUIRE(taken.conversations.size() == 4);
    for (const Conversation& chat : taken.conversations) {
        REQUIRE(chat.utterances.size() == 2);
        CHECK(chat.utterances[0].text.ends_with('?'));
        CHECK(chat.speakers.at(chat.utterances[1].speaker).role == Role::agent);
    }
}

TEST_CASE("quoted cells with as many delimiters each are no more columns") {
    std::string table = "topic,remark\n";
    for (int i = 0; i < 8; ++i)
        table += "Order " + std::to_string(i) + ",\"It came late, and the box was torn on day " +
                 std::to_string(i) + "\"\n";
    const Taken taken = take(kCsvReader, table);
    REQUIRE(taken.conversations.size() == 8);
    CHECK(taken.conversations[0].utterances.back().text ==
          "It came late, and the box was torn on day 0");
}

TEST_CASE("where prompts ask and nothing tells who answered, nobody is quoted") {
    const std::string_view questions[][2] = {
        {"What was the hardest part of the old way of working?",
         "Why did the setup take that long in the end?"},
        {"\u00BFQu\u00E9 te cost\u00F3 m\u00E1s trabajo al principio?",
         "\u00BFQu\u00E9 cambi\u00F3 despu\u00E9s de la primera semana?"},
        {"Waarom heb je de oude planner weggedaan?", "Hoe ging dat de eerste week?"},
        {"\u5927\u5909\u3060\u3063\u305F\u3053\u3068\u306F\u4F55\u3067\u3059\u304B\uFF1F",
         "\u306A\u305C\u9078\u3073\u307E\u3057\u305F\u304B\uFF1F"},
        {"Do you ship to Canada as well?", "What payment methods do you accept?"}};
    for (const auto& [first, second] : questions) {
        CAPTURE(first);
        const std::string table = "prompt,response\n" + std::string(first) +
                                  ",Our support team is happy to help with that.\n" +
                                  std::string(second) +
                                  ",It depends on the plan that was chosen.\n";
        CHECK(take(kCsvReader, table).said().empty());
    }
}

TEST_CASE("what asks is no customer's prompt, and a search term none either") {
    const Taken asked = take(kCsvReader,
                             "Prompt,Response\n"
                             "What frustrates you most about it?,The export drops rows.\n"
                             "How do you work around that today?,I count them by hand.\n"
                             "What would you miss if it were gone?,Only the calendar.\n");
    CHECK(asked.said() == "The export drops rows.\nI count them by hand.\nOnly the calendar.\n");
    for (const Conversation& conversation : asked.conversations)
        for (const Speaker& speaker : conversation.speakers) CHECK(speaker.role != Role::agent);
    const Taken same = take(kCsvReader,
                            "prompt,response\n"
                            "Tell us what happened next,The export drops rows.\n"
                            "Tell us what happened next,I count them by hand.\n"
                            "Tell us what happened next,It took me all of Friday.\n");
    CHECK(same.said() ==
          "The export drops rows.\nI count them by hand.\nIt took me all of Friday.\n");
    const Taken survey = take(kCsvReader,
                              "prompt,response\n"
                              "What went wrong with the export?,The export drops rows.\n"
                              "What could be improved?,The calendar.\n"
                              "What went wrong with the export?,Nothing so far for me.\n"
                              "What could be improved?,The export.\n");
    CHECK(survey.said() ==
          "The export drops rows.\nThe calendar.\nNothing so far for me.\nThe export.\n");
    const Taken searched = take(kCsvReader,
                                "query,review_text,rating,response\n"
                                "pizza near the lake,The crust was soggy and cold.,2,We are sorry "
                                "to hear that.\n"
                                "vegan pizza in town,Best dough that I have had.,5,Thank you for "
                                "the kind words!\n");
    REQUIRE(searched.conversations.size() == 2);
    for (const Conversation& review : searched.conversations)
        for (const Utterance& utterance : review.utterances)
            CHECK(utterance.text.find("pizza") == std::string::npos);
    CHECK(searched.conversations[0].utterances.at(0).text == "The crust was soggy and cold.");
}

TEST_CASE("talks in cells whose speakers are numbered are calls, and nobody said all of them") {
    const Taken taken = take(
        kCsvReader,
        "id,date,notes\n"
        "1,2026-02-01,\"Speaker 1: How do you do your books today? Speaker 2: Badly. Speaker 1: "
        "And then what? Speaker 2: I cry.\"\n"
        "2,2026-02-02,\"Speaker 1: What made you look? Speaker 2: The tax office wrote to me.\"\n");
    CHECK(taken.kind == Kind::call);
    REQUIRE(taken.conversations.size() == 2);
    const Conversation& first = taken.conversations[0];
    REQUIRE(first.utterances.size() == 4);
    CHECK(first.utterances[3].text == "I cry.");
    CHECK(first.speakers.at(first.utterances[3].speaker).name == "Speaker 2");
    for (const Speaker& speaker : first.speakers) CHECK(speaker.role == Role::unknown);
}

TEST_CASE("second 0 of the clock is no date, and that is said once") {
    std::string text = "text,date\n";
    for (int i = 0; i < 9; ++i) text += "fine thing,2024-05-01\n";
    const Taken taken =
        take(kCsvReader, text + "one thing,1970-01-01\nlast thing,1970-01-01T00:00:00Z\n");
    CHECK(taken.warnings.empty());
    CHECK(taken.conversations[9].date.empty());
    CHECK(taken.conversations[10].date.empty());
    CHECK(taken.notes.back() == "2 dates are 1970-01-01, which is none, and left out");
    const Taken seconds = take(kCsvReader, "text,at\none thing,1714557600\nodd thing,0\n");
    CHECK(seconds.conversations[0].date == "2024-05-01T10:00:00");
    CHECK(seconds.conversations[1].date.empty());
    CHECK(seconds.warnings.empty());
}

TEST_CASE("dates that can be read in two ways are left out with a note") {
    const Taken taken =
        take(kCsvReader, "text,date\none thing,05/06/2024\nother thing,07/08/2024\n");
    CHECK(taken.conversations[0].date.empty());
    CHECK(taken.warnings.empty());
    CHECK(taken.notes.back().find("2 dates can be read day first or month first") == 0);
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

TEST_CASE("a cell that is HTML says what a browser shows, another is left as it is") {
    const Taken taken =
        take(kCsvReader,
             "text,author\n\"one<br />two<BR>three &amp; <b>four</b>\",Ada\n=@x it works,Bob\n"
             "\"The <b>checkout</b> kept failing &amp; I gave up.<br>Twice!\",Cy\n"
             "I don&#39;t like it,Di\n<p>So it goes.</p><p>On.</p>,Ed\n"
             "\"a < b  and I <3 <name> you, R&D; <i> too\",Flo\n"
             "it <em>really</em> broke <redacted>,Gus\n");
    CHECK(taken.said() ==
          "one\ntwo\nthree & four\n=@x it works\n"
          "The checkout kept failing & I gave up.\nTwice!\n"
          "I don't like it\nSo it goes.\n\nOn.\n"
          "a < b  and I <3 <name> you, R&D; <i> too\n"
          "it really broke <redacted>\n");
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

TEST_CASE("messages of a chat are joined by their links and put in order") {
    const Taken taken = take_fixture("chat_links.csv");
    CHECK(taken.kind == Kind::chat);
    CHECK(taken.records() == 8);
    REQUIRE(taken.conversations.size() == 3);
    const Conversation& first = taken.conversations[0];
    CHECK(first.record == "11");
    CHECK(first.records == 4);
    CHECK(first.date == "2024-05-01T10:00:00");
    REQUIRE(first.utterances.size() == 4);
    CHECK(first.utterances[0].text == "My kettle whistles at night");
    CHECK(first.utterances[3].text == "It is the blue one");
    CHECK(first.utterances[3].time == "2024-05-01T10:03:00");
    CHECK(first.utterances[3].locator.row == 2u);
    CHECK(first.speakers[0].name == "ada");
    CHECK(first.speakers[0].role == Role::customer);
    CHECK(first.speakers[0].role_reason == "column inbound is True");
    CHECK(first.speakers[1].role == Role::agent);
}

TEST_CASE("messages of a chat are joined by their conversation") {
    const Taken taken = take(kCsvReader,
                             "ticket_id,sender_type,sender,message,sent_at\nT1,customer,Ada,It is "
                             "too loud,2024-05-01 10:00\n"
                             "T2,visitor,Bob,Where is my order,2024-05-01 10:01\nT1,agent,Eve,We "
                             "are sorry,2024-05-01 10:02\n"
                             "T1,customer,Ada,,2024-05-01 10:03\n");
    REQUIRE(taken.conversations.size() == 2);
    CHECK(taken.conversations[0].record == "T1");
    CHECK(taken.conversations[0].utterances.size() == 2);
    CHECK(taken.conversations[0].speakers[1].name == "Eve");
    CHECK(taken.empties == 1);
    CHECK(taken.records() == 4);
}

TEST_CASE("a reviews table in German reads as one in English does") {
    const Taken taken = take_fixture("bewertungen.csv");
    CHECK(taken.notes[0] == "';' between 5 columns");
    REQUIRE(taken.conversations.size() == 3);
    CHECK(taken.conversations[0].date == "2024-05-03");
    CHECK(taken.conversations[0].rating == 2.0);
    CHECK(taken.conversations[0].utterances[0].text == "Zu laut");
    CHECK(taken.conversations[2].utterances[1].text ==
          "Kocht schnell, bleibt heiß; nur der Deckel klemmt.");
}

TEST_CASE("a table without columns that can be found is an error that names the file") {
    CHECK(take(kCsvReader, "just words\n").error.find("test: ") == 0);
    CHECK(take(kCsvReader, "").error.find("test: ") == 0);
}
