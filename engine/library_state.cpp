#include "engine/library_state.h"

#include "engine/library_files.h"
#include "engine/library_others.h"

#include <algorithm>
#include <tuple>

namespace verbatim {

Library::State::~State() {
    // For whoever opens the store next. A failure costs time, not data.
    if (access != Access::write || !open_store) return;
    (void)open_store->shorten_log().has_value();
    (void)open_store->merge_tables().has_value();
}

Result<Store*> Library::State::store() {
    if (!open_store) {
        if (!has_store(directory)) return missing_store(directory);
        auto opened = Store::open(store_path(), access);
        if (!opened) return opened.error();
        open_store = *std::move(opened);
    }
    return &*open_store;
}

Result<CodeFile*> Library::State::codes() {
    if (!open_codes) {
        auto opened = CodeFile::open(index->directory() / kCodesName, access);
        if (!opened) return opened.error();
        open_codes = *std::move(opened);
    }
    return &*open_codes;
}

const Result<Meaning>& Library::State::meaning() {
    if (!open_meaning) open_meaning.emplace(Meaning::open(directory / kGoodModelsFile, access));
    return *open_meaning;
}

Result<const LensSet*> Library::State::lenses() {
    if (!open_lenses) {
        const auto opened = store();
        if (!opened) return opened.error();
        const auto stored = stored_lenses(**opened);
        if (!stored) return stored.error();
        auto lenses = LensSet::make(*stored);
        if (!lenses) return lenses.error();
        open_lenses = *std::move(lenses);
    }
    return &*open_lenses;
}

Result<std::vector<StoredLens>> stored_lenses(const Store& store) {
    const auto settings = store.settings(kLensKey);
    if (!settings) return settings.error();
    std::vector<StoredLens> lenses;
    for (const auto& [name, bytes] : *settings) {
        auto lens = decode_lens(bytes);
        if (!lens) return lens.error();
        lenses.push_back(*std::move(lens));
    }
    std::ranges::sort(lenses, {},
                      [](const StoredLens& lens) { return std::tie(lens.number, lens.name); });
    return lenses;
}

Result<const People*> Library::State::people() {
    if (!open_people) {
        const auto opened = store();
        if (!opened) return opened.error();
        std::map<std::string, std::string> settings;
        for (const std::string_view kind : {kPersonKey, kJoinKey, kRenameKey}) {
            const auto found = (*opened)->settings(kind);
            if (!found) return found.error();
            for (const auto& [key, value] : *found) settings[std::string(kind) + key] = value;
        }
        auto people = People::make(std::move(settings));
        if (!people) return people.error();
        open_people = *std::move(people);
    }
    return &*open_people;
}

Result<void> Library::State::open_index() {
    std::error_code failed;
    if (!std::filesystem::is_directory(index_link(), failed))
        return Error{ErrorCode::damaged,
                     "the index of the library is missing: " + index_link().string(),
                     "run `verbatim reindex`: nothing need be read again"};
    auto opened = Index::open(index_link(), access);
    if (!opened) return opened.error();
    index = *std::move(opened);
    open_together.reset();
    open_codes.reset();
    open_lenses.reset();
    open_people.reset();
    sources.clear();
    return {};
}

Result<const Index*> Library::State::together() {
    if (access != Access::read) return &*index;
    if (!open_together) {
        auto others = others_of(directory);
        if (!others) return others.error();
        if (others->empty()) return &*index;
        std::erase_if(*others, [this](const IndexAddress& other) {
            return std::ranges::find(given_up, other.text, &Index::Missing::name) != given_up.end();
        });
        missing.clear();
        auto opened = Index::open_with(index_link(), *others, missing);
        if (!opened) return opened.error();
        missing.insert(missing.end(), given_up.begin(), given_up.end());
        open_together = *std::move(opened);
        sources.clear();
    }
    return &*open_together;
}

void Library::State::give_up_servers(const Error& error) {
    if (!open_together) return;
    const auto others = others_of(directory);
    if (!others) return;
    for (const IndexAddress& other : *others)
        if (is_failure_of(other, error.message)) given_up.push_back({other.text, error.message});
}

Result<std::map<std::uint32_t, Source>> live_sources(const Store& store) {
    auto stored = store.sources();
    if (!stored) return stored.error();
    std::map<std::uint32_t, Source> live;
    for (StoredSource& source : *stored)
        if (source.state == SourceState::live)
            live.emplace(source.source.id, std::move(source.source));
    return live;
}

Result<std::map<std::uint32_t, Source>> Library::State::live_sources() {
    const auto opened = store();
    return opened ? verbatim::live_sources(**opened) : opened.error();
}

std::optional<Place> winner(const std::vector<Place>& places,
                            const std::map<std::uint32_t, Source>& sources) {
    const auto rank = [&](const Place& place) {
        const Source& source = sources.at(place.source);
        return std::tuple(~place.text_bytes, std::string_view(source.sha256),
                          std::string_view(source.path));
    };
    std::optional<Place> best;
    for (const Place& place : places)
        if (sources.contains(place.source) && (!best || rank(place) < rank(*best))) best = place;
    return best;
}

std::vector<std::uint32_t> holders_of(const std::vector<Place>& places,
                                      const std::map<std::uint32_t, Source>& sources) {
    std::vector<std::uint32_t> holders;
    for (const Place& place : places)
        if (sources.contains(place.source)) holders.push_back(place.source);
    std::ranges::sort(holders);
    return holders;
}

std::vector<std::string> paths_of(const std::vector<Place>& places,
                                  const std::map<std::uint32_t, Source>& sources) {
    std::vector<std::string> paths;
    for (const Place& place : places)
        if (const auto source = sources.find(place.source); source != sources.end())
            paths.push_back(source->second.path);
    std::ranges::sort(paths);
    return paths;
}

}  // namespace verbatim
