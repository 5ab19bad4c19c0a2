#include "engine/lens_adapt.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "engine/text.h"

using namespace verbatim;

namespace {

// Texts of which those that speak of parking belong; the input knows nothing.
std::vector<LensMark> parking(std::size_t count, double input_for_yes = 0) {
    const std::string yes[] = {"There was nowhere to park the car.", "Parking is a nightmare here.",
                               "I circled for a parking space.", "The car park was full again."};
    const std::string no[] = {"The soup was cold.", "My room faced the sea.",
                              "Nobody answered the phone.", "The bill came quickly."};
    std::vector<LensMark> marks;
    for (std::size_t i = 0; i < count; ++i) {
        const bool is_yes = i % 2 == 0;
        const std::string text =
            (is_yes ? yes : no)[i / 2 % 4] + " Visit number " + std::to_string(i) + ".";
        marks.push_back({text, is_yes, {is_yes ? input_for_yes : -input_for_yes}, {}, {}});
    }
    return marks;
}

double judged(const AdaptedLens& lens, const std::string& text, double input) {
    const LensModel model(lens.data);
    const LensGrams grams = lens_grams(text, words(text));
    return adapted_log_odds(model.read(grams, nullptr), std::vector{input});
}

}  // namespace

TEST_CASE("a lens learns from marks what they have in common") {
    const LensTask task{"parking", {"pain"}, {}, 1};
    const auto lens = adapt_lens(task, parking(80), 2);
    REQUIRE(lens);
    CHECK(lens->before.texts == 0);
    CHECK(lens->figures.texts == 80);
    CHECK(lens->figures.yes == 40);
    CHECK(lens->figures.average_precision > 0.95);
    CHECK(lens->intervals.low.f1 <= lens->figures.f1);
    CHECK(lens->intervals.high.f1 >= lens->figures.f1);
    CHECK(judged(*lens, "No parking anywhere near.", 0) > 0);
    CHECK(judged(*lens, "The soup was lovely.", 0) < 0);
    REQUIRE(lens->forecasts.size() == 3);
    CHECK(lens->forecasts[0].more == 20);
    for (const LensForecast& forecast : lens->forecasts) {
        CHECK(forecast.average_precision >= lens->figures.average_precision - 1e-9);
        CHECK(forecast.average_precision <= 1);
    }
}

TEST_CASE("the same marks make the same lens on any number of threads") {
    const LensTask task{"parking", {"pain"}, {}, 1};
    CHECK(adapt_lens(task, parking(60), 1)->data.bytes() ==
          adapt_lens(task, parking(60), 3)->data.bytes());
}

TEST_CASE("a lens of its own needs marks of both kinds, a correction any mark") {
    LensTask task{"parking", {"pain"}, {}, 1};
    const auto few = adapt_lens(task, parking(8), 1);
    REQUIRE_FALSE(few);
    CHECK(few.error().code == ErrorCode::bad_input);
    CHECK_FALSE(adapt_lens(task, {}, 1));

    task.basis = 0;
    CHECK_FALSE(adapt_lens(task, {}, 1));
    const std::vector<LensMark> alike = {{"The car park was full.", false, {1.5}, {}, {}},
                                         {"A car park that is closed.", false, {1.5}, {}, {}}};
    const auto corrected = adapt_lens(task, alike, 1);
    REQUIRE(corrected);
    CHECK(corrected->figures.texts == 0);
    CHECK(corrected->forecasts.empty());
    const double after = judged(*corrected, "The car park was full.", 1.5);
    CHECK(after < 1.5);  // led the way that was marked
    const double other = judged(*corrected, "My bed creaks.", 1.5);
    CHECK(after < other);
    CHECK(other > 1);  // what has nothing in common with the mark stays what it was
}

TEST_CASE("a few marks of one kind change what shares their words, not what resembles them") {
    std::vector<LensMark> marks = {{"The car park was full.", false, {1.5, 2}, Code{}, {1.5, 2}},
                                   {"The car park is closed.", false, {1.5, 2}, Code{}, {1.5, 2}},
                                   {"The lift is broken.", true, {1.5, 2}, Code{}, {1.5, 2}}};
    for (LensMark& mark : marks) (*mark.code)[3] = 100;
    const auto lens = adapt_lens({"pain", {"pain", "praise"}, 0, 1}, marks, 1);
    REQUIRE(lens);
    const LensModel model(lens->data);
    const auto log_odds = [&](std::string_view text) {
        const LensGrams grams = lens_grams(text, words(text));
        return adapted_log_odds(model.read(grams, &*marks[0].code), std::vector<double>{1.5, 2});
    };
    CHECK(log_odds("My bed creaks.") > 1.3);
    CHECK(log_odds("The car park was shut.") < 1.4);
}

TEST_CASE("a correction starts from what the lens knew") {
    LensTask task{"pain", {"pain"}, 0, 1};
    const auto lens = adapt_lens(task, parking(40, 2), 1);
    REQUIRE(lens);
    CHECK(lens->before.f1 == 1);
    CHECK(lens->figures.average_precision > 0.95);
    CHECK(judged(*lens, "Something else entirely.", 4) >
          judged(*lens, "Something else entirely.", -4));
    const LensModel model(lens->data);
    const LensGrams none;
    const auto reading = model.read(none, nullptr);
    // Inputs beyond what marks could show say no more.
    CHECK(adapted_share(reading, 0, 100) == adapted_share(reading, 0, 6));
}

TEST_CASE("a correction goes further by the meaning than a few marks of a new lens") {
    std::vector<LensMark> marks = parking(40);
    for (LensMark& mark : marks) {
        mark.code = Code{};
        (*mark.code)[mark.yes ? 2 : 5] = 100;
        mark.inputs_with_code = mark.inputs;
    }
    const auto meaning = [&](std::optional<std::size_t> basis, std::span<const LensMark> of) {
        const auto lens = adapt_lens({"parking", {"pain"}, basis, 1}, of, 1);
        return lens->data.with_code.heads[0].code[2];
    };
    CHECK(meaning(0, marks) > 1.5 * meaning({}, marks));
    CHECK(meaning({}, marks) > 0);
}

TEST_CASE("many marks with codes need no parts of words, few do") {
    const auto of_a_part = [](std::size_t count) {
        std::vector<LensMark> marks = parking(count);
        for (LensMark& mark : marks) {
            mark.code = Code{};
            (*mark.code)[3] = 100;
            mark.inputs_with_code = mark.inputs;
        }
        const auto lens = adapt_lens({"parking", {"pain"}, {}, 1}, marks, 1);
        const LensModel model(lens->data);
        const std::string text = "parkingmeter";
        return model.read(lens_grams(text, words(text)), &*marks[0].code).grams(0);
    };
    CHECK(of_a_part(100) > 0);
    CHECK(of_a_part(600) == 0);
}
