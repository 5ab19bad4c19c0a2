#pragma once

#include <string>
#include <string_view>

#include "engine/result.h"
#include "indexer/containers/document.h"

namespace verbatim {

// Whether bytes begin a page of HTML, in UTF-8, UTF-16 or a charset that holds ASCII: with
// <!DOCTYPE html> or <html>, perhaps behind comments or an XML declaration.
bool begins_as_html(std::string_view bytes);

// A page as text; see document.h. Its charset is that of the byte-order mark, or else what it says
// of itself.
DocumentText open_html(std::string bytes);

}  // namespace verbatim
