#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cli/console.h"
#include "cli/terminal.h"

// Blocks of wrapped text, as quotes, contexts and whole conversations are shown.
namespace verbatim::cli {

// Lines longer than this are hard to read, however wide the terminal.
inline constexpr std::size_t kReadableWidth = 92;

struct BlockStyle {
    std::string first;          // before the first line, e.g. "“ "
    std::string rest;           // before the others
    std::size_t width = 80;     // of the whole, with what is before
    Style text = Style::plain;  // what is not marked
    Style mark = Style::match;  // what is
    Style margin = Style::dim;  // `first` and `rest`
    bool color = false;
    std::size_t most_lines = 0;  // more are cut off, with "…"; 0: all
};

// Any text, made fit to be shown and wrapped, each line ended. Marks are spans of `text`, in order
// and apart.
std::string block(std::string_view text, const std::vector<Span>& marks, const BlockStyle& style);

// Parts in a row, joined by " · ", broken into lines between parts where it must be.
std::string joined_block(const std::vector<std::string>& parts, const BlockStyle& style);

// What a command says on stderr, with its line end, wrapped where that is a terminal.
std::string message(std::string_view text, const Console& console, Style style = Style::plain);

}  // namespace verbatim::cli
