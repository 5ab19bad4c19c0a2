#pragma once

#include <span>
#include <string_view>

#include "engine/text.h"

namespace verbatim {

// What a text's form tells before any of its words is understood. Nobody tells of anything in
// such texts, whatever cues they hold.
struct TextShape {
    bool repetitive = false;  // the same few words over and over
    bool form = false;        // a form to fill in: runs of ??? and ===, boxes to tick
};

// Linear in the text.
TextShape shape_of(std::string_view text, std::span<const Word> words);

}  // namespace verbatim
