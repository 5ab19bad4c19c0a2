#include "indexer/readers/json_answers.h"

#include <algorithm>
#include <array>

#include "indexer/mapping/aliases.h"

namespace verbatim {

namespace {

namespace dom = simdjson::dom;

constexpr std::size_t kDeepest = 6;

constexpr std::array<std::string_view, 7> kHolders = {
    "answers",   "additionalanswers", "commentanswers", "pages",
    "questions", "questionanswers",   "surveyanswers"};

// Where the question of an answer stands, the surest first.
constexpr std::array<std::string_view, 7> kQuestionKeys = {
    "question", "question_text", "question_title", "questionText", "heading", "field", "title"};
constexpr std::array<std::string_view, 4> kQuestionParts = {"text", "title", "label", "heading"};
constexpr std::array<std::string_view, 7> kAnswerKeys = {
    "answer", "value", "response", "text", "answer_text", "free_response", "response_text"};

// Types of answers that are no speech, as Typeform, Delighted and SurveyMonkey call them.
constexpr std::array<std::string_view, 14> kNoSpeech = {
    "email",  "phone_number", "url",     "file_url", "date",       "number",      "boolean",
    "choice", "choices",      "payment", "scale",    "select_one", "select_many", "signature"};

std::string_view text_in(dom::object object, std::string_view key) {
    std::string_view text;
    return object.at_key(key).get_string().get(text) ? std::string_view() : text;
}

bool has_letters(std::string_view text) {
    return std::ranges::any_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
    });
}

// By an id that the answer has of its question.
std::string_view look_up(dom::object object, const Questions& questions) {
    for (const std::string_view key : {"id", "ref", "question_id"}) {
        const auto found = questions.find(text_in(object, key));
        if (found != questions.end()) return found->second;
    }
    return {};
}

std::string_view question_in(dom::object object, const Questions& questions) {
    for (const std::string_view key : kQuestionKeys) {
        dom::element value;
        if (object.at_key(key).get(value)) continue;
        if (value.is_string()) return value.get_string().value_unsafe();
        dom::object nested;
        if (value.get_object().get(nested)) continue;
        for (const std::string_view part : kQuestionParts)
            if (const std::string_view text = text_in(nested, part); !text.empty()) return text;
        if (const std::string_view text = look_up(nested, questions); !text.empty()) return text;
    }
    return look_up(object, questions);
}

// G2 calls the question "text" and the answer "value".
bool is_text_and_value(dom::object object) {
    return object.at_key("text").is_string() && object.at_key("value").is_string();
}

class AnswerFinder {
public:
    AnswerFinder(const Questions& questions, std::vector<RowAnswer>& found)
        : questions_(questions), found_(found) {}

    void walk(dom::element element, const std::string& pointer, std::string_view question,
              std::size_t depth) {
        if (depth > kDeepest) return;
        if (dom::array list; !element.get_array().get(list)) {
            std::size_t index = 0;
            for (const dom::element item : list)
                walk(item, pointer + "/" + std::to_string(index++), question, depth + 1);
        } else if (dom::object object; !element.get_object().get(object)) {
            walk_object(object, pointer, question, depth);
        }
    }

private:
    void walk_object(dom::object object, const std::string& pointer, std::string_view question,
                     std::size_t depth) {
        const bool pair = is_text_and_value(object);
        const std::string_view own =
            pair ? text_in(object, "text") : question_in(object, questions_);
        if (!own.empty()) question = own;
        const std::string_view type = text_in(object, "type");
        if (std::ranges::find(kNoSpeech, type) != kNoSpeech.end()) return;
        if (take_answer(object, pointer, question, pair)) return;
        for (const dom::key_value_pair member : object) {
            const std::string at = pointer + "/" + std::string(member.key);
            const bool holder = may_hold_answers(member.key) && !member.value.is_string();
            if (holder || member.value.is_object()) walk_member(member, at, question, depth);
        }
    }

