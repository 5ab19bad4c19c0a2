#include <catch2/catch.hpp>

#include "indexer/readers/whatsapp_lines.h"
#include "tests/heard.h"

using namespace verbatim;
using namespace verbatim::test;

namespace {

std::string stamp(std::string_view line, std::string_view order) {
    const auto found = message_stamp(line);
    return found ? time_of(*found, order) + "|" + std::string(line.substr(found->size)) : "none";
}

std::string order(const std::vector<std::string>& lines) {
    std::vector<MessageStamp> stamps;
    for (const std::string& line : lines) stamps.push_back(message_stamp(line).value());
    return order_of_dates(stamps);
}

Heard hear_text(const std::string& text, std::string path = "chat.txt",
                const ReadOptions& options = {}) {
    return hear(kWhatsappReader, text, options, std::move(path));
}

}  // namespace

TEST_CASE("chats as text come to what they came to before") {
    for (const std::string name :
         {"whatsapp_android.txt", "whatsapp_ios.txt", "whatsapp_us.txt", "whatsapp_finnish.txt",
          "whatsapp_undecided.txt", "signal.txt"}) {
        INFO(name);
        const std::string text = file_text(fixture_path("channels/" + name));
        CHECK(choose_reader({name, text, true}) == &kWhatsappReader);
        const std::string now = print(hear_text(text));
        CHECK(now == golden("channels/" + name, now));
    }
}

TEST_CASE("what stands before a message is read in every way it is written") {
    CHECK(stamp("23/06/2018, 01:55 p.m. - Ana: a", "dmy") == "2018-06-23T13:55:00|Ana: a");
    CHECK(stamp("[30/12/21, 22:01:10] Ana: a", "dmy") == "2021-12-30T22:01:10|Ana: a");
    CHECK(stamp("\u200E[30/12/21, 22:01:10] Ana: a", "dmy") == "2021-12-30T22:01:10|Ana: a");
    CHECK(stamp("1/2/24, 3:04\u202FPM - Ana: a", "mdy") == "2024-01-02T15:04:00|Ana: a");
    CHECK(stamp("1/2/24, 12:04 AM - Ana: a", "mdy") == "2024-01-02T00:04:00|Ana: a");
    CHECK(stamp("23/06/18 1:55 p.\u00A0m. - Ana: a", "dmy") == "2018-06-23T13:55:00|Ana: a");
    CHECK(stamp("15.04.16, 15:04 - Ana: a", "dmy") == "2016-04-15T15:04:00|Ana: a");
    CHECK(stamp("31.12.2023 klo 23.59 - Ana: a", "dmy") == "2023-12-31T23:59:00|Ana: a");
    CHECK(stamp("2019-10-20, 10:16 - Ana: a", "ymd") == "2019-10-20T10:16:00|Ana: a");
    CHECK(stamp("[2019-12-24, 12:23] Ana: a", "ymd") == "2019-12-24T12:23:00|Ana: a");
    CHECK(stamp("2018. 06. 23. 13:55 - Ana: a", "ymd") == "2018-06-23T13:55:00|Ana: a");
    CHECK(stamp("2018/6/23 \u4E0B\u53481:55 - Ana: a", "ymd") == "2018-06-23T13:55:00|Ana: a");
    CHECK(stamp("3/4/24, 10:00 - Ana: a", "") == "|Ana: a");
    for (const char* none :
         {"", "Ana: a", "23/06/2018", "23/06/2018, 01:55 Ana: a", "[00:01:02] Ana: a",
          "[30/12/21, 25:01:10] Ana: a", "1999 was 10:30 - a year", "[30/12/21, 22:01:10 Ana: a"})
        CHECK(stamp(none, "dmy") == "none");
}

