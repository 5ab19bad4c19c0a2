#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/codec_saved.h"
#include "engine/library.h"
#include "engine/model.h"
#include "engine/result.h"

// Searches that are kept under a name, with what was marked in their answers. They lie in the
// store, so a rebuilt index has them, and so have readers; changes need a library that was opened
// for writing, with or without its index.
namespace verbatim {

struct NamedSearch {
    std::string name;
    SavedSearch search;
};

enum class Mark { good, bad, none };

// Fails with bad_input for what is no name: empty, too long, with '/' or control characters, with
// spaces around it or '-' before it, not UTF-8.
Result<void> check_search_name(std::string_view name);

// By name.
Result<std::vector<NamedSearch>> saved_searches(Library& library);
// Fails with not_found, and suggests the nearest name.
Result<SavedSearch> saved_search(Library& library, std::string_view name);

// The highest number of a source that searches see.
Result<std::uint32_t> highest_source(Library& library);

// The search as it is when it is run and `highest` is the library's highest source: what came since
// the last run is new, and stays so until something else comes.
SavedSearch seen(SavedSearch search, std::uint32_t highest);

// The verbatim that an id or its beginning names; not a conversation.
Result<Id> find_verbatim(Library& library, std::string_view id);
// What is marked as the beginning of an id says, in the library or not.
Result<Id> find_marked(const SavedSearch& search, std::string_view id);
void mark(SavedSearch& search, Id verbatim, Mark mark);
// The marked verbatims that are no longer in the library.
Result<std::vector<Id>> gone(Library& library, const SavedSearch& search);

Result<void> put_search(Library& library, std::string_view name, const SavedSearch& search);
Result<void> erase_search(Library& library, std::string_view name);
// Notes that it was run at `time` and saw sources up to `highest`, whatever else was changed in it
// since it was read.
Result<void> note_run(Library& library, std::string_view name, std::uint32_t highest,
                      std::string_view time);

}  // namespace verbatim
