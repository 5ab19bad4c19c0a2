#include "indexer/html/html_text.h"

#include <algorithm>

#include "indexer/html/html_elements.h"

namespace verbatim {

namespace {

constexpr std::string_view kNoBreakSpace = "\u00A0";

}  // namespace

bool is_hidden(const HtmlAttributes& attributes) {
    if (attributes.has("hidden")) return true;
    std::string style(attributes["style"]);
    std::erase_if(style, [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
    std::ranges::transform(style, style.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    });
    return style.find("display:none") != style.npos;
}

void HtmlText::begin(std::string_view name, const HtmlAttributes& attributes) {
    if (hidden_ > 0 || is_hidden(attributes)) {
        ++hidden_;
        return;
    }
    if (name == "pre") ++preformatted_;
    if (shown_as(name) == Shown::line_break) {
        end_line(lines_ + 1);
    } else {
        border(name);
    }
}

void HtmlText::end(std::string_view name) {
    if (hidden_ > 0) {
        --hidden_;
        return;
    }
    if (name == "pre") --preformatted_;
    border(name);
}

void HtmlText::text(std::string_view text) {
    if (hidden_ > 0) return;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool at_begin = lines_ > 0 || !begun_;
        if (at_begin && preformatted_ == 0 && text.substr(i).starts_with(kNoBreakSpace)) {
            ++no_break_spaces_;
            ++i;
            continue;
        }
        const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
        if (!space || preformatted_ > 0) {
            flush(space);
            made += c;
        } else if (lines_ == 0 || no_break_spaces_ > 0) {
            space_ = true;
        }
    }
}

void HtmlText::end_line(std::size_t count) {
    lines_ = std::max(lines_, count);
    no_break_spaces_ = 0;
    space_ = cell_ = false;
}

// What is due where an element begins or ends.
void HtmlText::border(std::string_view name) {
    switch (shown_as(name)) {
        case Shown::line:
        case Shown::preformatted:
            end_line(1);
            break;
        case Shown::paragraph:
            end_line(2);
            break;
        case Shown::cell:
            if (lines_ == 0) cell_ = true;
            break;
        default:
            break;
    }
}

void HtmlText::flush(bool space) {
    const bool starts_line = lines_ > 0 || !begun_;
    if (begun_) made.append(lines_, '\n');
    if (!starts_line && cell_) made += '\t';
    const bool indented = no_break_spaces_ > 0;
    for (; no_break_spaces_ > 0; --no_break_spaces_) made += kNoBreakSpace;
    if (space_ && !space && !cell_ && (indented || !starts_line)) made += ' ';
    lines_ = 0;
    space_ = cell_ = false;
    begun_ = true;
}

}  // namespace verbatim
