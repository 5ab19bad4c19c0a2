#include "engine/text.h"

#include <catch2/catch.hpp>
#include <random>

using namespace verbatim;

namespace {

std::string joined(const std::vector<Word>& list) {
    std::string text;
    for (const Word& word : list) text += (text.empty() ? "" : "|") + word.folded;
    return text;
}

std::string words_of(std::string_view text) {
    return joined(words(text));
}

struct Case {
    const char* text;
    const char* expected;
};

}  // namespace

TEST_CASE("words are cut and folded") {
    const auto [text, expected] = GENERATE(values<Case>({
        {"", ""},
        {" .,;'\"- ", ""},
        {"The Room was DIRTY.", "the|room|was|dirty"},
        {"I don't, they're customers'", "i|don't|they're|customers"},
        {"I don’t", "i|don't"},
        {"'quoted' \"twice\"", "quoted|twice"},
        {"e-mail 3.5 stars, 1,000 users", "e|mail|3.5|stars|1,000|users"},
        {"a.m. U.S.A. 10:30 50%", "a.m|u.s.a|10|30|50"},
        {"user@host.com @name #tag", "user|host.com|name|tag"},
        {"@Müller jörg@host.com", "muller|jorg|host.com"},
        {"_very_ snake_case __", "very|snake_case"},
        {"and/or C++ $9.99", "and|or|c|9.99"},
        {"Café naïve straße ŁÓDŹ smørrebrød", "cafe|naive|strasse|lodz|smorrebrod"},
        {"l'hôtel d’accord qu'il l'avis o'clock m'a",
         "l'|hotel|d'|accord|qu'|il|l'|avis|o'clock|m'a"},
        {"ё Ёлка йод", "е|елка|йод"},
        {"Ελλάδα Άνθρωπος", "ελλαδα|ανθρωποσ"},
        {"한국어 좋아요", "한국어|좋아요"},
        {"ﾎﾃﾙ", "ホテル"},
        {"हिन्दी में", "हिन्दी|में"},
        {"great 👍🏽 ❤️!", "great|👍🏽|❤"},
        {"👍👍 🇩🇪", "👍|👍|🇩🇪"},
        {"© ™ → ★", ""},
    }));
    CAPTURE(text);
    CHECK(words_of(text) == expected);
}

TEST_CASE("words of scripts without spaces are cut by dictionary and marked") {
    for (const char* text : {"部屋がとても汚かった", "房间非常脏", "ห้องสกปรกมาก"}) {
        const auto list = words(text);
        CHECK(list.size() > 2);
        for (const Word& word : list) CHECK(word.unspaced);
    }
    for (const Word& word : words("Комната грязная 방이 dirty")) CHECK_FALSE(word.unspaced);
}

TEST_CASE("a word's folded form is the fold of its span") {
    const std::string text =
        "Don’t l’hôtel 部屋 ｶﾀｶﾅ ŒUVRE 👨‍👩‍👧 ½ co\u00adop _Was_ "
        "٣٫٥ می‌خواهم صحيح x";
    std::uint32_t end = 0;
    for (const Word& word : words(text)) {
        CHECK(word.span.begin >= end);
        end = word.span.end;
        CHECK(word.folded == fold(text.substr(word.span.begin, end - word.span.begin)));
    }
    CHECK(end == text.size());
}

// The same text with and without an accent takes ICU's way or the fast one.
TEST_CASE("the ASCII path cuts as ICU does") {
    std::mt19937 random(7);
    const std::string alphabet = "aab12.,;':_-@ \"/";
    for (int round = 0; round < 20000; ++round) {
        std::string plain, accented;
        for (int i = 0; i < 8; ++i) {
            const char c = alphabet[random() % alphabet.size()];
            plain += c;
            accented += c == 'a' || c == 'b' ? "á" : std::string(1, c);
        }
        for (char& c : plain)
            if (c == 'b') c = 'a';
        CAPTURE(plain);
        REQUIRE(words_of(plain) == words_of(accented));
    }
}

