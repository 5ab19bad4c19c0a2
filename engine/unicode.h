#pragma once

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>
#include <string_view>

// ICU over UTF-8, for the files that implement text.h and nobody else.
namespace verbatim {

inline const std::uint8_t* bytes_of(std::string_view text) {
    return reinterpret_cast<const std::uint8_t*>(text.data());
}

// The code point at byte `at`, which moves behind it; negative if the bytes are ill-formed.
inline UChar32 next_code_point(std::string_view text, std::size_t& at) {
    const std::uint8_t* bytes = bytes_of(text) + at;
    const auto size = static_cast<std::int32_t>(std::min<std::size_t>(text.size() - at, 4));
    std::int32_t length = 0;
    UChar32 c = 0;
    U8_NEXT(bytes, length, size, c);
    at += static_cast<std::size_t>(length);
    return c;
}

// The code point before byte `at`, which moves to its beginning. Of valid UTF-8.
inline UChar32 previous_code_point(std::string_view text, std::size_t& at) {
    do --at;
    while (at > 0 && U8_IS_TRAIL(text[at]));
    std::size_t next = at;
    return next_code_point(text, next);
}

// The code point at byte `at`, or 0 at the end.
inline UChar32 code_point_at(std::string_view text, std::size_t at) {
    return at < text.size() ? next_code_point(text, at) : 0;
}

// The code point before byte `at`, or 0 at the beginning.
inline UChar32 code_point_before(std::string_view text, std::size_t at) {
    return at > 0 ? previous_code_point(text, at) : 0;
}

// Pictures that people set instead of words; neither signs of the keyboard (©, ™, #) nor arrows.
bool is_emoji(UChar32 c);

// This thread's iterators of the root locale; made on first use, since opening one costs more than
// breaking a page of text. They throw std::runtime_error if ICU's data cannot be loaded.
icu::BreakIterator& character_breaks();
icu::BreakIterator& word_breaks();
icu::BreakIterator& line_break_iterator();

// A text as break iterators read it: not copied, so it must outlive the object and the iterator's
// use. Texts are below 2 GiB.
class BreakText {
public:
    BreakText(icu::BreakIterator& iterator, std::string_view text);
    ~BreakText() { utext_close(&text_); }
    BreakText(const BreakText&) = delete;
    BreakText& operator=(const BreakText&) = delete;

private:
    UText text_ = UTEXT_INITIALIZER;
};

using MakeIterator = icu::BreakIterator* (*)(const icu::Locale&, UErrorCode&);
std::unique_ptr<icu::BreakIterator> open_iterator(MakeIterator make, const icu::Locale& locale);

}  // namespace verbatim
