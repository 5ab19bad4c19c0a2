#include "indexer/readers/markup.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <optional>
#include <vector>

#include "indexer/readers/names.h"

namespace verbatim {

namespace {

struct Entity {
    std::string_view name;
    std::uint32_t point;
};
constexpr Entity kEntities[] = {
    {"amp", '&'},      {"lt", '<'},        {"gt", '>'},        {"quot", '"'},
    {"apos", '\''},    {"lrm", 0x200E},    {"rlm", 0x200F},    {"zwj", 0x200D},
    {"zwnj", 0x200C},  {"ensp", 0x2002},   {"emsp", 0x2003},   {"thinsp", 0x2009},
    {"ndash", 0x2013}, {"mdash", 0x2014},  {"lsquo", 0x2018},  {"rsquo", 0x2019},
    {"sbquo", 0x201A}, {"ldquo", 0x201C},  {"rdquo", 0x201D},  {"bdquo", 0x201E},
    {"bull", 0x2022},  {"hellip", 0x2026}, {"lsaquo", 0x2039}, {"rsaquo", 0x203A},
    {"euro", 0x20AC},  {"trade", 0x2122},  {"larr", 0x2190},   {"rarr", 0x2192},
    {"OElig", 0x152},  {"oelig", 0x153},   {"Scaron", 0x160},  {"scaron", 0x161},
};
// From U+00A0 on.
constexpr std::string_view kLatin1[] = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",
    "copy",   "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn",
    "sup2",   "sup3",   "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",
    "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde",
    "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave",
    "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde",
    "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",
    "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
    "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",
    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
    "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml",
};
static_assert(std::size(kLatin1) == 96);

constexpr std::size_t kLongestReference = 12;
// Elements that are looked for again, so that a text of open ones alone is read in linear time.
constexpr std::size_t kMostOpen = 32;

std::optional<std::uint32_t> numeric_reference(std::string_view digits) {
    const bool hex = digits.starts_with('x') || digits.starts_with('X');
    if (hex) digits.remove_prefix(1);
    std::uint32_t point = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), point, hex ? 16 : 10);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    const bool scalar = point > 0 && point < 0x110000 && (point < 0xD800 || point > 0xDFFF);
    return scalar ? point : 0xFFFD;
}

std::optional<std::uint32_t> reference(std::string_view name) {
    if (name.empty()) return std::nullopt;
    if (name[0] == '#') return numeric_reference(name.substr(1));
    if (const auto found = std::ranges::find(kEntities, name, &Entity::name);
        found != std::end(kEntities))
        return found->point;
    if (const auto found = std::ranges::find(kLatin1, name); found != std::end(kLatin1))
        return static_cast<std::uint32_t>(0xA0 + (found - std::begin(kLatin1)));
    return std::nullopt;
}

void append_utf8(std::string& out, std::uint32_t point) {
    const auto put = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (point < 0x80) return put(point);
    if (point < 0x800) {
        put(0xC0 | point >> 6);
    } else {
        if (point < 0x10000) {
            put(0xE0 | point >> 12);
        } else {
            put(0xF0 | point >> 18);
            put(0x80 | (point >> 12 & 0x3F));
        }
        put(0x80 | (point >> 6 & 0x3F));
    }
    put(0x80 | (point & 0x3F));
}

constexpr std::string_view kBlocks[] = {
    "p",       "div", "br", "li", "ul", "ol", "tr", "table", "blockquote", "pre",    "section",
    "article", "h1",  "h2", "h3", "h4", "h5", "h6", "hr",    "header",     "footer",
};
// What else HTML has that a text may hold; any other name in angle brackets is somebody's words.
constexpr std::string_view kInline[] = {
    "a",     "abbr",  "acronym", "b",      "big",   "body", "center",  "cite",   "code",    "col",
    "dd",    "del",   "dfn",     "dl",     "dt",    "em",   "font",    "i",      "iframe",  "img",
    "input", "ins",   "kbd",     "label",  "link",  "mark", "meta",    "q",      "s",       "samp",
    "small", "span",  "strike",  "strong", "sub",   "sup",  "tbody",   "td",     "tfoot",   "th",
    "thead", "tt",    "u",       "var",    "video", "wbr",  "html",    "button", "figure",  "main",
    "nav",   "aside", "picture", "source", "svg",   "path", "address", "form",   "doctype",
};
constexpr std::string_view kHidden[] = {"style", "script", "head", "title"};

struct Tag {
    std::string name;  // lower case
    bool closing = false;
    std::size_t size = 0;  // of the whole tag; 0: no tag begins here
};

template <std::size_t N>
bool is_one_of(const std::string_view (&names)[N], std::string_view name) {
    return std::ranges::find(names, name) != std::end(names);
}

// Custom elements and those of other namespaces: "o:p", "my-box".
bool is_element(std::string_view name, char after) {
    return is_one_of(kBlocks, name) || is_one_of(kInline, name) || is_one_of(kHidden, name) ||
           after == ':' || after == '-';
}

