#pragma once

#include <memory>
#include <string>
#include <vector>

#include "indexer/containers/bytes.h"

namespace verbatim {

// A workbook's sheet as CSV; see document.h. Both say in `notes` which sheet it is, if there are
// several.
Result<std::unique_ptr<ByteSource>> open_xlsx(std::string zip, std::vector<std::string>& notes);
Result<std::unique_ptr<ByteSource>> open_ods(std::string zip, std::vector<std::string>& notes);

// "the sheet 'Answers'; not read: 'Codes', 'Chart'"
std::string sheet_note(const std::vector<std::string>& names, std::size_t read);

}  // namespace verbatim
