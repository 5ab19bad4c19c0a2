// Any bytes as a lens file: refused with its name, line and column, or it judges texts with a
// probability and with evidence that stands in them.

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/lens.h"
#include "engine/lens_file.h"
#include "engine/text.h"
#include "tests/fuzz/reading.h"

namespace {

using namespace verbatim;

constexpr std::string_view kTexts[] = {
    "", "The parking was far too expensive, and nobody answered for 3 days. I will not come back!",
    "Ça ne marche pas du tout ; c’est cher. 日本語の文です。 🙂🙂",
    "not not not very very but but unless it it it it it it it it"};

// "own.lens:3:7: ...", in one line; kinds are looked at with those of all files.
void check(const Error& error) {
    fuzz::demand(error.code == ErrorCode::bad_input, "what is refused is the input");
    const bool is_of_kinds = error.message.find(" is a kind of no lens") != std::string::npos;
    fuzz::demand(is_of_kinds || error.message.starts_with("own.lens:"), "an error names its file");
    fuzz::demand(error.message.find('\n') == std::string::npos, "an error is one line");
}

void check(const LensScore& score, std::string_view text) {
    fuzz::demand(score.probability >= 0 && score.probability <= 1, "a probability is one");
    fuzz::demand(!std::isnan(score.log_odds), "log-odds are a number");
    for (const Evidence& evidence : score.evidence)
        fuzz::demand(evidence.span.begin <= evidence.span.end && evidence.span.end <= text.size(),
                     "evidence stands in the text");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(data, data + size);
    const LensFile file{.name = "own.lens", .text = bytes};
    const auto parsed = parse_lens_file(file);
    if (!parsed) check(parsed.error());
    const auto lenses = Lenses::parse_own(file);
    if (!lenses) return check(lenses.error()), 0;
    fuzz::demand(static_cast<bool>(parsed), "a lens comes of a file that was understood");
    for (const std::string_view text : kTexts)
        for (const std::string_view lang : {"", "en", "fr", "ja"})
            for (const LensScore& score :
                 lenses->score(text, words(text), lang, {Kind::review, 0.0}))
                check(score, text);
    return 0;
}
