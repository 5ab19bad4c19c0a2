#include "indexer/readers/markup.h"

#include <algorithm>
#include <vector>

#include "indexer/html/html_elements.h"
#include "indexer/html/html_pieces.h"
#include "indexer/html/html_text.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

// Elements that are looked for again and characters of a tag, so that a text of open ones alone is
// read in linear time.
constexpr std::size_t kMostOpen = 32;
constexpr std::size_t kLongestTag = 1024;

bool is_block(std::string_view name) {
    const Shown shown = shown_as(name);
    return shown == Shown::line || shown == Shown::paragraph || shown == Shown::preformatted;
}

}  // namespace

std::string html_to_text(std::string_view html) {
    HtmlText text;
    for (HtmlWalk walk(html, text); walk.step();) {
    }
    return std::move(text.made);
}

bool looks_like_html(std::string_view text) {
    text = trim_space(text);
    if (holds_reference(text)) return true;
    std::vector<std::string> open;
    for (std::size_t at = 0; (at = text.find('<', at)) != text.npos;) {
        HtmlTag tag = html_tag_at(text.substr(at), kLongestTag);
        if (tag.size > 0) {
            const bool at_edge = at == 0 || at + tag.size == text.size();
            if (tag.name == "br" || (at_edge && is_block(tag.name))) return true;
            if (tag.closing && std::ranges::find(open, tag.name) != open.end()) return true;
            if (!tag.closing && open.size() < kMostOpen) open.push_back(std::move(tag.name));
        }
        at += std::max<std::size_t>(tag.size, 1);
    }
    return false;
}

}  // namespace verbatim
