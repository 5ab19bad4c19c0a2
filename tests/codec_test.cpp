#include "engine/codec.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "engine/hash_verbatims.h"

using namespace verbatim;

namespace {

Conversation sample() {
    Conversation conversation;
    conversation.id = 0x0123456789abcdef;
    conversation.record = "r-1";
    conversation.kind = Kind::call;
    conversation.title = "Onboarding";
    conversation.date = "2026-05-12";
    conversation.rating = 4.5;
    conversation.lang = "en";
    conversation.fields = {{"plan", "Team"}};
    conversation.locator = {7, 8, "/a/1", TimeRange{1, 2}};
    conversation.records = 3;
    conversation.speakers = {{"s1", "Dana", Role::customer, "by name"}};
    Utterance utterance;
    utterance.text = "It is slow. 日本語 🙂";
    utterance.lang = "ja";
    utterance.cues = {{0, 12, {100, 900}}, {12, 14, {900, 1500}}};
    conversation.utterances = {utterance};
    conversation.verbatims = {{77, 0, {0, 11}, 5}};
    return conversation;
}

}  // namespace

TEST_CASE("a conversation comes back as it was") {
    const Conversation before = sample();
    const auto after = decode_conversation(encode(before));
    REQUIRE(after);
    CHECK(after->id == before.id);
    CHECK(after->rating == before.rating);
    CHECK_FALSE(after->rating_max);
    CHECK(after->fields == before.fields);
    CHECK(after->locator == before.locator);
    CHECK(after->speakers.at(0).role == Role::customer);
    CHECK(after->utterances.at(0).text == before.utterances.at(0).text);
    CHECK(after->utterances.at(0).lang == "ja");
    CHECK(after->utterances.at(0).cues == before.utterances.at(0).cues);
    CHECK(after->verbatims == before.verbatims);
}

TEST_CASE("the same record is the same bytes each time, however many fields it has") {
    Conversation conversation = sample();
    for (int i = 0; i < 40; ++i) conversation.fields["field " + std::to_string(i)] = "value";
    const std::string bytes = encode(conversation);
    for (int i = 0; i < 10; ++i) CHECK(encode(*decode_conversation(bytes)) == bytes);
}

TEST_CASE("ids that follow from the text are left out and come back, others are kept") {
    Conversation before = sample();
    before.utterances.front().text = "It is slow. It is slow. It is not.";
    before.verbatims = {{0, 0, {0, 11}, 5}, {0, 0, {12, 23}, 5}, {0, 0, {24, 34}, 5}};
    VerbatimIds ids(before.id);
    for (Verbatim& verbatim : before.verbatims)
        verbatim.id = ids.next(verbatim.span.begin < 24 ? "It is slow." : "It is not.");
    CHECK(before.verbatims[0].id != before.verbatims[1].id);
    const std::string bytes = encode(before);
    CHECK(decode_conversation(bytes)->verbatims == before.verbatims);
    before.verbatims[1].id = 78;
    CHECK(encode(before).size() == bytes.size() + 9);
    CHECK(decode_conversation(encode(before))->verbatims == before.verbatims);
}

TEST_CASE("a document's text is read alone, whatever stands before and behind it") {
    Document before;
    before.text = "I closed the tab.";
    before.citation.title = "Call";
    before.citation.fields = {{"plan", "pro"}};
    for (const Id id : {Id{0}, Id{77}}) {
        before.id = id;
        const std::string bytes = encode(before);
        CHECK(*decode_document_text(bytes) == before.text);
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            std::string flipped = bytes;
            flipped[i] = static_cast<char>(flipped[i] ^ 0x10);
            CHECK_FALSE(decode_document_text(flipped));
            CHECK_FALSE(decode_document_text(bytes.substr(0, i)));
        }
    }
    before.text = "";
    CHECK(decode_document_text(encode(before))->empty());
}

TEST_CASE("the lenses of a document come back") {
    Document before;
    before.lenses = {{"\x85", 0.5f}, {"=parking", 1.0f}, {"\xA0", 0.0f}, {"parking", 0.25f}};
    const auto after = decode_document(encode(before));
    REQUIRE(after);
    REQUIRE(after->lenses.size() == before.lenses.size());
    for (std::size_t i = 0; i < before.lenses.size(); ++i) {
        CHECK(after->lenses[i].first == before.lenses[i].first);
        CHECK(std::abs(after->lenses[i].second - before.lenses[i].second) <= 1.0f / kShares);
    }
    CHECK(decode_document(encode(*after))->lenses == after->lenses);
}

TEST_CASE("a flipped bit anywhere, a cut and another version are damage") {
    const std::string bytes = encode(sample());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        std::string flipped = bytes;
        flipped[i] = static_cast<char>(flipped[i] ^ 0x10);
        const auto decoded = decode_conversation(flipped);
        REQUIRE_FALSE(decoded);
        CHECK(decoded.error().code == ErrorCode::damaged);
    }
    for (std::size_t size = 0; size < bytes.size(); ++size)
        CHECK_FALSE(decode_conversation(bytes.substr(0, size)));
}

TEST_CASE("spans that do not fit their text are damage") {
    Conversation conversation = sample();
    conversation.verbatims.at(0).span.end = 1000;
    CHECK_FALSE(decode_conversation(encode(conversation)));
    conversation = sample();
    conversation.utterances.at(0).speaker = 5;
    CHECK_FALSE(decode_conversation(encode(conversation)));
}

TEST_CASE("a source, its places and rejects come back as they were") {
    StoredSource stored;
    stored.source = {3,
                     "/data/\xffname.csv",
                     "ab12",
                     10,
                     20,
                     "csv",
                     Kind::survey,
                     "2026-05",
                     "2026-05-01",
                     "{}",
                     {1, 2, 3, 4, 5, 6},
                     99,
                     "/data/\xff.vtt"};
    stored.state = SourceState::leaving;
    stored.replaces = 2;
    const auto source = decode_source(encode(stored));
    REQUIRE(source);
    CHECK(source->source.path == stored.source.path);
    CHECK(source->source.counts == stored.source.counts);
    CHECK(source->source.same_as == stored.source.same_as);
    CHECK(source->state == SourceState::leaving);
    CHECK(source->replaces == 2);
    const std::vector<Place> places = {{1, 2, 3}, {4, 5, 6}};
    CHECK(*decode_places(encode(places)) == places);
    const auto reject = decode_reject(encode(StoredReject{{{4, {}, "", {}}, "why"}, true}));
    REQUIRE(reject);
    CHECK(reject->reject.locator.line == 4);
    CHECK(reject->reject.reason == "why");
    CHECK(reject->warning);
}
