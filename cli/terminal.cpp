#include "cli/terminal.h"

#include <algorithm>
#include <array>

#include "engine/text.h"

namespace verbatim::cli {

namespace {

constexpr std::size_t kTab = 4;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kEllipsis = "…";

std::string_view sequence(Style style) {
    switch (style) {
        case Style::plain:
            return "";
        case Style::strong:
            return "\x1b[1m";
        case Style::dim:
            return "\x1b[2m";
        case Style::match:
            return "\x1b[1;33m";
        case Style::warning:
            return "\x1b[33m";
        case Style::error:
            return "\x1b[1;31m";
        case Style::pain:
            return "\x1b[31m";
        case Style::objection:
            return "\x1b[35m";
        case Style::good:
            return "\x1b[32m";
        case Style::other:
            return "\x1b[36m";
    }
    return "";
}

// The bytes of the well-formed character that begins at `at`.
std::size_t character_size(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    return std::min(size, text.size() - at);
}

bool is_line_end(std::string_view character) {
    return character == "\n" || character == "\r" || character == "\u2028" ||
           character == "\u2029" || character == "\xC2\x85";
}

// What stands for a character that a terminal must not get; empty if it may have the character.
std::string replacement(std::string_view character) {
    if (character.size() == 1) {
        const auto byte = static_cast<unsigned char>(character[0]);
        if (character[0] == '\t') return std::string(kTab, ' ');
        if (byte < 0x20) return {'\xE2', '\x90', static_cast<char>(0x80 + byte)};
        if (byte == 0x7F) return "\u2421";
        return "";
    }
    const bool is_c1 = character[0] == '\xC2' && static_cast<unsigned char>(character[1]) < 0xA0;
    const bool overrides = character == "\u202D" || character == "\u202E";
    return is_c1 || overrides ? std::string(kReplacement) : "";
}

std::size_t trimmed_end(std::string_view text, std::size_t begin, std::size_t end) {
    while (end > begin && text[end - 1] == ' ') --end;
    return end;
}

Span make_span(std::size_t begin, std::size_t end) {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

// Whether a line may be cut between two characters of an overlong word: not before what joins the
// character ahead of it.
bool may_cut(std::string_view before, std::string_view after) {
    if (before == "\u200D" || display_width(after) == 0) return false;
    const auto skin_tone = [](std::string_view c) {
        return c >= "\U0001F3FB" && c <= "\U0001F3FF";
    };
    const auto flag = [](std::string_view c) { return c >= "\U0001F1E6" && c <= "\U0001F1FF"; };
    return !skin_tone(after) && !(flag(before) && flag(after));
}

// The end of the longest part of [begin, end) that is at most `width` cells wide, and at least one
// character.
std::size_t fitting_prefix(std::string_view text, std::size_t begin, std::size_t end,
                           std::size_t width) {
    std::size_t fits = 0;
    std::string_view before;
    for (std::size_t at = begin; at < end;) {
        const std::size_t next = at + character_size(text, at);
        const auto character = text.substr(at, next - at);
        if (at > begin && may_cut(before, character)) {
            if (display_width(text.substr(begin, at - begin)) > width) return fits ? fits : at;
            fits = at;
        }
        before = character;
        at = next;
    }
    return fits == 0 || display_width(text.substr(begin, end - begin)) <= width ? end : fits;
}

// Whether a line would be cut behind the hyphens of a flag, "--rejects".
bool is_within_flag(std::string_view text, std::size_t cut) {
    if (cut == 0 || cut == text.size() || text[cut - 1] != '-') return false;
    const std::size_t begin = cut > 1 && text[cut - 2] == '-' ? cut - 2 : cut - 1;
    return begin == 0 || text[begin - 1] == ' ' || text[begin - 1] == '`';
}

class Wrapping {
public:
    Wrapping(std::string_view text, std::size_t width) : text_(text), width_(width) {}

    std::vector<Span> lines() {
        for (std::size_t begin = 0; begin <= text_.size();) {
            const std::size_t end = std::min(text_.find('\n', begin), text_.size());
            add_paragraph(begin, end);
            begin = end + 1;
        }
        while (!lines_.empty() && lines_.back().begin == lines_.back().end) lines_.pop_back();
        return std::move(lines_);
    }

private:
    void end_line(std::size_t end) {
        lines_.push_back(make_span(line_, trimmed_end(text_, line_, end)));
        line_ = end;
        used_ = 0;
    }

    void add_paragraph(std::size_t begin, std::size_t end) {
        line_ = begin;
        used_ = 0;
        std::size_t at = begin;
        for (const std::size_t segment_end : line_breaks(text_.substr(begin, end - begin))) {
            if (is_within_flag(text_, begin + segment_end)) continue;
            add_segment(at, begin + segment_end);
            at = begin + segment_end;
        }
        if (at < end) add_segment(at, end);
        if (line_ < end || begin == end) end_line(end);
    }

    void add_segment(std::size_t begin, std::size_t end) {
        const auto word = text_.substr(begin, trimmed_end(text_, begin, end) - begin);
        const std::size_t word_width = display_width(word);
        if (used_ > 0 && used_ + word_width > width_) end_line(begin);
        for (std::size_t word_end = begin + word.size(); begin < word_end && word_width > width_;) {
            const std::size_t cut = fitting_prefix(text_, begin, word_end, width_);
            if (cut == word_end) break;
            end_line(cut);
            begin = cut;
        }
        used_ += display_width(text_.substr(begin, end - begin));
    }

    std::string_view text_;
    std::size_t width_;
    std::vector<Span> lines_;
    std::size_t line_ = 0;  // where the current line begins
    std::size_t used_ = 0;  // its cells
};

}  // namespace

std::string paint(std::string_view text, Style style, bool color) {
    if (!color || style == Style::plain || text.empty()) return std::string(text);
    return std::string(sequence(style)).append(text).append("\x1b[0m");
}

Displayable displayable(std::string_view text, const std::vector<Span>& marks) {
    Displayable result;
    result.text.reserve(text.size());
    result.marks = marks;
    std::size_t begins = 0;
    std::size_t ends = 0;
    const auto move_marks = [&](std::size_t at) {
        const auto here = static_cast<std::uint32_t>(result.text.size());
        for (; ends < marks.size() && marks[ends].end <= at; ++ends) result.marks[ends].end = here;
        for (; begins < marks.size() && marks[begins].begin <= at; ++begins)
            result.marks[begins].begin = here;
    };
    for (std::size_t at = 0; at < text.size();) {
        move_marks(at);
        const std::size_t size = character_size(text, at);
        const auto character = text.substr(at, size);
        at += size;
        if (is_line_end(character)) {
            if (character != "\r" || at == text.size() || text[at] != '\n') result.text += '\n';
            continue;
        }
        const std::string other = replacement(character);
        if (other.empty())
            result.text.append(character);
        else
            result.text.append(other);
    }
    move_marks(text.size());
    return result;
}

std::string one_line(std::string_view text) {
    std::string result;
    for (const char c : displayable(text).text) {
        if (c != ' ' && c != '\n')
            result += c;
        else if (!result.empty() && result.back() != ' ')
            result += ' ';
    }
    if (result.ends_with(' ')) result.pop_back();
    return result;
}

std::string printable(std::string_view bytes) {
    std::string text(bytes);
    for (std::size_t at; (at = find_invalid_utf8(text)) != std::string::npos;) text[at] = '?';
    return one_line(text);
}

std::vector<Span> wrap(std::string_view text, std::size_t width) {
    return Wrapping(text, std::max<std::size_t>(width, 2)).lines();
}

std::string shorten(std::string_view text, std::size_t width) {
    if (display_width(text) <= width) return std::string(text);
    if (width < 2) return std::string(width == 0 ? "" : kEllipsis);
    const std::size_t cut = fitting_prefix(text, 0, text.size(), width - 1);
    return std::string(text.substr(0, trimmed_end(text, 0, cut))).append(kEllipsis);
}

std::string shorten_front(std::string_view text, std::size_t width) {
    if (display_width(text) <= width) return std::string(text);
    std::size_t begin = 0;
    while (begin < text.size() && (display_width(text.substr(begin)) + 1 > width))
        begin += character_size(text, begin);
    return std::string(width == 0 ? "" : kEllipsis).append(text.substr(begin));
}

std::string pad(std::string_view text, std::size_t width) {
    const std::size_t used = display_width(text);
    return std::string(text).append(used < width ? width - used : 0, ' ');
}

std::string pad_front(std::string_view text, std::size_t width) {
    const std::size_t used = display_width(text);
    return std::string(used < width ? width - used : 0, ' ').append(text);
}

}  // namespace verbatim::cli
