#include "indexer/segment.h"

#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "engine/text.h"

using namespace verbatim;

namespace {

Conversation said(std::vector<std::string> texts, std::string lang = "en") {
    Conversation conversation;
    conversation.id = 7;
    conversation.lang = std::move(lang);
    conversation.speakers.resize(1);
    for (std::string& text : texts) {
        conversation.utterances.emplace_back();
        conversation.utterances.back().text = std::move(text);
    }
    return conversation;
}

std::vector<std::string> texts_of(const Conversation& conversation) {
    std::vector<std::string> texts;
    for (const Verbatim& verbatim : segment(conversation))
        texts.push_back(conversation.utterances[verbatim.utterance].text.substr(
            verbatim.span.begin, verbatim.span.end - verbatim.span.begin));
    return texts;
}

using Texts = std::vector<std::string>;

std::string repeat(const std::string& text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

// Spans in order, apart, trimmed, on character boundaries, and every byte outside is white space.
void check_spans(const Conversation& conversation) {
    std::vector<std::uint32_t> ends(conversation.utterances.size(), 0);
    std::vector<bool> seen(conversation.utterances.size(), false);
    std::uint32_t last = 0;
    for (const Verbatim& verbatim : segment(conversation)) {
        REQUIRE(verbatim.utterance >= last);
        last = verbatim.utterance;
        const std::string& text = conversation.utterances[last].text;
        REQUIRE(verbatim.span.begin >= ends[last]);
        REQUIRE(verbatim.span.end > verbatim.span.begin);
        REQUIRE(verbatim.span.end <= text.size());
        REQUIRE(trim(text, verbatim.span) == verbatim.span);
        REQUIRE(find_invalid_utf8(
                    text.substr(verbatim.span.begin, verbatim.span.end - verbatim.span.begin)) ==
                std::string::npos);
        const Span gap = trim(text, {ends[last], verbatim.span.begin});
        REQUIRE(gap.begin == gap.end);
        ends[last] = verbatim.span.end;
        seen[last] = true;
    }
    for (std::size_t i = 0; i < ends.size(); ++i) {
        const std::string& text = conversation.utterances[i].text;
        const Span rest = trim(text, {ends[i], static_cast<std::uint32_t>(text.size())});
        const bool address = text.find("http://") != std::string::npos;
        REQUIRE((seen[i] ? rest.begin == rest.end : words(text).empty() || address));
    }
}

}  // namespace

TEST_CASE("a verbatim is a sentence, without the white space around it") {
    CHECK(
        texts_of(said({"  We left after a week. The sync never worked.\n", "I had high hopes."})) ==
        Texts{"We left after a week.", "The sync never worked.", "I had high hopes."});
}

TEST_CASE("a fragment joins the sentence behind it, the last one that before it") {
    CHECK(texts_of(said({"Yes. We left after a week. Never again."})) ==
          Texts{"Yes. We left after a week. Never again."});
    CHECK(texts_of(said({"Yes. No. I see. We left after a week. It never really worked."})) ==
          Texts{"Yes. No. I see. We left after a week.", "It never really worked."});
    CHECK(texts_of(said({"Never again!", "Ok."})) == Texts{"Never again!", "Ok."});
    CHECK(texts_of(said({"はい。予約を取り消しました。部屋が汚かったです。"}, "ja")) ==
          Texts{"はい。予約を取り消しました。", "部屋が汚かったです。"});
}

TEST_CASE("fragments in a row are one verbatim") {
    CHECK(
        texts_of(said({"Fast. Cheap. Easy to use. Great support. Nice people. Good docs. Yes."})) ==
        Texts{"Fast. Cheap. Easy to use. Great support. Nice people. Good docs. Yes."});
    CHECK(texts_of(said({"We moved over last year. Very easy. Good support."})) ==
          Texts{"We moved over last year.", "Very easy. Good support."});
}

TEST_CASE("a text without letter, digit or emoji gives no verbatim") {
    CHECK(texts_of(said({"", "  \n", "... --- !!!", "👍", "5"})) == Texts{"👍", "5"});
}

TEST_CASE("short sentences of Han and kana stand alone, interjections do not") {
    CHECK(texts_of(said({"物流太慢了,客服也不理人。价格太贵。"}, "zh")) ==
          Texts{"物流太慢了,客服也不理人。", "价格太贵。"});
    CHECK(texts_of(said({"電池の持ちが悪いです。充電が遅い。"}, "ja")) ==
          Texts{"電池の持ちが悪いです。", "充電が遅い。"});
    CHECK(texts_of(said({"はい。電池の持ちが悪いです。"}, "ja")) ==
          Texts{"はい。電池の持ちが悪いです。"});
}

TEST_CASE("what a spreadsheet or a link alone says is no verbatim") {
    for (const char* text : {"#NAME?", " #REF! ", "10-Oct", "Oct-10", "https://example.com/a?b=c",
                             "www.example.com"}) {
        INFO(text);
        CHECK(texts_of(said({text})).empty());
    }
    for (const char* text : {"#NAME? again and again", "10-Octopus", "see https://example.com",
                             "https://example.com is down", "mid-Oct"}) {
        INFO(text);
        CHECK(texts_of(said({text})).size() == 1);
    }
}

TEST_CASE("a sentence without end is cut between words into pieces that can be quoted") {
    const std::string clause = "we tried it for a month and it kept losing our notes ";
    for (const std::string& text : {repeat(clause, 40), repeat("日本語の文章", 200)}) {
        const Conversation conversation = said({text}, "");
        const Texts pieces = texts_of(conversation);
        CHECK(pieces.size() >= text.size() / 600);
        for (const std::string& piece : pieces) {
            CHECK(piece.size() >= 190);
            CHECK(piece.size() <= 600);
        }
        check_spans(conversation);
    }
    for (const std::string& piece : texts_of(said({repeat(clause, 40)})))
        CHECK((piece.starts_with("and it") || piece.starts_with("we tried")));
}

TEST_CASE("Thai, which has no full stop, is cut at its spaces") {
    const std::string clause = "ห้องพักสะอาดมากและพนักงานบริการดี ";
    const Conversation conversation = said({repeat(clause, 20)}, "th");
    const Texts pieces = texts_of(conversation);
    CHECK(pieces.size() >= 5);
    for (const std::string& piece : pieces) {
        CHECK(piece.starts_with("ห้องพัก"));
        CHECK(piece.ends_with("บริการดี"));
        CHECK(piece.size() <= 400);
    }
    check_spans(conversation);
    CHECK(texts_of(said({clause + clause}, "th")).size() == 1);
}

TEST_CASE("a long sentence is cut where a cue begins") {
    Conversation conversation = said({repeat("so you know, it was like that ", 50)});
    Utterance& utterance = conversation.utterances[0];
    for (std::uint32_t begin = 0; begin < utterance.text.size(); begin += 300)
        utterance.cues.push_back({begin, begin, {begin, begin + 1}});
    for (const Verbatim& verbatim : segment(conversation)) CHECK(verbatim.span.begin % 300 == 0);
}

TEST_CASE("a word that is longer than a piece stays whole") {
    const std::string word(5000, 'x');
    CHECK(texts_of(said({word})) == Texts{word});
}

TEST_CASE("ids come from the text and its occurrence, so others may change") {
    const Conversation before =
        said({"It is far too slow. We went back to paper. It is far too slow."});
    const Conversation after =
        said({"It is far too slow. We went back to our old tool. It is far too slow."});
    const auto a = segment(before), b = segment(after);
    REQUIRE(a.size() == 3);
    REQUIRE(b.size() == 3);
    CHECK(a[0].id == b[0].id);
    CHECK(a[1].id != b[1].id);
    CHECK(a[2].id == b[2].id);
    CHECK(a[0].id != a[2].id);

    Conversation other = before;
    other.id = 8;
    CHECK(segment(other)[0].id != a[0].id);
}

TEST_CASE("spans keep their promises on any text") {
    const std::vector<std::string> parts = {"We",
                                            "left",
                                            "it",
                                            "Dr.",
                                            "U.S.",
                                            "no.",
                                            "and",
                                            ",",
                                            ". ",
                                            "! ",
                                            "?",
                                            "...",
                                            " ",
                                            " ",
                                            "\n",
                                            "\n\n",
                                            "\t",
                                            "(",
                                            ")",
                                            "\"",
                                            "'",
                                            "“",
                                            "”",
                                            "- ",
                                            "1.",
                                            "2)",
                                            "• ",
                                            "👍🏽",
                                            "👨‍👩‍👧",
                                            ":)",
                                            "é",
                                            "部屋が",
                                            "。",
                                            "」",
                                            "ห้องสกปรก",
                                            "\u00a0",
                                            "\r\n",
                                            "_",
                                            "http://x.y/?a=B",
                                            "\u200d",
                                            "🇩🇪",
                                            "３．５",
                                            "e\u0301",
                                            "؟ ",
                                            "हिन्दी। ",
                                            "x"};
    std::mt19937 random(11);
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        const std::size_t length = round % 50 == 0 ? 1500 : random() % 40;
        for (std::size_t i = 0; i < length; ++i) text += parts[random() % parts.size()];
        CAPTURE(text);
        const Conversation conversation = said({text, "Thanks."}, round % 2 ? "en" : "ja");
        check_spans(conversation);
        std::set<Id> ids;
        for (const Verbatim& verbatim : segment(conversation)) ids.insert(verbatim.id);
        REQUIRE(ids.size() == segment(conversation).size());
    }
}