TEST_CASE("a word does not depend on its neighbours") {
    for (const char* text : {"l'été", "צה\"ל", "3,5", "👩‍🚀", "naïve.So", "ข้าว", "x_é"}) {
        const std::string alone = words_of(text);
        CAPTURE(text);
        CHECK(words_of("Ça " + std::string(text) + " là") == "ca|" + alone + "|la");
        CHECK(words_of("it " + std::string(text) + " is") == "it|" + alone + "|is");
    }
}

TEST_CASE("folding compares names and whole texts") {
    const auto [text, expected] = GENERATE(values<Case>({
        {"  Two \t\n words ", "two words"},
        {"\u00a0É\u3000ß ", "e ss"},
        {"ＦＵＬＬ", "full"},
        {"e\u0301 за\u0301мок", "e замок"},
        {"Ї й ѝ", "ї й ѝ"},
        {"がぎ", "がぎ"},
        {"กำ", "กํา"},
        {"İSTANBUL ırmak", "istanbul irmak"},
    }));
    CHECK(fold(text) == expected);
    CHECK(fold(fold(text)) == fold(text));
}

TEST_CASE("folding what is folded changes nothing") {
    for (std::uint32_t c = 0x80; c < 0x10000; ++c) {
        if (c >= 0xd800 && c < 0xe000) continue;
        std::string text;
        if (c >= 0x800) text += static_cast<char>(0xe0 | c >> 12);
        text += static_cast<char>(c >= 0x800 ? 0x80 | (c >> 6 & 0x3f) : 0xc0 | c >> 6);
        text += static_cast<char>(0x80 | (c & 0x3f));
        const std::string folded = fold("a" + text + "e");
        CAPTURE(c);
        if (fold(folded) != folded) FAIL(folded);
    }
}

// match.cpp stems no word of English that begins otherwise than what is wanted.
TEST_CASE("English stems begin as their words do") {
    for (const std::string word :
         {"skis",  "skies", "dying",  "lying", "tying", "idly",     "gently",  "ugly",
          "early", "only",  "singly", "yes",   "youth", "ying",     "eyes",    "aying",
          "s",     "y",     "i",      "ed",    "ing",   "generous", "universe"}) {
        INFO(word);
        CHECK(stem(word, "en").front() == word.front());
    }
    for (char first = 'a'; first <= 'z'; ++first)
        for (char second = 'a'; second <= 'z'; ++second)
            for (const std::string ending :
                 {"", "s", "ed", "ing", "ies", "ly", "ational", "iveness", "y", "e"}) {
                const std::string word = std::string{first, second} + ending;
                if (stem(word, "en").front() != first) FAIL(word);
            }
}

TEST_CASE("stems are those of the language") {
    CHECK(stem("cancelling", "en") == stem("cancelled", "en"));
    CHECK(stem("haeuser", "de") != "haeuser");
    CHECK(stem("книгами", "ru") == stem("книги", "ru"));
    CHECK(stem("priser", "nb") == stem("pris", "no"));
    CHECK(stem("running", "") == "running");
    CHECK(stem("running", "ja") == "running");
    CHECK(stem("running", "porter") == "running");
    CHECK(stem("", "en") == "");
    const std::string noise(1000, 's');
    CHECK(stem(noise, "en") == noise);
}

TEST_CASE("a remembered stem belongs to its language") {
    for (int round = 0; round < 2; ++round) {
        CHECK(stem("ideas", "en") == "idea");
        CHECK(stem("ideas", "es") == "ide");
    }
}

TEST_CASE("stems are the same however many words came before") {
    const auto word = [](int i) { return "w" + std::to_string(i) + "ations"; };
    for (int round = 0; round < 2; ++round)
        for (int i = 0; i < 20000; ++i)
            if (const auto stemmed = stem(word(i), "en");
                stemmed != "w" + std::to_string(i) + "ation")
                FAIL(word(i) << " became " << stemmed);
}

