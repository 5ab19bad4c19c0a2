#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/model.h"
#include "indexer/readers/speech_people.h"

namespace verbatim {

// Whether a text begins as Gong's list of calls with their parties does.
bool lists_parties(std::string_view text);

// The calls with their parties that the JSON files of one folder list.
struct FolderParties {
    PartiesOfCalls calls;
    std::vector<std::string> files;  // their names
};

// The parties of calls, which lie beside the transcripts, on the disk or in an archive. What was
// read is kept: a folder is read once for the many transcripts in it, and an archive once for all
// its folders. One thread at a time.
class PartiesBeside {
public:
    // What the folder of `path` lists, told by what its files begin with. What cannot be read is
    // passed over. Valid until the next call.
    const FolderParties& of(const std::string& path, Kind kind);

private:
    using Folders = std::map<std::string, FolderParties>;
    std::map<std::pair<std::string, Kind>, Folders> places_;  // archives, and folders on the disk
};

}  // namespace verbatim
