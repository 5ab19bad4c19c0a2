#include "indexer/readers/mail_body.h"

#include <catch2/catch.hpp>

#include "indexer/readers/mail_flow.h"

using namespace verbatim;

namespace {

// What the author wrote, "question ? words" where a question is answered, parted by " | ".
std::string own(const std::string& text, const std::string& author = "Jane Doe") {
    std::string all;
    for (const OwnWords& words : words_of_author(text, author)) {
        if (!all.empty()) all += " | ";
        if (!words.question.empty()) all += "[" + words.question + "] ";
        all += text.substr(words.span.begin, words.span.end - words.span.begin);
    }
    return all;
}

std::string own_of_html(const std::string& html) {
    MailBody body;
    body.html = true;
    body.text = html;
    return own(text_of(body));
}

}  // namespace

TEST_CASE("quoted lines are not the author's") {
    CHECK(own("It broke.\n") == "It broke.");
    CHECK(own("> It broke.\n") == "");
    CHECK(own("It broke.\n\n> When?\n> Why?\n") == "It broke.");
    CHECK(own("> When did it break?\n\nOn Monday.\n\n> And then?\nNothing.\n") ==
          "[When did it break?] On Monday. | [And then?] Nothing.");
    CHECK(own("> One. Did it\n> break twice?\nYes.\n") == "[Did it break twice?] Yes.");
    CHECK(own("> It broke?\n> I am sorry.\nNever mind.\n") == "Never mind.");
    CHECK(own(">> Deep?\n> Not so deep.\nNo question.\n") == "No question.");
    // A program wrapped the line and forgot the mark.
    CHECK(own("> This line of the quotation was wrapped by a program that forgot the\n"
              "mark.\n> And so on.\nI see.\n") == "I see.");
}

TEST_CASE("what programs do to quotations is undone") {
    const std::string wrapped =
        "> This line of the quotation was wrapped by a program that forgot\n";
    CHECK(own(wrapped + "PowerPC\n> And so on.\nI see.\n") == "I see.");
    CHECK(own("> Does it work on the older of the two machines in your workshop?\nYes\n> And so "
              "on.\n") == "[Does it work on the older of the two machines in your workshop?] Yes");
    CHECK(own(" JD> Is it old?\n JD>> No.\n\nIt is.\n") == "It is.");
    CHECK(own("From: Jo <jo@example.com>\nDate: Sun, 14 Nov 2010 19:04:33 -0800\n\n> "
              "When?\n\nToday.\n") == "[When?] Today.");
    CHECK(own("Today.\nOn Mon, Nov 16, 2009 at 1:45 PM, Jo\n<jo@example.com> wrote:\n> When?\n") ==
          "Today.");
    CHECK(own("In message\n<1@example.com> you\nwrote:\n> When?\nToday.\n") == "[When?] Today.");
}

TEST_CASE("the line above a quotation is nobody's") {
    for (const char* line :
         {"On Thu, Apr 14, 2016 at 11:06 AM, Jo <jo@example.com> wrote:",
          "On Thu, Apr 14, 2016 at 11:06 AM, Jo Bert the Second of His Name <\njo@example.com> "
          "wrote:",
          "Am 14.04.2016 um 11:06 schrieb Jo:",
          "Le 14 avr. 2016 à 11:06, Jo <jo@example.com> a écrit :",
          "El jue, 14 abr 2016 a las 11:06, Jo (<jo@example.com>) escribió:",
          "Il giorno gio 14 apr 2016 alle ore 11:06 Jo <jo@example.com> ha scritto:",
          "Op do 14 apr. 2016 om 11:06 schreef Jo <jo@example.com>:",
          "Em qui., 14 de abr. de 2016 às 11:06, Jo <jo@example.com> escreveu:",
          "W dniu 14.04.2016 o 11:06, Jo napisał(a) <jo@example.com>:", "Jo wrote:",
          "2016-04-14 11:06 GMT+02:00 Jo <jo at example.com>:",
          "чт, 14 апр. 2016 г. в 11:06, Jo <jo@example.com> пишет: <jo@example.com>:",
          "2016年4月14日(木) 11:06 Jo <jo@example.com>:"}) {
        INFO(line);
        CHECK(own(std::string("It broke.\n\n") + line + "\n\n> When?\n") == "It broke.");
        CHECK(own(std::string("It broke.\n") + line + "\n> When?\n") == "It broke.");
        CHECK(own(std::string(line) + "\n> When?\n\nToday.\n") == "[When?] Today.");
    }
    CHECK(own("Three things broke:\n\n> When?\n") == "Three things broke:");
}

