#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

#include <algorithm>
#include <cmath>

#include "engine/big_endian.h"
#include "engine/codec.h"
#include "engine/codec_frame.h"
#include "engine/codec_names.h"
#include "engine/codec_parts.h"
#include "record.pb.h"

// The record of a verbatim in the index.
namespace verbatim {

namespace {

constexpr std::size_t kShareBytes = 3;

void put_lenses(const std::vector<std::pair<std::string, float>>& from, record::Document& to) {
    std::string& lenses = *to.mutable_lenses();
    for (const auto& [name, probability] : from) {
        append_name(name, lenses);
        const std::uint32_t shares = in_shares(probability);
        lenses += big_endian(shares).substr(sizeof shares - kShareBytes);
    }
}

std::vector<std::pair<std::string, float>> get_lenses(const record::Document& from) {
    std::vector<std::pair<std::string, float>> to;
    for (std::string_view rest = from.lenses(); !rest.empty();) {
        std::string name(take_name(rest));
        const auto shares = from_big_endian<std::uint32_t>(rest.substr(0, kShareBytes));
        rest.remove_prefix(std::min(rest.size(), kShareBytes));
        to.emplace_back(std::move(name), of_shares(shares));
    }
    return to;
}

}  // namespace

std::uint32_t in_shares(float probability) {
    const long shares = std::lround(probability * static_cast<float>(kShares));
    return static_cast<std::uint32_t>(std::clamp(shares, 0L, long{kShares} - 1));
}

float of_shares(std::uint32_t shares) {
    return static_cast<float>(shares) / static_cast<float>(kShares);
}

std::string encode(const Document& from) {
    const Citation& citation = from.citation;
    record::Document to;
    to.set_id(from.id);
    to.set_text(from.text);
    to.set_source(from.place.source);
    to.set_ordinal(from.place.ordinal);
    to.set_utterance(from.utterance);
    to.set_utterances(from.utterances);
    to.set_conversation(citation.conversation);
    to.set_record(citation.record);
    to.set_kind(static_cast<std::uint32_t>(citation.kind));
    to.set_title(citation.title);
    to.set_speaker(citation.speaker);
    to.set_person(citation.person);
    to.set_said_by(from.said_by);
    to.set_role(static_cast<std::uint32_t>(citation.role));
    to.set_date(citation.date);
    if (citation.rating) to.set_rating(*citation.rating);
    if (citation.rating_max) to.set_rating_max(*citation.rating_max);
    to.set_product(citation.product);
    to.set_url(citation.url);
    to.set_lang(citation.lang);
    to.set_question(citation.question);
    to.set_heard_question(citation.heard_question);
    for (const auto& [key, value] : citation.fields) (*to.mutable_fields())[key] = value;
    put_locator(citation.locator, *to.mutable_locator());
    to.set_begin(citation.span.begin);
    to.set_prefix(citation.prefix);
    to.set_suffix(citation.suffix);
    put_lenses(from.lenses, to);
    for (const std::uint32_t holder : from.holders) to.add_holders(holder);
    return frame(to);
}

Result<std::string> decode_document_text(std::string_view bytes) {
    using google::protobuf::internal::WireFormatLite;
    constexpr auto kText = WireFormatLite::MakeTag(record::Document::kTextFieldNumber,
                                                   WireFormatLite::WIRETYPE_LENGTH_DELIMITED);
    const auto payload = checked_payload(bytes);
    if (!payload) return payload.error();
    google::protobuf::io::CodedInputStream fields(
        reinterpret_cast<const std::uint8_t*>(payload->data()), static_cast<int>(payload->size()));
    std::string text;
    std::uint32_t tag = fields.ReadTag();
    while (tag != 0 && tag != kText && WireFormatLite::SkipField(&fields, tag))
        tag = fields.ReadTag();
    if (tag == 0 ? !fields.ConsumedEntireMessage() : !WireFormatLite::ReadString(&fields, &text))
        return damaged_record("a record cannot be decoded");
    return text;
}

Result<Document> decode_document(std::string_view bytes) {
    const auto from = unframe<record::Document>(bytes);
    if (!from) return from.error();
    Document to;
    to.id = from->id();
    to.text = from->text();
    to.place = {from->source(), from->ordinal(), 0};
    to.utterance = from->utterance();
    to.utterances = from->utterances();
    Citation& citation = to.citation;
    citation.conversation = from->conversation();
    citation.record = from->record();
    citation.kind = kind_numbered(from->kind());
    citation.title = from->title();
    citation.speaker = from->speaker();
    citation.person = from->person();
    to.said_by = from->said_by();
    citation.role = role_numbered(from->role());
    citation.date = from->date();
    if (from->has_rating()) citation.rating = from->rating();
    if (from->has_rating_max()) citation.rating_max = from->rating_max();
    citation.product = from->product();
    citation.url = from->url();
    citation.lang = from->lang();
    citation.question = from->question();
    citation.heard_question = from->heard_question();
    citation.fields = {from->fields().begin(), from->fields().end()};
    std::ranges::sort(citation.fields);
    citation.locator = get_locator(from->locator());
    citation.span = {from->begin(), from->begin() + static_cast<std::uint32_t>(to.text.size())};
    citation.prefix = from->prefix();
    citation.suffix = from->suffix();
    to.lenses = get_lenses(*from);
    to.holders = {from->holders().begin(), from->holders().end()};
    return to;
}

}  // namespace verbatim
