#include "indexer/recorder.h"

#include <algorithm>

#include "engine/library_state.h"
#include "engine/text.h"
#include "indexer/identity.h"
#include "indexer/roles.h"
#include "indexer/segment.h"

namespace verbatim {

namespace {

// So many verbatims are made durable together at most, at the end of a file.
constexpr std::uint64_t kCommitAfter = 100'000;
// More rejected records of a file than this are counted, not listed.
constexpr std::uint64_t kListedRejects = 10'000;

// More names do not help to tell who is meant.
constexpr std::size_t kNamesKept = 4;

void add_name(const std::string& name, std::vector<std::string>& names) {
    if (names.size() < kNamesKept && std::ranges::find(names, name) == names.end())
        names.push_back(name);
}

bool is_notes(const Conversation& conversation) {
    const auto fidelity = conversation.fields.find("fidelity");
    return fidelity != conversation.fields.end() && fidelity->second == "notes";
}

void note_not_quoted(const Conversation& conversation, NotQuoted& noted) {
    if (std::ranges::count(conversation.speakers, Role::customer, &Speaker::role) > 0) return;
    for (const Verbatim& verbatim : conversation.verbatims) {
        const Utterance& utterance = conversation.utterances[verbatim.utterance];
        const Speaker& speaker = conversation.speakers[utterance.speaker];
        if (speaker.role != Role::unknown) continue;
        if (is_notes(conversation)) {
            ++noted.notes;
            continue;
        }
        ++noted.verbatims;
        add_name(speaker.name.empty() ? std::string(kNoName) : speaker.name, noted.speakers);
    }
}

void add_not_quoted(const NotQuoted& of_file, NotQuoted& of_all) {
    of_all.verbatims += of_file.verbatims;
    of_all.notes += of_file.notes;
    for (const std::string& name : of_file.speakers) add_name(name, of_all.speakers);
}

}  // namespace

Recorder::Recorder(Library& library, Writer& writer, AddReport& report)
    : library_(library), writer_(writer), report_(report) {}

Result<void> Recorder::take(Event event) {
    if (auto* begun = std::get_if<FileBegun>(&event)) return begin(std::move(*begun));
    if (auto* read = std::get_if<ConversationRead>(&event)) return record(std::move(*read));
    if (auto* rejected = std::get_if<RecordRejected>(&event)) return reject(rejected->reject);
    return end(std::get<FileEnded>(std::move(event)));
}

Result<void> Recorder::begin(FileBegun file) {
    file_ = std::move(file);
    counts_ = {};
    taken_out_ = 0;
    shared_ = {};
    not_quoted_ = {};
    text_bytes_ = 0;
    return writer_.begin(file_.source, file_.replaces);
}

Result<void> Recorder::record(ConversationRead read) {
    const std::uint32_t records = read.conversation.records;
    for (const Speaker& speaker : read.conversation.speakers)
        if (speaker.role_reason == kAsGiven) {
            for (std::string& name : names_of(speaker)) report_.given.insert(std::move(name));
            if (speaker.name.empty()) report_.given.emplace(kNoName);
        }
    if (read.conversation.verbatims.empty()) {
        counts_.empty += records;
        return {};
    }
    if (!file_.source.same_as.empty()) {
        counts_.duplicates += records;
        return {};
    }
    const auto outcome = writer_.put(read.ordinal, read.conversation, std::move(read.documents));
    if (!outcome) return outcome.error();
    switch (*outcome) {
        case Writer::Outcome::added:
            counts_.indexed += records;
            ++counts_.conversations;
            counts_.verbatims += read.conversation.verbatims.size();
            text_bytes_ += text_of_verbatims(read.conversation);
            note_not_quoted(read.conversation, not_quoted_);
            return {};
        case Writer::Outcome::duplicate:
            counts_.duplicates += records;
            shared_.indexed += records;
            ++shared_.conversations;
            shared_.verbatims += read.conversation.verbatims.size();
            return {};
        case Writer::Outcome::repeated:
            return repeated(std::move(read));
        case Writer::Outcome::taken_out:
            return reject_taken_out(read.conversation);
    }
    return {};
}

Result<void> Recorder::reject_taken_out(const Conversation& conversation) {
    taken_out_ += conversation.records;
    counts_.rejected += conversation.records - 1;
    return reject({{conversation.locator, std::string(kTakenOut)}, false});
}

// The same record id again: the same text is a duplicate, another text is another conversation.
Result<void> Recorder::repeated(ConversationRead read) {
    const auto same = writer_.holds_texts_of(read.conversation);
    if (!same) return same.error();
    const Id id = distinct_id(read.conversation);
    if (*same || read.conversation.id == id) {
        counts_.duplicates += read.conversation.records;
        return {};
    }
    read.conversation.id = id;
    read.conversation.verbatims = segment(read.conversation);
    const std::uint32_t source = file_.source.id;
    const auto lenses = library_.state().lenses();
    if (!lenses) return lenses.error();
    const auto people = library_.state().people();
    if (!people) return people.error();
    const std::vector<std::string> paths = {file_.source.path};
    read.documents = prepare(read.conversation, {source, read.ordinal, 0}, {source},
                             file_.source.round, **people, paths, **lenses);
    return record(std::move(read));
}

Result<void> Recorder::reject(const StoredReject& reject) {
    if (!reject.warning) ++counts_.rejected;
    if (counts_.rejected > kListedRejects) return {};
    report_.rejects.push_back({file_.source.path, reject.reject, reject.warning});
    return writer_.reject(reject);
}

// Whether nothing came of reading a file again that something came of before: it was cut short, or
// --as names the wrong format. What the user took out was read.
Result<bool> Recorder::is_worse(const Source& source) {
    if (file_.replaces == 0 || counts_.indexed + counts_.duplicates > 0) return false;
    const auto sources = library_.sources();
    if (!sources) return sources.error();
    const auto before = std::ranges::find(*sources, file_.replaces, &Source::id);
    return before != sources->end() && before->counts.conversations > 0 &&
           (counts_.rejected > taken_out_ || before->sha256 == source.sha256);
}

Result<void> Recorder::abandon(FileReport report, FileState state) {
    report.state = state;
    report_.files.push_back(std::move(report));
    return writer_.abandon();
}

Result<void> Recorder::end(FileEnded file) {
    FileReport report{file.source.path, {}, file.source.format, file.source.kind,
                      FileState::added, {}, file.source.same_as};
    if (file.unreadable) {
        report_.rejects.push_back({file.source.path, {{}, *file.unreadable}});
        return abandon(std::move(report), FileState::unreadable);
    }
    if (file.source.path.starts_with("stdin:")) {
        const auto sources = library_.sources();
        if (!sources) return sources.error();
        if (std::ranges::find(*sources, file.source.path, &Source::path) != sources->end())
            return abandon(std::move(report), FileState::unchanged);
    }
    counts_.empty += file.empty;
    const auto worse = is_worse(file.source);
    if (!worse) return worse.error();
    if (*worse) {
        counts_ = {};
        report_.rejects.push_back(
            {file.source.path, {{}, "nothing could be read: the earlier reading is kept"}});
        return abandon(std::move(report), FileState::unreadable);
    }
    if (file_.replaces != 0) report.state = FileState::changed;
    report.counts = counts_;
    file.source.counts = counts_;
    file.source.counts.duplicates -= shared_.indexed;
    file.source.counts += shared_;
    file.source.text_bytes = text_bytes_;
    report_.totals += counts_;
    add_not_quoted(not_quoted_, report_.not_quoted);
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
