#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/library.h"
#include "engine/result.h"
#include "indexer/lenses/examples.h"

// Lenses of a library's own, and marks, by which people say what belongs to a lens. Everything here
// is kept in the store; what documents have of it follows with rescore().
namespace verbatim {

struct NewLens {
    std::string name;
    std::string definition;  // empty: one is made up of the name
    std::string cues_file;   // for messages; empty: no cues
    std::string cues;        // a lens file, or cues alone, one a line
    std::vector<JudgedText> examples;
};

// Makes a lens. Fails with bad_input where the name cannot be one or is taken, or the cues have an
// error, whose line and column it names.
Result<void> make_lens(Library& library, const NewLens& lens);

// Takes a lens of the library's own out with its marks and examples; or, of one that ships with
// Verbatim, what marks taught it, and the marks. Fails with not_found.
struct RemovedLens {
    bool own = false;
    bool trained = false;
    std::size_t marks = 0;
    std::size_t examples = 0;
};
Result<RemovedLens> remove_lens(Library& library, const std::string& name, bool dry_run);

// Says that the verbatim belongs to the lens, or that it does not; or, without a value, takes back
// what was said. Returns the verbatim's text. Fails with not_found.
Result<std::string> mark_verbatim(Library& library, std::string_view id, const std::string& lens,
                                  std::optional<bool> yes);

// What was said of the library's verbatims, by their ids, and of texts from files.
Result<std::vector<std::pair<Id, bool>>> marks_of(Library& library, const std::string& lens);
Result<std::vector<JudgedText>> examples_of(Library& library, const std::string& lens);

// Fail with not_found, suggesting the nearest, where the library has no lens of that name; the
// second takes the name of a kind, "pain.cost", too.
Result<void> check_lens_name(Library& library, const std::string& name);
Result<void> check_lens_or_kind(Library& library, const std::string& name);

}  // namespace verbatim
