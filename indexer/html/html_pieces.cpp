#include "indexer/html/html_pieces.h"

#include <algorithm>

#include "indexer/html/html_elements.h"

namespace verbatim {

namespace {

constexpr std::string_view kSpace = " \t\n\f\r";
// Tags that seem to go on beyond this are looked for no further once that was in vain so often.
constexpr std::size_t kNear = 1024;
constexpr std::size_t kOftenInVain = 32;
constexpr std::string_view kDoctype = "<!doctype";
// U+10FF00, a private character, and those behind it stand for the control characters.
constexpr std::string_view kControl = "\xF4\x8F\xBC";

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

bool is_letter(char c) {
    return lower(c) >= 'a' && lower(c) <= 'z';
}

bool is_name_character(char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == ':' || c == '-' || c == '_' || c == '.';
}

std::size_t skip(std::string_view text, std::size_t at, std::string_view characters) {
    return std::min(text.find_first_not_of(characters, at), text.size());
}

// Where the attribute at `at` ends; npos if the text ends first, or it is none.
std::size_t attribute_end(std::string_view text, std::size_t at) {
    at = std::min(text.find_first_of(" \t\n\f\r/>=<", at + 1), text.size());
    const std::size_t equals = skip(text, at, kSpace);
    if (equals == text.size() || text[equals] != '=') return at;
    const std::size_t value = skip(text, equals + 1, kSpace);
    if (value == text.size()) return text.npos;
    if (text[value] != '"' && text[value] != '\'')
        return std::min(text.find_first_of(" \t\n\f\r><", value), text.size());
    const std::size_t quote = text.find(text[value], value + 1);
    return quote == text.npos ? quote : quote + 1;
}

// Finds the end of the tag behind its name.
void find_end(std::string_view text, HtmlTag& tag) {
    std::size_t at = tag.kept = tag.name_size;
    for (std::size_t attributes = 0;;) {
        at = skip(text, at, " \t\n\f\r/");
        if (at == text.size() || text[at] == '<') return;
        if (text[at] == '>') break;
        at = attribute_end(text, at);
        if (at == text.npos) {  // a quote that is never closed
            at = std::min(text.find_first_of("<>", tag.name_size), text.size());
            if (at == text.size() || text[at] == '<') return;
            tag.kept = tag.name_size;
            break;
        }
        if (++attributes <= kMostAttributes) tag.kept = at;
    }
    tag.empty = text[at - 1] == '/';
    tag.size = at + 1;
}

// Behind the end tag of that name; npos without one.
std::size_t behind_end(std::string_view html, std::string_view name) {
    for (std::size_t at = 0; (at = html.find("</", at)) != html.npos; at += 2) {
        if (!std::ranges::equal(html.substr(at + 2, name.size()), name, {}, lower)) continue;
        const std::size_t end = html.find('>', at);
        return end == html.npos ? html.size() : end + 1;
    }
    return html.npos;
}

// What is in them is no HTML, and goes on to the end of the page if need be.
bool holds_raw_text(std::string_view name) {
    constexpr std::string_view kRaw[] = {"script", "style",   "title",   "textarea",
                                         "iframe", "noembed", "noframes"};
    return std::ranges::find(kRaw, name) != std::end(kRaw);
}

// The element that a piece has for it. Those of forms and of letters have rules of their own.
std::string_view plain_name(const HtmlTag& tag, Shown shown) {
    if (shown == Shown::letters) return "span";
    if (shown == Shown::preformatted) return "pre";
    const bool is_block = tag.name == "form" || tag.name == "noscript" || tag.name == "fieldset";
    return is_block ? std::string_view("div") : std::string_view(tag.name);
}

// Control characters as private ones.
void append_text(std::string& piece, std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool c0 = (byte < 0x20 && kSpace.find(text[i]) == kSpace.npos) || byte == 0x7F;
        const bool c1 =
            byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
        if (!c0 && !c1) {
            piece += text[i];
            continue;
        }
        const unsigned code = c0 ? byte : static_cast<unsigned char>(text[++i]);
        piece += kControl.substr(0, 2);
        piece += static_cast<char>(0xBC + (code >> 6));
        piece += static_cast<char>(0x80 | (code & 0x3F));
    }
}

}  // namespace

