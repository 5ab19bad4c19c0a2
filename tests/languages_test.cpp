#include "indexer/languages.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "engine/text.h"
#include "tests/library_fixture.h"

using namespace verbatim;

namespace {

using Texts = std::vector<std::string>;

struct Said {
    std::uint32_t speaker;
    std::string text;
};

// Each utterance's language after the decision.
Texts languages_of(const std::vector<Said>& said, const std::string& stated = "") {
    Conversation conversation;
    conversation.lang = stated;
    conversation.speakers.resize(3);
    for (const Said& one : said) {
        Utterance utterance;
        utterance.speaker = one.speaker;
        utterance.text = one.text;
        conversation.utterances.push_back(utterance);
    }
    decide_languages(conversation);
    Texts languages;
    for (const Utterance& utterance : conversation.utterances)
        languages.push_back(lang_of(conversation, utterance));
    return languages;
}

constexpr const char* kEnglish = "Could you please tell me which version of the app you are using?";
constexpr const char* kGerman = "Seit dem letzten Update stürzt die Anwendung ständig ab.";

}  // namespace

TEST_CASE("an utterance has the language in which it was said") {
    CHECK(languages_of({{0, kEnglish}, {1, kGerman}}) == Texts{"en", "de"});
    CHECK(languages_of({{0, kGerman}, {1, kEnglish}, {0, kGerman}}) == Texts{"de", "en", "de"});
    CHECK(languages_of({{0, kEnglish}, {0, kEnglish}}) == Texts{"en", "en"});
}

TEST_CASE("one too short to tell is of its speaker's language, or of the conversation's") {
    CHECK(languages_of({{0, kEnglish}, {1, kGerman}, {0, "ok"}, {1, "ok, danke"}}) ==
          Texts{"en", "de", "en", "de"});
    CHECK(languages_of({{0, kEnglish}, {1, "merci"}}) == Texts{"en", "en"});
    CHECK(languages_of({{0, "ok"}, {1, "ja"}}) == Texts{"", ""});
}

TEST_CASE("the answers of a survey may come in five languages") {
    CHECK(languages_of({{0, "The price went up twice this year and nobody told us about it."},
                        {0, "Die Lieferung kam viel zu spät und war unvollständig."},
                        {0, "La chambre était sale et personne ne s'en est occupé."},
                        {0, "部屋がとても狭かったです。"},
                        {0, "Номер был грязный, и никто не убрал."}}) ==
          Texts{"en", "de", "fr", "ja", "ru"});
}

TEST_CASE("a few words that look like another language are a slip of who says a lot in one") {
    const std::vector<Said> slip = {{0, "Um... latency, um, monitoring. Um."}};
    CHECK(languages_of({slip[0], {1, kEnglish}, {1, kEnglish}, {1, kEnglish}})[0] == "pt");
    std::vector<Said> talk(60, {0, kEnglish});
    talk.insert(talk.begin() + 30, slip[0]);
    CHECK(languages_of(talk)[30] == "en");
    talk[30].text = "これはとても高いです。";
    CHECK(languages_of(talk)[30] == "ja");
    talk[30].text = kGerman;
    CHECK(languages_of(talk)[30] == "de");
}

TEST_CASE("a chat in a language that is not known is not one of ten others") {
    const Texts words = {"veniam", "mollit",  "aute",      "ullamco", "cillum",    "irure",
                         "dolor",  "elit",    "fugiat",    "tempor",  "nisi",      "ex",
                         "amet",   "laborum", "excepteur", "sint",    "consequat", "qui"};
    std::mt19937 random(7);
    std::vector<Said> chat;
    for (std::uint32_t i = 0; i < 40; ++i) {
        std::string text;
        for (int n = 0; n < 7; ++n) text += words[random() % words.size()] + ' ';
        chat.push_back({i % 2, text});
    }
    chat[20].text = "部屋がとても狭かったです。";
    const Texts languages = languages_of(chat);
    CHECK(languages[20] == "ja");
    CHECK(std::ranges::count(languages, "") == 39);
}

TEST_CASE("Hindi in Latin letters is Hindi") {
    for (const char* text : {"App bahut achha hai lekin support bilkul nahi milta",
                             "Mera paisa wapas karo bhai, koi sunta nahi hai",
                             "Bakwaas service hai, refund nahi mila"}) {
        INFO(text);
        CHECK(detect_language(text) == "hi");
    }
    CHECK(detect_language("Mera is a great colleague, and so is Bhai from the support team.") ==
          "en");
    for (const char* text : {"Hai kak, ke toko karna promo", "Hai kak ko lama ya karna apa",
                             "Hai, app error karna update"}) {
        INFO(text);
        CHECK(detect_language(text) != "hi");
    }
    CHECK(detect_language("Accha is my favourite brand of tea and the price is fair.") == "en");
}

