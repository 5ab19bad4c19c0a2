#include "indexer/recorder.h"

#include <algorithm>

#include "engine/library_state.h"
#include "indexer/identity.h"
#include "indexer/segment.h"

namespace verbatim {

namespace {

// So many verbatims are made durable together at most, at the end of a file.
constexpr std::uint64_t kCommitAfter = 100'000;
// More rejected records of a file than this are counted, not listed.
constexpr std::uint64_t kListedRejects = 10'000;

bool same_texts(const Conversation& a, const Conversation& b) {
    return std::ranges::equal(a.utterances, b.utterances, {}, &Utterance::text, &Utterance::text);
}

}  // namespace

Recorder::Recorder(Library& library, Writer& writer, AddReport& report)
    : library_(library), writer_(writer), report_(report) {}

Result<void> Recorder::take(Event event) {
    if (auto* begun = std::get_if<FileBegun>(&event)) return begin(std::move(*begun));
    if (auto* read = std::get_if<ConversationRead>(&event)) return record(std::move(*read));
    if (auto* rejected = std::get_if<RecordRejected>(&event))
        return reject(std::move(rejected->reject));
    return end(std::get<FileEnded>(std::move(event)));
}

Result<void> Recorder::begin(FileBegun file) {
    file_ = std::move(file);
    counts_ = {};
    text_bytes_ = 0;
    return writer_.begin(file_.source, file_.replaces);
}

Result<void> Recorder::record(ConversationRead read) {
    const std::uint32_t records = read.conversation.records;
    if (read.conversation.verbatims.empty()) {
        counts_.empty += records;
        return {};
    }
    const auto outcome = writer_.put(read.ordinal, read.conversation, std::move(read.documents));
    if (!outcome) return outcome.error();
    switch (*outcome) {
        case Writer::Outcome::added:
            counts_.indexed += records;
            ++counts_.conversations;
            counts_.verbatims += read.conversation.verbatims.size();
            for (const Verbatim& verbatim : read.conversation.verbatims)
                text_bytes_ += verbatim.span.end - verbatim.span.begin;
            return {};
        case Writer::Outcome::duplicate:
            counts_.duplicates += records;
            return {};
        case Writer::Outcome::repeated:
            return repeated(std::move(read));
        case Writer::Outcome::taken_out:
            counts_.rejected += records - 1;
            return reject(
                {{read.conversation.locator, "it was taken out with `verbatim remove`"}, false});
    }
    return {};
}

// The same record id again: the same text is a duplicate, another text is another conversation.
Result<void> Recorder::repeated(ConversationRead read) {
    const auto held = writer_.held(read.conversation.id);
    if (!held) return held.error();
    const Id id = distinct_id(read.conversation);
    if (same_texts(*held, read.conversation) || read.conversation.id == id) {
        counts_.duplicates += read.conversation.records;
        return {};
    }
    const auto lenses = std::move(read.conversation.verbatims);
    read.conversation.id = id;
    read.conversation.verbatims = segment(read.conversation);
    for (std::size_t i = 0; i < lenses.size(); ++i)
        read.conversation.verbatims[i].lenses = lenses[i].lenses;
    const std::uint32_t source = file_.source.id;
    read.documents =
        prepare(read.conversation, {source, read.ordinal, 0}, {source}, file_.source.round);
    return record(std::move(read));
}

Result<void> Recorder::reject(StoredReject reject) {
    if (!reject.warning) ++counts_.rejected;
    if (counts_.rejected > kListedRejects) return {};
    report_.rejects.push_back({file_.source.path, reject.reject});
    return writer_.reject(reject);
}

Result<void> Recorder::end(FileEnded file) {
    FileReport report{file.source.path, {}, file.source.format, file.source.kind,
                      FileState::added, {}};
    if (file.unreadable) {
        report.state = FileState::unreadable;
        report_.rejects.push_back({file.source.path, {{}, *file.unreadable}});
        report_.files.push_back(std::move(report));
        return writer_.abandon();
    }
    if (file.source.path.starts_with("stdin:")) {
        const auto sources = library_.sources();
        if (!sources) return sources.error();
        if (std::ranges::find(*sources, file.source.path, &Source::path) != sources->end()) {
            report.state = FileState::unchanged;
            report_.files.push_back(std::move(report));
            return writer_.abandon();
        }
    }
    counts_.empty += file.empty;
    if (file_.replaces != 0) report.state = FileState::changed;
    report.counts = counts_;
    file.source.counts = counts_;
    file.source.text_bytes = text_bytes_;
    report_.totals += counts_;
    uncommitted_ += counts_.verbatims;
    counts_ = {};
    report_.files.push_back(std::move(report));
    if (auto finished = writer_.finish(std::move(file.source)); !finished) return finished;
    if (uncommitted_ < kCommitAfter) return {};
    uncommitted_ = 0;
    return writer_.commit();
}

Result<void> Recorder::finish() {
    return writer_.commit();
}

}  // namespace verbatim
