#include "indexer/damage.h"

#include <algorithm>
#include <utility>

#include "engine/text.h"

namespace verbatim {

namespace {

constexpr std::uint64_t kMostWarnings = 1000;
constexpr std::uint32_t kLongSentence = 1200;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

std::string ill_formed(const Input& input) {
    return "ill-formed " + (input.charset().starts_with("UTF-16") ? "UTF-16" : input.charset());
}

// The last cue that begins at or before the place; nullptr if there are none.
const Cue* cue_at(const Utterance& utterance, std::uint32_t at) {
    const auto behind = std::ranges::upper_bound(utterance.cues, at, {}, &Cue::begin);
    return behind == utterance.cues.begin() ? nullptr : &*std::prev(behind);
}

// Whether line ends in the text are those of the source.
bool is_text_of_lines(const Locator& locator) {
    return locator.line && !locator.row && locator.pointer.empty();
}

Locator place_of(const Utterance& utterance, std::uint32_t at) {
    Locator place = utterance.locator;
    std::uint32_t from = 0;
    if (const Cue* cue = cue_at(utterance, at)) {
        if (cue->line > 0) place.line = cue->line;
        place.time = cue->time;
        from = cue->begin;
    }
    if (!is_text_of_lines(utterance.locator)) return place;
    const std::string_view before = std::string_view(utterance.text).substr(from, at - from);
    const auto feeds = std::ranges::count(before, '\n');
    *place.line += static_cast<std::uint64_t>(feeds > 0 ? feeds : std::ranges::count(before, '\r'));
    return place;
}

// Of a long sentence the piece that holds the place: its line, within its cue.
Span piece_at(const Utterance& utterance, Span sentence, std::uint32_t at) {
    if (sentence.end - sentence.begin <= kLongSentence) return sentence;
    const std::string_view text = utterance.text;
    if (const Cue* cue = cue_at(utterance, at)) {
        sentence.begin = std::max(sentence.begin, cue->begin);
        if (cue + 1 != utterance.cues.data() + utterance.cues.size())
            sentence.end = std::min(sentence.end, cue[1].begin);
    }
    const std::size_t begin = text.substr(0, at).find_last_of("\r\n");
    if (begin != text.npos)
        sentence.begin = std::max(sentence.begin, static_cast<std::uint32_t>(begin + 1));
    const std::size_t end = std::min<std::size_t>(text.find_first_of("\r\n", at), sentence.end);
    sentence.end = static_cast<std::uint32_t>(end);
    return sentence;
}

// What symbols and emoji alone say belongs to the sentence before them.
bool has_letter(std::string_view text) {
    return std::ranges::any_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') ||
               (byte >= 0xC3 && byte < 0xF0 && byte != 0xE2);
    });
}

// The utterance from one place to another, with its own place and times.
Utterance part_of(const Utterance& utterance, Span span) {
    Utterance part = utterance;
    part.locator = place_of(utterance, span.begin);
    part.text = utterance.text.substr(span.begin, span.end - span.begin);
    part.cues.clear();
    const Cue* const first = cue_at(utterance, span.begin);
    for (const Cue& cue : utterance.cues) {
        if (&cue < first || cue.begin >= span.end) continue;
        part.cues.push_back(cue);
        part.cues.back().begin = cue.begin > span.begin ? cue.begin - span.begin : 0;
    }
    if (!part.cues.empty() && part.locator.time)
        part.locator.time->end_ms =
            std::max(part.locator.time->start_ms, part.cues.back().time.end_ms);
    return part;
}

}  // namespace

bool holds_replacement(std::string_view text) {
    return text.find(kReplacement) != std::string_view::npos;
}

void DamageSink::keep_sound(Utterance utterance, std::string_view lang,
                            std::vector<Utterance>& kept) {
    if (!holds_replacement(utterance.text)) return kept.push_back(std::move(utterance));
    const std::string_view text = utterance.text;
    std::uint32_t from = 0;  // what is sound begins here
    const auto keep_until = [&](std::uint32_t end) {
        const Span sound = trim(text, {from, std::max(from, end)});
        const std::string_view said = text.substr(sound.begin, sound.end - sound.begin);
        if (has_letter(said)) kept.push_back(part_of(utterance, sound));
    };
    for (const Span sentence : sentences(text, lang)) {
        for (std::size_t at = std::max(from, sentence.begin);
             (at = text.find(kReplacement, at)) < sentence.end; at = from) {
            const auto place = static_cast<std::uint32_t>(at);
            const Span damaged = piece_at(utterance, sentence, place);
            keep_until(damaged.begin);
            from = damaged.end;
            if (++left_out_ <= kMostWarnings)
                sink_.warn({place_of(utterance, place), ill_formed(input_) + ", left out"});
        }
    }
    keep_until(static_cast<std::uint32_t>(text.size()));
}

Result<void> DamageSink::accept(Conversation conversation) {
    if (input_.ill_formed() == 0) return sink_.accept(std::move(conversation));
    std::vector<Utterance> kept;
    for (Utterance& utterance : conversation.utterances)
        keep_sound(std::move(utterance), conversation.lang, kept);
    conversation.utterances = std::move(kept);
    if (!conversation.utterances.empty()) return sink_.accept(std::move(conversation));
    for (std::uint32_t record = 0; record < conversation.records; ++record)
        sink_.reject({conversation.locator, ill_formed(input_)});
    return {};
}

void DamageSink::note(std::vector<std::string>& notes) const {
    if (left_out_ > kMostWarnings)
        notes.push_back(std::to_string(left_out_) +
                        " places hold ill-formed bytes and are left out; the first " +
                        std::to_string(kMostWarnings) + " are listed");
}

}  // namespace verbatim
