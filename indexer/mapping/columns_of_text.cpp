#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "engine/text.h"
#include "indexer/mapping/column_mapper.h"

namespace verbatim {

namespace {

// Qualtrics: a choice's name in words.
constexpr std::string_view kOneChoice = " - Selected Choice";

// Whether of those who answered enough did so in words of their own, however many wrote "No".
bool is_answered_at_length(const ColumnLook& look) {
    constexpr std::size_t kFewest = 3;
    std::set<std::string_view> distinct;
    for (const std::string& cell : look.cells)
        if (std::ranges::count(cell, ' ') >= 3) distinct.insert(cell);
    return distinct.size() >= kFewest && distinct.size() * 3 >= look.wordy &&
           look.mostly(look.wordy, 0.1);
}

// How many cells ask, speak of who wrote them alone or of those only as some of many, and speak to
// somebody.
struct Voices {
    std::size_t asking = 0, of_self = 0, of_us = 0, to_others = 0;
};

// Words that are one in one language and the other in another ("je") are in neither list.
Voices voices_in(const ColumnLook& look) {
    static constexpr std::array<std::string_view, 27> kOthers = {
        "you", "your",  "yourself", "please", "sie",   "ihnen", "ihr",    "ihre",      "du",
        "dir", "dich",  "dein",     "vous",   "votre", "vos",   "tu",     "te",        "toi",
        "ti",  "usted", "ustedes",  "jij",    "jou",   "jouw",  "jullie", "voc\u00EA", "lei"};
    static constexpr std::array<std::string_view, 10> kSelf = {
        "i", "me", "my", "ich", "mir", "mich", "mein", "meine", "mon", "yo"};
    static constexpr std::array<std::string_view, 7> kUs = {"we",  "us",   "our",  "wir",
                                                            "uns", "nous", "notre"};
    Voices voices;
    for (const std::string& cell : look.cells) {
        const std::vector<Word> all = words(cell);
        const auto has = [&all](std::span<const std::string_view> wanted) {
            return std::ranges::any_of(all, [wanted](const Word& word) {
                return std::ranges::find(wanted, word.folded) != wanted.end();
            });
        };
        voices.asking += cell.ends_with('?') || cell.ends_with("\uFF1F");
        voices.of_self += has(kSelf);
        voices.of_us += !has(kSelf) && has(kUs);
        voices.to_others += has(kOthers);
    }
    return voices;
}

// "How do I ...?", as people ask a program.
bool asks_for_oneself(const ColumnLook& look, const Voices& prompts) {
    const std::size_t own = prompts.of_self + prompts.of_us;
    return own > prompts.to_others && own * 2 >= look.filled();
}

// "How do you ...?", as a researcher asks, and "I ...", as no program answers without a "you".
bool asks_people(const ColumnLook& prompt, const ColumnLook& response) {
    const Voices asked = voices_in(prompt), answered = voices_in(response);
    return asked.to_others > asked.of_self + asked.of_us && prompt.mostly(asked.to_others) &&
           answered.of_self * 4 >= response.filled() &&
           answered.to_others * 10 <= response.filled();
}

// Whether many answer the same, as in a survey.
bool repeats(const ColumnLook& look) {
    return look.distinct * 2 <= look.filled();
}

// "agent_note", "Internal comments": what somebody else wrote, and no customer.
bool is_of_others(std::string_view header) {
    static constexpr std::array<std::string_view, 14> kOthers = {
        "agent",     "internal", "staff",     "operator", "employee", "moderator", "admin",
        "assistant", "bot",      "developer", "owner",    "seller",   "vendor",    "company"};
    constexpr int kMostWords = 3;
    const std::string key = field_key(header);
    return std::ranges::count(key, '_') < kMostWords &&
           std::ranges::find(kOthers, std::string_view(key).substr(0, key.find('_'))) !=
               kOthers.end();
}

}  // namespace

// A survey's question as a header: it asks, or it is a sentence and the answers are free text.
bool ColumnMapper::is_question(std::size_t i) const {
    const ColumnLook& look = looks_[i];
    const std::string_view name = header_[i];
    const bool asks = name.find('?') != name.npos || name.find("\uFF1F") != name.npos;
    const auto spaces = std::ranges::count(name, ' ') + std::ranges::count(name, '_');
    if (look.filled() == 0 || name.ends_with(kOneChoice)) return false;
    if (asks && is_answered_at_length(look)) return true;
    if (!is_text(look) || date_order_of(look, "")) return false;
    if (look.distinct * 3 < look.filled()) return false;
    return (asks && (look.mean_words >= 2 || look.mostly(look.wordy, 0.3))) ||
           (spaces >= 3 && is_long_text(look));
}

// What people were asked to write, in a word or more, unless it is who they are.
bool ColumnMapper::is_open_ended(std::size_t i) const {
    static constexpr std::array<std::string_view, 6> kOfPerson = {"name",   "mail",    "phone",
                                                                  "postal", "address", "zipcode"};
    const std::string name = plain_name(header_[i]);
    return facts_.open_ended.contains(i) && looks_[i].filled() > 0 && holds_words(looks_[i]) &&
           !date_order_of(looks_[i], "") && std::ranges::none_of(kOfPerson, [&name](auto word) {
               return name.find(word) != name.npos;
           });
}

// A column that is called a text and holds the same few answers over and over, "good", "ok": they
// look like an attribute's, but the name tells. Of a chat that would be its types of messages.
std::optional<std::size_t> ColumnMapper::repeated_text() const {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const bool named = aliases_[i] && aliases_[i]->role == ColumnRole::text;
        if (!is_free(i) || !named || !holds_words(looks_[i]) || date_order_of(looks_[i], ""))
            continue;
        if (!best || aliases_[i]->rank < aliases_[*best]->rank) best = i;
    }
    return best;
}

