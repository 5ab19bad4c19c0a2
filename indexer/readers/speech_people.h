#pragma once

#include <simdjson.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model.h"

// Who took part in a conversation, as transcripts in JSON list them apart from what was said.
namespace verbatim {

struct SpeechPerson {
    std::string name;
    Role role = Role::unknown;
    std::string reason;  // of the role; empty where the source states none
};

// The people of one conversation by any of the ids that the source gives them, and by name.
class SpeechPeople {
public:
    // Adds the lists of people that the object holds: speakers, parties, participants. Who is
    // internal to the company is an agent, or the interviewer where `kind` is interview; who is
    // external a customer.
    void add(simdjson::dom::object object, Kind kind);

    const SpeechPerson* find(std::string_view id_or_name) const;
    bool empty() const { return by_id_.empty(); }

private:
    std::vector<SpeechPerson> people_;
    std::map<std::string, std::size_t, std::less<>> by_id_;
};

// What Gong exports of a call apart from its transcript.
struct CallParties {
    SpeechPeople people;
    std::string title;
    std::string date;
    std::string url;
};
using PartiesOfCalls = std::map<std::string, CallParties, std::less<>>;  // by the call's id

}  // namespace verbatim