HtmlTag html_tag_at(std::string_view text, std::size_t reach) {
    HtmlTag tag;
    tag.closing = text.substr(1).starts_with('/');
    std::size_t at = tag.closing ? 2 : 1;
    if (at == text.size() || !is_letter(text[at])) return tag;
    for (; at < text.size() && is_name_character(text[at]); ++at) tag.name += lower(text[at]);
    tag.name_size = at;
    const bool ends =
        at < text.size() && std::string_view(" \t\n\f\r/>").find(text[at]) != text.npos;
    if (ends && tag.name.back() != ':' && shown_as(tag.name) != Shown::unknown)
        find_end(text.substr(0, reach), tag);
    return tag;
}

bool HtmlPieces::next(std::string& piece) {
    tags_ = 0;
    if (at_ == html_.size()) return false;
    while (at_ < html_.size() && tags_ < kMostTags) {
        const std::size_t begin = std::min(html_.find('<', at_), html_.size());
        append_text(piece, html_.substr(at_, begin - at_));
        at_ = begin;
        if (begin == html_.size()) break;
        const std::size_t size = markup_size(piece);
        if (size == 0) piece += "&lt;";
        at_ += std::max<std::size_t>(size, 1);
    }
    return true;
}

// What begins with the '<' at at_, put into the piece if it shows; 0: nothing but text.
std::size_t HtmlPieces::markup_size(std::string& piece) {
    if (last_end_ == html_.npos || at_ > last_end_ || at_ + 1 == html_.size()) return 0;
    const char next = html_[at_ + 1];
    if (next == '!' || next == '?') return comment_size();
    const HtmlTag found = tag();
    return found.size == 0 ? 0 : put(found, piece);
}

// A comment, <!DOCTYPE html>, <![endif]> or <?xml version="1.0"?>.
std::size_t HtmlPieces::comment_size() {
    const std::string_view rest = html_.substr(at_);
    if (rest.starts_with("<!--")) {
        const std::size_t end = comments_end_ ? rest.find("-->", 2) : rest.npos;
        comments_end_ = end != rest.npos;
        return comments_end_ ? end + 3 : 0;
    }
    const bool declares = std::ranges::equal(rest.substr(0, 9), kDoctype, {}, lower) ||
                          rest.starts_with("<![") ||
                          (rest[1] == '?' && rest.size() > 2 && is_letter(rest[2]));
    return declares ? rest.find('>') + 1 : 0;  // there is one, see last_end_
}

HtmlTag HtmlPieces::tag() {
    const std::string_view rest = html_.substr(at_);
    HtmlTag found = html_tag_at(rest, in_vain_ < kOftenInVain ? rest.npos : kNear);
    if (found.size == 0 && found.kept > 0) ++in_vain_;
    return found;
}

// Of what is in an element that shows nothing, with its end tag.
std::size_t HtmlPieces::size_of_gone(const HtmlTag& tag) {
    const bool drawing = tag.name == "svg" || tag.name == "math";
    if ((tag.empty && drawing) || unended_.contains(tag.name)) return 0;
    const std::string_view rest = html_.substr(at_ + tag.size);
    const std::size_t size = behind_end(rest, tag.name);
    if (size != rest.npos) return size;
    if (holds_raw_text(tag.name)) return rest.size();
    unended_.insert(tag.name);
    return 0;
}

std::size_t HtmlPieces::put(const HtmlTag& tag, std::string& piece) {
    const Shown shown = shown_as(tag.name);
    if (shown == Shown::nothing || (shown == Shown::gone && tag.closing)) return tag.size;
    if (shown == Shown::gone) return tag.size + size_of_gone(tag);
    const bool closing = tag.closing && shown != Shown::line_break;
    piece += closing ? "</" : "<";
    piece += plain_name(tag, shown);
    if (!closing) {
        piece += html_.substr(at_ + tag.name_size, tag.kept - tag.name_size);
        ++tags_;
    }
    piece += '>';
    return tag.size;
}

void append_with_controls(std::string& out, std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = std::min(text.find(kControl.substr(0, 2), at), text.size());
        out += text.substr(at, begin - at);
        if (begin + 4 > text.size()) break;
        const unsigned high = static_cast<unsigned char>(text[begin + 2]) - 0xBCu;
        const unsigned code = high << 6 | (static_cast<unsigned char>(text[begin + 3]) & 0x3Fu);
        if (high > 2) {
            out += text.substr(begin, 4);
        } else {
            if (code >= 0x80) out += '\xC2';
            out += static_cast<char>(code);
        }
        at = begin + 4;
    }
}

}  // namespace verbatim
