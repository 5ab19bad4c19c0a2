#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/asked.h"
#include "engine/codec.h"
#include "engine/model.h"
#include "engine/people.h"
#include "engine/text.h"

namespace Xapian {
class Document;
}

namespace verbatim {

// What the index keeps of one verbatim of the conversation, which answers what was asked and was
// said by the speaker, but for the lenses that hold. A field of the conversation goes before one of
// the person.
Document describe(const Conversation& conversation, const Verbatim& verbatim, const Asked& asked,
                  const People::Known& speaker, Place place,
                  const std::vector<std::uint32_t>& holders);

// The document with its terms, values and data. `said` are the words of its text, `own` the
// library's lenses.
Xapian::Document build(const Document& description, const std::vector<Word>& said,
                       std::string_view round, std::span<const IndexedLenses::Own> own);

// What changes of a document that is in the index.
struct DocumentChange {
    std::vector<std::string> lost_terms;
    std::vector<std::string> terms;                             // boolean
    std::vector<std::pair<std::uint32_t, std::string>> values;  // by slot; none where it is empty
};

// Gives a document of the index, which is described as `before`, the lenses of `after`.
DocumentChange change_of_lenses(const Document& before, const Document& after,
                                std::span<const IndexedLenses::Own> own);

// The terms that are lost must be there.
void apply(const DocumentChange& change, Xapian::Document& document);

// The term of every document whose conversation lies in the source.
std::string holder_term(std::uint32_t source);

}  // namespace verbatim
