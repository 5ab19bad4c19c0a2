#include <algorithm>
#include <span>

#include "cli/block.h"
#include "cli/citation.h"
#include "cli/numbers.h"
#include "cli/render.h"
#include "engine/text.h"

// Answers for a terminal.
namespace verbatim::cli {

namespace {

constexpr std::size_t kShortId = 8;
constexpr std::size_t kContextLines = 4;  // of one utterance
constexpr std::size_t kFacetRows = 12;
constexpr std::size_t kMonthRows = 36;
constexpr std::size_t kFacetBar = 24;
constexpr std::size_t kShortestBar = 6;

Style style_of(std::string_view lens) {
    if (lens == "pain") return Style::pain;
    if (lens == "objection") return Style::objection;
    if (lens == "outcome") return Style::good;
    return Style::other;
}

class TextAnswer {
public:
    explicit TextAnswer(const RenderOptions& options)
        : options_(options), width_(std::min(options.width, kReadableWidth + 2)) {}

    std::string quote(const Quote& quote) const {
        std::string text = question(quote);
        if (options_.context) text += context(quote.before, true);
        BlockStyle style = plain_block("“ ", "  ");
        text += block(quote.text, quote.highlights, style);
        if (options_.context) text += context(quote.after, false);
        style = plain_block("  — ", "    ");
        style.text = Style::dim;
        text += joined_block(attribution(quote.citation, options_.working_directory), style);
        return text + last_line(quote) + explanation(quote);
    }

    // What voices each kind, the most voiced first.
    std::string kinds(const Answer& answer) const {
        std::string text = begun_by(counted(answer.total, "quote"),
                                    " by " + counted(answer.people, "customer") +
                                        ". One may be of several kinds, or of none.");
        for (const KindSummary& kind : answer.kinds) {
            const std::string name = kind.name.substr(kind.name.find('.') + 1);
            text += "\n" + begun_by(name, "  " + counted(kind.people, "customer") + ", " +
                                              counted(kind.verbatims, "quote"));
            BlockStyle style = plain_block("", "");
            style.text = Style::dim;
            text += block(kind.definition, {}, style);
            for (const Quote& quote : kind.quotes) text += "\n" + this->quote(quote);
        }
        for (const Facet& facet : answer.facets) text += "\n" + this->facet(facet);
        return text;
    }

    std::string facet(const Facet& facet) const {
        std::string text = paint(facet.field, Style::strong, options_.color) + "\n";
        const bool in_time = facet.field == "date";
        const std::size_t rows = std::min(facet.counts.size(), in_time ? kMonthRows : kFacetRows);
        const std::size_t begin = in_time ? facet.counts.size() - rows : 0;  // the latest
        const std::span shown(facet.counts.begin() + static_cast<std::ptrdiff_t>(begin), rows);
        std::size_t name_width = 0;
        std::uint64_t most = 1;
        for (const auto& row : shown) {
            name_width = std::max(name_width, display_width(value_of(facet.field, row.first)));
            most = std::max(most, row.second);
        }
        // Where both do not fit, the bars give way to the names before these are shortened.
        const std::size_t room = width_ - 6 - grouped(most).size();
        const std::size_t most_cells =
            std::clamp(room - std::min(room, name_width), kShortestBar, kFacetBar);
        name_width = std::min(name_width, room - most_cells);
        for (const auto& [value, count] : shown) {
            const std::string name = value_of(facet.field, value);
            text += "  " +
                    pad(facet.field == "source" ? shorten_front(name, name_width)
                                                : shorten(name, name_width),
                        name_width) +
                    "  " + pad_front(grouped(count), grouped(most).size()) + "  " +
                    paint(bar(count, most, most_cells), Style::dim, options_.color) + "\n";
        }
        if (facet.counts.size() > rows)
            text += paint("  and " + grouped(facet.counts.size() - rows) +
                              (in_time ? " earlier months\n" : " more values\n"),
                          Style::dim, options_.color);
        return text;
    }

private:
    // Words of which the first are set off.
    std::string begun_by(const std::string& strong, const std::string& rest) const {
        BlockStyle style = plain_block("", "");
        style.mark = Style::strong;
        return block(strong + rest, {{0, static_cast<std::uint32_t>(strong.size())}}, style);
    }

    // ": cost, speed" behind "pain".
    static std::string kinds_of(const Quote& quote, const std::string& lens) {
        std::string text;
        for (const auto& [name, probability] : quote.kinds)
            if (name.starts_with(lens + "."))
                text += (text.empty() ? ": " : ", ") + name.substr(lens.size() + 1);
        return text;
    }

    std::string value_of(std::string_view field, const std::string& value) const {
        if (field == "source") return printable_path(value, options_.working_directory);
        return value.empty() ? "(none)" : one_line(value);
    }

    BlockStyle plain_block(std::string first, std::string rest) const {
        BlockStyle style;
        style.first = std::move(first);
        style.rest = std::move(rest);
        style.width = width_;
        style.color = options_.color;
        return style;
    }

