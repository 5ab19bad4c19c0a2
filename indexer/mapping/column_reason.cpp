#include "indexer/mapping/column_reason.h"

namespace verbatim {

std::string print(ColumnReason reason, std::size_t count) {
    const std::string number = std::to_string(count);
    switch (reason) {
        case ColumnReason::none:
            return "";
        case ColumnReason::mapping_file:
            return "the mapping file";
        case ColumnReason::name:
            return "by its name";
        case ColumnReason::question:
            return "the header is a question";
        case ColumnReason::open_ended:
            return "the header says that it is open-ended";
        case ColumnReason::score_question:
            return "the header asks for a score";
        case ColumnReason::longest_text:
            return "the longest text of " + number + " rows";
        case ColumnReason::only_text:
            return "there is no other text";
        case ColumnReason::prompt:
            return "a response stands beside it";
        case ColumnReason::answers_prompt:
            return "answers the prompt beside it";
        case ColumnReason::repeated_id:
            return "an id that repeats of " + number + " rows";
        case ColumnReason::links:
            return "links";
        case ColumnReason::dates:
            return "dates";
        case ColumnReason::few_numbers:
            return "few values, as of a rating";
        case ColumnReason::tokens:
            return "one token each, none twice";
        case ColumnReason::product_ids:
            return "ids of a product";
        case ColumnReason::jobs:
            return "what its writers are";
        case ColumnReason::values:
            return number + (count == 1 ? " value" : " values");
        case ColumnReason::yes_or_no:
            return "yes or no";
        case ColumnReason::score:
            return "a score";
        case ColumnReason::rounded_ids:
            return "a spreadsheet has rounded these ids";
    }
    return "";
}

}  // namespace verbatim
