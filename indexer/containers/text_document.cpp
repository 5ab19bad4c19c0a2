#include "indexer/containers/text_document.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "indexer/containers/text_maker.h"

namespace verbatim {

namespace {

// Counts how deep it is in elements of which nothing is taken.
class Skipped {
public:
    void begin(bool skips) { depth_ += depth_ > 0 || skips ? 1 : 0; }
    void end() { depth_ -= depth_ > 0 ? 1 : 0; }
    explicit operator bool() const { return depth_ > 0; }

private:
    std::size_t depth_ = 0;
};

class DocxText : public TextMaker {
public:
    void begin(std::string_view name, const XmlAttributes& attributes) override {
        skipped_.begin(is_left_out(name));
        if (skipped_) return;
        if (name == "t") in_text_ = true;
        if (name == "tab" && in_run_) made += '\t';
        if (name == "br" && attributes["type"] != "page") made += '\n';
        if (name == "cr") made += '\n';
        if (name == "noBreakHyphen") made += "\u2011";
        if (name == "r") in_run_ = true;
    }
    void end(std::string_view name) override {
        const bool was_skipped = static_cast<bool>(skipped_);
        skipped_.end();
        if (was_skipped) return;
        if (name == "t") in_text_ = false;
        if (name == "r") in_run_ = false;
        if (name == "p") made += '\n';
    }
    void text(std::string_view text) override {
        if (in_text_ && !skipped_) made += text;
    }

private:
    // What a reader of the document does not see; the second form of drawings beside the first.
    static bool is_left_out(std::string_view name) {
        constexpr std::array<std::string_view, 5> kLeftOut = {"del", "moveFrom", "instrText",
                                                              "delText", "Fallback"};
        return std::ranges::find(kLeftOut, name) != kLeftOut.end();
    }

    Skipped skipped_;
    bool in_text_ = false;
    bool in_run_ = false;
};

class OdtText : public TextMaker {
public:
    void begin(std::string_view name, const XmlAttributes& attributes) override {
        skipped_.begin(is_left_out(name));
        if (skipped_) return;
        if (is_paragraph(name)) ++paragraphs_;
        if (paragraphs_ == 0) return;
        if (name == "tab") made += '\t';
        if (name == "line-break") made += '\n';
        if (name == "s") made.append(spaces(attributes["c"]), ' ');
    }
    void end(std::string_view name) override {
        const bool was_skipped = static_cast<bool>(skipped_);
        skipped_.end();
        if (was_skipped || !is_paragraph(name)) return;
        --paragraphs_;
        made += '\n';
    }
    void text(std::string_view text) override {
        if (paragraphs_ > 0 && !skipped_) made += text;
    }

private:
    static bool is_paragraph(std::string_view name) { return name == "p" || name == "h"; }
    static bool is_left_out(std::string_view name) {
        constexpr std::array<std::string_view, 4> kLeftOut = {"annotation", "tracked-changes",
                                                              "note", "table-of-content"};
        return std::ranges::find(kLeftOut, name) != kLeftOut.end();
    }
    static std::size_t spaces(std::string_view count) {
        constexpr std::size_t kMost = 1000;
        std::size_t spaces = 1;
        std::from_chars(count.data(), count.data() + count.size(), spaces);
        return std::min(spaces, kMost);
    }

    Skipped skipped_;
    std::size_t paragraphs_ = 0;
};

}  // namespace

Result<std::unique_ptr<ByteSource>> open_docx(std::string zip) {
    return made_text(std::move(zip), "word/document.xml", std::make_unique<DocxText>());
}

Result<std::unique_ptr<ByteSource>> open_odt(std::string zip) {
    return made_text(std::move(zip), "content.xml", std::make_unique<OdtText>());
}

}  // namespace verbatim
