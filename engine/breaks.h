#pragma once

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <string_view>

// ICU's break iterators over UTF-8, for the files that implement text.h and nobody else.
namespace verbatim {

// This thread's iterator of the root locale; made on first use, since opening one costs more than
// breaking a page of text. Throws std::runtime_error if ICU's data cannot be loaded.
icu::BreakIterator& character_breaks();
icu::BreakIterator& word_breaks();
icu::BreakIterator& line_break_iterator();
icu::BreakIterator& sentence_breaks();

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

}  // namespace verbatim
