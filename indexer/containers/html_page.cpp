#include "indexer/containers/html_page.h"

#include <algorithm>

#include "engine/ascii.h"
#include "indexer/charset.h"
#include "indexer/containers/html_chat.h"
#include "indexer/containers/html_table.h"
#include "indexer/html/html_text.h"

namespace verbatim {

namespace {

// In which a page says what its charset is (HTML Living Standard, 4.2.5.4: 1024 bytes).
constexpr std::size_t kHead = 4096;

// "utf-8" of <meta charset="utf-8"> or content="text/html; charset=utf-8"; empty: it does not say.
std::string declared_charset(std::string_view html) {
    const std::string head = lower(html.substr(0, kHead));
    constexpr std::string_view kKey = "charset=";
    const std::size_t meta = head.find("<meta");
    const std::size_t key = meta == head.npos ? head.npos : head.find(kKey, meta);
    if (key == head.npos) return {};
    const std::size_t begin = head.find_first_not_of("\"' ", key + kKey.size());
    if (begin == head.npos) return {};
    constexpr std::string_view kOfNames = "abcdefghijklmnopqrstuvwxyz0123456789-_.:+()";
    const std::string named = head.substr(begin, head.find_first_not_of(kOfNames, begin) - begin);
    // So browsers take them (WHATWG Encoding Standard, 4.2).
    const bool latin = named == "iso-8859-1" || named == "latin1" || named.ends_with("ascii");
    return latin ? "windows-1252" : named;
}

// The page in UTF-8.
std::string decoded(std::string bytes, DocumentText& document) {
    const Mark mark = detect_mark(bytes);
    std::string text;
    const std::string named =
        mark.size == 0 && mark.charset == Charset::utf8 ? declared_charset(bytes) : std::string();
    if (!named.empty() && !named.starts_with("utf")) {
        document.notes.push_back("the page says that its charset is " + named);
        return decode_named(named, bytes, document.ill_formed);
    }
    const bool utf8 = mark.charset != Charset::utf8 || mark.size > 0 || looks_like_utf8(bytes);
    bytes.erase(0, mark.size);
    decode(utf8 ? mark.charset : Charset::windows1252, bytes, true, text, document.ill_formed);
    return text;
}

// The text that a browser shows, made as it is read.
class PageText : public ByteSource {
public:
    explicit PageText(std::string html) : html_(std::move(html)), walk_(html_, text_) {}

    Result<std::size_t> read(char* to, std::size_t size) override {
        std::string& made = text_.made;
        while (at_ == made.size()) {
            made.clear();
            at_ = 0;
            if (ended_) return std::size_t{0};
            if (walk_.step()) continue;
            ended_ = true;
            made = "\n";
        }
        size = std::min(size, made.size() - at_);
        made.copy(to, size, at_);
        at_ += size;
        return size;
    }

private:
    const std::string html_;
    HtmlText text_;
    HtmlWalk walk_;
    std::size_t at_ = 0;
    bool ended_ = false;
};

}  // namespace

bool begins_as_html(std::string_view bytes) {
    const Mark mark = detect_mark(bytes);
    std::string text;
    std::uint64_t ill_formed = 0;
    decode(mark.charset, bytes.substr(mark.size), false, text, ill_formed);
    std::string_view rest = text;
    for (;;) {
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n\f"), rest.size()));
        const bool comment = rest.starts_with("<!--");
        if (!comment && !rest.starts_with("<?xml")) break;
        const std::size_t end = rest.find(comment ? "-->" : ">");
        rest.remove_prefix(std::min(end == rest.npos ? end : end + (comment ? 3 : 1), rest.size()));
    }
    const std::string begin = lower(rest.substr(0, 14));
    return begin == "<!doctype html" || begin.starts_with("<html>") || begin.starts_with("<html ");
}

DocumentText open_html(std::string bytes) {
    DocumentText document;
    document.format = "html";
    std::string html = decoded(std::move(bytes), document);
    if (auto chat = chat_of_html(html)) {
        document.notes.push_back("a page of " + std::string(chat->program));
        document.text = from_memory(std::move(chat->json));
    } else if (auto table = table_of_html(html)) {
        document.notes.push_back("the table of a page of HTML");
        document.text = from_memory(*std::move(table));
    } else {
        document.notes.push_back("the text of a page of HTML");
        document.text = std::make_unique<PageText>(std::move(html));
    }
    return document;
}

}  // namespace verbatim
