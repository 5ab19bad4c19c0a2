#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "engine/lens.h"
#include "engine/lens_file.h"
#include "engine/lens_shape.h"

namespace verbatim {

// Where the feature shows, if the text has it; an empty span if it is nowhere in the text. Whether
// it is one for the text's language is not asked.
std::optional<Span> shows(const Feature& feature, std::string_view text, std::size_t word_count,
                          const TextShape& shape, const Lenses::Context& context);

}  // namespace verbatim
