#pragma once

#include <memory>
#include <string>

#include "indexer/containers/bytes.h"

namespace verbatim {

// The paragraphs of word/document.xml (DOCX) or content.xml (ODT), a line each; see document.h.
Result<std::unique_ptr<ByteSource>> open_docx(std::string zip);
Result<std::unique_ptr<ByteSource>> open_odt(std::string zip);

}  // namespace verbatim
