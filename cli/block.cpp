#include "cli/block.h"

#include <algorithm>

#include "engine/text.h"

namespace verbatim::cli {

namespace {

constexpr std::string_view kSeparator = " · ";

std::size_t text_width(const BlockStyle& style) {
    const std::size_t margin = display_width(style.first);
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

}  // namespace

std::string block(std::string_view text, const std::vector<Span>& marks, const BlockStyle& style) {
    const Displayable shown = displayable(text, marks);
    const std::vector<Span> lines = wrap(shown.text, text_width(style));
    const bool is_cut = style.most_lines > 0 && lines.size() > style.most_lines;
    const std::size_t begin = is_cut && style.keep_end ? lines.size() - style.most_lines : 0;
    const std::size_t end = is_cut && !style.keep_end ? style.most_lines : lines.size();
    std::string result;
    for (std::size_t i = begin; i < end; ++i) {
        result += paint(i == begin ? style.first : style.rest, style.margin, style.color);
        if (is_cut && style.keep_end && i == begin) result += paint("… ", style.text, style.color);
        result += painted(shown, lines[i], style);
        if (is_cut && !style.keep_end && i + 1 == end)
            result += paint(" …", style.text, style.color);
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

}  // namespace verbatim::cli
