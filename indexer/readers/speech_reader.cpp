#include <utility>

#include "indexer/readers/cues.h"
#include "indexer/readers/json_text.h"
#include "indexer/readers/json_values.h"
#include "indexer/readers/names.h"
#include "indexer/readers/parties_beside.h"
#include "indexer/readers/reader.h"
#include "indexer/readers/speech_fields.h"
#include "indexer/readers/speech_segments.h"
#include "indexer/readers/speech_shape.h"
#include "indexer/readers/transcript_lines.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

namespace dom = simdjson::dom;

constexpr std::size_t kSampleBytes = 1u << 20;

// Takes transcripts one by one and accounts for each.
class SpeechSink {
public:
    SpeechSink(const Input& input, const ReadOptions& options, RecordSink& sink)
        : options_(options), sink_(sink), date_(date_in_name(input.path()).value_or("")) {}

    Result<bool> take(std::string_view json, Locator place) {
        dom::element value;
        if (json_.parse(json, value)) return false;
        SpeechReading reading =
            read_speech(value, place.pointer, options_.kind.value_or(Kind::call), *calls_);
        if (reading.conversation.utterances.empty()) {
            take_silent(value, reading.listed, std::move(place));
            return true;
        }
        ++conversations_;
        segments_ += reading.segments;
        milliseconds_ = milliseconds_ || reading.milliseconds;
        auto accepted = sink_.accept(finish(std::move(reading.conversation), std::move(place)));
        if (!accepted) return accepted.error();
        return true;
    }

    // For transcripts whose people are listed in another file. The calls outlive it.
    void know(const PartiesOfCalls& calls) { calls_ = &calls; }

    void note(ReadReport& report) const {
        if (kind_) report.kind = *kind_;
        report.notes.push_back(counted(conversations_, "transcript") + ", " +
                               counted(segments_, "segment"));
        if (conversations_ > 0)
            report.notes.push_back(std::string("times are in ") +
                                   (milliseconds_ ? "milliseconds" : "seconds"));
        if (parties_ > 0)
            report.notes.push_back("the parties of " + counted(parties_, "call") +
                                   ", which are read with the transcripts beside");
    }

private:
    Conversation finish(Conversation conversation, Locator place) {
        conversation.kind = options_.kind.value_or(guess_kind(conversation.speakers));
        if (!kind_) kind_ = conversation.kind;
        if (conversation.date.empty()) conversation.date = date_;
        conversation.fields = options_.fields;
        if (place.line)
            for (Utterance& utterance : conversation.utterances)
                utterance.locator.line = place.line;
        conversation.locator = std::move(place);
        return conversation;
    }

    void take_silent(dom::element value, bool listed, Locator place) {
        dom::object object;
        const bool parties = !value.get_object().get(object) && speech_member(object, "parties");
        if (parties) ++parties_;
        if (parties || listed) return sink_.empty(1);
        sink_.reject({std::move(place), "the transcript has no list of what was said"});
    }

    const ReadOptions& options_;
    RecordSink& sink_;
    std::string date_;
    JsonText json_;
    const PartiesOfCalls none_;
    const PartiesOfCalls* calls_ = &none_;
    std::uint64_t conversations_ = 0;
    std::uint64_t segments_ = 0;
    std::uint64_t parties_ = 0;
    bool milliseconds_ = false;
    std::optional<Kind> kind_;  // of the first transcript
};

int probe(const Sample& sample) {
    return find_speech_place(sample.text) ? 97 : 0;
}

// Without speech in sight: the text is an array of transcripts, or one.
JsonPlace default_place(std::string_view sample) {
    return {"", trim_space(sample).starts_with('['), false};
}

Result<ReadReport> read(Input& input, const ReadOptions& options, RecordSink& sink) {
    ReadReport report;
    report.kind = options.kind.value_or(Kind::call);
    const std::string_view sample = input.peek(kSampleBytes);
    const JsonPlace place = find_speech_place(sample).value_or(default_place(sample));
    SpeechSink transcripts(input, options, sink);
    PartiesBeside own;
    if (place.pointer.ends_with("/callTranscripts")) {
        const FolderParties& parties =
            (options.parties ? *options.parties : own).of(input.path(), report.kind);
        transcripts.know(parties.calls);
        for (const std::string& file : parties.files)
            report.notes.push_back("who is who comes from " + file);
    }
    const auto done = read_json_values(
        input, place,
        [&](std::string_view json, Locator here) {
            return transcripts.take(json, std::move(here));
        },
        sink);
    if (!done) return done.error();
    if (!place.pointer.empty()) report.notes.push_back("transcripts are at " + place.pointer);
    transcripts.note(report);
    return report;
}

}  // namespace

const Reader kSpeechReader = {
    "speech", "Transcripts as JSON: Rev, Gong, Grain, Fireflies, Whisper, AssemblyAI, Amberscript",
    &probe, &read};

}  // namespace verbatim
