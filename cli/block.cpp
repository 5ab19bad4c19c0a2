#include "cli/block.h"

#include <algorithm>

#include "engine/text.h"

namespace verbatim::cli {

namespace {

constexpr std::string_view kSeparator = " · ";

std::size_t text_width(const BlockStyle& style) {
    const std::size_t margin = std::max(display_width(style.first), display_width(style.rest));
    return style.width > margin + 10 ? style.width - margin : 10;
}

// A line of a text with the parts of it that are marked.
std::string painted(const Displayable& text, Span line, const BlockStyle& style) {
    const auto part = [&](std::uint32_t begin, std::uint32_t end, Style as) {
        return paint(std::string_view(text.text).substr(begin, end - begin), as, style.color);
    };
    std::string result;
    std::uint32_t at = line.begin;
    for (const Span mark : text.marks) {
        const std::uint32_t begin = std::clamp(mark.begin, at, line.end);
        const std::uint32_t end = std::clamp(mark.end, begin, line.end);
        if (begin == end) continue;
        result += part(at, begin, style.text) + part(begin, end, style.mark);
        at = end;
    }
    return result + part(at, line.end, style.text);
}

constexpr std::string_view kCutOff = " …";

// As much of a line, cut between words, as leaves room for what says that there is more.
Span before_cut(std::string_view text, Span line, std::size_t width) {
    const std::string_view whole = text.substr(line.begin, line.end - line.begin);
    const std::vector<Span> parts = wrap(whole, width - display_width(kCutOff));
    return parts.empty() ? line : Span{line.begin, line.begin + parts.front().end};
}

}  // namespace

std::string block(std::string_view text, const std::vector<Span>& marks, const BlockStyle& style) {
    const Displayable shown = displayable(text, marks);
    const std::vector<Span> lines = wrap(shown.text, text_width(style));
    const bool is_cut = style.most_lines > 0 && lines.size() > style.most_lines;
    const std::size_t end = is_cut ? style.most_lines : lines.size();
    std::string result;
    for (std::size_t i = 0; i < end; ++i) {
        const bool is_last = is_cut && i + 1 == end;
        const Span line = is_last ? before_cut(shown.text, lines[i], text_width(style)) : lines[i];
        result += paint(i == 0 ? style.first : style.rest, style.margin, style.color) +
                  painted(shown, line, style);
        if (is_last) result += paint(kCutOff, style.text, style.color);
        result += '\n';
    }
    return result;
}

std::string joined_block(const std::vector<std::string>& parts, const BlockStyle& style) {
    const std::size_t width = text_width(style);
    std::vector<std::string> lines;
    std::size_t used = 0;
    for (const std::string& part : parts) {
        const std::size_t cells = display_width(part);
        const bool joins = !lines.empty() && used + display_width(kSeparator) + cells <= width;
        if (joins) {
            lines.back().append(kSeparator).append(part);
            used += display_width(kSeparator) + cells;
            continue;
        }
        for (const Span line : wrap(part, width)) {
            lines.push_back(part.substr(line.begin, line.end - line.begin));
            used = display_width(lines.back());
        }
    }
    std::string result;
    for (std::size_t i = 0; i < lines.size(); ++i)
        result +=
            paint((i == 0 ? style.first : style.rest) + lines[i], style.text, style.color) + "\n";
    return result;
}

std::string message(std::string_view text, const Console& console, Style style) {
    BlockStyle as;
    as.width = console.err_width;
    as.text = style;
    as.color = console.err_color;
    return block(printable(text), {}, as);
}

}  // namespace verbatim::cli
