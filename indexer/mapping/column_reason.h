#pragma once

#include <cstddef>
#include <string>

namespace verbatim {

// What made a column what it is, or kept it from being used.
enum class ColumnReason {
    none,
    mapping_file,
    name,
    question,        // the header asks
    open_ended,      // the header says so
    score_question,  // the header asks for a score
    longest_text,    // of so many rows
    only_text,
    prompt,  // a response stands beside it
    answers_prompt,
    repeated_id,  // of so many rows
    links,
    dates,
    few_numbers,
    tokens,
    product_ids,
    jobs,
    values,  // so many
    yes_or_no,
    score,
    rounded_ids,
};

// For people: "by its name", "the longest text of 200 rows". `count` are the rows or values that a
// reason speaks of.
std::string print(ColumnReason reason, std::size_t count);

}  // namespace verbatim
