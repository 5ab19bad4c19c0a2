#include <catch2/catch.hpp>

#include "indexer/readers/channel.h"
#include "indexer/readers/reader.h"
#include "indexer/readers/slack_workspace.h"
#include "tests/heard.h"

using namespace verbatim;
using namespace verbatim::test;

namespace {

Heard hear_fixture(const Reader& reader, const std::string& name, const ReadOptions& options = {}) {
    const std::string path = fixture_path("channels/" + name);
    return hear(reader, file_text(path), options, path);
}

const Reader* chosen(const std::string& name) {
    const std::string text = file_text(fixture_path("channels/" + name));
    return choose_reader({name, text, true});
}

std::uint64_t records(const Heard& heard) {
    std::uint64_t sum = heard.empties + heard.rejects.size();
    for (const Conversation& conversation : heard.conversations) sum += conversation.records;
    return sum;
}

// "customer: Hello", by the order in which it was said.
std::vector<std::string> said(const Heard& heard) {
    std::vector<std::string> lines;
    for (const Conversation& conversation : heard.conversations)
        for (const Utterance& utterance : conversation.utterances)
            lines.push_back(std::string(name_of(conversation.speakers[utterance.speaker].role)) +
                            ": " + utterance.text);
    return lines;
}

}  // namespace

TEST_CASE("exports of channels come to what they came to before") {
    for (const std::string name :
         {"slack/help/2026-02-03.json", "slack/help/2026-02-04.json",
          "slack_community/lounge/2026-02-05.json", "discord.json", "discord_direct.json",
          "telegram_group.json", "telegram_personal.json", "telegram_all.json", "telegram_bot.json",
          "messenger.json", "instagram_group.json", "mattermost.jsonl", "mattermost_posts.json",
          "reddit_thread.json", "reddit.ndjson", "discourse.json", "discourse_latest.json"}) {
        INFO(name);
        CHECK(chosen(name) == &kChannelReader);
        const std::string now = print(hear_fixture(kChannelReader, name));
        CHECK(now == golden("channels/" + name, now));
    }
}

TEST_CASE("a post without a title is the record that its text is") {
    const std::string post =
        R"({"author": "gus", "created_utc": 1767960500, "subreddit": "s", "id": "a1", "title": "", )"
        R"("selftext": "It never rings."})";
    const Heard heard = hear(kChannelReader, post + "\n");
    REQUIRE(heard.conversations.size() == 1);
    CHECK(heard.conversations[0].records == 1);
    CHECK(heard.empties == 0);
    CHECK(said(heard) == std::vector<std::string>{"customer: It never rings."});
}

TEST_CASE("every message of a channel is accounted for") {
    const std::pair<const char*, std::uint64_t> kMessages[] = {{"slack/help/2026-02-03.json", 7},
                                                               {"slack/help/2026-02-04.json", 2},
                                                               {"discord.json", 6},
                                                               {"telegram_group.json", 9},
                                                               {"telegram_all.json", 4},
                                                               {"telegram_bot.json", 4},
                                                               {"messenger.json", 5},
                                                               {"mattermost.jsonl", 8},
                                                               {"mattermost_posts.json", 4},
                                                               {"reddit_thread.json", 7},
                                                               {"reddit.ndjson", 5},
                                                               {"discourse.json", 5},
                                                               {"discourse_latest.json", 4}};
    for (const auto& [name, count] : kMessages) {
        INFO(name);
        CHECK(records(hear_fixture(kChannelReader, name)) == count);
    }
}

TEST_CASE("files that only name people and channels hold no conversation and are no failure") {
    for (const std::string name : {"slack/users.json", "slack/channels.json", "slack/dms.json",
                                   "slack/integration_logs.json"}) {
        INFO(name);
        CHECK(chosen(name) == &kChannelReader);
        const Heard heard = hear_fixture(kChannelReader, name);
        CHECK(heard.conversations.empty());
        CHECK(heard.rejects.empty());
        CHECK(heard.empties == 1);
    }
}