    std::string question(const Quote& quote) const {
        if (!shows_question(quote, options_.context)) return "";
        BlockStyle style = plain_block("  asked: ", "         ");
        style.text = Style::dim;
        style.most_lines = 2;
        return block(one_line(quote.citation.question), {}, style);
    }

    // As much of the end of a text as there is room for behind the speaker's name.
    std::string end_of(const std::string& text, const std::string& who) const {
        const auto fits = [&](const std::string& shown) {
            return wrap(shorten(who, 24) + ": " + shown, width_ - 4).size() <= kContextLines;
        };
        if (fits(text)) return text;
        const std::vector<Span> lines = wrap(text, width_ - 4);
        std::size_t begin = lines[lines.size() - std::min(lines.size(), kContextLines)].begin;
        while (begin < text.size() && !fits("… " + text.substr(begin))) {
            const auto space = text.find(' ', begin);
            begin = space == std::string::npos ? lines.back().begin : space + 1;
            if (space == std::string::npos) break;
        }
        return "… " + text.substr(begin);
    }

    std::string context(const std::vector<ContextLine>& lines, bool is_before) const {
        std::string text;
        for (const ContextLine& line : lines) {
            const std::string name = one_line(line.speaker);
            const std::string who = line.is_title  ? "title"
                                    : name.empty() ? std::string(name_of(line.role))
                                                   : name;
            BlockStyle style = plain_block("    ", "    ");
            style.text = Style::dim;
            style.most_lines = kContextLines;
            const std::string said = one_line(line.text);
            text +=
                block(shorten(who, 24) + ": " + (is_before ? end_of(said, who) : said), {}, style);
        }
        return text;
    }

    // Badges to the left, the id that `show` takes to the right.
    std::string last_line(const Quote& quote) const {
        std::string text = " ";
        std::size_t used = 1;
        const auto add = [&](std::string_view whole, Style style) {
            for (const Span line : wrap(whole, width_ - 2)) {
                const std::string_view part = whole.substr(line.begin, line.end - line.begin);
                const std::size_t cells = display_width(part) + 1;
                if (used > 1 && used + cells > width_) {
                    text += "\n ";
                    used = 1;
                }
                text += " " + paint(part, style, options_.color);
                used += cells;
            }
        };
        if (quote.good) add("✓ good", Style::good);
        for (const auto& [name, probability] : quote.lenses)
            add(options_.color ? "● " + name + kinds_of(quote, name)
                               : "[" + name + kinds_of(quote, name) + "]",
                style_of(name));
        if (quote.similar > 0)
            add("and " + grouped(quote.similar) + " more that " +
                    (quote.similar == 1 ? "says" : "say") + " nearly the same",
                Style::dim);
        const std::string id = print_id(quote.id).substr(0, kShortId);
        if (used + 2 + id.size() > width_) {
            text += "\n";
            used = 0;
        }
        return text + std::string(width_ - used - id.size(), ' ') +
               paint(id, Style::dim, options_.color) + "\n";
    }

    std::string explanation(const Quote& quote) const {
        std::string text;
        for (const std::string& line : quote.explanation) {
            BlockStyle style = plain_block("    why: ", "         ");
            style.text = Style::dim;
            text += block(line, {}, style);
        }
        return text;
    }

    static std::string bar(std::uint64_t count, std::uint64_t most, std::size_t most_cells) {
        const auto cells =
            static_cast<std::size_t>(static_cast<double>(count) / static_cast<double>(most) *
                                     static_cast<double>(most_cells));
        std::string text;
        for (std::size_t i = 0; i < std::max<std::size_t>(cells, 1); ++i) text += "▪";
        return text;
    }

    const RenderOptions& options_;
    std::size_t width_;
};

}  // namespace

std::string render_text(const Answer& answer, const RenderOptions& options) {
    const TextAnswer shown(options);
    if (!answer.kinds.empty()) return shown.kinds(answer);
    std::string text;
    for (const Quote& quote : answer.quotes) {
        if (!text.empty()) text += "\n";
        text += shown.quote(quote);
    }
    if (!answer.other_words.empty())
        text += "\n" + paint("In other words", Style::strong, options.color) + "\n";
    for (const Quote& quote : answer.other_words) text += "\n" + shown.quote(quote);
    for (const Facet& facet : answer.facets) {
        if (!text.empty()) text += "\n";
        text += shown.facet(facet);
    }
    return text;
}

std::string closing_line(const Answer& answer, std::size_t offset, double seconds, bool any_word) {
    const std::size_t shown = answer.quotes.size();
    const std::string range =
        offset == 0 ? grouped(shown) : grouped(offset + 1) + "–" + grouped(offset + shown);
    const std::string about = answer.total_is_exact ? "" : "about ";
    const std::string which =
        answer.by_meaning ? " with any of the words, or their meaning" : " with any of the words";
    const std::string total = about + counted(answer.total, "quote") + (any_word ? which : "");
    const bool is_all = offset == 0 && shown == answer.total && answer.total_is_exact;
    return (is_all ? total : range + " of " + total) + " · " + seconds_for_people(seconds);
}

}  // namespace verbatim::cli
