#include <catch2/catch.hpp>

#include "indexer/readers/chat_shape.h"
#include "indexer/readers/markup.h"
#include "tests/heard.h"

using namespace verbatim;
using namespace verbatim::test;

namespace {

Heard hear_chat(const std::string& text) {
    return hear(kChatJsonReader, text);
}

std::string one(const std::string& messages) {
    return R"({"id": "c", "messages": [)" + messages + "]}";
}

// The role and the text of the only utterance.
std::pair<Role, std::string> only(const std::string& message) {
    const Heard heard = hear_chat(one(message));
    if (heard.conversations.size() != 1 || heard.conversations[0].utterances.size() != 1)
        return {Role::unknown, "?"};
    const Conversation& conversation = heard.conversations[0];
    return {conversation.speakers.at(conversation.utterances[0].speaker).role,
            conversation.utterances[0].text};
}

}  // namespace

TEST_CASE("chat fixtures come to what they came to before") {
    for (const std::string name :
         {"intercom.json", "crisp.json", "livechat.json", "zendesk_chat.json", "helpscout.json",
          "generic.json", "generic.jsonl", "two_sides.json", "zendesk_support.json",
          "zendesk_support.jsonl", "drift.json", "drift.jsonl", "intercom_list.json",
          "crisp_automated.json", "helpscout_threads.json", "livechat_threads.json",
          "zendesk_chat_list.json", "intercom_sources.json", "zendesk_no_comments.json"}) {
        INFO(name);
        const std::string path = "chats/" + name;
        const std::string now = print(hear_chat(file_text(fixture_path(path))));
        CHECK(now == golden(path, now));
    }
}

TEST_CASE("what the export calls an author is the role, with the reason") {
    const std::pair<const char*, Role> kCases[] = {
        {R"("role": "user")", Role::customer},
        {R"("role": "assistant")", Role::bot},
        {R"("role": "system")", Role::bot},
        {R"("author": {"type": "admin"})", Role::agent},
        {R"("author": {"type": "lead"})", Role::customer},
        {R"("author": {"type": "contact"})", Role::customer},
        {R"("author": {"type": "team"})", Role::agent},
        {R"("author": {"name": "Ana", "isBot": true})", Role::bot},
        {R"("author_type": "end-user")", Role::customer},
        {R"("sender_type": "Trigger")", Role::bot},
        {R"("from": "operator")", Role::agent},
        {R"("sender": "visitor")", Role::customer},
        {R"("is_agent": true, "from": "Odo")", Role::agent},
        {R"("inbound": true, "from": "Ana")", Role::customer},
        {R"("direction": "outbound", "from": "Odo")", Role::agent},
        {R"("from": "Ana")", Role::unknown},
    };
    for (const auto& [author, role] : kCases) {
        INFO(author);
        CHECK(only("{" + std::string(author) + R"(, "text": "hello"})") ==
              std::pair{role, std::string("hello")});
    }
    CHECK(hear_chat(one(R"({"author": {"type": "admin", "name": "Odo"}, "text": "a"})"))
              .conversations.at(0)
              .speakers.at(0)
              .role_reason == "author.type is admin");
}

TEST_CASE("a message that nobody said to the customer is left out") {
    for (const char* extra :
         {R"("private": true)", R"("public": false)", R"("visibility": "agents")",
          R"("part_type": "note")", R"("part_type": "close")", R"("type": "private_note")",
          R"("part_type": "open")", R"("state": "draft")", R"("stealthed": true)",
          R"("type": "lineitem")", R"("type": "system_message")", R"("type": "chat.memberjoin")",
          R"("type": "service")"}) {
        INFO(extra);
        const Heard heard =
            hear_chat(one(R"({"role": "agent", "text": "among us", )" + std::string(extra) + "}"));
        CHECK(heard.conversations.empty());
        CHECK(heard.empties == 1);
    }
}

TEST_CASE("a remark with a rating is read wherever the ticket stands") {
    const std::string ticket =
        R"("id": 7, "requester_id": 1, "satisfaction_rating": {"score": "bad", "comment": "Never again"})";
    const std::string comments =
        R"("comments": [{"author_id": 1, "body": "It broke", "public": true}])";
    const Heard alone = hear_chat("{" + ticket + ", " + comments + "}");
    const Heard beside = hear_chat(R"({"ticket": {)" + ticket + "}, " + comments + "}");
    REQUIRE(alone.conversations.size() == 1);
    REQUIRE(beside.conversations.size() == 1);
    for (const Heard* heard : {&alone, &beside}) {
        const Conversation& conversation = heard->conversations[0];
        REQUIRE(conversation.utterances.size() == 2);
        CHECK(conversation.utterances[1].text == "Never again");
        CHECK(conversation.utterances[1].speaker == conversation.utterances[0].speaker);
    }
    CHECK(print(beside.conversations[0].utterances[1].locator) ==
          "/ticket/satisfaction_rating/comment");
}

