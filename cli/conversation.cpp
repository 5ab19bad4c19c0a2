#include "cli/conversation.h"

#include <algorithm>

#include "cli/block.h"
#include "cli/citation.h"
#include "cli/numbers.h"
#include "engine/text.h"

namespace verbatim::cli {

namespace {

const Speaker& speaker_of(const Conversation& conversation, const Utterance& utterance) {
    static const Speaker nobody;
    return utterance.speaker < conversation.speakers.size()
               ? conversation.speakers[utterance.speaker]
               : nobody;
}

// The time code of an utterance, or what of its date a person wants to read, or nothing.
std::string time_of(const Utterance& utterance) {
    if (utterance.locator.time) return clock(utterance.locator.time->start_ms);
    if (utterance.time.size() >= 16) return one_line(utterance.time.substr(11, 5));
    return one_line(utterance.time);
}

std::string heading(const Shown& shown, const Console& console) {
    const Conversation& conversation = shown.conversation;
    const Citation& citation = shown.quote.citation;
    std::vector<std::string> parts = {std::string(name_of(conversation.kind))};
    std::string others;
    for (const std::string& path : shown.quote.also_in)
        others +=
            (others.empty() ? "also in " : ", ") + printable_path(path, console.working_directory);
    for (std::string part :
         {one_line(conversation.title), one_line(conversation.date.substr(0, 10)),
          printable_rating(conversation.rating, conversation.rating_max),
          one_line(conversation.product),
          printable_path(citation.source, console.working_directory), others,
          print_id(conversation.id)})
        if (!part.empty()) parts.push_back(std::move(part));
    BlockStyle style;
    style.width = std::min(console.width, kReadableWidth + 2);
    style.text = Style::strong;
    style.color = console.color;
    return joined_block(parts, style);
}

class Transcript {
public:
    Transcript(const Shown& shown, Extent extent, const Console& console)
        : shown_(shown), console_(console) {
        for (std::size_t i = extent.begin; i < extent.end; ++i)
            time_width_ = std::max(time_width_, display_width(time_of(utterance(i))));
    }

    std::string utterance_text(std::size_t place) const {
        const Utterance& said = utterance(place);
        const Speaker& speaker = speaker_of(shown_.conversation, said);
        const bool is_quoted = place == shown_.utterance;
        const std::string bar = is_quoted ? "▌ " : "  ";
        const std::string indent(time_width_ == 0 ? 0 : time_width_ + 2, ' ');
        BlockStyle style;
        style.width = std::min(console_.width, kReadableWidth + 2);
        style.color = console_.color;
        style.margin = is_quoted ? Style::match : Style::dim;
        style.text = Style::dim;
        style.first = bar + (indent.empty() ? "" : pad(time_of(said), time_width_) + "  ");
        style.rest = bar + indent;
        std::string text = block(printable_speaker(speaker.name, speaker.role), {}, style);
        style.first = style.rest;
        if (!said.question.empty()) text += block("asked: " + one_line(said.question), {}, style);
        style.text = is_quoted ? Style::plain : Style::dim;
        style.mark = Style::strong;
        const std::vector<Span> marks =
            is_quoted ? std::vector{shown_.quote.citation.span} : std::vector<Span>();
        return text + block(said.text, marks, style);
    }

private:
    const Utterance& utterance(std::size_t place) const {
        return shown_.conversation.utterances[place];
    }

    const Shown& shown_;
    const Console& console_;
    std::size_t time_width_ = 0;
};

Json utterance_json(const Conversation& conversation, const Utterance& utterance) {
    const Speaker& speaker = speaker_of(conversation, utterance);
    Json json = {{"speaker", text_or_null(speaker.name)}, {"role", name_of(speaker.role)}};
    if (!utterance.time.empty()) json["time"] = utterance.time;
    if (!utterance.question.empty()) json["question"] = utterance.question;
    json["locator"] = locator_json(utterance.locator);
    json["text"] = utterance.text;
    return json;
}

}  // namespace

Extent extent_of(const Shown& shown, std::size_t context, bool all) {
    const std::size_t size = shown.conversation.utterances.size();
    if (all) return {0, size};
    const std::size_t at = std::min<std::size_t>(shown.utterance, size);
    return {at - std::min(at, context), at + std::min(size - at, context + 1)};
}

std::string conversation_text(const Shown& shown, Extent extent, const Console& console) {
    const Transcript transcript(shown, extent, console);
    const std::size_t size = shown.conversation.utterances.size();
    std::string text = heading(shown, console);
    const auto left_out = [&](std::size_t count, std::string_view where) {
        return "\n" +
               paint("  " + counted(count, "utterance") + " " + std::string(where), Style::dim,
                     console.color) +
               "\n";
    };
    if (extent.begin > 0) text += left_out(extent.begin, "before");
    for (std::size_t i = extent.begin; i < extent.end; ++i)
        text += "\n" + transcript.utterance_text(i);
    if (extent.end < size) text += left_out(size - extent.end, "after");
    return text;
}

Json conversation_json(const Shown& shown, Extent extent, std::string_view working_directory) {
    const Conversation& conversation = shown.conversation;
    Json speakers = Json::array();
    for (const Speaker& speaker : conversation.speakers)
        speakers.push_back({{"name", text_or_null(speaker.name)},
                            {"role", name_of(speaker.role)},
                            {"reason", speaker.role_reason}});
    Json utterances = Json::array();
    for (std::size_t i = extent.begin; i < extent.end; ++i)
        utterances.push_back(utterance_json(conversation, conversation.utterances[i]));
    Json about = {{"id", print_id(conversation.id)},
                  {"record", text_or_null(conversation.record)},
                  {"kind", name_of(conversation.kind)},
                  {"title", text_or_null(conversation.title)},
                  {"date", text_or_null(conversation.date)},
                  {"speakers", std::move(speakers)},
                  {"utterances_total", conversation.utterances.size()},
                  {"first", extent.begin},
                  {"quoted", shown.utterance},
                  {"utterances", std::move(utterances)}};
    return {{"schema", "verbatim.show/1"},
            {"quote", quote_json(shown.quote, working_directory)},
            {"conversation", std::move(about)}};
}

}  // namespace verbatim::cli
