#include <xapian.h>

#include <algorithm>

#include "engine/hash.h"
#include "engine/index.h"
#include "engine/index_document.h"
#include "engine/index_record.h"
#include "engine/lens_set.h"
#include "engine/schema.h"
#include "engine/terms.h"
#include "engine/text.h"

namespace verbatim {

namespace {

// How much of the utterance around a quote a citation shows, in bytes.
constexpr std::size_t kAround = 32;

bool continues_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

std::string before(std::string_view text, std::size_t end) {
    std::size_t begin = end - std::min(end, kAround);
    while (begin < end && continues_character(text[begin])) ++begin;
    return std::string(text.substr(begin, end - begin));
}

std::string after(std::string_view text, std::size_t begin) {
    std::size_t end = begin + std::min(text.size() - begin, kAround);
    while (end > begin && end < text.size() && continues_character(text[end])) --end;
    return std::string(text.substr(begin, end - begin));
}

// The cues that a span touches give the line where it begins and the time from its first to its
// last.
Locator locate(const Utterance& utterance, Span span) {
    Locator locator = utterance.locator;
    if (utterance.cues.empty()) return locator;
    const auto by_begin = [](std::uint32_t at, const Cue& cue) { return at < cue.begin; };
    const auto first = std::prev(
        std::upper_bound(utterance.cues.begin() + 1, utterance.cues.end(), span.begin, by_begin));
    const auto last = std::prev(
        std::upper_bound(utterance.cues.begin() + 1, utterance.cues.end(), span.end - 1, by_begin));
    if (first->line > 0) locator.line = first->line;
    locator.time = TimeRange{first->time.start_ms, std::max(first->time.end_ms, last->time.end_ms)};
    return locator;
}

void add_text_terms(Xapian::Document& document, std::string_view text,
                    const std::vector<Word>& said, std::string_view lang) {
    std::vector<std::string> terms;
    terms.reserve(said.size());
    for (const Word& word : said) {
        std::string term = text_term(word, lang);
        for (std::string& further : further_terms(text, word, lang))
            terms.push_back(std::move(further));
        if (word.unspaced)
            for (std::string& character : character_terms(word))
                if (character != term) terms.push_back(std::move(character));
        if (!term.empty()) terms.push_back(std::move(term));
    }
    std::ranges::sort(terms);
    for (auto term = terms.begin(); term != terms.end();) {
        const auto next =
            std::find_if(term, terms.end(), [&](const auto& t) { return t != *term; });
        const auto count = static_cast<std::size_t>(next - term);
        document.add_term(*term, normalized_frequency(count, terms.size()));
        term = next;
    }
}

void add_filter_terms(Xapian::Document& document, const Document& from, std::string_view round) {
    const Citation& citation = from.citation;
    document.add_boolean_term(id_term(kIdPrefix, from.id));
    document.add_boolean_term(id_term(find_field("conversation")->prefix, citation.conversation));
    const auto add = [&](std::string_view field, std::string_view value) {
        if (!value.empty()) document.add_boolean_term(value_term(find_field(field)->prefix, value));
    };
    add("kind", name_of(citation.kind));
    add("role", name_of(citation.role));
    add("lang", citation.lang);
    add("round", round);
    for (const auto& term : name_terms(find_field("speaker")->prefix, citation.speaker))
        document.add_boolean_term(term);
    for (const auto& term : name_terms(find_field("product")->prefix, citation.product))
        document.add_boolean_term(term);
    for (const auto& term :
         stem_terms(find_field("question")->prefix, citation.question, citation.lang))
        document.add_boolean_term(term);
    for (const auto& [key, value] : citation.fields)
        document.add_boolean_term(custom_term(key, value));
    for (const std::uint32_t holder : from.holders) document.add_boolean_term(holder_term(holder));
}

// How well a text of this size serves as a quote: 1 for one to three sentences, less for a few
// words and for a rant.
float handiness(std::size_t bytes) {
    constexpr float kLeast = 25, kMost = 240, kFloor = 0.3f;
    const auto size = static_cast<float>(bytes);
    if (size < kLeast) return std::max(kFloor, size / kLeast);
    return size <= kMost ? 1 : std::max(kFloor, kMost / size);
}

void add_lenses(DocumentChange& change, const Document& from,
                std::span<const IndexedLenses::Own> own) {
    const Field& field = *find_field("lens");
    std::string holding;
    for (const auto& [lens, probability] : from.lenses) {
        const auto slot = lens_slot(lens, own);
        if (!slot) continue;
        change.values.emplace_back(*slot,
                                   sortable_probability(probability * handiness(from.text.size())));
        if (probability < kLensHolds) continue;
        change.terms.push_back(value_term(field.prefix, lens));
        add_lens(lens, holding);
    }
    change.values.emplace_back(field.slot, std::move(holding));
}

// A name is a person's within one conversation only.
Id named(Id conversation, std::string_view name) {
    return IdBuilder().add(print_id(conversation)).add(name).id();
}

// What tells speakers apart.
Id speaker_of(const Document& from) {
    const Citation& citation = from.citation;
    if (!citation.person.empty()) return IdBuilder().add("joined").add(citation.person).id();
    return from.said_by != 0 ? from.said_by : named(citation.conversation, citation.speaker);
}

template <typename Enum>
std::string numbered(Enum value) {
    return std::to_string(static_cast<int>(value));
}

void add_values(Xapian::Document& document, const Document& from, std::string_view round) {
    const Citation& citation = from.citation;
    document.add_value(kIdSlot, sortable_id(from.id));
    const auto add = [&](std::string_view field, std::string_view value) {
        if (!value.empty())
            document.add_value(static_cast<Xapian::valueno>(find_field(field)->slot),
                               std::string(value));
    };
    add("kind", numbered(citation.kind));
    add("source", std::to_string(from.place.source));
    add("speaker", citation.speaker);
    add("product", citation.product);
    if (citation.rating) add("rating", sortable(*citation.rating));
    add("date", citation.date);
    add("lang", citation.lang);
    add("round", round);
    add("role", numbered(citation.role));
    if (!citation.question.empty()) add("question", sortable_id(hash64(citation.question)));
    add("conversation", sortable_id(citation.conversation));
    for (const auto& [key, value] : citation.fields) document.add_value(custom_slot(key), value);
    document.add_value(kPersonSlot, sortable_id(speaker_of(from)));
}

}  // namespace

std::string holder_term(std::uint32_t source) {
    return std::string(kHolderPrefix) + std::to_string(source);
}

namespace {

// Document::said_by.
Id said_by(const Speaker& speaker, const People::Known& known, Id conversation) {
    if (!speaker.id.empty()) return IdBuilder().add("person").add(speaker.id).id();
    return known.name == speaker.name ? 0 : named(conversation, speaker.name);
}

// Fields of the person, below what the conversation itself says.
void cite_person(const Person& person, const Conversation& conversation, Citation& citation) {
    citation.person = person.key;
    for (const auto& attribute : person.attributes)
        if (!conversation.fields.contains(attribute.first)) citation.fields.push_back(attribute);
    std::ranges::sort(citation.fields);
}

}  // namespace

Document describe(const Conversation& conversation, const Verbatim& verbatim, const Asked& asked,
                  const People::Known& known, Place place,
                  const std::vector<std::uint32_t>& holders) {
    const Utterance& utterance = conversation.utterances[verbatim.utterance];
    const Speaker& speaker = conversation.speakers[utterance.speaker];
    const std::string_view text = utterance.text;
    Document document;
    document.id = verbatim.id;
    document.text = text.substr(verbatim.span.begin, verbatim.span.end - verbatim.span.begin);
    document.place = place;
    document.holders = holders;
    document.utterance = verbatim.utterance;
    document.utterances = static_cast<std::uint32_t>(conversation.utterances.size());
    Citation& citation = document.citation;
    citation.locator = locate(utterance, verbatim.span);
    citation.record = conversation.record;
    citation.conversation = conversation.id;
    citation.kind = conversation.kind;
    citation.title = conversation.title;
    citation.speaker = known.name;
    citation.role = speaker.role;
    citation.date = utterance.time.empty() ? conversation.date : utterance.time;
    citation.rating = conversation.rating;
    citation.rating_max = conversation.rating_max;
    citation.product = conversation.product;
    citation.url = conversation.url;
    citation.lang = lang_of(conversation, utterance);
    citation.question = asked.text;
    citation.heard_question = asked.heard;
    citation.fields = {conversation.fields.begin(), conversation.fields.end()};
    document.said_by = said_by(speaker, known, conversation.id);
    if (known.person != nullptr) cite_person(*known.person, conversation, citation);
    citation.span = verbatim.span;
    citation.prefix = before(text, verbatim.span.begin);
    citation.suffix = after(text, verbatim.span.end);
    return document;
}

DocumentChange change_of_lenses(const Document& before, const Document& after,
                                std::span<const IndexedLenses::Own> own) {
    const std::string_view prefix = find_field("lens")->prefix;
    DocumentChange change;
    for (const auto& [lens, probability] : before.lenses) {
        if (probability >= kLensHolds) change.lost_terms.push_back(value_term(prefix, lens));
        if (const auto slot = lens_slot(lens, own)) change.values.emplace_back(*slot, "");
    }
    add_lenses(change, after, own);
    change.values.emplace_back(kRecordSlot, record_value(after));
    return change;
}

void apply(const DocumentChange& change, Xapian::Document& document) {
    for (const std::string& term : change.lost_terms) document.remove_term(term);
    for (const std::string& term : change.terms) document.add_boolean_term(term);
    for (const auto& [slot, value] : change.values) document.add_value(slot, value);
}

Xapian::Document build(const Document& description, const std::vector<Word>& said,
                       std::string_view round, std::span<const IndexedLenses::Own> own) {
    Xapian::Document document;
    add_text_terms(document, description.text, said, description.citation.lang);
    add_filter_terms(document, description, round);
    add_values(document, description, round);
    DocumentChange lenses;
    add_lenses(lenses, description, own);
    apply(lenses, document);
    document.add_value(kRecordSlot, record_value(description));
    return document;
}

}  // namespace verbatim
