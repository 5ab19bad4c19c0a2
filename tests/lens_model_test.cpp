#include "engine/lens_model.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <string>

#include "engine/lens.h"
#include "engine/meaning/head.h"
#include "tests/lens_fixture.h"
#include "training/lens_trainer.h"

using namespace verbatim;

namespace {

// Two lenses and a kind, which know the words "slow" and "lovely".
LensModelData small_model() {
    const auto key_of = [](std::string_view word) {
        return lens_grams(word, words(word)).grams.front().key;
    };
    LensModelData data;
    data.texts = 7;
    data.codes = 8;
    data.inputs = data.heads = {"pain", "praise", "pain.speed"};
    data.keys = {key_of("slow"), key_of("lovely")};
    const bool swapped = data.keys[0] > data.keys[1];
    std::ranges::sort(data.keys);
    std::vector<std::int8_t> rows = {100, -50, 127, -80, 120, 0};  // slow, lovely
    if (swapped) std::rotate(rows.begin(), rows.begin() + 3, rows.end());
    for (auto* weights : {&data.without_code, &data.with_code}) {
        weights->grams = rows;
        for (std::size_t head = 0; head < 3; ++head) {
            LensModelData::Head numbers{-1, {0, 0, 0}, {}, 0.1f};
            numbers.inputs[head] = 0.5f;
            if (weights == &data.with_code) numbers.code.assign(kCodeLength, 0.25f);
            weights->heads.push_back(std::move(numbers));
        }
    }
    return data;
}

Lenses small_lenses() {
    const LensFile files[] = {
        {"pain.lens", "lens pain\ndefinition Pain.\nbias -1\n[cues 2]\nbroken\n"},
        {"praise.lens", "lens praise\ndefinition Praise.\nbias -1\n[cues 2]\ngreat\n"},
        {"pain.speed.lens", "lens pain.speed\ndefinition Slow.\nbias -1\n[cues 2]\nwait\n"}};
    auto lenses = std::move(*Lenses::parse(files)).with(small_model());
    if (!lenses) FAIL(lenses.error().message);
    return std::move(*lenses);
}

Code some_code() {
    Code code{};
    code[3] = 100;
    return code;
}

std::vector<LensScore> score(const Lenses& lenses, std::string_view text,
                             const Code* code = nullptr, std::string_view lang = "en") {
    return lenses.score(text, words(text), lang, {}, code);
}

double sum_of(const LensScore& score) {
    double sum = 0;
    for (const Evidence& evidence : score.evidence) sum += evidence.weight;
    return sum;
}

}  // namespace

TEST_CASE("a lens model survives its bytes") {
    const LensModelData data = small_model();
    const auto read = LensModelData::parse("m", data.bytes());
    REQUIRE(read);
    CHECK(read->bytes() == data.bytes());
    CHECK(read->texts == 7);
    CHECK(read->codes == 8);
    CHECK(read->heads == data.heads);
    CHECK(read->keys == data.keys);
    CHECK(read->with_code.grams == data.with_code.grams);
    CHECK(read->with_code.heads[2].code.size() == kCodeLength);
}

TEST_CASE("a damaged lens model is an error wherever the damage is") {
    const std::string bytes = small_model().bytes();
    for (std::size_t at = 0; at < bytes.size(); at += 7) {
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x20);
        const auto read = LensModelData::parse("mine.model", damaged);
        INFO("byte " << at);
        REQUIRE_FALSE(read);
        const bool in_version = at >= 8 && at < 12;
        CHECK(read.error().code == (in_version ? ErrorCode::version : ErrorCode::damaged));
        CHECK(read.error().message.starts_with("mine.model: "));
    }
    for (std::size_t size = 0; size < bytes.size(); size += 11)
        CHECK_FALSE(LensModelData::parse("m", std::string_view(bytes).substr(0, size)));
    CHECK_FALSE(LensModelData::parse("m", bytes + "x"));
}

TEST_CASE("a lens model of other lenses cannot be used") {
    LensModelData data = small_model();
    data.heads[1] = "joy";
    const auto lenses =
        std::move(*Lenses::parse_own({"pain.lens", "lens pain\ndefinition Pain.\n"}))
            .with(std::move(data));
    REQUIRE_FALSE(lenses);
    CHECK(lenses.error().code == ErrorCode::damaged);
}

TEST_CASE("a model adds to the cues what it has learnt, and says where") {
    const Lenses lenses = small_lenses();
    const std::string text = "Broken, and slow.";
    const std::size_t count = lens_grams(text, words(text)).grams.size();
    const LensScore pain = score(lenses, text)[0];
    const double slow = 100 * 0.1 / std::sqrt(count);
    CHECK(pain.log_odds == Approx(-1 + 0.5 * (2 - 1) + slow));
    CHECK(pain.probability == Approx(1 / (1 + std::exp(-pain.log_odds))));
    REQUIRE(pain.evidence.size() == 2);
    CHECK(pain.evidence[0].cue == "broken");
    CHECK(pain.evidence[0].weight == Approx(1));
    CHECK(pain.evidence[1].cue == kFromWords);
    CHECK(pain.evidence[1].span == Span{12, 16});
    CHECK(pain.evidence[1].weight == Approx(slow));
    // The bias of the cues at their weight, and that of the model.
    CHECK(pain.log_odds == Approx(sum_of(pain) - 0.5 - 1));
}

