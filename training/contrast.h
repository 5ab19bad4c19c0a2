#pragma once

#include <cstddef>
#include <vector>

#include "training/matrix.h"

namespace verbatim {

// What training compares: queries and texts as sentence vectors, and which belong together.
struct ContrastData {
    static constexpr std::size_t kNoGroup = static_cast<std::size_t>(-1);

    Matrix queries;
    std::vector<std::size_t> query_groups;
    // First the texts of the groups, then others that belong to none.
    Matrix texts;
    std::vector<std::size_t> text_groups;
    std::vector<bool> opposite;  // says the opposite of its group's queries
};

struct ContrastMaps {
    Matrix said;   // from a text's vector to its code
    Matrix asked;  // from a query's
};

// Learns maps that bring a query near the texts of its group and these near each other, and away
// from all other texts, the opposite ones of the group among them: InfoNCE (van den Oord et al.
// 2018) with every other text as a negative, by Adam (Kingma and Ba 2015), held near `start` by a
// penalty on the squares of the difference. Without the penalty it learns the texts by heart.
ContrastMaps train_contrast(const ContrastData& data, const Matrix& start);

}  // namespace verbatim
