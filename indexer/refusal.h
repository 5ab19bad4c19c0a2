#pragma once

#include <string>
#include <string_view>

#include "indexer/readers/reader.h"

namespace verbatim {

// Why no reader takes an input: what its beginning shows it to be, the way out, and which formats
// are read. `first_bytes` are the file's own, before decoding. Never fails; linear in the sample.
std::string why_refused(const Sample& sample, std::string_view first_bytes);

}  // namespace verbatim