TEST_CASE("invalid UTF-8 is found at its first byte") {
    CHECK(find_invalid_utf8("") == std::string::npos);
    CHECK(find_invalid_utf8("plain, café, 部屋, 👍") == std::string::npos);
    CHECK(find_invalid_utf8("caf\xe9 au lait") == 3);
    CHECK(find_invalid_utf8("12345678901234567890\xff") == 20);
    CHECK(find_invalid_utf8("\xc0\xaf") == 0);          // overlong
    CHECK(find_invalid_utf8("ab\xed\xa0\x80") == 2);    // surrogate
    CHECK(find_invalid_utf8("ab\xf0\x9f\x91") == 2);    // cut
    CHECK(find_invalid_utf8("\xf4\x90\x80\x80") == 0);  // beyond Unicode
}

TEST_CASE("the beginning of a text ends between characters") {
    CHECK(beginning("abc", 3) == "abc");
    CHECK(beginning("abc", 2) == "ab");
    CHECK(beginning("aé\U0001F600b", 7) == "aé\U0001F600");
    for (const std::size_t size : {3u, 4u, 5u, 6u}) CHECK(beginning("aé\U0001F600b", size) == "aé");
    CHECK(beginning("é", 1).empty());
    CHECK(beginning("é", 0).empty());
}

TEST_CASE("display width counts terminal cells") {
    CHECK(display_width("") == 0);
    CHECK(display_width("plain") == 5);
    CHECK(display_width("cafe\u0301") == 4);
    CHECK(display_width("部屋") == 4);
    CHECK(display_width("ﾎﾃﾙ") == 3);
    CHECK(display_width("한국") == 4);
    CHECK(display_width("\u1112\u1161\u11ab") == 2);
    CHECK(display_width("👍🏽") == 2);
    CHECK(display_width("👨‍👩‍👧") == 2);
    CHECK(display_width("🇩🇪") == 2);
    CHECK(display_width("❤️") == 2);
    CHECK(display_width("❤") == 1);
    CHECK(display_width("a\u200bb\x1b") == 2);
}

TEST_CASE("lines break behind words and never inside a character") {
    CHECK(line_breaks("") == std::vector<std::size_t>{});
    CHECK(line_breaks("too slow, really") == std::vector<std::size_t>{4, 10, 16});
    CHECK(line_breaks("部屋") == std::vector<std::size_t>{3, 6});
    CHECK(line_breaks("👩‍🚀👍🏽") == std::vector<std::size_t>{11, 19});
}

TEST_CASE("a span is trimmed of white space in every script") {
    const std::string text = "\u3000 a b \u00a0\n";
    CHECK(trim(text, {0, static_cast<std::uint32_t>(text.size())}) == Span{4, 7});
    CHECK(trim("   ", {0, 3}).begin == trim("   ", {0, 3}).end);
    CHECK(trim("ab", {1, 1}) == Span{1, 1});
}

TEST_CASE("the language is told, or left open where that would be a guess") {
    const auto [text, expected] = GENERATE(values<Case>({
        {"", ""},
        {"ok", ""},
        {"12:30 !!! 👍", ""},
        {"Super!", ""},
        {"The room was dirty and nobody at the desk cared about it.", "en"},
        {"Das Zimmer war schmutzig und niemand hat sich darum gekümmert.", "de"},
        {"La chambre était sale et personne ne s'en est occupé.", "fr"},
        {"La habitación estaba sucia y a nadie le importó.", "es"},
        {"La stanza era sporca e nessuno se ne è occupato.", "it"},
        {"O quarto estava sujo e ninguém se importou com isso.", "pt"},
        {"De kamer was vies, het bed was hard en ik kom hier niet meer terug.", "nl"},
        {"Pokój był brudny i nikogo to nie obchodziło.", "pl"},
        {"部屋が汚かったです。", "ja"},
        {"房间很脏，没人管。", "zh"},
        {"방이 더러웠어요.", "ko"},
        {"ห้องสกปรก", "th"},
        {"Το δωμάτιο ήταν βρώμικο.", "el"},
        {"החדר היה מלוכלך", "he"},
        {"Номер был грязным", "ru"},
        {"Номер був брудним, і нікого це не хвилювало.", "uk"},
        {"الغرفة كانت قذرة ولم يهتم أحد بذلك", "ar"},
    }));
    CAPTURE(text);
    CHECK(detect_language(text) == expected);
}
