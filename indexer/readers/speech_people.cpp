#include "indexer/readers/speech_people.h"

#include <algorithm>
#include <utility>

#include "engine/text.h"
#include "indexer/readers/names.h"
#include "indexer/readers/speech_fields.h"
#include "indexer/role_names.h"

namespace verbatim {

namespace {

namespace dom = simdjson::dom;

constexpr std::string_view kPeople[] = {"speakers", "parties", "participants"};
constexpr std::string_view kIds[] = {"id",      "spkid",          "speakerId",     "speaker_id",
                                     "speaker", "participant_id", "participantId", "label"};

// What these are called is their place in the meeting program, not in the talk.
constexpr std::string_view kSeats[] = {"host", "co-host", "cohost", "user", "admin"};

void state_role(dom::object person, Kind kind, SpeechPerson& to) {
    for (const std::string_view key : {"affiliation", "scope"}) {
        const std::string side = fold(first_scalar(person, {key}));
        if (side != "internal" && side != "external") continue;
        const Role inside = kind == Kind::interview ? Role::interviewer : Role::agent;
        to.role = side == "external" ? Role::customer : inside;
        to.reason = std::string(key) + " is " + first_scalar(person, {key});
        return;
    }
    const std::string word = first_scalar(person, {"role"});
    const auto role = role_of_name(word);
    if (!role || role->needs_counterpart ||
        std::ranges::find(kSeats, fold(word)) != std::end(kSeats))
        return;
    to.role = role->role;
    to.reason = "role is " + word;
}

}  // namespace

void SpeechPeople::add(dom::object object, Kind kind) {
    for (const std::string_view key : kPeople) {
        dom::array list;
        const auto value = speech_member(object, key);
        if (!value || value->get_array().get(list)) continue;
        for (const dom::element entry : list) {
            dom::object person;
            if (entry.get_object().get(person)) continue;
            SpeechPerson known;
            known.name = first_scalar(
                person, {"name", "display_name", "displayName", "email", "emailAddress"});
            state_role(person, kind, known);
            if (known.name.empty() && known.role == Role::unknown) continue;
            if (!known.name.empty()) by_id_.try_emplace(known.name, people_.size());
            for (const std::string_view id_key : kIds)
                if (std::string id = first_scalar(person, {id_key}); !id.empty())
                    by_id_.try_emplace(std::move(id), people_.size());
            people_.push_back(std::move(known));
        }
    }
}

const SpeechPerson* SpeechPeople::find(std::string_view id_or_name) const {
    const auto found = by_id_.find(id_or_name);
    return found == by_id_.end() ? nullptr : &people_[found->second];
}

}  // namespace verbatim
