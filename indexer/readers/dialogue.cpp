#include "indexer/readers/dialogue.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "engine/text.h"
#include "indexer/mapping/aliases.h"
#include "indexer/readers/speaker_places.h"
#include "indexer/role_names.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

constexpr std::size_t kLongestLabel = 40;

// "Speaker 1", "SPEAKER_00": what programs call those whose names they do not know.
bool is_numbered_speaker(std::string_view label) {
    static constexpr std::array<std::string_view, 8> kWords = {
        "speaker",  "sprecher", "sprecherin", "intervenant",
        "hablante", "orador",   "spreker",    "person"};
    const std::size_t number = label.find_last_not_of("0123456789") + 1;
    if (number == label.size() || label.size() - number > 2) return false;
    std::string_view word = label.substr(0, number);
    while (!word.empty() && std::string_view(" _#-").find(word.back()) != std::string_view::npos)
        word.remove_suffix(1);
    return std::ranges::find(kWords, fold(word)) != kWords.end();
}

// The label that ends before a colon, "Customer" or "Support agent": as many of the words before it
// as are a role together.
std::optional<DialogueTurn> label_before(std::string_view text, std::size_t colon) {
    std::optional<DialogueTurn> longest;
    const std::size_t first = colon - std::min(colon, kLongestLabel);
    for (std::size_t at = colon; at > first; --at) {
        const bool begins =
            at == 1 || std::string_view(" \t\r\n\"").find(text[at - 2]) != std::string_view::npos;
        if (text[at - 1] == '\n') break;
        if (!begins) continue;
        const std::string_view label = text.substr(at - 1, colon - at + 1);
        const auto named = role_of_name(label);
        if (named && !named->needs_counterpart)
            longest = DialogueTurn{label, named->role, text.substr(colon + 1)};
        else if (is_numbered_speaker(label))
            longest = DialogueTurn{label, Role::unknown, text.substr(colon + 1)};
    }
    return longest;
}

bool is_talk(Kind kind) {
    return kind == Kind::call || kind == Kind::interview;
}

// Whether a label stands first, but for a time or a number.
bool begins_with_label(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n\"[](){}<>0123456789:.,-");
    if (first == std::string_view::npos) return false;
    const std::size_t colon = text.find(':', first);
    if (colon == std::string_view::npos) return false;
    const auto turn = label_before(text, colon);
    return turn && turn->label.data() == text.data() + first;
}

// Whether what stands at `label` goes on with a list: "rude, person 2: kind".
bool is_listed(std::string_view text, std::string_view label) {
    const std::string_view before =
        trim_space(text.substr(0, static_cast<std::size_t>(label.data() - text.data())));
    return before.ends_with(',') || before.ends_with(';');
}

bool ends_label(std::string_view text, std::size_t colon) {
    return colon + 1 == text.size() ||
           std::string_view(" \t\r\n").find(text[colon + 1]) != std::string_view::npos;
}

}  // namespace

std::vector<DialogueTurn> dialogue_in(std::string_view text, Kind kind) {
    if (text.find(':') == std::string_view::npos) return {};
    std::vector<DialogueTurn> turns = {{{}, Role::unknown, text}};
    std::set<std::string_view> numbered;
    bool customers = false, others = false;
    const bool talk = is_talk(kind), counts = talk || begins_with_label(text);
    for (std::size_t at = 0; (at = text.find(':', at)) != std::string_view::npos; ++at) {
        if (!ends_label(text, at)) continue;
        const auto turn = label_before(text, at);
        if (!turn) continue;
        const bool is_number = turn->role == Role::unknown;
        if (is_number && (!counts || (!talk && is_listed(text, turn->label)))) continue;
        if (is_number)
            numbered.insert(turn->label);
        else
            (turn->role == Role::customer ? customers : others) = true;
        std::string_view& before = turns.back().text;
        before = before.substr(0, static_cast<std::size_t>(turn->label.data() - before.data()));
        turns.push_back(*turn);
    }
    const std::size_t sides =
        numbered.size() + static_cast<std::size_t>(customers) + static_cast<std::size_t>(others);
    if (sides < 2) return {};
    for (DialogueTurn& turn : turns) turn.text = trim_space(turn.text);
    std::erase_if(turns, [](const DialogueTurn& turn) { return turn.text.empty(); });
    return turns;
}

void part_dialogues(Conversation& conversation) {
    const Kind kind = conversation.kind;
    if (std::ranges::none_of(conversation.utterances, [kind](const Utterance& utterance) {
            return utterance.speaker == 0 && !dialogue_in(utterance.text, kind).empty();
        }))
        return;
    std::vector<Utterance> parted;
    std::vector<Speaker> speakers;
    SpeakerPlaces places;
    for (Utterance& utterance : conversation.utterances) {
        const Speaker& writer = conversation.speakers[utterance.speaker];
        const auto turns = utterance.speaker == 0 ? dialogue_in(utterance.text, kind)
                                                  : std::vector<DialogueTurn>();
        for (const DialogueTurn& turn : turns) {
            Speaker speaker{"", std::string(turn.label), turn.role, "labelled in the text"};
            if (turn.label.empty()) speaker.role_reason = "before the first speaker";
            if (turn.role == Role::unknown && !turn.label.empty())
                speaker.role_reason =
                    is_talk(kind) ? "" : "the text does not say whose side this is";
            if (turn.role == Role::customer && !writer.name.empty())
                speaker.id = writer.id, speaker.name = writer.name;
            Utterance part = utterance;
            part.speaker = places.of(std::move(speaker), speakers);
            part.text = turn.text;
            parted.push_back(std::move(part));
        }
        if (!turns.empty()) continue;
        utterance.speaker = places.of(writer, speakers);
        parted.push_back(std::move(utterance));
    }
    conversation.utterances = std::move(parted);
    conversation.speakers = std::move(speakers);
}

bool is_called_transcript(std::string_view header) {
    constexpr std::string_view kNames[] = {
        "transcript",     "transcription", "transcripttext", "calltranscript",   "chattranscript",
        "fulltranscript", "dialogue",      "dialog",         "conversationtext", "chatlog"};
    return std::ranges::find(kNames, plain_name(header)) != std::end(kNames);
}

}  // namespace verbatim