TEST_CASE("the order of dates is the one in which all are dates and go up") {
    CHECK(order({"13/01/2024, 10:00 - "}) == "dmy");
    CHECK(order({"01/13/2024, 10:00 - "}) == "mdy");
    CHECK(order({"2024-01-02, 10:00 - "}) == "ymd");
    CHECK(order({"03/04/20, 10:00 - ", "04/03/20, 10:00 - "}) == "mdy");
    CHECK(order({"[15-01-20 02:22:56] ", "[11-05-20 20:30:13] "}) == "dmy");
    CHECK(order({"[20-01-15 02:22:56] ", "[20-05-11 20:30:13] "}) == "ymd");
    CHECK(order({"03.04.20, 10:00 - "}) == "dmy");
    CHECK(order({"03/04/20, 10:00 - ", "05/05/20, 10:00 - "}).empty());
    CHECK(order({}).empty());
}

TEST_CASE("dates that can be read in two ways are left out and asked for") {
    const std::string text = file_text(fixture_path("channels/whatsapp_undecided.txt"));
    const Heard heard = hear_text(text);
    REQUIRE(heard.warnings.size() == 1);
    CHECK(heard.warnings[0].reason.find("date_order") != std::string::npos);
    CHECK(heard.conversations.at(0).date.empty());
    CHECK(heard.conversations.at(1).date == "2024-05-05T10:06:00");
    ReadOptions options;
    options.mapping = parse_mapping("map", R"({"date_order": "mdy"})").value();
    const Heard told = hear_text(text, "chat.txt", options);
    CHECK(told.warnings.empty());
    CHECK(told.conversations.at(0).date == "2024-03-04T10:00:00");
}

TEST_CASE("what WhatsApp itself writes is nobody's words") {
    for (const char* none :
         {"<Media omitted>", "<Medien ausgeschlossen>", "\u200Eimage omitted",
          "\u200E<attached: 00000003-PHOTO.jpg>", "This message was deleted",
          "You deleted this message.", "IMG-20180623-WA0001.jpg (file attached)",
          "\u200EIMG-20180623-WA0001.jpg (file attached)", "Diese Nachricht wurde gelöscht."})
        CHECK(written_part(none).empty());
    CHECK(written_part("IMG-1.jpg (Datei angehängt)\nsee the lid") == "see the lid");
    CHECK(written_part("See \u200E<attached: 1.jpg>") == "See");
    CHECK(written_part("I would <This message was edited>") == "I would");
    CHECK(written_part("a \n b ") == "a \n b ");
    CHECK(written_part("<3") == "<3");
    CHECK(written_part("v2.0 (see page 3)") == "v2.0 (see page 3)");
}

TEST_CASE("messages that somebody pasted are not theirs, and part nothing") {
    const auto heard = [](const std::string& text) {
        std::string all;
        for (const Conversation& conversation : hear_text(text).conversations)
            for (const Utterance& utterance : conversation.utterances)
                all += conversation.speakers[utterance.speaker].name + "> " + utterance.text + "\n";
        return all;
    };
    const std::string before = "23/06/2018, 13:55 - Ana: He wrote me this:\n";
    const std::string pasted =
        "[22/06/18, 22:01:10] Bo: It broke\n[22/06/18, 22:02:10] Bo: Again\n";
    const std::string behind = "23/06/2018, 13:57 - Cy: Poor Bo\n";
    CHECK(heard(before + pasted + behind) == "Ana> He wrote me this:\nCy> Poor Bo\n");
    const Heard left_out = hear_text(before + pasted + behind);
    CHECK(left_out.conversations.at(0).records == 2);
    CHECK(left_out.empties == 2);
    REQUIRE(left_out.warnings.size() == 1);
    CHECK(left_out.warnings[0].locator.line == 2u);
    CHECK(left_out.warnings[0].reason ==
          "2 messages from here to line 3 are dated in another manner than the chat: taken for "
          "pasted, and left out");
    // Two exports, one behind the other.
    CHECK(heard(before + behind + pasted) ==
          "Ana> He wrote me this:\nCy> Poor Bo\nBo> It broke\nBo> Again\n");
}

