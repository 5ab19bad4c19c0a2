#pragma once

#include <string>
#include <vector>

#include "engine/model.h"
#include "indexer/readers/transcript_lines.h"

namespace verbatim {

// The form that a transcript or notes may begin with: lines such as "Date: 4 May 2026",
// "Interviewer: Odo Marsh", "Participant: P7", up to a blank line, perhaps under a title. They look
// like turns, and are none.
struct TranscriptForm {
    struct Person {
        std::string name;
        Role role = Role::unknown;
        std::string label;  // "Interviewer"
    };
    std::size_t lines = 0;  // with what stands above it; 0: there is none
    std::string title;
    std::vector<Person> people;
};

// A form needs two lines at least and text behind it; one of them is a date, a place or the like,
// or all of them are roles that do not occur again. Looks at the first forty lines.
TranscriptForm find_form(const std::vector<SourceLine>& lines);

// Gives the people of a form their roles: by full name, first name or initials.
void apply_form(const TranscriptForm& form, std::vector<Speaker>& speakers);

}  // namespace verbatim
