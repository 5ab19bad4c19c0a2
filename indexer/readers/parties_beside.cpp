#include "indexer/readers/parties_beside.h"

#include <algorithm>
#include <filesystem>

#include "indexer/containers/expand.h"
#include "indexer/decode.h"
#include "indexer/mapping/dates.h"
#include "indexer/readers/json_elements.h"
#include "indexer/readers/json_text.h"
#include "indexer/readers/speech_fields.h"

namespace verbatim {

namespace {

namespace dom = simdjson::dom;
namespace fs = std::filesystem;

constexpr std::size_t kSampleBytes = 64u << 10;
constexpr std::size_t kMostFiles = 200;  // of a folder that list parties
constexpr std::size_t kMostPlaces = 16;  // that are kept

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

std::string folder_of(const std::string& path) {
    return fs::path(path).parent_path().string();
}

// In the order of the archive.
std::vector<std::string> files_in_archive(const std::string& archive) {
    ScanResult found;
    found.files.push_back({archive, 0, 0});
    expand_archives(found);
    std::vector<std::string> files;
    for (FoundFile& file : found.files) files.push_back(std::move(file.path));
    return files;
}

// In the order of their names.
std::vector<std::string> files_in_folder(const std::string& folder) {
    std::vector<std::string> files;
    std::error_code failed;
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end;
         entry.increment(failed))
        if (entry->is_regular_file(failed)) files.push_back(entry->path().string());
    std::ranges::sort(files);
    return files;
}

}  // namespace

bool lists_parties(std::string_view text) {
    return text.find("\"parties\"") != text.npos && text.find("\"affiliation\"") != text.npos;
}

const FolderParties& PartiesBeside::of(const std::string& path, Kind kind) {
    static const FolderParties kNone;
    std::error_code failed;
    const auto archive = archive_of(path);
    const std::string folder = folder_of(path);
    if (!archive && (folder.empty() || !fs::is_regular_file(path, failed))) return kNone;
    const std::pair place(archive.value_or(folder), kind);
    if (const auto known = places_.find(place); known != places_.end())
        return known->second[folder];
    if (places_.size() == kMostPlaces) places_.clear();
    Folders& folders = places_[place];
    SourceOpener opener;
    for (const std::string& file : archive ? files_in_archive(*archive) : files_in_folder(folder)) {
        if (!file.ends_with(".json")) continue;
        FolderParties& parties = folders[folder_of(file)];
        if (parties.files.size() < kMostFiles && read_calls(file, opener, kind, parties.calls))
            parties.files.push_back(fs::path(file).filename().string());
    }
    return folders[folder];
}

}  // namespace verbatim
