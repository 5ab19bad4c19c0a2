#include "indexer/containers/mailbox.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "indexer/containers/gmime_loaded.h"
#include "indexer/containers/mail_parts.h"
#include "indexer/containers/mail_shape.h"
#include "tests/heard.h"

using namespace verbatim;

namespace {

// Gives a few bytes at a time, so that every boundary is met.
class Dribble : public ByteSource {
public:
    Dribble(std::string bytes, std::size_t step) : bytes_(std::move(bytes)), step_(step) {}
    Result<std::size_t> read(char* to, std::size_t size) override {
        size = std::min({size, step_, bytes_.size() - at_});
        bytes_.copy(to, size, at_);
        at_ += size;
        return size;
    }

private:
    std::string bytes_;
    std::size_t step_, at_ = 0;
};

std::vector<RawMail> split(std::string bytes, std::size_t step = 1u << 20) {
    const MailFile kind = mail_file(bytes);
    Dribble source(std::move(bytes), step);
    Mailbox mailbox(source, kind);
    std::vector<RawMail> mails;
    RawMail mail;
    while (mailbox.next(mail).value_or(false)) mails.push_back(mail);
    return mails;
}

constexpr const char* kFromLine = "From a@example.com Thu Apr 14 11:06:56 2016\n";

// A mail of multiparts or of forwarded mails, each in the one before.
std::string nested(int depth, bool forwarded) {
    std::string mail = "From: a@example.com\nMessage-ID: <nested-1@example.com>\n";
    for (int i = 0; i < depth; ++i) {
        const std::string name = "b" + std::to_string(i);
        mail += forwarded
                    ? std::string("Content-Type: message/rfc822\n\nFrom: a@example.com\n")
                    : "Content-Type: multipart/mixed; boundary=" + name + "\n\n--" + name + "\n";
    }
    return mail + "\nDeep down.\n";
}

Mail parse(std::string bytes) {
    RawMail raw;
    raw.bytes = std::move(bytes);
    std::uint64_t ill_formed = 0;
    REQUIRE(load_gmime());
    return parse_mail(raw, ill_formed);
}

}  // namespace

TEST_CASE("what is a mail is told from what looks like one") {
    const std::string header =
        "From: Ana <ana@example.com>\nDate: Thu, 14 Apr 2016 11:06:56 +0200\n";
    CHECK(mail_file(header + "\nHello\n") == MailFile::mail);
    CHECK(mail_file("\xEF\xBB\xBF" + header) == MailFile::mail);
    CHECK(mail_file(kFromLine + header + "\nHello\n") == MailFile::mailbox);
    CHECK(mail_file("From - Thu Apr 14 11:06:56 2016\r\nX-Mozilla-Status: 0001\r\n"
                    "Message-ID: <1@x>\r\n") == MailFile::mailbox);
    CHECK(mail_file("From 16@xxx Thu Apr 14 11:06:56 +0000 2016\nX-GM-THRID: 16\nMIME-Version: "
                    "1.0\nFrom: a@b.c\n") == MailFile::mailbox);
    // A header may be longer than the head.
    CHECK(mail_file("Received: from a\n\tby b; Thu, 14 Apr\nDKIM-Signature: v=1;\n\tb=" +
                    std::string(500, 'a')) == MailFile::mail);

    CHECK(mail_file("") == MailFile::none);
    CHECK(mail_file("From the beginning I knew it.\nAna: Did you?\n") == MailFile::none);
    CHECK(mail_file("Ana: I did.\nBob: Did you?\nAna: Yes.\n") == MailFile::none);
    CHECK(mail_file("From: Ana\nTo: Bob\nDate: today\n\nHello\n") == MailFile::none);
    CHECK(mail_file("Interviewer: Odo Marsh\nDate: 4 May 2026\n\nOdo: Hello\n") == MailFile::none);
    CHECK(mail_file("Date: Thu, 14 Apr 2016 11:06:56 GMT\nContent-Type: text/html\n\n<p>") ==
          MailFile::none);
    CHECK(mail_file("From: <Saved by Blink>\nSnapshot-Content-Location: https://example.com\n"
                    "Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/related;\n") ==
          MailFile::none);
    CHECK(mail_file("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nFrom: a@b.c\n") == MailFile::none);
}

TEST_CASE("a mailbox is split where mails begin") {
    const std::string first =
        "From: a@example.com\nMessage-ID: <1@x>\n\nFrom the first day.\n"
        "From b@example.com Thu Apr 14 11:06:56 2016\nis no header.\n"
        ">From here\n>>From there\n> From a quote\n\n";
    const std::string second = "Subject: Two\n\nHello";
    for (const std::size_t step : {1u, 7u, 1000u, 1u << 20}) {
        const auto mails = split(kFromLine + first + kFromLine + second, step);
        REQUIRE(mails.size() == 2);
        CHECK(mails[0].line == 1);
        CHECK(mails[0].bytes ==
              "From: a@example.com\nMessage-ID: <1@x>\n\nFrom the first day.\n"
              "From b@example.com Thu Apr 14 11:06:56 2016\nis no header.\n"
              "From here\n>From there\n> From a quote\n\n");
        CHECK(mails[1].line == 12);
        CHECK(mails[1].from_line == "From a@example.com Thu Apr 14 11:06:56 2016");
        CHECK(mails[1].bytes == second);
    }
}

TEST_CASE("a mail alone is not split, nor unescaped") {
    const std::string mail = "From: a@example.com\nMessage-ID: <1@x>\n\n>From here\n" +
                             std::string(kFromLine) + "From: b@example.com\n";
    const auto mails = split(mail);
    REQUIRE(mails.size() == 1);
    CHECK(mails[0].bytes == mail);
}

