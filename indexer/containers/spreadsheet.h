#pragma once

#include <memory>
#include <string>
#include <vector>

#include "indexer/containers/bytes.h"

namespace verbatim {

// A workbook's sheet as CSV; see document.h. Both say in `notes` which sheet it is, or which, if
// there are several.
Result<std::unique_ptr<ByteSource>> open_xlsx(std::string zip, std::vector<std::string>& notes);
Result<std::unique_ptr<ByteSource>> open_ods(std::string zip, std::vector<std::string>& notes);

// Sheets of a workbook, as far as it takes to choose among them.
struct SheetLook {
    std::string name;
    std::size_t prose = 0;            // see sheet_rows.h
    std::vector<std::string> header;  // its first row
};

// The sheet with the most prose, and those that have the same header of two cells or more.
std::vector<std::size_t> sheets_to_read(const std::vector<SheetLook>& sheets);

// "the sheet 'Answers'; not read: 'Codes', 'Chart'"
std::string sheet_note(const std::vector<SheetLook>& sheets, const std::vector<std::size_t>& read);

}  // namespace verbatim