TEST_CASE("a code is evidence, without a place in the text") {
    const Lenses lenses = small_lenses();
    const Code code = some_code();
    const LensScore without = score(lenses, "It is slow.")[0];
    const LensScore with = score(lenses, "It is slow.", &code)[0];
    CHECK(with.log_odds == Approx(without.log_odds + 0.25));
    CHECK(with.evidence.back().cue == kFromMeaning);
    CHECK(with.evidence.back().span == Span{});
    CHECK(with.evidence.back().weight == Approx(0.25));
}

TEST_CASE("kinds are told of each lens") {
    const Lenses lenses = small_lenses();
    CHECK(lenses.list().size() == 2);
    REQUIRE(lenses.kinds().size() == 1);
    CHECK(lenses.kinds()[0].definition == "Slow.");
    const auto slow = score(lenses, "Slow wait, broken.");
    REQUIRE(slow.size() == 2);
    REQUIRE(slow[0].kinds.size() == 1);
    CHECK(slow[0].kinds[0].name == "pain.speed");
    CHECK(slow[0].kinds[0].probability > 0.5f);
    const auto waiting = score(lenses, "We wait.");
    CHECK(waiting[0].probability < kLensHolds);
    REQUIRE(waiting[0].kinds.size() == 1);  // of that kind, if it were a pain
}

TEST_CASE("another language has its cues alone, and kinds from them") {
    const Lenses& built_in = Lenses::built_in();
    const std::string text = "Der Kundendienst ist unfreundlich und viel zu teuer.";
    const auto scores = score(built_in, text, nullptr, "de");
    const auto cues = score(Lenses::built_in_cues(), text, nullptr, "de");
    for (std::size_t i = 0; i < scores.size(); ++i) CHECK(scores[i].log_odds == cues[i].log_odds);
    REQUIRE(scores[0].probability >= kLensHolds);
    REQUIRE_FALSE(scores[0].kinds.empty());
    CHECK(scores[0].kinds[0].name.starts_with("pain."));
    const auto japanese = score(built_in, "充電器がすぐに壊れました。", nullptr, "ja");
    REQUIRE(japanese[0].probability >= kLensHolds);
    REQUIRE(japanese[0].kinds.size() == 1);
    CHECK(japanese[0].kinds[0].name == "pain.reliability");
    REQUIRE_FALSE(japanese[0].evidence.empty());
    CHECK(japanese[0].evidence[0].cue == "contains 壊れ");
    for (const LensScore& unknown : score(built_in, "이건 너무 느려요.", nullptr, "ko"))
        CHECK(unknown.probability < kLensHolds);
}

