// Any bytes as a page, and their text as HTML in a cell or a message.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text.h"
#include "indexer/containers/html_page.h"
#include "indexer/html/html_walk.h"
#include "indexer/readers/markup.h"
#include "tests/fuzz/reading.h"

namespace {

using namespace verbatim;

constexpr std::size_t kMostRead = 1u << 20;

// Demands that each element that begins ends, in order, and that what is said is UTF-8.
class Ordered final : public HtmlHandler {
public:
    void begin(std::string_view name, const HtmlAttributes&) override { open_.emplace_back(name); }
    void end(std::string_view name) override {
        fuzz::demand(!open_.empty() && open_.back() == name, "elements end in order");
        open_.pop_back();
    }
    void text(std::string_view text) override { demand_utf8(text); }
    void finish() const { fuzz::demand(open_.empty(), "every element ends"); }

    static void demand_utf8(std::string_view text) {
        fuzz::demand(find_invalid_utf8(text) == std::string_view::npos, "HTML is read as UTF-8");
    }

private:
    std::vector<std::string> open_;
};

void walk(std::string_view html) {
    Ordered handler;
    for (HtmlWalk walk(html, handler); walk.step();) {
    }
    handler.finish();
    Ordered::demand_utf8(html_to_text(html));
    looks_like_html(html);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string bytes(data, data + size);
    if (find_invalid_utf8(bytes) == std::string::npos) walk(bytes);
    if (!begins_as_html(bytes)) bytes.insert(0, "<!DOCTYPE html>");
    fuzz::read_as_file("page.html", bytes, kMostRead);
    return 0;
}