TEST_CASE("the parts of a Slack thread that goes on another day share the thread's name") {
    const auto thread = [](const std::string& day) {
        const Heard heard = hear_fixture(kChannelReader, "slack/help/" + day + ".json");
        return heard.conversations.at(0).fields.at("thread");
    };
    CHECK(thread("2026-02-03") == "help/1770110100.000200");
    CHECK(thread("2026-02-04") == "help/1770110100.000200");
    const Heard heard = hear_fixture(kChannelReader, "slack/help/2026-02-03.json");
    CHECK(heard.conversations.at(1).fields.count("thread") == 0);
}

TEST_CASE("Slack's text is stored as Slack shows it") {
    const SlackWorkspace workspace = SlackWorkspace::read(fixture_path("channels/slack"));
    const std::pair<const char*, const char*> kTexts[] = {
        {"<@U0MAYA> hi", "@Maya Brandt hi"},
        {"<@U0NOBODY>", "@U0NOBODY"},
        {"<@U0NOBODY|rob>", "@rob"},
        {"<#C01|help> and <#C02>", "#help and #C02"},
        {"<!here>, <!subteam^S1|@team>", "@here, @team"},
        {"<!date^1392734382^{date}|18 Feb>", "18 Feb"},
        {"<https://a.example/?a=1&amp;b=2|the page>", "the page"},
        {"<https://a.example/?a=1&amp;b=2>", "https://a.example/?a=1&b=2"},
        {"1 &lt; 2 &amp;amp; 3", "1 < 2 &amp; 3"},
        {"open < end", "open < end"},
    };
    for (const auto& [text, shown] : kTexts) CHECK(slack_text(text, workspace) == shown);
}

TEST_CASE("a workspace is read once for the files of its channels") {
    SlackWorkspaces workspaces;
    const std::string folder = fixture_path("channels/slack");
    const SlackWorkspace& first = workspaces.of(folder);
    CHECK(first.person("U0REN").role == Role::customer);
    CHECK(&workspaces.of(folder) == &first);
    CHECK_FALSE(workspaces.of(folder + "/help").knows_people());
    CHECK(workspaces.of(folder).knows_people());
}

TEST_CASE("--kind forum makes customers of those whose side the export does not state") {
    ReadOptions options;
    options.kind = Kind::forum;
    const auto lines = said(hear_fixture(kChannelReader, "mattermost.jsonl", options));
    REQUIRE(lines.size() >= 2);
    CHECK(lines[0] == "customer: The app forgets my filters.");
    for (const std::string& line : said(hear_fixture(kChannelReader, "mattermost.jsonl")))
        CHECK_FALSE(line.starts_with("customer"));
}

TEST_CASE("DiscordChatExporter's table is a channel, a day a conversation") {
    CHECK(chosen("discord.csv") == &kCsvReader);
    const Heard heard = hear_fixture(kCsvReader, "discord.csv");
    REQUIRE(heard.conversations.size() == 2);
    CHECK(heard.conversations[0].kind == Kind::chat);
    CHECK(heard.conversations[0].records == 2);
    CHECK(said(heard) == std::vector<std::string>{
                             "customer: Watering reminders come twice, since the update.",
                             "customer: Same here.\nEvery morning.", "customer: Fixed by now?"});
    CHECK(heard.conversations[0].utterances[0].time == "2026-03-01T09:05:00");
}

TEST_CASE("DiscordChatExporter's table has neither quoted lines nor the program's own") {
    const std::string head = "AuthorID,Author,Date,Content,Attachments,Reactions\n";
    const auto row = [](const std::string& text) {
        return "\"301\",\"lena_k\",\"2026-03-01T09:05:00.0000000+00:00\",\"" + text +
               "\",\"\",\"\"\n";
    };
    const Heard heard =
        hear(kCsvReader, head + row("> It never waters\nMine does.\n> Why?\nNo idea") +
                             row("Joined the server.") + row("Pinned a message.") +
                             row("Started a thread.") + row("Added mo to the group.") +
                             row(">>> all of it\nis quoted"));
    CHECK(said(heard) == std::vector<std::string>{"customer: Mine does.", "customer: No idea"});
    CHECK(heard.empties == 5);
    CHECK(records(heard) == 6);
}

