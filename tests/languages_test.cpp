#include "indexer/languages.h"

#include <catch2/catch.hpp>

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
