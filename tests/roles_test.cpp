#include "indexer/roles.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "indexer/role_names.h"

using namespace verbatim;

namespace {

using Turns = std::vector<std::pair<std::string, std::string>>;

Conversation talk(Kind kind, const Turns& turns) {
    Conversation conversation;
    conversation.kind = kind;
    for (const auto& [name, text] : turns) {
        auto found = std::ranges::find(conversation.speakers, name, &Speaker::name);
        if (found == conversation.speakers.end())
            found = conversation.speakers.insert(found, Speaker{{}, name, Role::unknown, {}});
        Utterance utterance;
        utterance.speaker = static_cast<std::uint32_t>(found - conversation.speakers.begin());
        utterance.text = text;
        conversation.utterances.push_back(std::move(utterance));
    }
    return conversation;
}

std::string decided(Conversation conversation, const std::map<std::string, Role>& given = {}) {
    decide_roles(conversation, given);
    std::string out;
    for (const Speaker& speaker : conversation.speakers) {
        CHECK_FALSE(speaker.role_reason.empty());
        out += (out.empty() ? "" : ", ") + speaker.name + " " + std::string(name_of(speaker.role));
    }
    return out;
}

std::string reason(Conversation conversation, std::size_t speaker) {
    decide_roles(conversation, {});
    return conversation.speakers.at(speaker).role_reason;
}

const std::string kLong = "It broke on the second day, and nobody could tell me why it had.";

// Ana asks at the end of `asked` of her ten turns, Rob of `returned` of his.
Conversation two_people(int asked, int returned, const std::string& question = "Why is that?") {
    Turns turns;
    for (int i = 0; i < 10; ++i) {
        turns.emplace_back("Ana", i < asked ? question : "I see, go on.");
        turns.emplace_back("Rob", i < returned ? kLong + " And you?" : kLong);
    }
    return talk(Kind::call, turns);
}

}  // namespace

TEST_CASE("a name that is a role says the role") {
    const std::pair<Role, std::vector<const char*>> kNames[] = {
        {Role::interviewer,
         {"Interviewer", "interviewer 2", "Interviewer1 ", "Interviewer2 2", "Moderator", "HOST",
          "Researcher", "Q", "Enquêteur", "Intervieweur 1", "Befragerin", "Entrevistadora",
          "Intervistatore", "Interviewer B"}},
        {Role::customer,
         {"Interviewee", "Interviewee1 ", "Respondent_03", "Customer", "Kunde", "Kundin 4",
          "Cliente", "Befragter", "Interviewé", "Entrevistado", "Utente", "Visitor 1234"}},
        {Role::agent,
         {"Agent", "Support", "Sales Rep", "CSM", "customer success manager", "Kundenservice",
          "Berater", "support@fernly.example"}},
        {Role::bot,
         {"Bot", "Assistant", "Fernly Notetaker", "Ana's AI Notetaker (Otter)", "System",
          "Order Bot"}},
    };
    for (const auto& [role, names] : kNames)
        for (const char* name : names) {
            INFO(name);
            const auto named = role_of_name(name);
            REQUIRE(named);
            CHECK(named->role == role);
        }
    for (const char* name : {"Ana Lima", "Ana Lima (Host)", "Agent Smith", "Talbot", "", "(Host)",
                             "ana@example.org", "Customer Advisory Board", "Speaker 1", "7"}) {
        INFO(name);
        CHECK_FALSE(role_of_name(name));
    }
}

TEST_CASE("a word for one of two sides says nothing where all bear it") {
    CHECK(decided(talk(Kind::call, {{"Participant 001", "a"}, {"Participant 002", "b"}})) ==
          "Participant 001 unknown, Participant 002 unknown");
    CHECK(decided(talk(Kind::interview, {{"Moderator", "a"}, {"P1", "b"}, {"P2", "c"}})) ==
          "Moderator interviewer, P1 customer, P2 customer");
    CHECK(decided(talk(Kind::interview, {{"Q", "a"}, {"A", "b"}})) == "Q interviewer, A customer");
    CHECK(decided(talk(Kind::interview, {{"I", "a"}, {"B", "b"}})) == "I interviewer, B customer");
}

