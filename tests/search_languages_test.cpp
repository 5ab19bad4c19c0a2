#include <catch2/catch.hpp>
#include <fstream>
#include <regex>

#include "engine/library_languages.h"
#include "engine/match.h"
#include "engine/stopwords.h"
#include "engine/text.h"
#include "tests/cut.h"
#include "tests/library_fixture.h"

using namespace verbatim;

using Texts = std::vector<std::string>;

TEST_CASE("words are found by their inflections where Snowball has the language") {
    struct Case {
        const char *query, *text;
    };
    const auto [query, text] = GENERATE(values<Case>({
        {"Rechnung", "Die Rechnungen waren jeden Monat falsch und niemand antwortet."},
        {"Grösse", "Die Größe stimmt überhaupt nicht mit der Tabelle überein."},
        {"teuer", "Das ist eine sehr teure Angelegenheit für kleine Betriebe."},
        {"teure", "Für das, was man bekommt, ist das Hotel viel zu teuer."},
        {"préférée", "Ce sont mes hôtels préférés depuis de longues années déjà."},
        {"deçu", "Nous avons été vraiment déçues par la qualité du service."},
        {"habitación", "Las habitaciones estaban sucias y nadie vino a limpiarlas."},
        {"habitacion", "La habitación estaba sucia y nadie vino a limpiarla nunca."},
        {"cancellerà", "Non posso cancellare il mio abbonamento senza chiamare nessuno."},
        {"prenotazione", "Le prenotazioni sono state perse e nessuno si è scusato."},
        {"reclamação", "Fiz várias reclamações e ninguém me respondeu até agora."},
        {"reclamacao", "A minha reclamação ficou sem resposta durante três meses."},
        {"kamer", "De kamers waren vies en de bedden waren veel te hard."},
        {"räkning", "Räkningarna var fel varje månad och ingen svarade på frågor."},
        {"regning", "Jeg fikk feil regninger hver eneste måned og ingen svarte meg."},
        {"værelse", "Værelserne var beskidte, og ingen gjorde noget ved det."},
        {"скучный", "Мне было очень скучно читать эту книгу до самого конца."},
        {"еще", "Ещё одна книга этого автора, которую я не смогла дочитать."},
        {"huone", "Huoneet olivat likaisia eikä kukaan siivonnut niitä koskaan."},
        {"sorun", "Uygulamada çok fazla sorunlar var ve kimse cevap vermiyor."},
        {"kadın", "Resepsiyondaki kadınlar bize hiç yardımcı olmadılar maalesef."},
        {"Ankara", "Siparişim Ankara'dan iki hafta sonra geldi ve kutusu kırıktı."},
        {"szoba", "A szobák piszkosak voltak, és senki sem takarította ki őket."},
        {"τιμή", "Οι τιμές είναι πολύ υψηλές και η εξυπηρέτηση ήταν κακή."},
        {"غرفة", "كانت الغرفة قذرة جدا ولم يهتم أحد بذلك طوال الأسبوع"},
        {"reclamație", "Am făcut multe reclamații și nimeni nu mi-a răspuns până acum."},
        {"habitació", "Les habitacions estaven brutes i ningú no les va netejar mai."},
        {"कमरा", "कमरे बहुत गंदे थे और किसी ने उन्हें साफ नहीं किया"},
    }));
    CAPTURE(query, text);
    const auto test = library_of({text});
    REQUIRE(test.texts(query) == Texts{text});
    CHECK(test.search(query).quotes.at(0).highlights.size() == 1);
}

TEST_CASE("docs/languages.md shows for each language a word that is found by another form") {
    std::ifstream page(VERBATIM_SOURCE_DIR "/docs/languages.md");
    const std::regex row(R"(\| \w+ \| ([a-z]{2}) \| (\S+) → (\S+) \|.*)");
    std::size_t languages = 0;
    for (std::string line; std::getline(page, line);) {
        std::smatch parts;
        if (!std::regex_match(line, parts, row)) continue;
        ++languages;
        CAPTURE(line);
        const CutText said = cut(parts.str(3), parts.str(1));
        const Pattern asked = compile(query_of(parts.str(2)).root, {parts.str(1)}, false);
        REQUIRE(said.words.size() == 1);
        REQUIRE(asked.words.size() == 1);
        CHECK(said.words.front().folded != asked.words.front().folded);
        CHECK(is_inflection(asked.words.front(), said, 0));
    }
    CHECK(languages == 28);
}

TEST_CASE("the stem of one language finds nothing in another") {
    const auto test = library_of({"Das Gift in der Farbe hat unserem Hund sehr geschadet.",
                                  "They gifted us a whole year of support at no cost."});
    CHECK(test.texts("gifted") == Texts{"They gifted us a whole year of support at no cost."});
    CHECK(test.texts("Gift").size() == 2);
}

