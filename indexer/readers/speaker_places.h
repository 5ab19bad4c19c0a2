#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/model.h"

namespace verbatim {

// Where the speakers of one conversation stand in it. Two are one if id, name and role are the
// same.
class SpeakerPlaces {
public:
    // The place of a speaker, who is added to `speakers` at first.
    std::uint32_t of(Speaker speaker, std::vector<Speaker>& speakers) {
        const auto [found, is_new] = places_.try_emplace(
            {speaker.id, speaker.name, speaker.role}, static_cast<std::uint32_t>(speakers.size()));
        if (is_new) speakers.push_back(std::move(speaker));
        return found->second;
    }

private:
    std::map<std::tuple<std::string, std::string, Role>, std::uint32_t> places_;
};

}  // namespace verbatim
