#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "engine/index.h"
#include "engine/lens_set.h"
#include "engine/library.h"
#include "engine/library_lock.h"
#include "engine/library_version.h"
#include "engine/meaning/code_file.h"
#include "engine/meaning/meaning.h"
#include "engine/people.h"
#include "engine/store.h"

// What the parts of Library share; not for users of the engine.
namespace verbatim {

struct Library::State {
    std::filesystem::path directory;
    Access access = Access::read;
    std::optional<LibraryLock> lock;  // writers
    std::optional<Store> open_store;  // readers open it on first use: it costs milliseconds
    std::optional<Index> index;
    std::optional<Index> open_together;    // it and the others, if there are any; on first use
    std::vector<Index::Missing> missing;   // of the others
    std::vector<Index::Missing> given_up;  // ... those that failed in the middle of an answer
    std::optional<Result<Meaning>> open_meaning;     // on first use
    std::optional<CodeFile> open_codes;              // of the index; opened on first use
    std::map<std::uint32_t, IndexedSource> sources;  // as the index has them
    std::optional<LensSet> open_lenses;              // on first use
    std::optional<People> open_people;               // on first use

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State();

    std::filesystem::path store_path() const { return directory / kStoreName; }
    std::filesystem::path index_link() const { return directory / "index"; }

    Result<CodeFile*> codes();
    // The models; the error, kept, says why there are none.
    const Result<Meaning>& meaning();

    // Fails with damaged where there is none: what the index alone can tell needs none.
    Result<Store*> store();
    // The library's lenses as they are now; what the index has of them may be older.
    Result<const LensSet*> lenses();
    // Who the speakers are, as the store has it.
    Result<const People*> people();
    Result<void> open_index();
    // What searches look into: the index, with the others that can be reached.
    Result<const Index*> together();

    // The live sources by number.
    Result<std::map<std::uint32_t, Source>> live_sources();

    // Calls `body` and, where a writer was faster, opens index and store anew and calls it again.
    template <typename Body>
    auto retried(const Body& body) -> decltype(body()) {
        constexpr int kAttempts = 5;
        for (int attempt = 1;; ++attempt) {
            auto result = body();
            const bool again = !result && attempt < kAttempts && access == Access::read &&
                               (result.error().code == ErrorCode::stale ||
                                result.error().code == ErrorCode::damaged ||
                                result.error().code == ErrorCode::unavailable);
            if (!again) return result;
            give_up_servers(result.error());
            open_store.reset();
            if (auto opened = open_index(); !opened) return opened.error();
        }
    }
    // Does without the servers that the error tells of.
    void give_up_servers(const Error& error);
};

// The live sources by number.
Result<std::map<std::uint32_t, Source>> live_sources(const Store& store);

// The lenses that the store has, by number.
Result<std::vector<StoredLens>> stored_lenses(const Store& store);

// Of the sources that hold a conversation, the one whose text is quoted: the longest, then the one
// whose bytes hash lowest, then the first path, so that the order of ingest does not matter. Places
// of sources that are not in the map do not count; nothing if none does.
std::optional<Place> winner(const std::vector<Place>& places,
                            const std::map<std::uint32_t, Source>& sources);

// The numbers of the places' sources, in order.
std::vector<std::uint32_t> holders_of(const std::vector<Place>& places,
                                      const std::map<std::uint32_t, Source>& sources);
// Their paths, in order.
std::vector<std::string> paths_of(const std::vector<Place>& places,
                                  const std::map<std::uint32_t, Source>& sources);

}  // namespace verbatim