TEST_CASE("words that say nothing are told in the language of the query") {
    const auto test = library_of({"The support team never answered the phone at all.",
                                  "The setup was easy and the import just worked for us.",
                                  "Das Zimmer ist klein und das Bad war schmutzig."});
    CHECK(test.texts("das Bad ist schmutzig").size() == 1);
    CHECK(test.texts("das Frühstück ist gut").empty());
}

TEST_CASE("words of Han and kana are found whatever stands around them") {
    const auto test =
        library_of({"露天風呂からの眺めが最高でした。", "お値段以上のホテルだと思います。",
                    "駐車場は無料で広かったです。", "場所がとてもわかりにくいです。",
                    "iPhoneの電池がすぐ切れます。", "ﾎﾃﾙのＷｉＦｉが遅いです。",
                    "ジャパン航空のパンフレットでした。"});
    CHECK(test.texts("風呂") == Texts{"露天風呂からの眺めが最高でした。"});
    CHECK(test.texts("お風呂") == Texts{"露天風呂からの眺めが最高でした。"});
    CHECK(test.texts("駐車場") == Texts{"駐車場は無料で広かったです。"});
    CHECK(test.texts("iPhoneの電池") == Texts{"iPhoneの電池がすぐ切れます。"});
    CHECK(test.texts("電池 iphone").size() == 1);
    CHECK(test.texts("ホテル").size() == 2);
    CHECK(test.texts("パン").empty());
    CHECK(test.texts("wifi") == Texts{"ﾎﾃﾙのＷｉＦｉが遅いです。"});
    CHECK(test.texts("ＷＩＦＩ").size() == 1);
    CHECK(marked(test.search("風呂").quotes.at(0)) == "露天[風呂]からの眺めが最高でした。");
    CHECK(test.search("風呂").quotes.at(0).matched == Texts{"風呂"});
}

TEST_CASE("an adjective of Japanese is found in its other forms") {
    const auto test = library_of({"部屋が狭かったです。", "ベッドが狭くて眠れません。",
                                  "狭山市のホテルに泊まりました。", "とてもうるさかったです。"});
    CHECK(test.texts("狭い").size() == 2);
    CHECK(marked(test.search("部屋が狭い").quotes.at(0)) == "[部屋][が][狭]かったです。");
    CHECK(test.texts("うるさい") == Texts{"とてもうるさかったです。"});
    Query exact = query_of("狭い");
    exact.exact = true;
    CHECK(test.search(exact).total == 0);
}

TEST_CASE("Thai is searched by its words, and its phrases are exact") {
    const auto test = library_of({"อาหารเช้าอร่อยมาก แต่ห้องสกปรก", "ที่พักสะอาด พนักงานมาช้า"});
    CHECK(test.texts("สกปรก") == Texts{"อาหารเช้าอร่อยมาก แต่ห้องสกปรก"});
    CHECK(test.texts("ห้องสกปรก").size() == 1);
    CHECK(test.texts("มา") == Texts{"ที่พักสะอาด พนักงานมาช้า"});
    CHECK(test.texts("\"ห้องสกปรก\"") == Texts{"อาหารเช้าอร่อยมาก แต่ห้องสกปรก"});
    CHECK(test.texts("\"สกปรกห้อง\"").empty());
    CHECK(marked(test.search("\"ห้องสกปรก\"").quotes.at(0)) == "อาหารเช้าอร่อยมาก แต่[ห้องสกปรก]");
    CHECK(test.texts("lang:th").size() == 2);
}

TEST_CASE("words of other languages are told from English by where they are at home") {
    const auto test = library_of({"Das Zimmer war teuer und das Frühstück schlecht.",
                                  "Viel zu teuer für so ein kleines Hotel am Rand.",
                                  "The room was nice but the price was far too high.",
                                  "We liked the hotel and the breakfast very much."});
    const auto index = require(Index::open(test.library() / "index", Access::read));
    const auto home = [&](std::string_view query) {
        const Pattern pattern = compile(query_of(query).root, require(index.languages()), false);
        std::vector<PatternWord> words = pattern.words;
        for (const Pattern& child : pattern.children)
            words.insert(words.end(), child.words.begin(), child.words.end());
        return require(foreign_language(words, index));
    };
    CHECK(home("teuer") == "de");
    CHECK(home("Zimmer teuer") == "de");
    CHECK(home("price") == "");
    CHECK(home("hotel") == "");
    CHECK(home("nowhere") == "");
}

TEST_CASE("stop words are told in their folded form") {
    CHECK(is_stopword(fold("ΕΊΝΑΙ"), "el"));
    CHECK(is_stopword(fold("της"), "el"));
    CHECK(is_stopword(fold("için"), "tr"));
    CHECK(is_stopword(fold("był"), "pl"));
    CHECK(is_stopword(fold("på"), "no"));
    CHECK(is_stopword(fold("että"), "fi"));
    CHECK_FALSE(is_stopword("hotel", "pl"));
}
