#include "indexer/readers/mail_lines.h"

#include <algorithm>

#include "indexer/readers/mail_flow.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

// "JD> text", "JD>> text": where the initials of who is quoted end.
std::size_t initials(std::string_view line) {
    constexpr std::size_t kMost = 3;
    std::size_t size = 0;
    while (size < line.size() && line[size] >= 'A' && line[size] <= 'Z') ++size;
    return size >= 2 && size <= kMost && size < line.size() && line[size] == '>' ? size : 0;
}

// "> > text": how often it is quoted. Takes the marks off.
int take_quote_marks(std::string_view& line) {
    constexpr int kDeepest = 100;
    int depth = 0;
    for (std::size_t spaces = 0; depth < kDeepest;) {
        spaces = std::min(line.find_first_not_of(' '), line.size());
        if (spaces > 2 || spaces == line.size()) break;
        if (depth == 0) spaces += initials(line.substr(spaces));
        if (line[spaces] != '>') break;
        line.remove_prefix(spaces + 1);
        ++depth;
    }
    return depth;
}

}  // namespace

MailLines::MailLines(std::string_view whole) : text(whole) {
    std::vector<bool> marks;  // open marks of HTML: whether it is a quotation
    int quotes = 0, others = 0;
    for (std::size_t at = 0; at < text.size();) {
        BodyLine line;
        line.begin = at;
        line.end = std::min(text.find('\n', at), text.size());
        at = line.end + 1;
        line.said = text.substr(line.begin, line.end - line.begin);
        line.depth = take_quote_marks(line.said);
        line.said = trim_space(line.said);
        const bool begins = line.said == kQuoteBegins || line.said == kFurnitureBegins;
        const bool ends = line.said == kMarkEnds;
        if (begins) {
            marks.push_back(line.said == kQuoteBegins);
            ++(marks.back() ? quotes : others);
        } else if (ends && !marks.empty()) {
            --(marks.back() ? quotes : others);
            marks.pop_back();
        }
        if (begins || ends || others > 0) {
            line.kind = LineKind::furniture;
            line.said = {};
        } else if (line.depth + quotes > 0) {
            line.depth += quotes;
            line.kind = LineKind::quoted;
        } else if (line.said.empty()) {
            line.kind = LineKind::blank;
        }
        lines.push_back(line);
    }
}

void MailLines::mark(std::size_t begin, std::size_t end, LineKind kind) {
    for (std::size_t i = begin; i < end; ++i) lines[i].kind = kind;
}

std::size_t MailLines::next_filled(std::size_t i) const {
    while (i < lines.size() && lines[i].said.empty()) ++i;
    return i;
}

std::string_view MailLines::raw(std::size_t i) const {
    if (i >= lines.size()) return {};
    return text.substr(lines[i].begin, lines[i].end - lines[i].begin);
}

bool MailLines::is_rule(std::size_t i) const {
    constexpr std::size_t kShortest = 8;
    const std::string_view line = lines[i].said;
    return is_own(i) && line.size() >= kShortest &&
           line.find_first_not_of("_-=*~#\u2014\u2500 ") == line.npos;
}

}  // namespace verbatim
