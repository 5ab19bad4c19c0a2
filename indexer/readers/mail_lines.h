#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// The lines of a mail's text, and whose they are.
namespace verbatim {

enum class LineKind {
    own,
    blank,      // of whomever it lies between
    quoted,     // somebody else's words
    furniture,  // nobody's: signatures, lines above quotations
};

struct BodyLine {
    std::size_t begin = 0, end = 0;  // bytes of the text, without the line end
    std::string_view said;           // trimmed, without marks of quoting; empty for marks of HTML
    int depth = 0;                   // how often it is quoted
    LineKind kind = LineKind::own;
};

struct MailLines {
    std::string_view text;  // outlives it
    std::vector<BodyLine> lines;

    // Tells what the text itself marks: lines with ">", and the marks of mail_flow.h.
    explicit MailLines(std::string_view whole);

    bool is_own(std::size_t i) const { return i < lines.size() && lines[i].kind == LineKind::own; }
    void mark(std::size_t begin, std::size_t end, LineKind kind);
    std::size_t next_filled(
        std::size_t i) const;                   // the first line from there on that says anything
    std::string_view raw(std::size_t i) const;  // empty behind the last line
    bool is_rule(std::size_t i) const;          // "__________", "- - - -"

    // Calls action(begin, end) for lines that belong together and hold own words, and blank ones;
    // it may mark lines of them.
    template <typename Action>
    void each_stretch(Action action) {
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (!is_own(i)) continue;
            std::size_t end = i;
            while (end < lines.size() &&
                   (lines[end].kind == LineKind::own || lines[end].kind == LineKind::blank))
                ++end;
            action(i, end);
            i = end;
        }
    }
};

// mail_quotes.cpp: marks what is quoted without a mark, the lines above quotations, and the rest of
// quoted lines that a program wrapped.
void mark_quoted(MailLines& mail);
// The question with which what is quoted right above a line ends, or empty.
std::string question_above(const MailLines& mail, std::size_t line);

// mail_furniture.cpp: marks signatures, footers, greetings, patches. `author` is the sender.
void mark_furniture(MailLines& mail, std::string_view author);

}  // namespace verbatim
