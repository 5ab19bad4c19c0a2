#include "cli/preview.h"

#include <algorithm>

#include "cli/block.h"
#include "cli/citation.h"
#include "cli/numbers.h"
#include "cli/report.h"
#include "indexer/roles.h"

namespace verbatim::cli {

namespace {

constexpr std::size_t kSpeakersShown = 8;

// "dated 2026-04-01 to 2026-04-04, day before month; 2 conversations without a date".
std::string dates_line(const Preview& preview) {
    if (preview.first_date.empty()) return "";
    std::string text = "dated " + preview.first_date;
    if (preview.last_date != preview.first_date) text += " to " + preview.last_date;
    if (preview.date_order == "dmy") text += ", day before month";
    if (preview.date_order == "mdy") text += ", month before day";
    if (preview.undated > 0)
        text += "; " + counted(preview.undated, "conversation") + " without a date";
    return text;
}

std::string speaker_line(const Speaker& speaker) {
    return (speaker.name.empty() ? std::string(kNoName) : speaker.name) + ": " +
           std::string(name_of(speaker.role)) +
           (speaker.role_reason.empty() ? "" : ", " + speaker.role_reason);
}

// Paragraphs of a preview, below the name of its file.
class Paragraphs {
public:
    explicit Paragraphs(const Console& console) {
        style_.width = std::min(console.width, kReadableWidth);
        style_.color = console.color;
    }

    void add(std::string_view text, Style as, std::string first = "  ", std::string rest = "    ") {
        style_.first = std::move(first);
        style_.rest = std::move(rest);
        style_.text = as;
        text_ += block(text, {}, style_);
    }
    const std::string& text() const { return text_; }

private:
    BlockStyle style_;
    std::string text_;
};

void add_speakers(const std::vector<Speaker>& speakers, Paragraphs& paragraphs) {
    for (std::size_t i = 0; i < std::min(speakers.size(), kSpeakersShown); ++i)
        paragraphs.add(speaker_line(speakers[i]), Style::plain);
    if (speakers.size() > kSpeakersShown)
        paragraphs.add("and " + counted(speakers.size() - kSpeakersShown, "more speaker"),
                       Style::plain);
}

std::string preview_text(const Preview& preview, const Console& console) {
    const std::string& here = console.working_directory;
    Paragraphs paragraphs(console);
    if (preview.format.empty())
        paragraphs.add("no reader takes it", Style::plain);
    else
        paragraphs.add(preview.format + ", " + std::string(name_of(preview.kind)) + ", " +
                           preview.charset + ": " + accounted(preview.counts),
                       Style::plain, "  ", "  ");
    if (!preview.same_as.empty())
        paragraphs.add("set aside: " + printable_path(preview.same_as, here) +
                           " holds the same conversation, better",
                       Style::plain);
    for (const std::string& note : preview.notes) paragraphs.add(note, Style::dim);
    if (const std::string dates = dates_line(preview); !dates.empty())
        paragraphs.add(dates, Style::dim);
    add_speakers(preview.speakers, paragraphs);
    for (const std::string& doubt : preview.doubts)
        paragraphs.add("uncertain: " + doubt, Style::warning);
    for (const std::string& verbatim : preview.verbatims)
        paragraphs.add(verbatim, Style::plain, "  “ ");
    for (const Reject& reject : preview.rejects)
        paragraphs.add("rejected " + reject_line({preview.path, reject}, here), Style::warning);
    for (const Reject& note : preview.noted)
        paragraphs.add(reject_line({preview.path, note, true}, here), Style::dim);
    return paint(printable_path(preview.path, here), Style::strong, console.color) + "\n" +
           paragraphs.text();
}

Json preview_json(const Preview& preview, std::string_view working_directory) {
    Json speakers = Json::array();
    for (const Speaker& speaker : preview.speakers)
        speakers.push_back({{"name", text_or_null(speaker.name)},
                            {"role", name_of(speaker.role)},
                            {"reason", speaker.role_reason}});
    Json rejects = Json::array();
    for (const Reject& reject : preview.rejects)
        rejects.push_back({{"locator", locator_json(reject.locator)}, {"reason", reject.reason}});
    Json noted = Json::array();
    for (const Reject& note : preview.noted)
        noted.push_back({{"locator", locator_json(note.locator)}, {"reason", note.reason}});
    Json json = {{"path", openable_path(preview.path, working_directory)},
                 {"format", text_or_null(preview.format)},
                 {"kind", name_of(preview.kind)},
                 {"charset", text_or_null(preview.charset)}};
    if (!preview.same_as.empty())
        json["same_as"] = openable_path(preview.same_as, working_directory);
    json.update(counts_json(preview.counts));
    json["notes"] = preview.notes;
    json["dates"] = {{"first", text_or_null(preview.first_date)},
                     {"last", text_or_null(preview.last_date)},
                     {"order", text_or_null(preview.date_order)},
                     {"undated", preview.undated}};
    json["uncertain"] = preview.doubts;
    if (!preview.mapping.empty()) json["mapping"] = Json::parse(preview.mapping);
    json["speakers"] = std::move(speakers);
    json["examples"] = preview.verbatims;
    json["rejects"] = std::move(rejects);
    json["noted"] = std::move(noted);
    return json;
}

}  // namespace

Json previews_json(const std::vector<Preview>& previews, std::string_view working_directory) {
    Json files = Json::array();
    for (const Preview& preview : previews)
        files.push_back(preview_json(preview, working_directory));
    return {{"schema", "verbatim.preview/1"}, {"files", std::move(files)}};
}

std::string previews_text(const std::vector<Preview>& previews, const Console& console) {
    std::string text;
    for (const Preview& preview : previews)
        text += (text.empty() ? "" : "\n") + preview_text(preview, console);
    return text;
}

}  // namespace verbatim::cli