TEST_CASE("a ticket without comments begins with its description") {
    const std::string ticket =
        R"("id": 7, "subject": "Scale", "description": "It shows 0", "requester_id": 1)";
    const auto first = [](const std::string& text) {
        const Heard heard = hear_chat(text);
        REQUIRE(heard.conversations.size() == 1);
        REQUIRE(heard.conversations[0].utterances.size() == 1);
        return heard.conversations[0];
    };
    const Conversation alone = first("{" + ticket + R"(, "submitter_id": 1, "comments": []})");
    CHECK(alone.utterances[0].text == "It shows 0");
    CHECK(alone.speakers.at(0).role == Role::customer);
    CHECK(print(alone.utterances[0].locator) == "/description");
    const Conversation beside = first(R"({"ticket": {)" + ticket + R"(}, "comments": []})");
    CHECK(print(beside.utterances[0].locator) == "/ticket/description");
    CHECK(beside.speakers.at(0).role == Role::customer);
    const Conversation by_agent = first("{" + ticket + R"(, "submitter_id": 5, "comments": []})");
    CHECK(by_agent.speakers.at(0).role == Role::agent);
    const Heard hidden = hear_chat(
        "{" + ticket + R"(, "comments": [{"author_id": 5, "body": "vip?", "public": false}]})");
    CHECK(hidden.conversations.empty());
}

TEST_CASE("a time is read in every way it is written") {
    const auto time = [](const std::string& member) {
        return hear_chat(one(R"({"role": "user", "text": "a", )" + member + "}"))
            .conversations.at(0)
            .utterances.at(0)
            .time;
    };
    CHECK(time(R"("created_at": 1767225600)") == "2026-01-01T00:00:00");
    CHECK(time(R"("timestamp": 1767225600123)") == "2026-01-01T00:00:00");
    CHECK(time(R"("ts": "1767225600.897649")") == "2026-01-01T00:00:00");
    CHECK(time(R"("ts": 1767225600.897649)") == "2026-01-01T00:00:00");
    CHECK(time(R"("time": "2026-01-01T02:00:00+02:00")") == "2026-01-01T00:00:00");
    CHECK(time(R"("time": "soon")").empty());
}

TEST_CASE("messages that come newest first are turned round") {
    const Heard heard =
        hear_chat(one(R"({"role": "agent", "text": "b", "time": "2026-01-01T10:00:00Z"},)"
                      R"({"role": "user", "text": "a", "time": "2026-01-01T09:00:00Z"})"));
    CHECK(heard.conversations.at(0).utterances.at(0).text == "a");
    CHECK(heard.conversations.at(0).utterances.at(0).locator.pointer == "/messages/1/text");
    CHECK(heard.conversations.at(0).date == "2026-01-01T09:00:00");
}

TEST_CASE("the text of a message stays as it is, unless it is HTML") {
    CHECK(only(R"({"role": "user", "text": "  1 < 2 & \"so\"\n"})").second == "  1 < 2 & \"so\"\n");
    CHECK(only(R"({"role": "user", "html_body": "<p>1 &lt; 2</p>", "body": ""})").second ==
          "1 < 2");
    CHECK(
        only(
            R"({"role": "user", "content": ["a", {"type": "text", "text": "b"}, {"type": "image"}]})")
            .second == "ab");
}

TEST_CASE("HTML is laid out as text") {
    const std::pair<const char*, const char*> kCases[] = {
        {"<p>a</p><p>b</p>", "a\n\nb"},
        {"<div>a<br>b<br/><br />c</div>", "a\nb\n\nc"},
        {"<p>  a \n <b>b</b> <a href=\"x\">c</a>.  </p>", "a b c."},
        {"<ul><li>a</li><li>b</li></ul>", "a\nb"},
        {"<style>p {}</style><p>a</p><script>b</script>", "a"},
        {"<p>a<!-- b --> c</p>", "a c"},
        {"<pre>a\n  b</pre>", "a\n  b"},
        {"<p>1 < 2 & 3 &lt; 4 &eacute;&nbsp;&#8364;&#x20AC;&bogus;</p>",
         "1 < 2 & 3 < 4 \u00E9\u00A0\u20AC\u20AC&bogus;"},
        {"<p>cut <b", "cut <b"},
        {"", ""},
        {"<p></p>", ""},
    };
    for (const auto& [html, text] : kCases) {
        INFO(html);
        CHECK(html_to_text(html) == text);
    }
    CHECK(looks_like_html("<p>a</p>"));
    CHECK(looks_like_html("a<br>b"));
    CHECK_FALSE(looks_like_html("a < b"));
    CHECK_FALSE(looks_like_html("<3 you"));
    CHECK_FALSE(looks_like_html("use the <b> key"));
}

