#include "engine/breaks.h"
#include "engine/text.h"

namespace verbatim {

std::vector<Span> sentences(std::string_view text, std::string_view) {
    icu::BreakIterator& breaks = sentence_breaks();
    const BreakText source(breaks, text);
    std::vector<Span> spans;
    std::uint32_t from = 0;
    for (std::int32_t to = breaks.next(); to != icu::BreakIterator::DONE; to = breaks.next()) {
        spans.push_back({from, static_cast<std::uint32_t>(to)});
        from = static_cast<std::uint32_t>(to);
    }
    return spans;
}

}  // namespace verbatim
