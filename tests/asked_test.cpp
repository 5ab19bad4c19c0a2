#include <catch2/catch.hpp>

#include "engine/asked.h"

using namespace verbatim;

namespace {

Conversation talk(const std::vector<std::pair<Role, std::string>>& said) {
    Conversation conversation;
    conversation.kind = Kind::interview;
    conversation.lang = "en";
    for (const auto& [role, text] : said) {
        Speaker speaker;
        speaker.role = role;
        conversation.speakers.push_back(speaker);
        Utterance utterance;
        utterance.speaker = static_cast<std::uint32_t>(conversation.speakers.size() - 1);
        utterance.text = text;
        conversation.utterances.push_back(utterance);
    }
    return conversation;
}

std::string asked_last(const std::vector<std::pair<Role, std::string>>& said) {
    return what_was_asked(talk(said)).back().text;
}

constexpr Role kHost = Role::interviewer, kGuest = Role::customer;

}  // namespace

TEST_CASE("an answer knows the last questions in a row before it") {
    CHECK(asked_last({{kHost, "Thanks. Why did you buy it? Was it the price? Take your time."},
                      {kGuest, "The price."}}) == "Why did you buy it? Was it the price?");
    CHECK(asked_last({{kHost, "Why did you buy it?"},
                      {kGuest, "Hm."},
                      {kHost, "Mhm."},
                      {kGuest, "The old one buzzed."}}) == "Why did you buy it?");
    CHECK(asked_last({{kHost, "なぜ買いましたか？"}, {kGuest, "安いから。"}}) ==
          "なぜ買いましたか？");
}

TEST_CASE("a request of an interviewer asks too, an agent's does not") {
    CHECK(asked_last({{kHost, "Okay. So tell me about the switch."}, {kGuest, "It broke."}}) ==
          "So tell me about the switch.");
    CHECK(asked_last({{kHost, "Erzählen Sie von der Lampe."}, {kGuest, "Sie summt."}}) ==
          "Erzählen Sie von der Lampe.");
    CHECK(asked_last({{Role::agent, "Let me describe the way back."}, {kGuest, "Fine."}}).empty());
    CHECK(asked_last({{kHost, "I see."}, {kGuest, "It broke."}}).empty());
}

TEST_CASE("only interviewers and agents ask, and only others answer") {
    CHECK(asked_last({{kGuest, "Can I send it back?"}, {kGuest, "It hums."}}).empty());
    CHECK(asked_last({{Role::bot, "Was this helpful?"}, {kGuest, "No."}}).empty());
    CHECK(asked_last({{kHost, "Why?"}, {Role::agent, "It hums."}}).empty());
    CHECK(asked_last({{kHost, "Why?"}, {Role::unknown, "It hums."}}) == "Why?");
}

TEST_CASE("what the source states goes before what was asked") {
    Conversation conversation = talk({{kHost, "And the shade?"}, {kGuest, "Torn."}});
    CHECK(what_was_asked(conversation).back().heard);
    conversation.utterances.back().question = "What do you dislike?";
    CHECK(what_was_asked(conversation).back().text == "What do you dislike?");
    CHECK_FALSE(what_was_asked(conversation).back().heard);
}

TEST_CASE("of a question without an end in sight the end is kept") {
    std::string question;
    for (int i = 0; i < 100; ++i) question += "and then the lamp ";
    question += "hums, why?";
    const std::string asked = asked_last({{kHost, question}, {kGuest, "No idea."}});
    CHECK(asked.size() <= 300);
    CHECK(question.ends_with(asked));
    CHECK(question[question.size() - asked.size() - 1] == ' ');
}
