#include <catch2/catch.hpp>

#include "indexer/read_source.h"
#include "tests/heard.h"

using namespace verbatim;
using namespace verbatim::test;

namespace {

constexpr const char* kFiles[] = {"list.mbox",      "takeout.mbox",  "Inbox",
                                  "Sent.mbox/mbox", "outlook.eml",   "apple.eml",
                                  "forwarded.eml",  "charsets.mbox", "encrypted.eml",
                                  "delivery.eml",   "languages.mbox"};

// As `add` reads it.
struct Read {
    Heard heard;
    SourceReading reading;
};

Read read_bytes(std::string bytes, const std::string& path = "test",
                const ReadSettings& settings = {}) {
    Read read;
    Input input = Input::from_bytes(path, std::move(bytes));
    read.reading = read_source(input, settings, read.heard);
    return read;
}

Read read_fixture(const std::string& name) {
    const std::string path = fixture_path("mail/" + name);
    return read_bytes(file_text(path), path);
}

std::string print_all(const Read& read) {
    std::string out = read.reading.format + ", " + std::string(name_of(read.reading.kind)) + "\n";
    for (const std::string& note : read.reading.notes) out += "note " + note + "\n";
    Heard rest;
    for (const Conversation& conversation : read.heard.conversations) {
        std::string printed = print(conversation);
        for (const auto& [key, value] : conversation.fields)
            printed += "field " + key + " = " + value + "\n";
        for (const Utterance& utterance : conversation.utterances)
            if (!utterance.question.empty()) printed += "asked " + utterance.question + "\n";
        out += printed + "\n";
    }
    rest.rejects = read.heard.rejects;
    rest.warnings = read.heard.warnings;
    rest.empties = read.heard.empties;
    return out + print(rest);
}

std::uint64_t records(const Heard& heard) {
    return heard.empties + heard.rejects.size() + heard.conversations.size();
}

std::string mail(const std::string& from, const std::string& more,
                 const std::string& body = "It broke.") {
    return "From: " + from + "\nMessage-ID: <a1b2c3d4e5f6@example.com>\n" + more + "\n" + body +
           "\n";
}

// "role: reason" of the only speaker.
std::string role(const std::string& from, const std::string& more,
                 const std::string& path = "a.eml", const std::map<std::string, Role>& given = {}) {
    Read read = read_bytes(mail(from, more), path);
    REQUIRE(read.heard.conversations.size() == 1);
    Conversation& conversation = read.heard.conversations[0];
    decide_roles(conversation, given);
    const Speaker& speaker = conversation.speakers.at(0);
    return std::string(name_of(speaker.role)) + ": " + speaker.role_reason;
}

std::string date(const std::string& header) {
    const Read read = read_bytes(mail("a@example.com", header));
    REQUIRE(read.heard.conversations.size() == 1);
    return read.heard.conversations[0].date;
}

}  // namespace

TEST_CASE("mails come to what they came to before") {
    for (const char* name : kFiles) {
        INFO(name);
        const Read read = read_fixture(name);
        CHECK(read.reading.format == "mail");
        const std::string now = print_all(read);
        CHECK(now == golden(std::string("mail/") + name, now));
    }
}

TEST_CASE("every mail is accounted for") {
    const std::pair<const char*, std::uint64_t> kMails[] = {
        {"list.mbox", 4},   {"takeout.mbox", 5},  {"Inbox", 4},         {"Sent.mbox/mbox", 1},
        {"outlook.eml", 1}, {"charsets.mbox", 9}, {"encrypted.eml", 1}, {"languages.mbox", 4}};
    for (const auto& [name, count] : kMails) {
        INFO(name);
        CHECK(records(read_fixture(name).heard) == count);
    }
}

TEST_CASE("a mail is hashed as it is, not as it is read") {
    Input plain = Input::from_bytes("a.eml", mail("a@example.com", "Subject: x\n"));
    std::string bytes = mail("a@example.com", "Subject: x\n");
    Input again = Input::from_bytes("b.eml", bytes);
    while (!again.next_chunk().empty()) {
    }
    CHECK(plain.finish() == again.finish());
    CHECK(again.bytes_read() == bytes.size());
    CHECK(again.first_bytes() == bytes.substr(0, 16));
}

