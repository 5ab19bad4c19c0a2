#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "indexer/containers/bytes.h"

// Documents that are zip files of XML, as the text that readers understand:
//
//   DOCX, ODT   a paragraph a line; line breaks and tabs as they are; what was deleted under
//   tracked
//               changes, comments and field codes are left out
//   XLSX, ODS   CSV of the sheet that holds the most text, so that row 7 is row 7 of the sheet, and
//               of those that have the same header below it; dates as ISO 8601, numbers as they are
//               stored
namespace verbatim {

// Whether a member of a zip file marks it as such a document rather than an archive.
bool marks_document(std::string_view member);

struct DocumentText {
    std::unique_ptr<ByteSource> text;  // UTF-8
    std::string_view format;           // "docx"
    std::uint64_t ill_formed = 0;      // sequences of a page that became U+FFFD
    std::vector<std::string> notes;    // "the sheet 'Answers' of 3; not read: 'Chart', 'Codes'"
};

// Takes the bytes of the whole zip file. The text is made as it is read; its reading fails with
// bad_input for damaged XML. Fails with not_found where a zip file is no such document, and with
// bad_input where it cannot be read.
Result<DocumentText> open_document(std::string bytes);

}  // namespace verbatim
