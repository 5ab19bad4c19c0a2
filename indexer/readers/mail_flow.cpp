#include "indexer/readers/mail_flow.h"

#include <algorithm>
#include <array>
#include <vector>

#include "engine/ascii.h"
#include "indexer/readers/markup.h"

namespace verbatim {

namespace {

// What an element means in a mail: the mark that stands for it, or empty. `rest` is set where all
// that follows it belongs to it.
std::string_view mark_of(const std::string& name, const std::string& attributes, bool& rest) {
    constexpr std::array<std::string_view, 6> kFurniture = {
        "gmail_attr",    "gmail_signature",    "moz-cite-prefix",
        "moz-signature", "applemailsignature", "ms-outlook-mobile-signature"};
    constexpr std::array<std::string_view, 3> kQuotes = {"yahoo_quoted", "protonmail_quote",
                                                         "outlookmessageheader"};
    const auto among = [&attributes](const auto& words) {
        return std::ranges::any_of(words, [&attributes](std::string_view word) {
            return attributes.find(word) != std::string::npos;
        });
    };
    if (name == "blockquote")
        return attributes.find("border:none") == std::string::npos ? kQuoteBegins : "";
    if (name != "div" && name != "span" && name != "table") return {};
    rest = attributes.find("divrplyfwdmsg") != std::string::npos ||
           attributes.find("appendonsend") != std::string::npos;
    if (rest || among(kQuotes)) return kQuoteBegins;
    const bool signature = attributes.find("id=\"signature\"") != std::string::npos;
    return signature || among(kFurniture) ? kFurnitureBegins : "";
}

// Copies HTML and puts marks inside the elements that have a meaning.
class QuoteMarker {
public:
    explicit QuoteMarker(std::string_view html) : html_(html) {}

    std::string mark() {
        while (at_ < html_.size()) {
            const std::size_t open = std::min(html_.find('<', at_), html_.size());
            copy_to(open);
            if (open == html_.size()) break;
            if (html_.substr(open).starts_with("<!--")) {
                copy_to(end_of("-->"));
            } else {
                tag();
            }
        }
        return std::move(out_);
    }

private:
    struct Open {
        std::string name;
        bool marked = false;
    };

    std::size_t end_of(std::string_view end) const {
        const std::size_t found = html_.find(end, at_);
        return found == html_.npos ? html_.size() : found + end.size();
    }

    void copy_to(std::size_t end) {
        out_ += html_.substr(at_, end - at_);
        at_ = end;
    }

    void put(std::string_view mark) { out_.append("<p>").append(mark).append("</p>"); }

    void tag() {
        const std::size_t end = end_of(">");
        const std::string tag = lower(html_.substr(at_, end - at_));
        const bool closes = tag.starts_with("</");
        const std::size_t begin = closes ? 2 : 1;
        const std::size_t size = std::min(tag.find_first_of(" \t\r\n/>", begin), tag.size());
        const std::string name = tag.substr(begin, size - begin);
        if (closes) {
            close(name);
            return copy_to(end);
        }
        copy_to(end);
        bool rest = false;
        const std::string_view mark = mark_of(name, tag, rest);
        if (!mark.empty()) put(mark);
        if (rest) return;
        if (name == "div" || name == "span" || name == "table" || name == "blockquote")
            open_.push_back({name, !mark.empty()});
    }

    // Bounded by the elements opened, each of which is closed once.
    void close(const std::string& name) {
        if (open_.empty()) return;
        const bool known =
            open_.back().name == name ||
            (name == "blockquote" &&
             std::ranges::any_of(open_, [&name](const Open& one) { return one.name == name; }));
        if (!known) return;
        for (bool found = false; !found; open_.pop_back()) {
            found = open_.back().name == name;
            if (open_.back().marked) put(kMarkEnds);
        }
    }

    std::string_view html_;
    std::size_t at_ = 0;
    std::string out_;
    std::vector<Open> open_;
};

bool holds_marks(std::string_view text) {
    return std::ranges::any_of(std::array{kQuoteBegins, kFurnitureBegins, kMarkEnds},
                               [&text](auto mark) { return text.find(mark) != text.npos; });
}

}  // namespace

std::string unflow(std::string_view text, bool delsp) {
    std::string out;
    out.reserve(text.size());
    std::size_t flowing = 0;  // the depth of the line that goes on, plus one
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        const bool last = end == text.size();
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::size_t depth = std::min(line.find_first_not_of('>'), line.size());
        line.remove_prefix(depth);
        if (line.starts_with(' ')) line.remove_prefix(1);
        const bool signature = line == "-- " || line == "--";
        if (flowing > 0 && (flowing != depth + 1 || signature)) out += '\n', flowing = 0;
        if (flowing == 0 && depth > 0) out.append(depth, '>').append(" ");
        const bool flows = line.ends_with(' ') && !signature && !last;
        if (flows && delsp) line.remove_suffix(1);
        out += line;
        if (!flows && !last) out += '\n';
        flowing = flows ? depth + 1 : 0;
    }
    return out;
}

std::string html_to_marked_text(std::string_view html) {
    if (holds_marks(html)) return html_to_text(html);
    return html_to_text(QuoteMarker(html).mark());
}

}  // namespace verbatim