TEST_CASE("who is left speaks with those whose role is known") {
    CHECK(decided(talk(Kind::interview, {{"Host", "a"}, {"Ana", "b"}, {"Rob", "c"}})) ==
          "Host interviewer, Ana customer, Rob customer");
    CHECK(decided(talk(Kind::interview, {{"Ana", "a"}, {"Interviewee", "b"}})) ==
          "Ana interviewer, Interviewee customer");
    CHECK(decided(talk(Kind::chat, {{"Ana", "a"}, {"Support", "b"}})) ==
          "Ana customer, Support agent");
    CHECK(decided(talk(Kind::chat, {{"Customer", "a"}, {"Odo", "b"}})) ==
          "Customer customer, Odo agent");
    CHECK(decided(talk(Kind::call, {{"Agent", "a"}, {"Customer", "b"}, {"Odo", "c"}})) ==
          "Agent agent, Customer customer, Odo unknown");
}

TEST_CASE("who writes a review, an answer, a post or a mail is a customer") {
    for (const Kind kind : {Kind::review, Kind::survey, Kind::forum, Kind::mail})
        CHECK(decided(talk(kind, {{"Ana", "a"}})) == "Ana customer");
    CHECK(decided(talk(Kind::review, {{"", "a"}, {"Support", "b"}})) == " customer, Support agent");
}

TEST_CASE("what is given overrides all, the source too") {
    Conversation conversation = talk(Kind::interview, {{"Host", "a"}, {"Ána  Lima", "b"}});
    conversation.speakers[0].role = Role::agent;
    conversation.speakers[0].role_reason = "the source says so";
    CHECK(decided(conversation) == "Host agent, Ána  Lima customer");
    CHECK(decided(conversation, {{"host", Role::bot}, {"ana lima", Role::interviewer}}) ==
          "Host bot, Ána  Lima interviewer");
}

TEST_CASE("who ends turns with questions is the interviewer") {
    CHECK(decided(two_people(6, 0)) == "Ana interviewer, Rob customer");
    CHECK(decided(two_people(6, 2)) == "Ana interviewer, Rob customer");
    CHECK(reason(two_people(6, 1), 0) == "ends 6 of 10 turns with a question");
    CHECK(reason(two_people(6, 1), 1) == "answers: ends 1 of 10 turns with a question");
    for (const char* question :
         {"なぜですか？", "لماذا؟", "Why? \\[laughs\\]", "\"Why?\" (pause)", "Why?!"})
        CHECK(decided(two_people(6, 0, question)) == "Ana interviewer, Rob customer");
}

TEST_CASE("without a clear difference nobody is told apart") {
    CHECK(decided(two_people(0, 0)) == "Ana unknown, Rob unknown");
    CHECK(decided(two_people(1, 0)) == "Ana unknown, Rob unknown");
    CHECK(decided(two_people(8, 0, "It is so. Why? Because.")) == "Ana unknown, Rob unknown");
    CHECK(reason(two_people(1, 0), 0) == "no speaker asks clearly more questions than the others");
    Turns equals;
    for (int i = 0; i < 12; ++i)
        equals.emplace_back(std::string(1, static_cast<char>('D' + i % 4)) + "ora",
                            i % 3 ? kLong : "Is it so?");
    CHECK(decided(talk(Kind::call, equals)) ==
          "Dora unknown, Eora unknown, Fora unknown, Gora unknown");
}

TEST_CASE("who asks and talks at length is no interviewer unless most turns ask") {
    const auto lecture = [](int asked) {
        Turns turns;
        for (int i = 0; i < 10; ++i) {
            turns.emplace_back("Ana", kLong + " " + kLong + (i < asked ? " Right?" : ""));
            turns.emplace_back("Rob", "I see, yes.");
        }
        return talk(Kind::call, turns);
    };
    CHECK(decided(lecture(3)) == "Ana unknown, Rob unknown");
    CHECK(decided(lecture(6)) == "Ana interviewer, Rob customer");
}

TEST_CASE("several may ask, and who asks a little stays undecided") {
    Turns turns;
    for (int i = 0; i < 10; ++i) {
        turns.emplace_back("Ana", i < 6 ? "Why is that so?" : "I see, go on.");
        turns.emplace_back("Mara", kLong);
        turns.emplace_back("Ines", i < 5 ? "And what did you do?" : "Yes, of course.");
        turns.emplace_back("Rob", i < 4 ? kLong + " And you?" : kLong);
    }
    CHECK(decided(talk(Kind::interview, turns)) ==
          "Ana interviewer, Mara customer, Ines interviewer, Rob unknown");
}