// What people wrote to a program or an agent, beside what that answered, as the data of chatbots
// has it: the answer is nobody's who could be a customer. A "Prompt" that is the same for many is a
// survey's, one that asks somebody an interviewer's, and the "Response" to it is the customer's.
// Where prompts ask and nothing tells who answered, neither is taken for a customer's.
void ColumnMapper::choose_prompts() {
    static constexpr std::array<std::string_view, 6> kPrompts = {
        "instruction", "prompt", "user prompt", "user query", "user input", "query"};
    static constexpr std::array<std::string_view, 6> kResponses = {
        "response", "completion", "output", "model response", "assistant response", "bot response"};
    const auto find = [this](std::span<const std::string_view> names) {
        for (std::size_t i = 0; i < columns_.size(); ++i)
            if (is_free(i) && is_text(looks_[i]) &&
                std::ranges::any_of(names, [&](std::string_view name) {
                    return plain_name(header_[i]) == plain_name(name);
                }))
                return i;
        return columns_.size();
    };
    const std::size_t prompt = find(kPrompts), response = find(kResponses);
    if (prompt == columns_.size() || response == columns_.size()) return;
    const bool of_anybody =
        plain_name(header_[prompt]) == "prompt" && plain_name(header_[response]) == "response";
    const ColumnLook& look = looks_[prompt];
    if (of_anybody && (repeats(look) || asks_people(look, looks_[response])))
        return set(response, ColumnRole::text, ColumnReason::answers_prompt);
    const Voices voices = voices_in(look);
    if (of_anybody && look.mostly(voices.asking) && !asks_for_oneself(look, voices)) {
        settled_.insert({prompt, response});
        answered_by_ = header_[response];
        return;
    }
    if (!is_long_text(look)) return;
    set(prompt, ColumnRole::text, ColumnReason::prompt);
    if (!has(ColumnRole::reply))
        return set(response, ColumnRole::reply, ColumnReason::answers_prompt);
    settled_.insert(response);
}

void ColumnMapper::choose_texts() {
    if (!has(ColumnRole::text)) choose_named_texts();
    if (!has(ColumnRole::text)) choose_prompts();
    if (!has(ColumnRole::text) && !facts_.text_elsewhere && answered_by_.empty())
        choose_likely_text();
}

// The best column that is called a text, each part of a text (pros, cons), and each question.
void ColumnMapper::choose_named_texts() {
    const bool chat = has(ColumnRole::direction) || has(ColumnRole::conversation);
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (!is_free(i)) continue;
        const bool named = aliases_[i] && aliases_[i]->role == ColumnRole::text;
        if (named && !aliases_[i]->part && fits(i, ColumnRole::text)) {
            const auto key = [this](std::size_t at) {
                return std::pair(looks_[at].filled() == 0, aliases_[at]->rank);
            };
            if (!best || key(i) < key(*best)) best = i;
        } else if (!chat && named && aliases_[i]->part && fits(i, ColumnRole::text)) {
            set(i, ColumnRole::text, ColumnReason::name);
            columns_[i].question = header_[i];
        } else if (!chat && (!aliases_[i] || named) && (is_question(i) || is_open_ended(i))) {
            set(i, ColumnRole::text,
                is_question(i) ? ColumnReason::question : ColumnReason::open_ended);
            columns_[i].question = header_[i];
        }
    }
    if (best) set(*best, ColumnRole::text, ColumnReason::name);
}

// No name told: the longest text that may be a customer's, else one that repeats, else the title.
void ColumnMapper::choose_likely_text() {
    const auto repeated = repeated_text();
    if (repeated && looks_[*repeated].mean_words >= 2)
        return set(*repeated, ColumnRole::text, ColumnReason::name);
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < columns_.size(); ++i)
        if (is_free(i) && is_long_text(looks_[i]) && !is_of_others(header_[i]) &&
            (!best || looks_[i].mean_size > looks_[*best].mean_size))
            best = i;
    if (best) return set(*best, ColumnRole::text, ColumnReason::longest_text, rows_);
    if (repeated) return set(*repeated, ColumnRole::text, ColumnReason::name);
    const auto title = std::ranges::find(columns_, ColumnRole::title, &Column::role);
    if (title == columns_.end()) return;
    set(static_cast<std::size_t>(title - columns_.begin()), ColumnRole::text,
        ColumnReason::only_text);
}

}  // namespace verbatim