// The tag of HTML at the beginning of the text, which begins with '<'.
Tag tag_at(std::string_view text) {
    Tag tag;
    if (text.starts_with("<!--")) {
        const auto end = text.find("-->", 4);
        if (end != std::string_view::npos) tag.size = end + 3;
        return tag;
    }
    std::size_t at = 1;
    tag.closing = at < text.size() && text[at] == '/';
    if (tag.closing) ++at;
    const auto letter = [&] { return at < text.size() ? static_cast<char>(text[at] | 0x20) : ' '; };
    if (at < text.size() && text[at] == '!') ++at;
    if (letter() < 'a' || letter() > 'z') return tag;
    for (; (letter() >= 'a' && letter() <= 'z') ||
           (at < text.size() && text[at] >= '0' && text[at] <= '9');
         ++at)
        tag.name += letter();
    if (!is_element(tag.name, at < text.size() ? text[at] : '>')) return tag;
    const auto end = text.find_first_of("<>", at);
    if (end != std::string_view::npos && text[end] == '>') tag.size = end + 1;
    return tag;
}

// Text as a browser lays it out: runs of white space are one space, lines begin without.
class Page {
public:
    void add(std::string_view raw, bool preformatted) {
        std::string text;
        append_unescaped(text, raw);
        for (const char c : text) {
            const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
            if (!space || preformatted) {
                flush(space);
                text_ += c;
            } else if (lines_ == 0) {
                space_ = true;
            }
        }
    }
    void line_end(std::size_t count) { lines_ = std::max(lines_, count), space_ = false; }
    void line_break() { ++lines_, space_ = false; }
    std::string take() { return std::move(text_); }

private:
    void flush(bool space) {
        if (!text_.empty() && lines_ > 0)
            text_.append(lines_, '\n');
        else if (!text_.empty() && space_ && !space)
            text_ += ' ';
        lines_ = 0;
        space_ = false;
    }

    std::string text_;
    std::size_t lines_ = 0;  // line ends that are due before the next character
    bool space_ = false;
};

}  // namespace

void append_unescaped(std::string& out, std::string_view text) {
    while (!text.empty()) {
        const auto begin = std::min(text.find('&'), text.size());
        out += text.substr(0, begin);
        text.remove_prefix(begin);
        if (text.empty()) return;
        const auto end = text.substr(0, kLongestReference).find(';');
        const auto point =
            end == std::string_view::npos ? std::nullopt : reference(text.substr(1, end - 1));
        if (point)
            append_utf8(out, *point);
        else
            out += '&';
        text.remove_prefix(point ? end + 1 : 1);
    }
}

std::string html_to_text(std::string_view html) {
    Page page;
    std::string hidden;  // the element whose end is awaited
    bool preformatted = false;
    const std::size_t last_comment_end = html.rfind("-->");  // or one open comment after another
                                                             // would be searched to the end
    for (std::size_t at = 0; at < html.size();) {
        const std::size_t begin = std::min(html.find('<', at), html.size());
        if (hidden.empty()) page.add(html.substr(at, begin - at), preformatted);
        if (begin == html.size()) break;
        const bool open_end = html.substr(begin).starts_with("<!--") &&
                              (last_comment_end == html.npos || last_comment_end < begin);
        const Tag tag = open_end ? Tag() : tag_at(html.substr(begin));
        if (tag.size == 0 && hidden.empty()) page.add("<", preformatted);
        at = begin + std::max<std::size_t>(tag.size, 1);
        if (tag.size == 0) continue;
        if (!hidden.empty()) {
            if (tag.closing && tag.name == hidden) hidden.clear();
        } else if (is_one_of(kHidden, tag.name)) {
            if (!tag.closing) hidden = tag.name;
        } else if (tag.name == "br") {
            page.line_break();
        } else if (is_one_of(kBlocks, tag.name)) {
            page.line_end(tag.name == "p" ? 2 : 1);
            if (tag.name == "pre") preformatted = !tag.closing;
        }
    }
    return page.take();
}

namespace {

bool holds_reference(std::string_view text) {
    for (std::size_t at = 0; (at = text.find('&', at)) != std::string_view::npos; ++at) {
        const auto end = text.substr(at, kLongestReference).find(';');
        if (end != std::string_view::npos && reference(text.substr(at + 1, end - 1))) return true;
    }
    return false;
}

}  // namespace

bool looks_like_html(std::string_view text) {
    text = trim_space(text);
    if (holds_reference(text)) return true;
    std::vector<std::string> open;
    for (std::size_t at = 0; (at = text.find('<', at)) != std::string_view::npos;) {
        Tag tag = text.substr(at).starts_with("<!--") ? Tag() : tag_at(text.substr(at));
        const bool at_edge = at == 0 || at + tag.size == text.size();
        if (tag.size > 0) {
            if (tag.name == "br" || (at_edge && is_one_of(kBlocks, tag.name))) return true;
            if (tag.closing && std::ranges::find(open, tag.name) != open.end()) return true;
            if (!tag.closing && open.size() < kMostOpen) open.push_back(std::move(tag.name));
        }
        at += std::max<std::size_t>(tag.size, 1);
    }
    return false;
}

}  // namespace verbatim