TEST_CASE("the conversations are found wherever the export puts them") {
    const auto pointer = [](std::string_view text) {
        const auto shape = find_chat_shape(text);
        if (!shape) return std::string("none");
        return shape->pointer + (shape->array ? " array" : " one") + (shape->flat ? " flat" : "");
    };
    CHECK(pointer(R"({"messages": [{"role": "user", "text": "a"}]})") == " one");
    CHECK(pointer(R"({"data": {"messages": [{"role": "user", "text": "a"}]}})") == "/data one");
    CHECK(
        pointer(
            R"([{"messages": []}, {"messages": [{"type": "join"}, {"from": "Ana", "text": "a"}]}])") ==
        " array");
    CHECK(pointer(R"({"n": 1, "a/b": [{"messages": [{"from": "Ana", "text": "a"}]}]})") ==
          "/a~1b array");
    CHECK(
        pointer(
            R"({"_embedded": {"conversations": [{"_embedded": {"threads": [{"createdBy": {}, "body": "a"}]}}]}})") ==
        "/_embedded/conversations array");
    CHECK(pointer(R"({"chats": [{"threads": [{"events": [{"author_id": "1", "text": "a"}]}]}]})") ==
          "/chats array");
    CHECK(pointer(R"([{"role": "user", "content": "a"}])") == " array flat");
    CHECK(pointer(R"({"data": [{"session_id": "s", "from": "user", "content": "a"}]})") ==
          "/data array flat");
    CHECK(pointer(R"({"data": [{"from": "user", "content": "a"}]})") == "none");
}

TEST_CASE("every element of the array is accounted for") {
    const Heard heard = hear_chat(
        R"([{"id": 1, "messages": [{"role": "user", "text": "a"}]}, 2, {"id": 3}, {"id": 4, "messages": []},
        {"id": 5, "messages": [{"role": "user", "text": "b"}]}, {"id": 6, "messages": [{"role)");
    CHECK(heard.conversations.size() == 2);
    CHECK(heard.empties == 1);
    REQUIRE(heard.rejects.size() == 3);
    CHECK(print(heard.rejects[0].locator) == "/1");
    CHECK(heard.rejects[0].reason == "a conversation has to be an object");
    CHECK(print(heard.rejects[1].locator) == "/2");
    CHECK(heard.rejects[1].reason == "the conversation has no list of messages");
    CHECK(print(heard.rejects[2].locator) == "/5");
    CHECK(heard.rejects[2].reason == "the file ends within the value");
}

TEST_CASE("a single conversation that is cut off is rejected") {
    const Heard heard =
        hear_chat(R"({"id": 1, "messages": [{"role": "user", "text": "a"}, {"role": "us)");
    REQUIRE(heard.rejects.size() == 1);
    CHECK(heard.rejects[0].reason == "not JSON, or cut off");
}

TEST_CASE("lists within lists end somewhere") {
    std::string open, close;
    for (int i = 0; i < 200'000; ++i) {
        open += R"({"thread": )";
        close += "}";
    }
    const Heard heard =
        hear_chat("[" + one(R"({"role": "user", "text": "a"})") + "," + open + "1" + close + "]");
    CHECK(heard.conversations.size() == 1);
    CHECK(heard.rejects.size() == 1);
}

TEST_CASE("an array of many conversations is read piece by piece") {
    std::string text = "[";
    const std::string body(1000, 'a');
    for (int i = 0; i < 3000; ++i)
        text += (i ? ",\n" : "") + std::string(R"({"id": )") + std::to_string(i) +
                R"(, "messages": [{"role": "user", "text": ")" + body + "\"}]}";
    const Heard heard = hear_chat(text + "]");
    REQUIRE(heard.conversations.size() == 3000);
    CHECK(heard.conversations[2999].record == "2999");
    CHECK(heard.conversations[2999].locator.pointer == "/2999");
    CHECK(heard.conversations[2999].utterances[0].locator.pointer == "/2999/messages/0/text");
}
