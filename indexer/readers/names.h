#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// What a name of a speaker looks like, for the formats that only put one before what was said.
namespace verbatim {

// Whether a text may be a name: at most four words ("de la" are none) and 40 characters, of
// letters, digits and the signs that names hold, and beginning with a letter that is not lower case
// or being a telephone number. A lower-case word is a name only where it is a role ("interviewee").
// What stands behind a name is not looked at: "Ana Lima (she/her)", "Ana Lima | Acme".
bool looks_like_name(std::string_view text);

// Two to four words that all begin with a capital: "Ana Lima", "Vincent van Gogh". What looks like
// a name but is said once ("Note") is told from one by this.
bool is_full_name(std::string_view text);

// Whether a text may stand for somebody where nearly every line has such a label, and it recurs:
// "ana", "ana@example.org", "ana's phone".
bool may_be_label(std::string_view text);

// "Name: what was said", "Name : ...", with a colon of either width.
struct NamePrefix {
    std::string_view name;  // trimmed; not checked by looks_like_name
    std::size_t size = 0;   // where what was said begins
};
std::optional<NamePrefix> name_prefix(std::string_view line);

// The length of a well-formed text in code points.
std::size_t count_characters(std::string_view text);

// "1 speaker", "2 speakers"
std::string counted(std::size_t count, std::string_view noun);

}  // namespace verbatim
