#include <catch2/catch.hpp>

#include "engine/text.h"

using namespace verbatim;

namespace {

// The text with " | " where sentences part, white space at their ends left out.
std::string split(const std::string& text, const std::string& lang) {
    std::string out;
    for (const Span span : sentences(text, lang)) {
        const Span inner = trim(text, span);
        out += (out.empty() ? "" : " | ") + text.substr(inner.begin, inner.end - inner.begin);
    }
    return out;
}

// A text with '|' where a sentence begins; the test takes them out and expects them back.
struct Case {
    const char* lang;
    const char* marked;
};

void check(const Case& example) {
    const std::string marked = example.marked;
    std::string text, expected;
    for (const char c : marked) {
        if (c != '|') text += c;
    }
    for (std::size_t from = 0; from <= marked.size();) {
        const std::size_t end = std::min(marked.find('|', from), marked.size());
        const std::string piece = marked.substr(from, end - from);
        const Span inner = trim(piece, {0, static_cast<std::uint32_t>(piece.size())});
        expected +=
            (expected.empty() ? "" : " | ") + piece.substr(inner.begin, inner.end - inner.begin);
        from = end + 1;
    }
    CAPTURE(example.lang);
    CHECK(split(text, example.lang) == expected);
}

void check_all(std::initializer_list<Case> examples) {
    for (const Case& example : examples) check(example);
}

}  // namespace

TEST_CASE("a stop before a capital ends a sentence") {
    check_all({{"en", "We tried it. |It failed! |Would you buy it again? |No."},
               {"en", "What?! |You charged me twice!!! |Unbelievable."},
               {"en", "It cost $12.50. |We paid 300. |They never answered."},
               {"", "We tried it. |It failed."},
               {"xx", "We tried it. |It failed."}});
}

TEST_CASE("sentences cover the text without gaps") {
    CHECK(sentences("", "en").empty());
    CHECK(sentences("  \n ", "en") == std::vector<Span>{{0, 4}});
    CHECK(sentences("One.\n\nTwo.", "en") == std::vector<Span>{{0, 6}, {6, 10}});
    CHECK(sentences(" One two. \n\n Three four. ", "en") == std::vector<Span>{{0, 13}, {13, 25}});
}

TEST_CASE("titles and initials go on with the name") {
    check_all({{"en", "Dr. Osei called Mrs. Lind at St. Mary's. |She was out."},
               {"en", "Ask J. R. Moreno or Anna B. Reyes about it."},
               {"en", "My wife and I. |She decides such things."},
               {"de", "Frau Dr. Lorenz und Prof. Weiß waren da. |Sie halfen sofort."},
               {"es", "Hablé con la Sra. Ruiz y el Dr. Vega. |Nadie sabía nada."},
               {"ru", "Ответил г. Орлов. |Он извинился."}});
}

TEST_CASE("abbreviations inside a sentence do not end it") {
    check_all(
        {{"en", "We use add-ons, e.g. Slack, i.e. the chat, vs. Teams."},
         {"en", "See p. 14 or fig. 3 of no. 7. |It is wrong."},
         {"en", "It takes approx. 20 min. per day."},
         {"en", "The rep. said the dept. was closed."},
         {"de", "Das gilt z. B. für Kabel, d.h. auch bzw. gerade für Akkus usw. und Netzteile."},
         {"fr", "C'est cher, cf. le tarif p. ex. du mois."},
         {"it", "Il sig. Neri, ad es. Carlo, ecc. non risponde."},
         {"pt", "O sr. Prado e a dra. Reis, p. ex. Ana, viram."},
         {"nl", "Dat kost bijv. 5 euro, d.w.z. te veel."},
         {"pl", "To np. kabel, tzn. przewód itd. nie działa."}});
}

TEST_CASE("an abbreviation ends a sentence where the next word begins one") {
    check_all({{"en", "We are with Brandt Inc. since May."},
               {"en", "We are with Brandt Inc. |They answer quickly."},
               {"en", "I bought cables, plugs, etc. |Nothing worked."},
               {"en", "It ships from the U.S. |We live in Oslo."},
               {"en", "The U.S. Post lost it in Washington D.C. twice."},
               {"en", "They called at 6 a.m. |Nobody was awake."},
               {"en", "They called at 6 a.m. Monday."},
               {"de", "Es gibt Kabel, Stecker usw. |Das ist gut."}});
}

TEST_CASE("words that are abbreviations only before a number") {
    check_all({{"en", "Did they help? |No. |Nobody came."},
               {"en", "Order No. 4471 never came."},
               {"en", "We were sitting in the sun. |Then it broke."},
               {"en", "It arrived on Dec. 3 and Jan. 9."}});
}

TEST_CASE("dates and ordinal numbers of languages that dot them") {
    check_all({{"de", "Wir kamen am 3. Mai an. |Am 12. reisten wir ab."},
               {"de", "Das war im Jahr 2019. |Danach wurde es besser."},
               {"da", "Vi kom den 3. juni hjem."},
               {"en", "I gave it a 3. |It deserves less."}});
}

TEST_CASE("many customers write no capitals") {
    check_all({{"en", "the app is slow. |i want my money back. |they never answered"},
               {"en", "it stopped after a week! |i called them and waited"},
               {"en", "why is this so hard? |just give me a button"}});
}

TEST_CASE("what was said goes on behind a quotation") {
    check_all({{"en", "\"It works fine.\" he told me. |It did not."},
               {"en", "\"It works fine!\" she said. |\"Really?\" I asked."},
               {"en", "Go away! he shouted at us."},
               {"en", "He said \"It works.\" |Then it broke."},
               {"en", "Their answer: “Wait. It will come. We promise.” |It never came."},
               {"de", "„Das geht nicht.“, sagte er. |Dann ging er."},
               {"fr", "On m'a dit « Attendez. Ça vient. » et rien."},
               {"ja", "「届きます。待ってください。」と言われた。|でも届かなかった。"}});
}

