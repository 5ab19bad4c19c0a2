#include "indexer/readers/speech_people.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "engine/text.h"
#include "indexer/containers/expand.h"
#include "indexer/mapping/dates.h"
#include "indexer/readers/json_elements.h"
#include "indexer/readers/json_text.h"
#include "indexer/readers/names.h"
#include "indexer/readers/speech_fields.h"
#include "indexer/role_names.h"

namespace verbatim {

namespace {

namespace dom = simdjson::dom;
namespace fs = std::filesystem;

constexpr std::size_t kSampleBytes = 64u << 10;
constexpr std::size_t kMostFiles = 200;  // of a folder that are looked into
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

void add_call(dom::element value, Kind kind, PartiesOfCalls& calls) {
    dom::object call, about;
    if (value.get_object().get(call)) return;
    const auto stated = speech_member(call, "metaData");
    if (!stated || stated->get_object().get(about)) about = call;
    const std::string id = first_scalar(about, {"id", "callId"});
    if (id.empty()) return;
    CallParties& parties = calls[id];
    parties.people.add(call, kind);
    parties.title = first_scalar(about, {"title"});
    parties.date = parse_date(first_scalar(about, {"started", "scheduled"}), "").value_or("");
    parties.url = first_scalar(about, {"url"});
}

bool read_calls(const std::string& path, SourceOpener& opener, Kind kind, PartiesOfCalls& calls) {
    auto input = Input::open(path, opener);
    if (!input) return false;
    const std::string_view sample = input->peek(kSampleBytes);
    if (!lists_parties(sample)) return false;
    const auto arrays = find_json_arrays(sample);
    const auto list = std::ranges::find_if(arrays, [](const JsonArray& array) {
        return array.pointer.empty() || array.pointer.ends_with("/calls");
    });
    if (list == arrays.end()) return false;
    JsonText json;
    JsonElements elements(*input, list->offset);
    while (true) {
        const auto state = elements.next();
        if (state == JsonElements::State::end || state == JsonElements::State::cut) return true;
        dom::element value;
        if (state == JsonElements::State::element && !json.parse(elements.element(), value))
            add_call(value, kind, calls);
    }
}

// The other JSON files of a folder, on the disk in the order of their names.
std::vector<std::string> json_beside(const std::string& path) {
    std::vector<std::string> beside = files_beside(path);
    std::erase_if(beside, [](const std::string& file) { return !file.ends_with(".json"); });
    std::error_code failed;
    const fs::path folder = fs::path(path).parent_path();
    if (folder.empty() || !fs::is_regular_file(path, failed)) return beside;
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end;
         entry.increment(failed))
        if (entry->path().extension() == ".json" && entry->path() != fs::path(path) &&
            entry->is_regular_file(failed))
            beside.push_back(entry->path().string());
    std::ranges::sort(beside);
    return beside;
}

}  // namespace

bool lists_parties(std::string_view text) {
    return text.find("\"parties\"") != text.npos && text.find("\"affiliation\"") != text.npos;
}

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

PartiesOfCalls read_parties_beside(const std::string& path, Kind kind,
                                   std::vector<std::string>& files) {
    PartiesOfCalls calls;
    SourceOpener opener;
    std::vector<std::string> beside = json_beside(path);
    beside.resize(std::min(beside.size(), kMostFiles));
    for (const std::string& file : beside)
        if (read_calls(file, opener, kind, calls))
            files.push_back(fs::path(file).filename().string());
    return calls;
}

}  // namespace verbatim
