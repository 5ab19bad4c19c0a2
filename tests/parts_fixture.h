#pragma once

#include <string>

namespace verbatim {

// A table of one sentence a row, "The export 7 is slow.", which has that number in its id too.
inline std::string reviews(int from, int to) {
    std::string csv = "id,text\n";
    for (int i = from; i < to; ++i)
        csv += "review-" + std::to_string(i) + ",The export " + std::to_string(i) + " is slow.\n";
    return csv;
}

}  // namespace verbatim