TEST_CASE("of several, who says little or asks now and then is not taken for a guest") {
    Turns turns;
    for (int i = 0; i < 10; ++i) {
        turns.emplace_back("Ana", i < 8 ? "Why is that so?" : "I see, go on.");
        turns.emplace_back("Mara", kLong);
        turns.emplace_back("Rob", kLong + " " + kLong + (i < 3 ? " " + kLong + " Right?" : ""));
    }
    turns.emplace_back("Ines", "Goodbye from me, too.");
    CHECK(decided(talk(Kind::interview, turns)) ==
          "Ana interviewer, Mara customer, Rob unknown, Ines unknown");
    CHECK(reason(talk(Kind::interview, turns), 3) ==
          "neither clearly asks nor answers: ends 0 of 1 turns with a question");
    std::erase_if(turns, [](const auto& turn) { return turn.first == "Mara"; });
    CHECK(decided(talk(Kind::interview, turns)) == "Ana interviewer, Rob customer, Ines unknown");
    CHECK(decided(talk(Kind::interview, {{"Ana", "Why?"}, {"Rob", "So."}, {"Ana", "And why?"}})) ==
          "Ana interviewer, Rob customer");
}

TEST_CASE("of several, who only puts in a word looks on") {
    Turns turns;
    for (int i = 0; i < 10; ++i) {
        turns.emplace_back("Ana", i < 8 ? "Why is that so?" : "I see, go on.");
        turns.emplace_back("Mara", kLong);
        if (i < 4) turns.emplace_back("Rob", "Mm-hmm.");
        turns.emplace_back("Ines", "Of course.");
    }
    CHECK(decided(talk(Kind::interview, turns)) ==
          "Ana interviewer, Mara customer, Rob unknown, Ines customer");
}

TEST_CASE("nobody is guessed where there is nothing to tell by") {
    CHECK(decided(talk(Kind::call, {{"", "Why? Because."}})) == " unknown");
    CHECK(reason(talk(Kind::call, {{"", "Why?"}}), 0) == "the source names no speakers");
    CHECK(reason(talk(Kind::call, {{"Ana", "Why?"}}), 0) == "no other speaker to tell the role by");
    CHECK(reason(talk(Kind::chat, {{"Ana", "Why?"}, {"Rob", "So."}}), 0) ==
          "the source does not say who is the customer");
    CHECK(reason(talk(Kind::call, {{"Ana", "Why?"}, {"", "So."}}), 1) ==
          "the source does not say who speaks");
    CHECK(decided(Conversation{}).empty());
}

TEST_CASE("in a chat by mail addresses the one who writes first to a company is the customer") {
    const auto chat = [](const std::string& first, const std::string& second) {
        return decided(talk(Kind::chat, {{first, "a"}, {second, "b"}, {first, "c"}}));
    };
    CHECK(chat("ana@gmail.com", "odo@fernly.example") ==
          "ana@gmail.com customer, odo@fernly.example agent");
    CHECK(chat("ana@a.example", "odo@a.example") == "ana@a.example unknown, odo@a.example unknown");
    CHECK(chat("odo@fernly.example", "ana@gmail.com") ==
          "odo@fernly.example unknown, ana@gmail.com unknown");
}

TEST_CASE("deciding again changes nothing") {
    Conversation once = two_people(6, 1);
    decide_roles(once, {});
    Conversation twice = once;
    decide_roles(twice, {});
    for (std::size_t i = 0; i < once.speakers.size(); ++i) {
        CHECK(once.speakers[i].role == twice.speakers[i].role);
        CHECK(once.speakers[i].role_reason == twice.speakers[i].role_reason);
    }
}

TEST_CASE("a voice without a name beside two sides that are known is anybody's") {
    CHECK(decided(talk(Kind::interview, {{"Interviewer", "Why?"},
                                         {"Interviewee", kLong},
                                         {"Speaker 3", "Mm-hmm."},
                                         {"Bo", kLong}})) ==
          "Interviewer interviewer, Interviewee customer, Speaker 3 unknown, Bo customer");
    CHECK(decided(talk(Kind::interview, {{"Interviewer", "Why?"}, {"Speaker 2", kLong}})) ==
          "Interviewer interviewer, Speaker 2 customer");
}