TEST_CASE("a mail of any size takes bounded memory") {
    const std::string header = "From: a@example.com\nMessage-ID: <1@x>\n\n";
    const auto mails = split(kFromLine + header + std::string(2 * kMostOfMail, 'x') + "\n" +
                             kFromLine + header + "Hello\n");
    REQUIRE(mails.size() == 2);
    CHECK(mails[0].cut);
    CHECK(mails[0].bytes.size() == kMostOfMail);
    CHECK_FALSE(mails[1].cut);
    CHECK(mails[1].line == 6);
}

TEST_CASE("mail that is nested without measure is refused") {
    const std::string deep = "parts nested more than " + std::to_string(kMostNested) + " deep";
    for (const bool forwarded : {false, true})
        for (const int depth : {kMostNested + 2, 100}) {
            INFO(forwarded << ", " << depth);
            CHECK(parse(nested(depth, forwarded)).unread == deep);
        }
    for (const int depth : {10'000, 200'000}) {
        CHECK(parse(nested(depth, false)).unread == "more than 256 multiparts");
        CHECK_FALSE(parse(nested(depth, true)).unread.empty());
    }
    CHECK(parse(nested(kMostNested / 2, false)).unread.empty());
}

TEST_CASE("mail that would take memory or stack without measure is refused") {
    const std::string head = "From: a@example.com\nMessage-ID: <1@x>\n";
    const auto repeated = [](const std::string& text, int times) {
        std::string all;
        for (int i = 0; i < times; ++i) all += text;
        return all;
    };
    // Groups within groups, which parsers of addresses recurse into.
    CHECK(parse(head + "To: " + repeated("a:", 3'000'000) + "\n\nHi\n").unread ==
          "a header without measure");
    CHECK(parse(head + "To: " + repeated("a:\n ", 3'000'000) + "\n\nHi\n").unread ==
          "a header without measure");
    CHECK(parse(head +
                "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: "
                "message/rfc822\n\nTo: " +
                repeated("a:", 1'000'000) + "\n\nHi\n")
              .unread == "a header without measure");
    CHECK(parse(head + "Content-Type: multipart/digest; boundary=b\n\n--b\n\nTo: " +
                repeated("a:", 1'000'000) + "\n\nHi\n")
              .unread == "a header without measure");
    CHECK(parse(head + repeated("X: b\n", 1'000'000) + "\nHi\n").unread ==
          "more than 20000 lines of headers");
    CHECK(parse(head + "To: " + repeated("a@example.com, ", 100'000) + "\n\nHi\n").unread ==
          "a header without measure");
    const std::string wide = repeated("--b\n\nHello\n", 500'000);
    CHECK(parse(head + "Content-Type: multipart/mixed; boundary=\"b\"\n\n" + wide).unread ==
          "more than 10000 parts");
    CHECK(parse(head + "Content-Type: multipart/mixed; boundary*0=b\n\n" + wide).unread ==
          "more than 10000 parts");
    // In a text all of that is text.
    CHECK(parse(head + "\nTo: " + repeated("a:", 5'000) + "\n" + repeated("X: b\n", 30'000) +
                repeated("--b\n", 20'000))
              .unread.empty());
}

TEST_CASE("the bodies of a mail are those that its reader is meant to see") {
    const std::string head = "From: a@example.com\nMessage-ID: <1@x>\nMIME-Version: 1.0\n";
    const auto texts = [&](const std::string& rest) {
        std::string all;
        for (const MailBody& body : parse(head + rest).bodies)
            all += (body.html ? "html " : "") + body.text + "|";
        return all;
    };
    CHECK(texts("\nHello\r\nYou\n") == "Hello\nYou\n|");
    CHECK(texts("Content-Type: multipart/alternative; boundary=b\n\n--b\n\nPlain\n--b\n"
                "Content-Type: text/html\n\n<p>HTML\n--b--\n") == "Plain|");
    CHECK(texts("Content-Type: multipart/alternative; boundary=b\n\n--b\n\n \n\n--b\n"
                "Content-Type: text/html\n\n<p>HTML\n--b--\n") == "html <p>HTML|");
    CHECK(texts("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nOne\n--b\n"
                "Content-Disposition: attachment\n\nnotes\n--b\nContent-Type: text/plain; "
                "name=a.txt\n\nfile\n--b\n\nTwo\n--b--\n") == "One|Two|");
    CHECK(texts("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nCut off") == "Cut off|");
    CHECK(texts("Content-Transfer-Encoding: base64\n\nSGVsbG8=!!!@@@\n").starts_with("Hello"));
    CHECK(texts("Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n").empty());
    CHECK(parse(head + "Content-Type: application/pkcs7-mime\n\nMIIB\n")
              .unread.starts_with("the mail is encrypted"));
    CHECK(parse(head + "\n" + std::string(kMostOfMailText + 1, 'x')).unread ==
          "a text of more than 4 MiB in a mail");
}

TEST_CASE("no bytes make the mail parser fail") {
    std::uint64_t state = 1;
    const auto draw = [&state](std::size_t below) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<std::size_t>(state >> 33) % below;
    };
    for (const char* name : {"takeout.mbox", "forwarded.eml", "outlook.eml", "charsets.mbox"}) {
        const std::string whole = test::file_text(test::fixture_path(std::string("mail/") + name));
        for (int round = 0; round < 300; ++round) {
            std::string bytes = whole;
            for (int change = 0; change < 8; ++change)
                bytes[draw(bytes.size())] = static_cast<char>(draw(256));
            bytes.resize(draw(bytes.size()) + 1);
            for (const RawMail& raw : split(bytes)) {
                std::uint64_t ill_formed = 0;
                REQUIRE(load_gmime());
                const Mail mail = parse_mail(raw, ill_formed);
                CHECK(mail.unread.size() < 100);
            }
        }
    }
}