TEST_CASE("who a chat between two is named after is the customer") {
    const std::string text =
        "13/01/2024, 10:00 - Ana Lima: The tap drips.\n13/01/2024, 10:05 - Bob: Which?\n";
    const auto roles = [](const Heard& heard) {
        std::string out;
        for (const Speaker& speaker : heard.conversations.at(0).speakers)
            out += speaker.name + " " + std::string(name_of(speaker.role)) + "; ";
        return out;
    };
    CHECK(roles(hear_text(text, "/x/WhatsApp Chat with Ana Lima.txt")) ==
          "Ana Lima customer; Bob agent; ");
    CHECK(roles(hear_text(text, "/x/WhatsApp Chat - Ana Lima/_chat.txt")) ==
          "Ana Lima customer; Bob agent; ");
    CHECK(roles(hear_text(text, "/x/chat.txt")) == "Ana Lima unknown; Bob unknown; ");
}

TEST_CASE("in a group all are customers but for those whose name or deed tells another side") {
    const Heard heard = hear_text(
        "13/01/2024, 09:00 - Zed created group \"Testers\"\n13/01/2024, 10:00 - Ana: The tap "
        "drips.\n"
        "13/01/2024, 10:05 - Support: Which?\n13/01/2024, 10:06 - Zed: The new one?\n"
        "13/01/2024, 10:07 - Order Bot: Type 1\n13/01/2024, 10:08 - Zed removed Ana: the first\n");
    REQUIRE(heard.conversations.size() == 1);
    std::string roles;
    for (const Speaker& speaker : heard.conversations[0].speakers)
        roles += speaker.name + " " + std::string(name_of(speaker.role)) + "; ";
    CHECK(roles == "Ana customer; Support agent; Zed agent; Order Bot bot; ");
    CHECK(heard.empties == 2);
    const Heard ios = hear_text(
        "[13/01/24, 09:00:00] Testers: \u200EZed created this group\n"
        "[13/01/24, 09:01:00] Ana: The tap drips.\n[13/01/24, 09:02:00] Zed: Since when?\n");
    REQUIRE(ios.conversations.size() == 1);
    CHECK(ios.conversations[0].speakers.at(0).role == Role::customer);
    CHECK(ios.conversations[0].speakers.at(1).role_reason == "made the group");
}

TEST_CASE("a log is no chat, nor is a text with one date in it") {
    const auto probe = [](std::string_view text) {
        return kWhatsappReader.probe({"a.txt", text, true});
    };
    CHECK(probe("[2024-01-02 10:16:00] INFO: started\n[2024-01-02 10:16:01] ERROR: failed\n") == 0);
    CHECK(probe("Minutes\n[2024-01-02 10:16:00] Ana: a\n[2024-01-02 10:16:00] Bob: b\n") == 0);
    CHECK(probe("2024-01-02 10:16 - a line without a name\n2024-01-02 10:17 - again\n") == 0);
    CHECK(probe("") == 0);
    CHECK(probe("[2024-01-02 10:16:00] Ana: a\n[2024-01-02 10:16:00] Bob: b\n") > 90);
}

TEST_CASE("text in which no message begins is rejected") {
    const Heard heard = hear_text("Hello\nthere\n");
    REQUIRE(heard.rejects.size() == 1);
    CHECK(heard.rejects[0].reason == "no message begins here");
    CHECK(hear_text("Hello\n13/01/2024, 10:00 - Ana: a b c\n").rejects.size() == 1);
    CHECK(hear_text("Hello\n13/01/2024, 10:00 - Ana: a b c\n").conversations.size() == 1);
    CHECK(hear_text("").rejects.empty());
}

TEST_CASE("a long chat is read in rounds") {
    std::string text;
    const std::string body(1u << 20, 'a');
    for (int i = 0; i < 40; ++i)
        text += "13/01/2024, 10:" + std::to_string(10 + i) + " - Ana: " + body + "\nmore\n";
    const Heard heard = hear_text(text);
    REQUIRE(heard.conversations.size() == 1);
    CHECK(heard.conversations[0].records == 40);
    CHECK(heard.conversations[0].utterances[39].locator.line == 79);
    CHECK(heard.conversations[0].utterances[39].text == body + "\nmore");
    for (char& c : text)
        if (c == '\n') c = '\r';
    CHECK(hear_text(text).conversations.at(0).utterances.at(39).locator.line == 79);
    const Heard huge = hear_text("13/01/2024, 10:10 - Ana: " + std::string(40u << 20, 'a'));
    CHECK(huge.conversations.empty());
    CHECK(huge.rejects.size() >= 1);
}
