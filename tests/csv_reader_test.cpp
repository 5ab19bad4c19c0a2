#include <catch2/catch.hpp>

#include "tests/table_sink.h"

using namespace verbatim;
using verbatim::test::take;
using verbatim::test::Taken;

namespace {

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