TEST_CASE("brackets stay whole, and close behind the stop") {
    check_all({{"en", "It broke (twice. In a week!) and nobody cared. |Sad."},
               {"en", "It broke twice. |(Nobody cared.) |We left."},
               {"en", "It \"never breaks...\" (their words). |Right."},
               {"zh", "坏了（两次。一周内）。|没人管。"}});
}

TEST_CASE("an unclosed quotation holds back nothing") {
    check_all({{"en", "A 24\" screen is fine. |We have two. |Both work."},
               {"en", "He said \"it works. |It did not. |We left."},
               {"en", "The kids' tablets broke. |The dogs' toys too."},
               {"en", "(It broke. |We left."}});
}

TEST_CASE("a long quotation is no single sentence") {
    std::string text = "\"";
    for (int i = 0; i < 20; ++i) text += "It broke again after a week. ";
    text += "We left.\"";
    CHECK(sentences(text, "en").size() == 21);
}

TEST_CASE("an ellipsis ends a sentence before a capital only") {
    check_all({{"en", "It was fine... until it was not."},
               {"en", "It was fine... |Then it was not."},
               {"en",
                "It was . . . fine. |Well…|"
                " Not really."},
               {"en", "I mean... I liked it."}});
}

TEST_CASE("items of a list are sentences") {
    check_all({{"en", "1. Slow sync |2. No export |3. High price"},
               {"en", "Missing: |a) an export |b) a price list"},
               {"en", "• fast |• cheap |• good"},
               {"en", "Pros:\n|- fast\n|- cheap\n|Cons:\n|- loud"},
               {"en", "1.) It is slow. |2.) It is loud."},
               {"en", "1) slow |2) loud |1) fast |2) small"},
               {"en", "It has two flaws: |1.) It is slow. |2.) It is loud."},
               {"en", "We had 2. |One broke."}});
}

TEST_CASE("a blank line and a line that ends a sentence part sentences") {
    check_all({{"en", "Great tool\n\n|we use it daily"},
               {"en", "It is slow.\n|it is loud."},
               {"en", "It is slow.\n\n|We left."},
               {"en", "Great tool\r\n\r\n|We use it daily"},
               {"en", "Too expensive\n|Bad support\n|Would not buy again"}});
}

TEST_CASE("a line that was broken because it was full goes on") {
    check_all(
        {{"en", "so we thought about it for a while and\nthen decided to leave for good"},
         {"en", "we moved to the\nother tool last year,\nand it works."},
         {"en",
          "The people who sold us this thing promised that\nsupport would answer within a day."},
         {"en",
          "We have been customers for more than nine years with\n"
          "Halden, and the last two of them were a bad dream for\n"
          "Maria and me. |Nobody at the company seemed to care at\n"
          "all."},
         {"de",
          "Das Gerät war nach einer Woche schon defekt und der\nKundendienst hat "
          "nicht\ngeantwortet."},
         {"ja", "私たちの部屋の\n鍵が開かなかった。"}});
}

TEST_CASE("emoji and smileys belong to the sentence before them") {
    check_all({{"en", "Love it! 😍😍 |My kids use it daily."},
               {"en", "Love it! :) |My kids use it daily."},
               {"en", "My kids love it so much 😍 |We use it daily."},
               {"en", "My kids love it so much :-) |We use it daily."},
               {"ru", "Всё пришло за два дня)) |Буду брать ещё (если цена не вырастет)."},
               {"en", "I 😍 Oslo."}});
}

TEST_CASE("a missing space behind the stop is forgiven, an address is none") {
    check_all({{"en", "It broke after a week.|They did not care."},
               {"en", "It broke!|Never again."},
               {"en", "We paid 1,200.|It was not worth it."},
               {"en", "Write to Jo.Weber@example.org or see www.Example.Org/Help.Page today."},
               {"en", "Version 2.0 of Node.js and https://a.example/b?Q=R is fine."},
               {"ru", "Не работает.|Верните деньги."}});
}

TEST_CASE("names with an exclamation mark and censored words") {
    check_all({{"en", "I saw it on Yahoo! in March."}, {"en", "what a ?????? game it is"}});
}

TEST_CASE("note marks stay with the stop") {
    check({"en", "It was shown before.[3][4] |Others disagree."});
}

TEST_CASE("sentences end in every script") {
    check_all({{"ja", "部屋が汚い。|二度と行かない！|本当？"},
               {"zh", "房间很脏。|没人管！|真的吗？"},
               {"hi", "कमरा गंदा था। |कोई नहीं आया।"},
               {"ar", "الغرفة قذرة. |هل تصدق؟ |لا أحد يهتم."},
               {"fa", "اتاق کثیف بود. |کسی نیامد."},
               {"el", "Πού είναι το δέμα; |Δεν ήρθε."},
               {"he", "החדר מלוכלך. |אף אחד לא בא."},
               {"ko", "방이 더러웠어요. |아무도 안 왔어요."},
               {"ru", "Номер грязный. |Никто не пришёл."},
               {"it", "È rotto. |Perché nessuno risponde?"},
               {"pt", "Está partido. |Ninguém responde."},
               {"nl", "Het is stuk. |Niemand antwoordt."},
               {"pl", "Nie działa. |Żadnej odpowiedzi."},
               {"es", "¿Dónde está? |¡No llegó! |Quiero mi dinero."},
               {"hy", "Սենյակը կեղտոտ էր։ |Ոչ ոք չեկավ։"}});
}
