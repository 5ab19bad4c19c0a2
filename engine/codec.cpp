#include "engine/codec.h"

#include <algorithm>

#include "engine/codec_frame.h"
#include "engine/codec_parts.h"
#include "engine/hash_verbatims.h"
#include "record.pb.h"

namespace verbatim {

namespace {

void put(const Counts& from, record::Counts& to) {
    to.set_indexed(from.indexed);
    to.set_duplicates(from.duplicates);
    to.set_empty(from.empty);
    to.set_rejected(from.rejected);
    to.set_conversations(from.conversations);
    to.set_verbatims(from.verbatims);
}

Counts get(const record::Counts& from) {
    return {from.indexed(),  from.duplicates(),    from.empty(),
            from.rejected(), from.conversations(), from.verbatims()};
}

void put(const Utterance& from, record::Utterance& to) {
    to.set_speaker(from.speaker);
    to.set_text(from.text);
    to.set_time(from.time);
    to.set_question(from.question);
    to.set_lang(from.lang);
    put_locator(from.locator, *to.mutable_locator());
    for (const Cue& cue : from.cues) {
        record::Cue& stored = *to.add_cues();
        stored.set_begin(cue.begin);
        stored.set_line(cue.line);
        stored.set_start_ms(cue.time.start_ms);
        stored.set_end_ms(cue.time.end_ms);
    }
}

Utterance get(const record::Utterance& from) {
    Utterance to;
    to.speaker = from.speaker();
    to.text = from.text();
    to.time = from.time();
    to.question = from.question();
    to.lang = from.lang();
    to.locator = get_locator(from.locator());
    for (const record::Cue& cue : from.cues())
        to.cues.push_back({cue.begin(), cue.line(), {cue.start_ms(), cue.end_ms()}});
    return to;
}

std::string_view text_of(const Conversation& conversation, const Verbatim& verbatim) {
    if (verbatim.utterance >= conversation.utterances.size()) return {};
    const std::string_view said = conversation.utterances[verbatim.utterance].text;
    if (verbatim.span.begin > verbatim.span.end || verbatim.span.end > said.size()) return {};
    return said.substr(verbatim.span.begin, verbatim.span.end - verbatim.span.begin);
}

// Ids that follow from the text are left out of a record.
void restore_ids(Conversation& conversation) {
    VerbatimIds ids(conversation.id);
    for (Verbatim& verbatim : conversation.verbatims)
        if (const Id usual = ids.next(text_of(conversation, verbatim)); verbatim.id == 0)
            verbatim.id = usual;
}

void put_people_and_speech(const Conversation& from, record::Conversation& to) {
    for (const Speaker& speaker : from.speakers) {
        record::Speaker& stored = *to.add_speakers();
        stored.set_id(speaker.id);
        stored.set_name(speaker.name);
        stored.set_role(static_cast<std::uint32_t>(speaker.role));
        stored.set_role_reason(speaker.role_reason);
        stored.set_stated(speaker.stated);
    }
    for (const Utterance& utterance : from.utterances) put(utterance, *to.add_utterances());
    VerbatimIds ids(from.id);
    for (const Verbatim& verbatim : from.verbatims) {
        record::Verbatim& stored = *to.add_verbatims();
        const bool is_usual = verbatim.id == ids.next(text_of(from, verbatim));
        stored.set_id(is_usual ? 0 : verbatim.id);
        stored.set_utterance(verbatim.utterance);
        stored.set_begin(verbatim.span.begin);
        stored.set_end(verbatim.span.end);
        stored.set_since(verbatim.since);
    }
}

// What a search trusts without looking again: speakers, utterances and spans that are there.
bool consistent(const Conversation& conversation) {
    const auto speaks = [&](const Utterance& u) {
        return u.speaker < conversation.speakers.size();
    };
    const auto quotes = [&](const Verbatim& v) {
        return v.utterance < conversation.utterances.size() && v.span.begin < v.span.end &&
               v.span.end <= conversation.utterances[v.utterance].text.size();
    };
    return std::ranges::all_of(conversation.utterances, speaks) &&
           std::ranges::all_of(conversation.verbatims, quotes);
}

}  // namespace

std::string encode(const StoredSource& stored) {
    const Source& from = stored.source;
    record::Source to;
    to.set_id(from.id);
    to.set_path(from.path);
    to.set_sha256(from.sha256);
    to.set_size(from.size);
    to.set_mtime_ns(from.mtime_ns);
    to.set_format(from.format);
    to.set_kind(static_cast<std::uint32_t>(from.kind));
    to.set_round(from.round);
    to.set_added(from.added);
    to.set_read_options(from.read_options);
    put(from.counts, *to.mutable_counts());
    to.set_text_bytes(from.text_bytes);
    to.set_same_as(from.same_as);
    to.set_state(static_cast<std::uint32_t>(stored.state));
    to.set_replaces(stored.replaces);
    return frame(to);
}

Result<StoredSource> decode_source(std::string_view bytes) {
    const auto from = unframe<record::Source>(bytes);
    if (!from) return from.error();
    StoredSource to;
    to.source.id = from->id();
    to.source.path = from->path();
    to.source.sha256 = from->sha256();
    to.source.size = from->size();
    to.source.mtime_ns = from->mtime_ns();
    to.source.format = from->format();
    to.source.kind = kind_numbered(from->kind());
    to.source.round = from->round();
    to.source.added = from->added();
    to.source.read_options = from->read_options();
    to.source.counts = get(from->counts());
    to.source.text_bytes = from->text_bytes();
    to.source.same_as = from->same_as();
    to.state = static_cast<SourceState>(std::min<std::uint32_t>(from->state(), 2));
    to.replaces = from->replaces();
    return to;
}

std::string encode(const Conversation& from) {
    record::Conversation to;
    to.set_id(from.id);
    to.set_record(from.record);
    to.set_kind(static_cast<std::uint32_t>(from.kind));
    to.set_title(from.title);
    to.set_date(from.date);
    if (from.rating) to.set_rating(*from.rating);
    if (from.rating_max) to.set_rating_max(*from.rating_max);
    to.set_product(from.product);
    to.set_url(from.url);
    to.set_lang(from.lang);
    for (const auto& [key, value] : from.fields) (*to.mutable_fields())[key] = value;
    put_locator(from.locator, *to.mutable_locator());
    to.set_records(from.records);
    put_people_and_speech(from, to);
    return frame(to);
}

Result<Conversation> decode_conversation(std::string_view bytes) {
    const auto from = unframe<record::Conversation>(bytes);
    if (!from) return from.error();
    Conversation to;
    to.id = from->id();
    to.record = from->record();
    to.kind = kind_numbered(from->kind());
    to.title = from->title();
    to.date = from->date();
    if (from->has_rating()) to.rating = from->rating();
    if (from->has_rating_max()) to.rating_max = from->rating_max();
    to.product = from->product();
    to.url = from->url();
    to.lang = from->lang();
    for (const auto& [key, value] : from->fields()) to.fields[key] = value;
    to.locator = get_locator(from->locator());
    to.records = from->records();
    for (const auto& speaker : from->speakers())
        to.speakers.push_back({speaker.id(), speaker.name(), role_numbered(speaker.role()),
                               speaker.role_reason(), speaker.stated()});
    for (const auto& utterance : from->utterances()) to.utterances.push_back(get(utterance));
    for (const auto& verbatim : from->verbatims())
        to.verbatims.push_back({verbatim.id(),
                                verbatim.utterance(),
                                {verbatim.begin(), verbatim.end()},
                                verbatim.since()});
    if (!consistent(to)) return damaged_record("a conversation's spans do not fit its text");
    restore_ids(to);
    return to;
}

std::string encode(const std::vector<Place>& places) {
    record::Holders to;
    for (const Place& place : places) {
        auto& stored = *to.add_places();
        stored.set_source(place.source);
        stored.set_ordinal(place.ordinal);
        stored.set_text_bytes(place.text_bytes);
        stored.set_records(place.records);
        stored.set_verbatims(place.verbatims);
    }
    return frame(to);
}

Result<std::vector<Place>> decode_places(std::string_view bytes) {
    const auto from = unframe<record::Holders>(bytes);
    if (!from) return from.error();
    std::vector<Place> to;
    for (const auto& place : from->places())
        to.push_back({place.source(), place.ordinal(), place.text_bytes(), place.records(),
                      place.verbatims()});
    return to;
}

const Code* StoredCodes::find(Id verbatim) const {
    const auto found = std::ranges::find(codes, verbatim, &std::pair<Id, Code>::first);
    return found == codes.end() ? nullptr : &found->second;
}

std::string encode(const StoredCodes& from) {
    record::Codes to;
    to.set_identity(from.identity);
    std::string& bytes = *to.mutable_codes();
    for (const auto& [id, code] : from.codes) {
        to.add_ids(id);
        bytes += bytes_of(code);
    }
    return frame(to);
}

Result<StoredCodes> decode_codes(std::string_view bytes) {
    const auto from = unframe<record::Codes>(bytes);
    if (!from) return from.error();
    const auto count = static_cast<std::size_t>(from->ids_size());
    if (from->codes().size() != count * kCodeLength)
        return damaged_record("a record of codes has not one for each verbatim");
    StoredCodes to{from->identity(), {}};
    to.codes.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        to.codes.emplace_back(from->ids(static_cast<int>(i)),
                              code_of(std::string_view(from->codes()).substr(i * kCodeLength)));
    return to;
}

std::string encode(const StoredReject& from) {
    record::Reject to;
    put_locator(from.reject.locator, *to.mutable_locator());
    to.set_reason(from.reject.reason);
    to.set_warning(from.warning);
    return frame(to);
}

Result<StoredReject> decode_reject(std::string_view bytes) {
    const auto from = unframe<record::Reject>(bytes);
    if (!from) return from.error();
    return StoredReject{{get_locator(from->locator()), from->reason()}, from->warning()};
}

std::string encode(const IndexedSource& from) {
    record::IndexedSource to;
    to.set_path(from.path);
    to.set_sha256(from.sha256);
    to.set_round(from.round);
    return frame(to);
}

Result<IndexedSource> decode_indexed_source(std::string_view bytes) {
    const auto from = unframe<record::IndexedSource>(bytes);
    if (!from) return from.error();
    return IndexedSource{from->path(), from->sha256(), from->round()};
}

}  // namespace verbatim
