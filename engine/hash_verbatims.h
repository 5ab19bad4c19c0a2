#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/hash.h"

namespace verbatim {

// Gives the verbatims of a conversation their ids, in the order they were said. Texts must stay.
class VerbatimIds {
public:
    explicit VerbatimIds(Id conversation) : owner_(print_id(conversation)) {}

    Id next(std::string_view text) {
        const std::string nth = std::to_string(occurrences_[text]++);
        return IdBuilder().add(owner_).add(text).add(nth).id();
    }

private:
    std::string owner_;
    std::unordered_map<std::string_view, std::uint64_t> occurrences_;
};

}  // namespace verbatim
