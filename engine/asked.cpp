#include "engine/asked.h"

#include <algorithm>

#include "engine/text.h"

namespace verbatim {

namespace {

// Longer questions are shown from a later word on: what is asked stands at the end.
constexpr std::size_t kLongest = 300;

// How interviewers ask without asking, folded.
constexpr std::string_view kRequests[] = {
    "tell me",      "tell us",   "walk me",   "walk us",       "talk me through",
    "talk to me",   "describe ", "explain ",  "help me under", "give me an example",
    "erzahlen sie", "erzahl ",   "beschreib", "racontez",      "decrivez",
    "parlez-moi",   "cuenteme",  "cuentame",  "describame",    "hableme"};

bool is_request(std::string_view sentence) {
    const std::string folded = fold(sentence);
    return std::ranges::any_of(kRequests, [&](std::string_view request) {
        const std::size_t at = folded.find(request);
        return at != std::string::npos && (at == 0 || folded[at - 1] == ' ');
    });
}

Span shortened(std::string_view text, Span span) {
    if (span.end - span.begin <= kLongest) return span;
    std::uint32_t begin = span.end - static_cast<std::uint32_t>(kLongest);
    const auto space = text.find(' ', begin);
    if (space != std::string_view::npos && space + 1 < span.end)
        return {static_cast<std::uint32_t>(space + 1), span.end};
    while (begin < span.end && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) ++begin;
    return {begin, span.end};
}

// The last questions in a row; nothing where none is asked.
std::string question_in(std::string_view text, Role role, std::string_view lang) {
    const std::vector<Span> spans = sentences(text, lang);
    const auto asks = [&](Span span) {
        const std::string_view sentence = text.substr(span.begin, span.end - span.begin);
        return ends_with_question(sentence) || (role == Role::interviewer && is_request(sentence));
    };
    const auto last = std::find_if(spans.rbegin(), spans.rend(), asks);
    if (last == spans.rend()) return "";
    Span found = *last;
    for (auto before = last + 1; before != spans.rend() && asks(*before); ++before)
        if (found.end - before->begin <= kLongest) found.begin = before->begin;
    const Span span = shortened(text, trim(text, found));
    return std::string(text.substr(span.begin, span.end - span.begin));
}

// Takes white space, closing quotes and brackets, and bracketed stage directions off the end.
std::string_view without_closing(std::string_view text) {
    constexpr std::string_view kClosing[] = {" ",      "\n",     "\r",    "\t",     "\"",
                                             "'",      "*",      "_",     "\u201D", "\u2019",
                                             "\u00BB", "\u300D", "\u00A0"};
    constexpr std::size_t kLongestDirection = 60;
    for (;;) {
        const auto found =
            std::ranges::find_if(kClosing, [text](auto mark) { return text.ends_with(mark); });
        if (found != std::end(kClosing)) {
            text.remove_suffix(found->size());
        } else if (text.ends_with(']') || text.ends_with(')')) {
            const auto open = text.rfind(text.back() == ']' ? '[' : '(');
            if (open == std::string_view::npos || text.size() - open > kLongestDirection)
                return text;
            text = text.substr(0, open);
            if (text.ends_with('\\')) text.remove_suffix(1);
        } else {
            return text;
        }
    }
}

}  // namespace

bool ends_with_question(std::string_view text) {
    text = without_closing(text);
    for (const std::string_view mark : {"?", "\uFF1F", "\u061F", "\u037E", "?!", "?..", "?."})
        if (text.ends_with(mark)) return true;
    return false;
}

std::vector<Asked> what_was_asked(const Conversation& conversation) {
    std::vector<Asked> asked(conversation.utterances.size());
    std::string heard;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        const Utterance& utterance = conversation.utterances[i];
        const Role role = conversation.speakers[utterance.speaker].role;
        asked[i] = {utterance.question, false};
        if (may_be_customer(role)) {
            if (utterance.question.empty() && !heard.empty()) asked[i] = {heard, true};
        } else if (role != Role::bot) {
            std::string question =
                question_in(utterance.text, role, lang_of(conversation, utterance));
            if (!question.empty()) heard = std::move(question);
        }
    }
    return asked;
}

}  // namespace verbatim
