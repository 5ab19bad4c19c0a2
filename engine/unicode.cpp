#include "engine/unicode.h"

#include <stdexcept>
#include <string>

namespace verbatim {

bool is_emoji(UChar32 c) {
    if (c < 0x231a) return false;
    if (c < 0x2600) return u_hasBinaryProperty(c, UCHAR_EMOJI_PRESENTATION);
    return u_hasBinaryProperty(c, UCHAR_EMOJI) && (c <= 0x27bf || c >= 0x1f000);
}

BreakText::BreakText(icu::BreakIterator& iterator, std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    utext_openUTF8(&text_, text.data(), static_cast<std::int64_t>(text.size()), &status);
    iterator.setText(&text_, status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU cannot read a text");
}

std::unique_ptr<icu::BreakIterator> open_iterator(MakeIterator make, const icu::Locale& locale) {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> iterator(make(locale, status));
    if (U_FAILURE(status) || !iterator)
        throw std::runtime_error(std::string("ICU has no break rules: ") + u_errorName(status));
    return iterator;
}

icu::BreakIterator& character_breaks() {
    thread_local const auto iterator =
        open_iterator(icu::BreakIterator::createCharacterInstance, icu::Locale::getRoot());
    return *iterator;
}

icu::BreakIterator& word_breaks() {
    thread_local const auto iterator =
        open_iterator(icu::BreakIterator::createWordInstance, icu::Locale::getRoot());
    return *iterator;
}

icu::BreakIterator& line_break_iterator() {
    thread_local const auto iterator =
        open_iterator(icu::BreakIterator::createLineInstance, icu::Locale::getRoot());
    return *iterator;
}

}  // namespace verbatim