    // Of an object's objects only those that are answers themselves.
    void walk_member(dom::key_value_pair member, const std::string& at, std::string_view question,
                     std::size_t depth) {
        const bool answers = may_hold_answers(member.key);
        dom::object object;
        if (answers || (!member.value.get_object().get(object) && is_text_and_value(object)))
            walk(member.value, at, question, depth + 1);
    }

    bool take_answer(dom::object object, const std::string& pointer, std::string_view question,
                     bool pair) {
        for (const std::string_view key : kAnswerKeys) {
            dom::element value;
            if ((pair && key == "text") || object.at_key(key).get(value)) continue;
            std::string at = pointer + "/" + std::string(key);
            dom::object nested;
            if (!value.get_object().get(nested)) {
                if (nested.at_key("free_response").get(value)) continue;
                at += "/free_response";
            }
            if (!value.is_string()) continue;
            const std::string_view text = value.get_string().value_unsafe();
            if (has_letters(text)) found_.push_back({std::string(question), text, std::move(at)});
            return true;
        }
        return false;
    }

    const Questions& questions_;
    std::vector<RowAnswer>& found_;
};

}  // namespace

bool may_hold_answers(std::string_view key) {
    return std::ranges::find(kHolders, plain_name(key)) != kHolders.end();
}

namespace {

// Typeform's webhooks have the response within the record.
dom::object response_of(dom::object record) {
    dom::object form;
    return record.at_key("form_response").get_object().get(form) ? record : form;
}

std::vector<dom::object> fields_of_form(dom::object response) {
    std::vector<dom::object> objects;
    dom::array fields;
    if (response.at_key("definition").at_key("fields").get_array().get(fields)) return objects;
    for (const dom::element field : fields)
        if (dom::object object; !field.get_object().get(object)) objects.push_back(object);
    return objects;
}

// Where the scale of a question ends: opinions begin at 0 unless the form says otherwise.
std::optional<double> scale_of_field(dom::object response, std::string_view id,
                                     std::string_view type) {
    if (type == "nps") return 10;
    for (const dom::object field : fields_of_form(response)) {
        double steps = 0;
        if (text_in(field, "id") != id || field.at_key("properties").at_key("steps").get(steps) ||
            steps < 1)
            continue;
        bool stated = false;
        const bool from_one =
            type == "rating" ||
            (!field.at_key("properties").at_key("start_at_one").get(stated) && stated);
        return from_one ? steps : steps - 1;
    }
    return std::nullopt;
}

}  // namespace

std::optional<RowRating> rating_in(dom::object record) {
    static constexpr std::array<std::string_view, 3> kScores = {"nps", "opinion_scale", "rating"};
    const dom::object response = response_of(record);
    dom::array answers;
    if (response.at_key("answers").get_array().get(answers)) return std::nullopt;
    std::optional<RowRating> best;
    auto best_rank = kScores.end();
    for (const dom::element answer : answers) {
        dom::object object, field;
        double value = 0;
        if (answer.get_object().get(object) || object.at_key("number").get(value) ||
            object.at_key("field").get_object().get(field))
            continue;
        const std::string_view type = text_in(field, "type");
        const auto rank = std::ranges::find(kScores, type);
        if (rank >= best_rank) continue;
        best_rank = rank;
        best = RowRating{value, scale_of_field(response, text_in(field, "id"), type)};
        if (best->max && value > *best->max) best->max.reset();
    }
    return best;
}

Questions questions_in(dom::object record) {
    Questions questions;
    for (const dom::object object : fields_of_form(response_of(record))) {
        const std::string_view id = text_in(object, "id"), title = text_in(object, "title");
        if (!id.empty() && !title.empty()) questions.emplace(id, title);
    }
    return questions;
}

void find_answers(dom::element member, const std::string& pointer, const Questions& questions,
                  std::vector<RowAnswer>& found) {
    AnswerFinder(questions, found).walk(member, pointer, {}, 1);
}

}  // namespace verbatim