TEST_CASE("a short English text is not Galician") {
    CHECK(detect_language("Non existent design overall") != "gl");
    CHECK(detect_language("A habitación estaba moi sucia e ninguén fixo nada en toda a semana.") ==
          "gl");
}

TEST_CASE("what the export states holds, unless the text is plainly of another script") {
    CHECK(languages_of({{0, kEnglish}}, "de") == Texts{"de"});
    CHECK(languages_of({{0, kEnglish}, {1, kGerman}}, "nl") == Texts{"nl", "nl"});
    CHECK(languages_of({{0, "部屋がとても狭かったです。"}}, "en") == Texts{"ja"});
    CHECK(languages_of({{0, kEnglish}, {1, "Номер был грязный, и никто не убрал."}}, "en") ==
          Texts{"en", "ru"});
    CHECK(languages_of({{0, "The room was dirty and nobody at the desk cared."}}, "ja") ==
          Texts{"en"});
    CHECK(languages_of({{0, "Soba je bila prljava, a niko nije reagovao."}}, "sr") == Texts{"sr"});
    CHECK(languages_of({{0, "朝食付き"}}, "ja") == Texts{"ja"});
    CHECK(languages_of({{0, "👍 10/10"}}, "ru") == Texts{"ru"});
}

TEST_CASE("a language is stated by its code or its name") {
    const auto [stated, code] = GENERATE(values<std::pair<const char*, const char*>>(
        {{"de", "de"},       {"DE", "de"},         {"de-AT", "de"},
         {"pt_BR", "pt"},    {"zh-Hant-TW", "zh"}, {"jpn", "ja"},
         {"ger", "de"},      {"deu", "de"},        {"English", "en"},
         {"german", "de"},   {"Deutsch", "de"},    {"français", "fr"},
         {"FRANCAIS", "fr"}, {"русский", "ru"},    {"日本語", "ja"},
         {"Türkçe", "tr"},   {"Suomi", "fi"},      {"brazilian", "pt"},
         {"nb-NO", "no"},    {"nn", "no"},         {"iw", "he"},
         {"schinese", "zh"}, {"und", ""},          {"xx", ""},
         {"", ""},           {"unknown", ""},      {"n/a", ""},
         {"-", ""}}));
    CAPTURE(stated);
    CHECK(language_code(stated) == code);
}

TEST_CASE("each utterance is indexed in its own language") {
    TestLibrary test;
    test.write("chat.csv",
               "conversation_id,sender,role,text\n"
               "c-1001,Ann,agent,Could you please tell me which version of the app you use?\n"
               "c-1001,Jana,customer,Die letzten drei Rechnungen waren leider alle falsch.\n"
               "c-1002,Ann,agent,Hello and welcome. What can I do for you today my friend?\n"
               "c-1002,Bob,customer,The last three invoices were wrong and nobody answered me.\n");
    test.add();
    CHECK(test.texts("Rechnung") == Texts{"Die letzten drei Rechnungen waren leider alle falsch."});
    CHECK(test.texts("lang:de") == Texts{"Die letzten drei Rechnungen waren leider alle falsch."});
    CHECK(test.texts("lang:en") ==
          Texts{"The last three invoices were wrong and nobody answered me."});
    CHECK(test.search("falsch").quotes.at(0).citation.lang == "de");
}

TEST_CASE("a column of languages decides, in any of its forms") {
    TestLibrary test;
    test.write("reviews.csv",
               "id,language,text\nrev-100001,Deutsch,Super Preise\nrev-100002,fr-FR,Super prix\n"
               "rev-100003,eng,Super prices\nrev-100004,de,駅から遠いです。\n");
    test.add();
    CHECK(test.texts("lang:de") == Texts{"Super Preise"});
    CHECK(test.texts("Preis") == Texts{"Super Preise"});
    CHECK(test.texts("lang:fr") == Texts{"Super prix"});
    CHECK(test.texts("lang:en") == Texts{"Super prices"});
    CHECK(test.texts("lang:ja") == Texts{"駅から遠いです。"});
}
