#pragma once

#include <string>
#include <vector>

#include "engine/meaning/encoder.h"
#include "training/matrix.h"

namespace verbatim {

// Sentence vectors, rounded so that the last digit of a C library's exp() decides nothing.
Matrix encode(const Encoder& encoder, const std::vector<std::string>& texts);

}  // namespace verbatim
