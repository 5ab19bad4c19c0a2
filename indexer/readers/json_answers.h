#pragma once

#include <simdjson.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/table.h"

// Lists of answers within a survey's or a review's record.
namespace verbatim {

// Whether a member of this name may hold answers: "answers", "additional_answers", "pages",
// "comment_answers".
bool may_hold_answers(std::string_view key);

// Questions by the id that answers name them by, from a form that stands in the same record, as
// Typeform's webhooks have it: {"definition": {"fields": [{"id", "title"}]}}.
using Questions = std::map<std::string, std::string, std::less<>>;
Questions questions_in(simdjson::dom::object record);

// The first score among a form's answers in numbers, Typeform's: the likelihood to recommend before
// an opinion scale before a rating. Its scale is in the form, where the record holds that.
std::optional<RowRating> rating_in(simdjson::dom::object record);

// Appends the answers in free text of a member to `found`, at any depth down to six. Known are
// {"question": "..." or {"text"}, "answer" or "value" or "text": "..."}, values as
// {"free_response": "..."}, G2's {"text": question, "value": answer}, and lists of answers below a
// question. What is no speech is passed over: choices, numbers, addresses of mail. The texts are
// those of the parsed record.
void find_answers(simdjson::dom::element member, const std::string& pointer,
                  const Questions& questions, std::vector<RowAnswer>& found);

}  // namespace verbatim