TEST_CASE("a mail quoted whole is not the author's") {
    CHECK(own("It broke.\n\nOn 14 Apr 2016, at 11:06, Jo <jo@example.com> wrote:\n\nWhen?\n") ==
          "It broke.");
    CHECK(own("It broke.\n\n-----Original Message-----\nFrom: Jo\nSent: Monday\nTo: Jane\n"
              "Subject: When\n\nWhen did it?\n") == "It broke.");
    CHECK(own("It broke.\n________________________________\nVon: Jo\nGesendet: Montag\nAn: Jane\n"
              "Betreff: Wann\n\nWann?\n") == "It broke.");
    CHECK(own("It broke.\n\n*From:* Jo\n*Date:* Monday\n*To:* Jane\n*Subject:* When\n\nWhen?\n") ==
          "It broke.");
    CHECK(own("See below.\n\n---------- Forwarded message ---------\nFrom: Jo\nDate: "
              "Monday\n\nHi\n") == "See below.");
    CHECK(own("-----Original Message-----\n> From: Jo\n> When?\n\nToday.\n") == "[When?] Today.");
    // What only looks so.
    CHECK(own("I took the train\nFrom: Rome\nTo: Milan\nIt was late.\n") ==
          "I took the train\nFrom: Rome\nTo: Milan\nIt was late.");
    CHECK(own("On Monday your agent wrote:\nwe will pay. You did not.\n") ==
          "On Monday your agent wrote:\nwe will pay. You did not.");
}

TEST_CASE("signatures, greetings and closings are left out") {
    CHECK(own("Hi all,\n\nIt broke.\n\n-- \nJane Doe\nMill Lane\n") == "It broke.");
    CHECK(own("It broke.\n--\nJane\n") == "It broke.");
    CHECK(own("It broke.\n\nBest regards,\nJane Doe\nHead of Mills\n+44 20 5555 0100\n") ==
          "It broke.");
    CHECK(own("It broke.\n\nJane\n") == "It broke.");
    CHECK(own("It broke.\n\n- jane doe\n") == "It broke.");
    CHECK(own("It broke.\n\nThanks!\n") == "It broke.");
    CHECK(own("Thanks,\n\nIt works now.\n") == "Thanks,\n\nIt works now.");
    CHECK(own("It broke.\n\nMit freundlichen Grüßen\nJane\n") == "It broke.");
    CHECK(own("It broke.\n\nSent from my iPhone\n") == "It broke.");
    CHECK(own("It broke.\n\nVon meinem iPhone gesendet\n\n> Wann?\n") == "It broke.");
    CHECK(own("Von meinem Büro aus geht es nicht.\n") == "Von meinem Büro aus geht es nicht.");
    CHECK(own("Thanks a lot for nothing.\n") == "Thanks a lot for nothing.");
    CHECK(own("Dear Ms Brill,\nIt broke.\n") == "It broke.");
    CHECK(own("Good luck with it!\nIt broke.\n") == "Good luck with it!\nIt broke.");
    CHECK(own("> When?\nOn Monday.\n\nCheers,\nJane\n\n> Why?\nNobody knows.\n") ==
          "[When?] On Monday. | [Why?] Nobody knows.");
}

