#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/library_merge_numbers.h"
#include "engine/library_merge_settings.h"
#include "engine/library_parts.h"
#include "engine/result.h"
#include "engine/store.h"

// For library_merge.cpp: how the records of several stores come into one.
namespace verbatim {

using RemovedConversations = std::unordered_set<Id>;

// What the result has of one source beside its conversations.
struct MergedSource {
    Source source;
    MergedRejects rejects;
    std::uint32_t listed = 0;
    std::vector<bool> ordinals;  // that are used
};

// Takes one library after the other into a store.
class Merging {
public:
    Merging(Store& into, const RemovedConversations& removed) : into_(into), removed_(removed) {}

    // What the store has already.
    Result<void> begin();
    Result<void> take(const Store& from, const std::string& name);
    // How many conversations the store has.
    Result<std::uint64_t> finish();
    const MergedSettings& settings() const { return *settings_; }

private:
    using Listed = std::unordered_set<std::string>;  // rejects of a source

    Result<void> begin_source(const Source& source);
    Result<void> take_out(Id conversation, const std::vector<Place>& held);
    void take_out(MergedSource& source, const Locator& locator, std::uint64_t records);
    Result<void> take_source(const Store& from, std::uint32_t number, const Source& source);
    Result<void> take_conversation(const Store& from, Place theirs, Conversation conversation,
                                   MergedSource& into, Listed& listed);
    Result<void> keep_since(Conversation& conversation, const std::vector<Place>& held);
    Result<void> take_rejects(const Store& from, const Source& source, MergedSource& into,
                              Listed& listed);
    Result<std::vector<Place>> places(Id conversation);
    Result<void> write();
    Result<void> write_if_full() {
        return batch_.bytes() < kMakingBatchBytes ? Result<void>() : write();
    }

    Store& into_;
    const RemovedConversations& removed_;
    StoreBatch batch_;
    MergedNumbers numbers_;
    std::optional<MergedSettings> settings_;
    std::map<std::uint32_t, MergedSource> sources_;       // by their numbers in the result
    std::unordered_map<Id, std::vector<Place>> pending_;  // places in the batch
};

}  // namespace verbatim