TEST_CASE("the mail itself says who is no customer") {
    CHECK(role("Ana <ana@example.com>", "") == "customer: wrote the mail");
    CHECK(role("Ana <noreply@example.com>", "").starts_with("bot: "));
    CHECK(role("Ana <Mailer-Daemon@example.com>", "").starts_with("bot: "));
    CHECK(role("users-request@example.com", "").starts_with("bot: "));
    CHECK(role("Mail Delivery System <x@example.com>", "") == "bot: a report of delivery");
    CHECK(role("Ana <ana@example.com>", "Auto-Submitted: auto-generated\n").starts_with("bot: "));
    CHECK(role("Ana <ana@example.com>", "Auto-Submitted: no\n").starts_with("customer: "));
    CHECK(role("Ana <ana@example.com>", "Precedence: bulk\n") == "bot: sent in bulk");
    CHECK(role("Ana <ana@example.com>", "Precedence: bulk\nList-Id: <users.example.org>\n")
              .starts_with("customer: "));
    CHECK(role("Ana <ana@example.com>", "List-Unsubscribe: <https://example.com/u>\n") ==
          "bot: a newsletter");
    CHECK(role("Ana <ana@example.com>", "X-Gmail-Labels: Important,Sent\n") ==
          "agent: sent by whose mailbox it is");
    CHECK(role("Ana <ana@example.com>", "X-Gmail-Labels: Spam\n") == "bot: lies among the spam");
    CHECK(role("Ana <ana@example.com>", "", "/mail/Sent Items-2.mbox").starts_with("agent: "));
    CHECK(role("Ana <ana@example.com>", "", "/mail/INBOX.Sent").starts_with("agent: "));
    CHECK(role("Ana <ana@example.com>", "", "/mail/Gesendete Objekte.mbox/mbox")
              .starts_with("agent: "));
    CHECK(role("Ana <ana@example.com>", "", "/mail/Sentiment.mbox").starts_with("customer: "));
    CHECK(role("Ana <support@acme.example>", "") == "agent: writes from support@acme.example");
    CHECK(role("Ana <ana@acme.example>", "To: Bo <bo@acme.example>\n") ==
          "agent: writes within acme.example");
    CHECK(role("Ana <ana@gmail.com>", "To: Bo <bo@gmail.com>\n").starts_with("customer: "));
}

TEST_CASE("a role is given to an address or to all of a host") {
    const std::string ana = "Ana <Ana@acme.example>";
    CHECK(role(ana, "", "a.eml", {{"ana@acme.example", Role::agent}}) == "agent: as given");
    CHECK(role(ana, "", "a.eml", {{"@acme.example", Role::agent}}) == "agent: as given");
    CHECK(role(ana, "", "a.eml", {{"@example", Role::agent}}) == "customer: wrote the mail");
    // Who is named goes before where they write from.
    CHECK(role(ana, "", "a.eml", {{"@acme.example", Role::agent}, {"ana", Role::customer}}) ==
          "customer: as given");
}

TEST_CASE("a mail is dated however its date is written") {
    CHECK(date("Date: Thu, 14 Apr 2016 11:06:56 +0200\n") == "2016-04-14T09:06:56");
    CHECK(date("Date: Thu, 14 Apr 2016 11:06:56 +0200 (CEST)\n") == "2016-04-14T09:06:56");
    CHECK(date("Date: 14 Apr 16 11:06 GMT\n") == "2016-04-14T11:06:00");
    CHECK(date("Date: Thu Apr 14 11:06:56 2016\n") == "2016-04-14T11:06:56");
    CHECK(date("Date: yesterday\n").empty());
    CHECK(date("Subject: x\n").empty());
    const Read read = read_bytes(
        "From a@example.com Thu Apr 14 11:06:56 2016\nFrom: a@example.com\n"
        "Message-ID: <a1b2c3d4e5f6@example.com>\n\nIt broke.\n");
    REQUIRE(read.heard.conversations.size() == 1);
    CHECK(read.heard.conversations[0].date == "2016-04-14T11:06:56");
}

TEST_CASE("a text that only begins as a mail is read is no mail") {
    const Read read = read_bytes("{\"verbatim-mail\":May 8, 2026\n{\"verbatim-mail\":0}\n");
    CHECK(read.heard.conversations.empty());
    REQUIRE(read.heard.rejects.size() == 2);
    for (std::uint64_t line : {1u, 2u}) {
        CHECK(read.heard.rejects[line - 1].locator.line == line);
        CHECK(read.heard.rejects[line - 1].reason == "no mail begins here");
    }
}

TEST_CASE("a mail too long for memory keeps the text before its attachment") {
    const std::string big((16u << 20), 'A');
    const std::string head = "Content-Type: multipart/mixed; boundary=b\n";
    const Read cut = read_bytes(
        mail("a@example.com", head, "--b\n\nIt broke.\n--b\nContent-Type: image/png\n\n" + big));
    REQUIRE(cut.heard.conversations.size() == 1);
    CHECK(cut.heard.conversations[0].utterances.at(0).text == "It broke.");
    REQUIRE(cut.heard.warnings.size() == 1);
    CHECK(cut.heard.warnings[0].reason == "its end is not read: the mail is too long");

    const Read line = read_bytes(mail("a@example.com", "", big));
    CHECK(line.heard.conversations.empty());
    REQUIRE(line.heard.rejects.size() == 1);
    CHECK(line.heard.rejects[0].locator.line == 1);

    // Escaped it is longer than a record may be.
    const Read control = read_bytes(mail("a@example.com", "", std::string(3u << 20, '\x01')));
    REQUIRE(control.heard.rejects.size() == 1);
    CHECK(control.heard.rejects[0].reason == "the mail's text is too long");
    CHECK(control.heard.rejects[0].locator.line == 1);
}