TEST_CASE("DiscordChatExporter's table has a row a message, whatever its dates look like") {
    CHECK(chosen("discord_local.csv") == &kCsvReader);
    const Heard heard = hear_fixture(kCsvReader, "discord_local.csv");
    CHECK(records(heard) == 3);
    CHECK(said(heard) ==
          std::vector<std::string>{"customer: The \"quiet\" mode is louder, than the loud one.",
                                   "customer: Mine rattles too."});
    CHECK(heard.conversations.at(0).utterances.at(0).time == "2026-03-05T19:30:00");
}

TEST_CASE("DiscordChatExporter's text is a channel") {
    for (const std::string name : {"discord.txt", "discord_direct.txt"}) {
        INFO(name);
        CHECK(chosen(name) == &kDiscordTextReader);
        const std::string now = print(hear_fixture(kDiscordTextReader, name));
        CHECK(now == golden("channels/" + name, now));
    }
    CHECK(records(hear_fixture(kDiscordTextReader, "discord.txt")) == 6);
}

TEST_CASE("a text of Discord that is cut off or begins amiss loses no message") {
    const std::string head =
        std::string(62, '=') + "\nGuild: a\nChannel: b\n" + std::string(62, '=') + "\n";
    const auto heard = [&head](const std::string& text) {
        return hear(kDiscordTextReader, head + text);
    };
    CHECK(said(heard("\n[2026-02-01 10:00] Ana\nHello")) ==
          std::vector<std::string>{"customer: Hello"});
    CHECK(
        said(heard("\n[2026-02-01 10:00] Ana\na\n\n[sic] b\n" + std::string(62, '=') + "\nc\n")) ==
        std::vector<std::string>{"customer: a\n\n[sic] b\n" + std::string(62, '=') + "\nc"});
    const Heard stray = heard("stray\n\n[2026-02-01 10:00] Ana\nHello\n");
    REQUIRE(stray.rejects.size() == 1);
    CHECK(print(stray.rejects[0].locator) == "line 5");
}

TEST_CASE("dates of a text of Discord that can be read in two ways are left out and asked for") {
    const std::string rule(62, '=');
    const std::string text = rule + "\nGuild: a\nChannel: b\n" + rule +
                             "\n\n[02/01/2026 10:00] Ana\nHello\n\n[02/02/2026 9:00] Bo\nHi\n";
    const Heard undecided = hear(kDiscordTextReader, text);
    REQUIRE(undecided.conversations.size() == 2);
    CHECK(undecided.conversations[0].date.empty());
    REQUIRE(undecided.warnings.size() == 1);
    CHECK(print(undecided.warnings[0].locator) == "line 6");
    CHECK(undecided.warnings[0].reason == kUndecidedDates);
    ReadOptions options;
    options.mapping = parse_mapping("map", R"({"date_order": "dmy"})").value();
    const Heard told = hear(kDiscordTextReader, text, options);
    CHECK(told.warnings.empty());
    CHECK(told.conversations.at(0).date == "2026-01-02T10:00:00");
}

TEST_CASE("lines that quote somebody else are not the author's words") {
    using Parts = std::vector<std::string_view>;
    CHECK(own_words("a\nb", QuoteLines::any) == Parts{"a\nb"});
    CHECK(own_words("> a\n\nb\n> c\nd\n", QuoteLines::any) == Parts{"b", "d"});
    CHECK(own_words("> a", QuoteLines::any).empty());
    CHECK(own_words(">!hidden!<", QuoteLines::any) == Parts{">!hidden!<"});
    CHECK(own_words(">5 is enough\n> 6", QuoteLines::spaced) == Parts{">5 is enough"});
    CHECK(own_words("> a", QuoteLines::none) == Parts{"> a"});
    CHECK(own_words("a\n>>> b\nc\n> d", QuoteLines::spaced) == Parts{"a"});
    CHECK(own_words("a\n>>>b\n\nc", QuoteLines::any_or_rest) == Parts{"a"});
    CHECK(own_words(">>> b\n\nc", QuoteLines::any) == Parts{"c"});
    CHECK(own_words("", QuoteLines::any).empty());
}