TEST_CASE("footers, disclaimers, patches and armour are left out") {
    CHECK(own("It broke.\n_______________________________________________\nUsers mailing list\n"
              "Users@example.com\n") == "It broke.");
    CHECK(own("It broke.\n\n---------------------------------------------------------------------\n"
              "To unsubscribe, e-mail: leave@example.com\n") == "It broke.");
    CHECK(own("It broke.\n\nThis e-mail and any attachments are confidential and for the intended "
              "recipient alone.\nDelete it.\n") == "It broke.");
    CHECK(own("This email is the third that I send about it, and nobody has answered yet.\n") ==
          "This email is the third that I send about it, and nobody has answered yet.");
    CHECK(own("Mended:\n\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n\nDoes it "
              "help?\n") == "Mended: | Does it help?");
    CHECK(own("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nIt broke.\n"
              "-----BEGIN PGP SIGNATURE-----\niQ\n-----END PGP SIGNATURE-----\n") == "It broke.");
    CHECK(own("Here it is.\nbegin 644 a.txt\n#0V%T\n`\nend\nIt broke.\n") ==
          "Here it is. | It broke.");
    CHECK(own("It broke:\n\nint main() {\n    return old();\n}\n\nCan you see why?\n") ==
          "It broke: | Can you see why?");
    CHECK(own("I ran\n\n$ kettle --boil\n\nand it broke.\n") == "I ran | and it broke.");
    CHECK(own("It is fast;\nit is cheap;\nit is good.\n") ==
          "It is fast;\nit is cheap;\nit is good.");
    CHECK(own("It broke.\n\nSigned-off-by: Jane <jane@example.com>\n") == "It broke.");
    CHECK(own("It broke.\n\n-Jane\n\nPS. It is still broken.\n") ==
          "It broke. | PS. It is still broken.");
    CHECK(own("It broke.\n\njan\n") == "It broke.");
    CHECK(own("It broke [1].\n\n[1] https://example.com/1\n") == "It broke [1].");
    CHECK(own("It broke.\n- Leo\n") == "It broke.");
    CHECK(own("I want\n- Speed\n- Quiet\n") == "I want\n- Speed\n- Quiet");
    CHECK(own("I want:\n- Speed\n") == "I want:\n- Speed");
    CHECK(own("It broke.\n" + std::string(78, '-') +
              "\nBuy our desktops! Read more!\n"
              "http://ads.example.com\n") == "It broke.");
    CHECK(own("") == "");
    CHECK(own("\n\n \n") == "");
}

TEST_CASE("flowed text becomes what was written") {
    CHECK(unflow("One \ntwo\nthree\n", false) == "One two\nthree\n");
    CHECK(unflow("wheth \ner\n", true) == "whether\n");
    CHECK(unflow("> a \n> b\n>> c \nd\n", false) == "> a b\n>> c \nd\n");
    CHECK(unflow(" > no quote\n-- \nJane \nDoe\n", false) == "> no quote\n-- \nJane Doe\n");
    CHECK(unflow("ends in a space ", false) == "ends in a space ");
    CHECK(unflow("", false).empty());
}

TEST_CASE("HTML tells what is quoted by elements") {
    CHECK(own_of_html("<div>Today.</div><div class=\"gmail_quote\"><div class=\"gmail_attr\">On "
                      "Monday Jo wrote:</div><blockquote>When?</blockquote></div>") == "Today.");
    CHECK(own_of_html("<blockquote type=cite>When?<blockquote>Deep</blockquote>Why?</blockquote>"
                      "<p>Today.</p>") == "[Why?] Today.");
    CHECK(own_of_html("<p>Today.</p><hr><div id=\"divRplyFwdMsg\"><b>From:</b> Jo</div><div>When?"
                      "</div>") == "Today.");
    CHECK(own_of_html("<p>Today.</p><div class=\"gmail_signature\">Jane, <b>Mills</b></div>") ==
          "Today.");
    CHECK(own_of_html("<p>Today.</p><blockquote>never closed") == "Today.");
    CHECK(own_of_html("</div></blockquote><p>Today.</p></p>") == "Today.");
    std::string deep;
    for (int i = 0; i < 50'000; ++i) deep += "<blockquote>x";
    CHECK(own_of_html("<p>Today.</p>" + deep) == "Today.");
}
