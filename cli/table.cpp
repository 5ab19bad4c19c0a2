#include "cli/table.h"

#include <algorithm>

#include "cli/terminal.h"
#include "engine/text.h"

namespace verbatim::cli {

namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kNarrowest = 8;  // a column is not shortened below this
constexpr std::size_t kReadable = 14;  // nor below this while others can be spared

std::vector<std::size_t> natural_widths(const std::vector<Column>& columns,
                                        const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        std::size_t cells = 0;
        for (const auto& row : rows) cells = std::max(cells, display_width(row[c]));
        widths.push_back(cells == 0 ? 0 : std::max(cells, display_width(columns[c].header)));
    }
    return widths;
}

bool may_shorten(const Column& column) {
    return column.fit == Fit::shorten || column.fit == Fit::shorten_front;
}

std::size_t total(const std::vector<std::size_t>& widths) {
    std::size_t sum = 0;
    for (const std::size_t width : widths) sum += width == 0 ? 0 : width + kGap;
    return sum < kGap ? 0 : sum - kGap;
}

// Leaves out spare columns until the others fit and are readable.
void leave_out(const std::vector<Column>& columns, std::vector<std::size_t>& widths,
               std::size_t width) {
    const auto is_readable = [&] {
        std::vector<std::size_t> least = widths;
        for (std::size_t c = 0; c < columns.size(); ++c)
            if (may_shorten(columns[c])) least[c] = std::min(least[c], kReadable);
        return total(least) <= width;
    };
    while (!is_readable()) {
        std::size_t spare = columns.size();
        for (std::size_t c = 0; c < columns.size(); ++c)
            if (widths[c] > 0 && columns[c].spare > 0 &&
                (spare == columns.size() || columns[c].spare > columns[spare].spare))
                spare = c;
        if (spare == columns.size()) return;
        widths[spare] = 0;
    }
}

// Takes cells from the widest column that may be shortened until the row fits.
void fit(const std::vector<Column>& columns, std::vector<std::size_t>& widths, std::size_t width) {
    while (total(widths) > width) {
        std::size_t widest = columns.size();
        for (std::size_t c = 0; c < columns.size(); ++c)
            if (may_shorten(columns[c]) && (widest == columns.size() || widths[c] > widths[widest]))
                widest = c;
        if (widest == columns.size() || widths[widest] <= kNarrowest) return;
        --widths[widest];
    }
}

std::string fitted(const std::string& cell, Fit fit, std::size_t width) {
    if (fit == Fit::number) return pad_front(cell, width);
    return pad(fit == Fit::shorten_front ? shorten_front(cell, width) : shorten(cell, width),
               width);
}

std::string line(const std::vector<Column>& columns, const std::vector<std::size_t>& widths,
                 const std::vector<std::string>& cells) {
    std::string text;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        if (widths[c] == 0) continue;
        if (!text.empty()) text.append(kGap, ' ');
        text += fitted(cells[c], columns[c].fit, widths[c]);
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

}  // namespace

std::string table(const std::vector<Column>& columns,
                  const std::vector<std::vector<std::string>>& rows, std::size_t width,
                  bool color) {
    std::vector<std::size_t> widths = natural_widths(columns, rows);
    leave_out(columns, widths, width);
    fit(columns, widths, width);
    std::vector<std::string> headers;
    headers.reserve(columns.size());
    for (const Column& column : columns) headers.push_back(column.header);
    std::string text = paint(line(columns, widths, headers), Style::dim, color) + "\n";
    for (const auto& row : rows) text += line(columns, widths, row) + "\n";
    return text;
}

}  // namespace verbatim::cli
