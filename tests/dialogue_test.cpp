#include <catch2/catch.hpp>

#include "indexer/readers/dialogue.h"
#include "indexer/roles.h"
#include "tests/table_sink.h"

using namespace verbatim;
using verbatim::test::take;
using verbatim::test::Taken;

TEST_CASE("a talk in a cell is parted by the labels of both its sides") {
    const std::string table =
        "id,Date,Transcript\n"
        "1,2024-05-01,\"Agent: Hello, how can I help?\nCustomer: It is broken.\"\n"
        "2,2024-05-02,\"Agent: Hi. Customer: The price went: up. Agent: Sorry.\"\n"
        "3,2024-05-03,They spoke of the price for an hour.\n";
    CHECK(choose_reader({"calls.csv", table, true}) == &kCsvReader);
    Taken taken = take(kCsvReader, table);
    REQUIRE(taken.conversations.size() == 3);
    CHECK(taken.kind == Kind::call);
    std::vector<std::string> said;
    for (Conversation& conversation : taken.conversations) {
        decide_roles(conversation, {});
        for (const Utterance& utterance : conversation.utterances)
            said.push_back(std::string(name_of(conversation.speakers[utterance.speaker].role)) +
                           "> " + utterance.text);
    }
    CHECK(said == std::vector<std::string>{"agent> Hello, how can I help?",
                                           "customer> It is broken.", "agent> Hi.",
                                           "customer> The price went: up.", "agent> Sorry.",
                                           "unknown> They spoke of the price for an hour."});
}

TEST_CASE("numbered speakers part a talk, and are nobody's where it is no call") {
    const auto turns = dialogue_in("Speaker 1: Why? Speaker 2: It broke. SPEAKER_03: I see.");
    REQUIRE(turns.size() == 3);
    CHECK(turns[1].label == "Speaker 2");
    CHECK(turns[1].text == "It broke.");
    CHECK(turns[2].label == "SPEAKER_03");
    CHECK(dialogue_in("Speaker 1: it hums. Speaker 1: it still hums.").empty());
    CHECK(dialogue_in("I bought speaker 1, and: no sound").empty());
    Conversation review;
    review.kind = Kind::review;
    review.speakers.push_back({"", "", Role::unknown, ""});
    review.utterances.push_back({});
    review.utterances[0].text = "Speaker 1: Why? Speaker 2: It broke.";
    part_dialogues(review);
    REQUIRE(review.speakers.size() == 2);
    CHECK_FALSE(review.speakers[1].role_reason.empty());
}

TEST_CASE("speakers and persons that a review counts part nothing") {
    constexpr std::string_view kTried = "I tried both. Speaker 1: tinny. Speaker 2: rich.";
    constexpr std::string_view kServed = "Person 1: rude, person 2: kind";
    CHECK(dialogue_in(kTried).empty());
    CHECK(dialogue_in(kServed).empty());
    CHECK(dialogue_in(kTried, Kind::call).size() == 3);
    CHECK(dialogue_in(kServed, Kind::interview).size() == 2);
    CHECK(dialogue_in("[00:01] Speaker 1: Why?\n[00:04] Speaker 2: It broke.").size() == 3);
    CHECK(dialogue_in("Agent: Hello. Speaker 2: It broke.").size() == 2);
    const Taken taken = take(kCsvReader, "author,review,rating\nAna,\"" + std::string(kTried) +
                                             "\",4\nBo,\"" + std::string(kServed) + "\",2\n");
    CHECK(taken.said() == std::string(kTried) + "\n" + std::string(kServed) + "\n");
}

TEST_CASE("a label of one side, or what only looks like one, parts nothing") {
    const Taken taken = take(kCsvReader,
                             "author,text,rating\nAna,\"To the agent: thank you. Note: slow.\",4\n"
                             "Bo,My user: bo. His customer is here: me,2\n");
    REQUIRE(taken.conversations.size() == 2);
    CHECK(taken.said() ==
          "To the agent: thank you. Note: slow.\nMy user: bo. His customer is here: me\n");
}
