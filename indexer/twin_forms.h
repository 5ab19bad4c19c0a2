#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "indexer/likeness.h"

// Which files of a folder are forms of one conversation, by their names and by what they say;
// docs/adr/0016 has the rules.
namespace verbatim {

// Whether the file is of a format in which calls and interviews are saved.
bool may_be_transcript(const std::string& path);

// The captions that Zoom saves are formats of their own: both are called .txt.
std::string format_of(const std::string& path);

// Those whose names suggest that they are one conversation, as sets of indices, ascending: all of a
// folder in which Zoom saved captions; otherwise names that are the same, or of which one has more
// words behind it. `paths` are those of one folder.
std::vector<std::vector<std::size_t>> called_alike(const std::vector<std::string>& paths);

struct Form {
    std::string path;
    std::optional<Likeness> likeness;  // none: it cannot be compared
};

// For each of those that are called alike the best one that holds the same, by its index; none for
// the best itself. Compares each with each.
std::vector<std::optional<std::size_t>> better_forms(const std::vector<Form>& forms);

}  // namespace verbatim
