#include "indexer/segment.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "engine/hash_verbatims.h"
#include "engine/text.h"

namespace verbatim {

namespace {

// How long a sentence is cut, and into what pieces; in bytes.
struct Lengths {
    std::uint32_t sentence = 1200;
    std::uint32_t shortest = 200;
    std::uint32_t longest = 600;
};

// Thai and Lao set a space where others have a comma or a full stop, and their letters take three
// bytes.
Lengths lengths_in(std::string_view lang) {
    return lang == "th" || lang == "lo" ? Lengths{400, 100, 400} : Lengths{};
}

// A word counts two; so does a Han character, which is a word more often than not; any other
// character of a script without spaces counts one. Below this, a text says too little to stand
// alone.
constexpr std::size_t kEnough = 8;
// Fragments in a row that say this much need no sentence to join.
constexpr std::size_t kEnoughFragments = 3 * kEnough;

std::string_view part(std::string_view text, Span span) {
    return text.substr(span.begin, span.end - span.begin);
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

std::size_t han_characters(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool extension = byte == 0xE3 && i + 1 < text.size() &&
                               static_cast<unsigned char>(text[i + 1]) >= 0x90;  // from U+3400 on
        count += (byte >= 0xE4 && byte <= 0xE9) || extension;
    }
    return count;
}

// Whether the text has words enough already by its ASCII letters and digits, which spaces part.
bool is_plainly_enough(std::string_view text) {
    std::size_t weight = 0;
    bool inside = false;
    for (const char c : text) {
        if (c == ' ') inside = false;
        if (inside || !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')))
            continue;
        inside = true;
        weight += 2;
        if (weight >= kEnough) return true;
    }
    return false;
}

std::size_t weight(std::string_view text) {
    if (is_plainly_enough(text)) return kEnough;
    std::size_t weight = 0;
    for (const Word& word : words(text)) {
        const std::string_view said = part(text, word.span);
        weight += word.unspaced ? characters(said) + han_characters(said) : 2;
        if (weight >= kEnough) break;
    }
    return weight;
}

bool is_conjunction(std::string_view word) {
    static constexpr std::string_view kConjunctions[] = {
        "and",  "but",    "so",   "because", "or",     "then",   "und", "aber",  "weil",
        "dann", "oder",   "denn", "et",      "mais",   "donc",   "ou",  "parce", "y",
        "pero", "porque", "o",    "e",       "ma",     "perche", "mas", "en",    "maar",
        "want", "dus",    "и",    "но",      "потому", "или",    "а"};
    return std::ranges::find(kConjunctions, word) != std::end(kConjunctions);
}

// How good a place is for cutting a long sentence; better is more.
enum class Cut { word, comma, conjunction, clause, cue };

struct Place {
    std::uint32_t at = 0;
    Cut cut = Cut::word;
};

// Whether the text ends with a letter of Thai or Lao, U+0E00..0EFF.
bool ends_in_thai(std::string_view text) {
    return text.size() >= 3 && text[text.size() - 3] == '\xE0' &&
           static_cast<unsigned char>(text[text.size() - 2]) >= 0xB8;
}

Cut rank(std::string_view before, std::string_view behind) {
    const std::size_t last = before.find_last_not_of(" \t\r\n");
    const std::string_view said = before.substr(0, last + 1);
    const std::string next = fold(behind.substr(0, behind.find_first_of(" ,.\n")));
    const bool comma = said.ends_with(',') || said.ends_with("、") || said.ends_with("，");
    if (said.ends_with(';') || said.ends_with(':') || said.ends_with("；") || said.ends_with("…") ||
        said.ends_with("...") || before.substr(last + 1).find('\n') != std::string::npos)
        return Cut::clause;
    if (is_conjunction(next)) return Cut::conjunction;
    const bool spaced = said.size() < before.size() && ends_in_thai(said);
    return comma || spaced ? Cut::comma : Cut::word;
}

// Where a sentence may be cut, in order.
std::vector<Place> places_in(std::string_view text, Span span, const std::vector<Cue>& cues) {
    const std::string_view sentence = part(text, span);
    std::vector<Place> places;
    auto cue = cues.begin();
    for (const std::size_t end : line_breaks(sentence)) {
        const auto at = static_cast<std::uint32_t>(span.begin + end);
        while (cue != cues.end() && cue->begin < at) ++cue;
        const bool begins_cue = cue != cues.end() && cue->begin == at;
        const std::string_view behind = sentence.substr(end, 32);
        const std::size_t reach = std::min<std::size_t>(end, 16);
        places.push_back(
            {at, begins_cue ? Cut::cue : rank(sentence.substr(end - reach, reach), behind)});
    }
    return places;
}

// The last of the best places between `first` and `last`; if there is none, the first one behind.
std::uint32_t best_place(const std::vector<Place>& places, std::uint32_t first,
                         std::uint32_t last) {
    auto best = places.end();
    auto place = std::ranges::lower_bound(places, first, {}, &Place::at);
    for (; place != places.end() && (place->at <= last || best == places.end()); ++place)
        if (best == places.end() || place->cut >= best->cut) best = place;
    return best == places.end() ? places.back().at : best->at;
}

void cut_long(std::string_view text, Span span, const std::vector<Cue>& cues, Lengths lengths,
              std::vector<Span>& pieces) {
    const std::vector<Place> places = places_in(text, span, cues);
    while (span.end - span.begin > lengths.longest) {
        const std::uint32_t rest = span.end - span.begin;
        const std::uint32_t furthest = std::min(lengths.longest, rest - lengths.shortest);
        const std::uint32_t at =
            best_place(places, span.begin + lengths.shortest, span.begin + furthest);
        if (at >= span.end) break;
        pieces.push_back(trim(text, {span.begin, at}));
        span = trim(text, {at, span.end});
    }
    pieces.push_back(span);
}

// The utterance's sentences, trimmed, fragments joined to their neighbours.
std::vector<Span> whole_sentences(std::string_view text, std::string_view lang) {
    std::vector<Span> joined;
    bool open = false;      // whether the last one is of fragments alone
    std::size_t heavy = 0;  // its weight
    for (Span span : sentences(text, lang)) {
        span = trim(text, span);
        if (span.begin == span.end) continue;
        const std::size_t own = weight(part(text, span));
        if (open)
            joined.back().end = span.end;
        else
            joined.push_back(span);
        heavy = open ? heavy + own : own;
        open = own < kEnough && heavy < kEnoughFragments;
    }
    if (joined.size() == 1 && heavy == 0) return {};  // no word in it
    if (open && heavy < kEnough && joined.size() > 1) {
        joined[joined.size() - 2].end = joined.back().end;
        joined.pop_back();
    }
    return joined;
}

bool is_digits(std::string_view text) {
    return !text.empty() && text.size() <= 4 &&
           text.find_first_not_of("0123456789") == std::string_view::npos;
}

// "10-Oct", "Oct-10": what spreadsheets make of "10/10" and of "October".
bool is_day(std::string_view text) {
    static constexpr std::string_view kMonths[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                                   "jul", "aug", "sep", "oct", "nov", "dec"};
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos || text.size() > 8) return false;
    const std::string_view one = text.substr(0, dash), two = text.substr(dash + 1);
    const auto is_month = [](std::string_view word) {
        return std::ranges::find(kMonths, fold(word)) != std::end(kMonths);
    };
    return (is_digits(one) && is_month(two)) || (is_month(one) && is_digits(two));
}

// A whole utterance that a program wrote: a spreadsheet's error, a bare address.
bool is_no_speech(std::string_view text) {
    static constexpr std::string_view kErrors[] = {"#NAME?", "#REF!",  "#VALUE!", "#DIV/0!",
                                                   "#N/A",   "#NULL!", "#NUM!",   "#ERROR!"};
    text = part(text, trim(text, {0, static_cast<std::uint32_t>(text.size())}));
    if (std::ranges::find(kErrors, text) != std::end(kErrors) || is_day(text)) return true;
    const bool address =
        text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.");
    return address && text.find_first_of(" \t\r\n") == std::string_view::npos;
}

std::vector<Span> spans_of(const Utterance& utterance, std::string_view lang) {
    const std::string_view text = utterance.text;
    std::vector<Span> spans;
    if (is_no_speech(text)) return spans;
    const Lengths lengths = lengths_in(lang);
    for (const Span span : whole_sentences(text, lang)) {
        if (span.end - span.begin > lengths.sentence)
            cut_long(text, span, utterance.cues, lengths, spans);
        else
            spans.push_back(span);
    }
    return spans;
}

}  // namespace

std::vector<Verbatim> segment(const Conversation& conversation) {
    VerbatimIds ids(conversation.id);
    std::vector<Verbatim> verbatims;
    for (std::size_t i = 0; i < conversation.utterances.size(); ++i) {
        const Utterance& utterance = conversation.utterances[i];
        for (const Span span : spans_of(utterance, lang_of(conversation, utterance))) {
            verbatims.push_back(
                {ids.next(part(utterance.text, span)), static_cast<std::uint32_t>(i), span});
        }
    }
    return verbatims;
}

}  // namespace verbatim