TEST_CASE("each message of a day by somebody else is read in one pass") {
    std::string text =
        R"({"guild": {"id": "1", "name": "G"}, "channel": {"id": "2", "type": "GuildTextChat", "name": "c"}, "messages": [)";
    constexpr int kPeople = 100'000;
    for (int i = 0; i < kPeople; ++i) {
        const std::string id = std::to_string(i);
        text +=
            std::string(i > 0 ? "," : "") + R"({"id": ")" + id +
            R"(", "type": "Default", "timestamp": "2026-01-01T10:00:00Z", "content": "Hi", "author": {"id": ")" +
            id + R"(", "name": "p)" + id + R"(", "isBot": false}})";
    }
    const Heard heard = hear(kChannelReader, text + "]}");
    std::size_t speakers = 0;
    for (const Conversation& conversation : heard.conversations)
        speakers += conversation.speakers.size();
    CHECK(speakers == kPeople);
}

TEST_CASE("a channel that is cut off or holds what is no message says so") {
    const std::string head =
        R"({"guild": {"id": "1", "name": "G"}, "channel": {"id": "2", "type": "GuildTextChat", "name": "c"}, "messages": [)";
    const std::string message =
        R"({"id": "3", "type": "Default", "timestamp": "2026-01-01T10:00:00Z", "content": "Hello there", "author": {"id": "4", "name": "Ana", "isBot": false}})";
    const Heard cut = hear(kChannelReader, head + message + R"(, {"id": "5", "con)");
    CHECK(cut.conversations.size() == 1);
    REQUIRE(cut.rejects.size() == 1);
    CHECK(cut.rejects[0].reason == "the file ends within the value");
    CHECK(print(cut.rejects[0].locator) == "/messages/1");
    const Heard odd = hear(kChannelReader, head + message + R"(, 7, {"id": x}, {}]})");
    CHECK(odd.conversations.size() == 1);
    CHECK(odd.rejects.size() == 2);
    CHECK(odd.empties == 1);
}

TEST_CASE("members of any type are borne") {
    for (const char* record :
         {R"({"type": "message", "ts": "1.2", "user": 3, "text": {"a": 1}, "user_profile": []})",
          R"({"kind": "Listing", "data": {"children": {"a": 1}}})",
          R"({"kind": "t1", "data": {"replies": 5, "body": [1], "author": {}}})",
          R"({"update_id": 1, "message": {"chat": 4, "from": "x", "text": 5}})",
          R"({"update_id": 1, "message": {"chat": {}, "from": {"is_bot": "yes"}, "text": ["a"]}})",
          R"({"order": [1, null], "posts": {"a": null, "b": 3}})",
          R"({"cooked": 1, "username": [], "topic_id": {}})",
          R"({"type": "post", "post": {"replies": [3], "create_at": "x", "message": 1}})",
          R"({"sender_name": 1, "timestamp_ms": "x", "content": {}})"}) {
        INFO(record);
        hear(kChannelReader, record);
        hear(kChannelReader, "[" + std::string(record) + "]");
        hear(kChannelReader, R"({"messages": [)" + std::string(record) + "]}");
        SUCCEED();
    }
}

TEST_CASE("messages are held up to a limit, then make their conversations") {
    std::string text = "[";
    const std::string body(1u << 20, 'a');
    for (int i = 0; i < 70; ++i)
        text += (i ? ",\n" : "") +
                std::string(R"({"type": "message", "user": "U1", "ts": "17700)") +
                std::to_string(10000 + i) + R"(.0001", "thread_ts": "1770010000.0001", "text": ")" +
                body + "\"}";
    const Heard heard = hear(kChannelReader, text + "]");
    CHECK(heard.conversations.size() == 2);
    CHECK(records(heard) == 70);
    CHECK(heard.conversations[0].record != heard.conversations[1].record);
}
