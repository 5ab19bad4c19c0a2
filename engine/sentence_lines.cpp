#include <array>

#include "engine/abbreviations.h"
#include "engine/sentence_marks.h"
#include "engine/sentence_rules.h"
#include "engine/text.h"
#include "engine/unicode.h"

// The rules for places behind a line's end.
namespace verbatim {

namespace {

// Bytes. A line shorter than this was ended on purpose, unless what follows says otherwise.
constexpr std::size_t kLongLine = 40;

std::size_t line_end(std::string_view text, std::size_t at) {
    return std::min(text.find_first_of("\n\r", at), text.size());
}

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t") == line.npos;
}

std::size_t next_line(std::string_view text, std::size_t end) {
    if (end < text.size() && text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n')
        ++end;
    return std::min(end + 1, text.size());
}

std::size_t length(std::string_view line) {
    const std::size_t end = line.find_last_not_of(" \t");
    return end == line.npos ? 0 : end + 1;
}

// Japanese sentences do not end with these.
bool ends_with_particle(std::string_view line) {
    static constexpr std::array kParticles = {"の", "は", "が", "を", "に", "と", "も", "や", "へ"};
    return std::ranges::any_of(kParticles, [&](const char* p) { return line.ends_with(p); });
}

}  // namespace

const SentenceRules::Paragraph& SentenceRules::paragraph_of(std::size_t next) {
    if (next < paragraph_.end) return paragraph_;
    paragraph_ = {next, next, 0, false, false};
    // The line before `next` counts: it is where the paragraph was entered.
    std::size_t at = next;
    while (at > 0 && (text_[at - 1] == ' ' || text_[at - 1] == '\t')) --at;
    while (at > 0 && (text_[at - 1] == '\n' || text_[at - 1] == '\r')) --at;
    while (at > 0 && text_[at - 1] != '\n' && text_[at - 1] != '\r') --at;
    std::vector<std::size_t> lengths;
    std::size_t last = at;
    while (at < text_.size()) {
        const std::size_t end = line_end(text_, at);
        const std::string_view line = text_.substr(at, end - at);
        if (is_blank(line) && !lengths.empty() && at > next) break;
        lengths.push_back(length(line));
        last = at + lengths.back();
        paragraph_.longest = std::max(paragraph_.longest, lengths.back());
        at = next_line(text_, end);
    }
    paragraph_.end = std::max(at, next + 1);
    paragraph_.stopped = stop_before(last).mark != Mark::none;
    if (lengths.size() < 3 || paragraph_.longest < kLongLine) return paragraph_;
    lengths.pop_back();
    const auto full = static_cast<std::size_t>(std::ranges::count_if(
        lengths, [&](std::size_t size) { return size * 4 >= paragraph_.longest * 3; }));
    paragraph_.wrapped = full * 10 >= lengths.size() * 6;
    return paragraph_;
}

// Whether the next line's first word would hardly have fitted behind the line that ends at `end`.
bool SentenceRules::is_full(std::size_t end, std::size_t next, const Paragraph& paragraph) const {
    std::size_t begin = end;
    while (begin > 0 && text_[begin - 1] != '\n' && text_[begin - 1] != '\r') --begin;
    const std::size_t word = std::min(text_.find_first_of(" \t\r\n", next), text_.size()) - next;
    return (end - begin + 1 + word) * 10 > paragraph.longest * 9;
}

// A line's end is a sentence's unless the line was broken because it was full, or the words before
// and behind it ask for each other.
bool SentenceRules::begins_line(std::size_t start, std::size_t end, std::size_t next,
                                bool abbreviated) {
    if (begins_list_item(text_, next)) return true;
    if (goes_on(next)) return false;
    const Stop stop = stop_before(end);
    const Head head = head_at(next);
    if (stop.mark != Mark::none) {
        if (head.letter == Case::lower) return begins_lower(stop, head, start) || !stop.closed;
        if (stop.mark == Mark::dot && is_item_number(stop.word_end)) return false;
        return stop.mark != Mark::dot || begins_behind_dot(stop, head, abbreviated);
    }
    const UChar32 last = code_point_before(text_, end);
    if (last == ',' || last == ';' || last == '&' || last == U'、' || last == '(' ||
        u_charType(last) == U_DASH_PUNCTUATION)
        return false;
    const std::string_view line = text_.substr(start, end - start);
    if (leads_on(word_before(end)) || ends_with_particle(line)) return false;
    const Paragraph& paragraph = paragraph_of(next);
    if (paragraph.wrapped && is_full(end, next, paragraph)) return false;
    const bool small = head.letter == Case::lower || head.letter == Case::digit ||
                       word_at(head.begin) == "i" || word_at(head.begin).starts_with("i'");
    if (!small) return true;
    std::size_t begin = end;
    while (begin > start && text_[begin - 1] != '\n') --begin;
    if (end - begin >= kLongLine) return false;
    return head.letter == Case::digit || !paragraph.stopped;
}

}  // namespace verbatim