TEST_CASE("the shipped model is of the lenses and texts as they are, and small") {
    const auto data = LensModelData::parse("lenses", LensModel::built_in_bytes());
    REQUIRE(data);
    const auto made_from = hash_of_lens_training(VERBATIM_SOURCE_DIR "/training");
    REQUIRE(made_from);
    INFO("After a change of training/, a lens file or the head make it anew: training/README.md");
    CHECK(data->texts == *made_from);
    CHECK(data->codes == Head::built_in().identity());
    CHECK(LensModel::built_in_bytes().size() < 900'000);
    CHECK(Lenses::built_in().kinds().size() == 14);
}

// The cues were made to be right on these sentences; the model has never seen them.
TEST_CASE("the model agrees with most sentences that the cues are tested on") {
    int right = 0, all = 0;
    for (const MarkedSentence& sentence : marked_sentences()) {
        if (sentence.lang != "en") continue;
        const auto found = score_of(Lenses::built_in(), sentence.lens, sentence.text);
        ++all;
        if ((found.probability >= kLensHolds) == sentence.belongs) ++right;
    }
    INFO(right << " of " << all);
    CHECK(all > 400);
    CHECK(right >= 0.9 * all);
}

TEST_CASE("whatever the text, the shipped lenses answer the same every time") {
    std::string long_text;
    while (long_text.size() < 100'000) long_text += "It crashed again and nobody answers, 😡! ";
    const Code code = some_code();
    const Code none{};
    for (const std::string& text :
         {std::string("😡"), std::string(), std::string(" ?!\n"), std::string("ok"), long_text}) {
        for (const Code* given : {static_cast<const Code*>(nullptr), &none, &code}) {
            const auto once = score(Lenses::built_in(), text, given);
            const auto twice = score(Lenses::built_in(), text, given);
            for (std::size_t i = 0; i < once.size(); ++i) {
                CHECK(std::isfinite(once[i].log_odds));
                CHECK(once[i].log_odds == twice[i].log_odds);
                for (const Evidence& evidence : once[i].evidence) {
                    CHECK(evidence.span.begin <= evidence.span.end);
                    CHECK(evidence.span.end <= text.size());
                }
            }
        }
    }
}

TEST_CASE("n-grams know their places") {
    const std::string text = "Why? It never, ever works";
    const LensGrams grams = lens_grams(text, words(text));
    std::vector<std::string> places;
    for (const Span span : grams.places)
        places.push_back(text.substr(span.begin, span.end - span.begin));
    for (const char* place : {"Why", "?", "It", "never", "It never", "ever works", "works"}) {
        INFO(place);
        CHECK(std::ranges::find(places, place) != places.end());
    }
    CHECK(std::ranges::find(places, "Why? It") == places.end());
    CHECK(std::ranges::count(places, "It never, ever") ==
          3);  // three words, two, and from the mark on
    CHECK(std::ranges::count(places, "It never, ever works") == 1);
    for (const LensGrams::Gram& gram : grams.grams) CHECK(gram.place < grams.places.size());
    CHECK(lens_grams("", {}).grams.empty());
    CHECK(lens_grams("", {}).share() == 0);
}

TEST_CASE("n-grams know words that stand near each other, within a sentence") {
    const auto common = [](std::string_view a, std::string_view b) {
        std::size_t count = 0;
        const LensGrams of_a = lens_grams(a, words(a)), of_b = lens_grams(b, words(b));
        for (const LensGrams::Gram& gram : of_a.grams)
            if (!gram.is_part)
                count += static_cast<std::size_t>(
                    std::ranges::count(of_b.grams, gram.key, &LensGrams::Gram::key));
        return count;
    };
    CHECK(common("x should y be z", "p should q be r") == 5);  // each, where it stands, and both
    CHECK(common("x should y w be z", "p should q o be r") == 5);
    CHECK(common("x should y w v be z", "p should q o u be r") == 4);  // too far apart
    CHECK(common("x should. Be z", "p should be r") == 4);
    CHECK(common("add a mode x", "add a mode y") == 13);
}

TEST_CASE("parts of words are told from words") {
    const std::string text = "parking, please";
    const LensGrams grams = lens_grams(text, words(text));
    const LensGrams word = lens_grams("parking", words("parking"));
    CHECK_FALSE(word.grams.front().is_part);
    CHECK(std::ranges::count(word.grams, false, &LensGrams::Gram::is_part) == 5);
    CHECK(std::ranges::count(grams.grams, true, &LensGrams::Gram::is_part) == 18 + 15);
}

TEST_CASE("a model skims a text to what it reads in it") {
    LensModelData other = small_model();
    for (std::int8_t& steps : other.without_code.grams) steps = static_cast<std::int8_t>(-steps);
    LensModelData wide = small_model();  // of more heads than are remembered
    for (auto* weights : {&wide.without_code, &wide.with_code}) {
        weights->heads.resize(40, weights->heads[0]);
        weights->grams.resize(wide.keys.size() * 40, 9);
    }
    wide.heads.resize(40, "more");
    const LensModel models[] = {
        LensModel(*LensModelData::parse("lenses", LensModel::built_in_bytes())),
        LensModel(small_model()), LensModel(std::move(other)), LensModel(std::move(wide))};
    const Code code = some_code();
    std::vector<std::string> texts = {"", "?", "slow slow SLOW", std::string(300, 'x'),
                                      "Ça, c'est l\u2019hôtel 予約を取り消した。 50% slow!"};
    for (const MarkedSentence& sentence : marked_sentences()) texts.push_back(sentence.text);
    for (const std::string& text : texts)
        for (const LensModel& model : models)
            for (const Code* known : {static_cast<const Code*>(nullptr), &code}) {
                const std::vector<Word> said = words(text);
                const auto read = model.read(lens_grams(text, said), known);
                const auto skimmed = model.skim(text, said, known);
                INFO(text);
                for (std::size_t head = 0; head < model.data().heads.size(); ++head)
                    REQUIRE(skimmed.learnt(head) == read.learnt(head));
                std::vector<double> inputs(model.data().inputs.size(), 1.25);
                REQUIRE(skimmed.log_odds(inputs) == read.log_odds(inputs));
            }
}

TEST_CASE("parts that are left out are counted") {
    for (const std::string& text : {std::string(), std::string("a"), std::string("It never works"),
                                    std::string("pay pay parking"), std::string(90, 'y')}) {
        const std::vector<Word> said = words(text);
        const LensGrams all = lens_grams(text, said);
        const LensGrams few = lens_grams(text, said, Parts::left_out);
        CHECK(few.share() == all.share());
        CHECK(std::ranges::count(few.grams, true, &LensGrams::Gram::is_part) == 0);
        std::vector<std::uint32_t> parts, listed;
        for (const LensGrams::Whole& whole : few.wholes)
            for (const std::uint32_t part : lens_parts(whole.word)) parts.push_back(part);
        for (const LensGrams::Gram& gram : all.grams)
            if (gram.is_part) listed.push_back(gram.key);
        CHECK(parts == listed);
        CHECK(parts.size() == few.left_out);
    }
}
