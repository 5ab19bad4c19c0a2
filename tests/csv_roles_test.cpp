#include <catch2/catch.hpp>

#include "indexer/roles.h"
#include "tests/table_sink.h"

using namespace verbatim;
using verbatim::test::take;
using verbatim::test::Taken;

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

TEST_CASE("what asks is no customer's prompt") {
    struct Case {
        const char* rows;
        const char* said;
    };
    const Case cases[] = {
        {"What frustrates you most about it?,The export drops rows.\n"
         "How do you work around that today?,I count them by hand.\n"
         "What would you miss if it were gone?,Only the calendar.\n",
         "The export drops rows.\nI count them by hand.\nOnly the calendar.\n"},
        {"Tell us what happened next,The export drops rows.\n"
         "Tell us what happened next,I count them by hand.\n"
         "Tell us what happened next,It took me all of Friday.\n",
         "The export drops rows.\nI count them by hand.\nIt took me all of Friday.\n"},
        {"What went wrong with the export?,The export drops rows.\n"
         "What could be improved?,The calendar.\n"
         "What went wrong with the export?,Nothing so far for me.\n"
         "What could be improved?,The export.\n",
         "The export drops rows.\nThe calendar.\nNothing so far for me.\nThe export.\n"},
    };
    for (const Case& c : cases) {
        INFO(c.rows);
        const Taken taken = take(kCsvReader, std::string("Prompt,Response\n") + c.rows);
        CHECK(taken.said() == c.said);
        for (const Conversation& conversation : taken.conversations)
            for (const Speaker& speaker : conversation.speakers) CHECK(speaker.role != Role::agent);
    }
}

TEST_CASE("a search term is nobody's words") {
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
