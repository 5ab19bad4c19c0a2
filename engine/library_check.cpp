#include <algorithm>
#include <unordered_set>

#include "engine/code_context.h"
#include "engine/kill_point.h"
#include "engine/library_files.h"
#include "engine/library_state.h"
#include "engine/meaning/models.h"
#include "engine/schema.h"
#include "engine/writer.h"

namespace verbatim {

namespace {

// A library with more faults than this needs no longer list.
constexpr std::size_t kMostFaults = 1000;

// Walks the live conversations that win, which are those that the index shows.
using VisitWinner =
    std::function<Result<void>(const Conversation&, Place, const std::vector<Place>&)>;
Result<void> each_winner(Library::State& state, const std::map<std::uint32_t, Source>& sources,
                         const VisitWinner& visit) {
    const auto store = state.store();
    if (!store) return store.error();
    for (const auto& [number, source] : sources) {
        const auto source_number = number;
        const auto walked = (*store)->each_conversation(
            number, [&](std::uint32_t ordinal, const Conversation& conversation) -> Result<void> {
                const auto places = (*store)->places(conversation.id);
                if (!places) return places.error();
                const auto best = winner(*places, sources);
                if (!best || best->source != source_number || best->ordinal != ordinal) return {};
                return visit(conversation, *best, *places);
            });
        if (!walked) return walked;
    }
    return {};
}

class Check {
public:
    Check(Library::State& state, const Progress& progress) : state_(state), progress_(progress) {}

    Result<CheckReport> run();

private:
    Result<void> note_unfinished();
    Result<void> conversation(const Conversation& conversation, Place place);
    void verbatim(const Verbatim& verbatim, std::string_view said, const StoredCodes& codes);
    void meaning(const std::string& name, std::uint32_t number, Id id, const Code* stored,
                 const std::optional<Code>& indexed);
    void unreadable(const std::string& name, const Error& error) {
        if (error.code == ErrorCode::stale) stale_ = error;
        fault(name + ": " + error.message);
    }
    void fault(std::string text) {
        if (report_.faults.size() < kMostFaults) report_.faults.push_back(std::move(text));
    }

    Library::State& state_;
    const Progress& progress_;
    CheckReport report_;
    CodeFile* codes_ = nullptr;
    std::optional<Error> stale_;                                 // a writer was faster
    Result<std::vector<double>> since_ = std::vector<double>();  // by the numbers of documents
    std::unordered_set<Id> seen_;
    std::unordered_set<Id> dirty_;  // the index need not show these as the store has them
};

Result<void> Check::note_unfinished() {
    const auto store = state_.store();
    if (!store) return store.error();
    const auto dirty = (*store)->dirty();
    if (!dirty) return dirty.error();
    dirty_.insert(dirty->begin(), dirty->end());
    const auto sources = (*store)->sources();
    if (!sources) return sources.error();
    report_.unfinished = !dirty_.empty() || std::ranges::any_of(*sources, [](const auto& stored) {
        return stored.state != SourceState::live;
    });
    return {};
}

Result<void> Check::conversation(const Conversation& conversation, Place place) {
    if (dirty_.contains(conversation.id)) return {};
    const auto store = state_.store();
    if (!store) return store.error();
    const auto codes = (*store)->codes(place.source, place.ordinal);
    if (!codes) return codes.error();
    for (const Verbatim& verbatim : conversation.verbatims) {
        const std::string_view text = conversation.utterances[verbatim.utterance].text;
        const auto said = text.substr(verbatim.span.begin, verbatim.span.end - verbatim.span.begin);
        this->verbatim(verbatim, said, *codes);
        if (++report_.verbatims % 1024 == 0 && progress_)
            progress_(report_.verbatims, state_.index->size());
    }
    return {};
}

void Check::verbatim(const Verbatim& verbatim, std::string_view said, const StoredCodes& codes) {
    const std::string name = "verbatim " + print_id(verbatim.id);
    if (!seen_.insert(verbatim.id).second) fault(name + " stands twice in the store");
    const auto numbers = state_.index->numbers_of_verbatim(verbatim.id);
    if (!numbers) return unreadable(name, numbers.error());
    if (numbers->empty()) return fault(name + " is missing in the index");
    if (numbers->size() > 1) fault(name + " stands twice in the index");
    const std::uint32_t number = numbers->front();
    const auto indexed = state_.index->coded(number);
    if (!indexed) return unreadable(name, indexed.error());
    if (indexed->document.text != said) fault(name + " is not what was said");
    if (since_ && (number > since_->size() || (*since_)[number - 1] != verbatim.since))
        fault(name + " is not as old in the index as in the store; run `verbatim reindex`");
    if (codes.identity == codes_->identity())
        meaning(name, number, verbatim.id, codes.find(verbatim.id), indexed->code);
}

// Beside a writer rows are seen half written.
void Check::meaning(const std::string& name, std::uint32_t number, Id id, const Code* stored,
                    const std::optional<Code>& indexed) {
    if (!codes_->has(number)) return;
    const bool is_whole = codes_->find(number, id) || codes_->is_interrupted() ||
                          !codes_->has(number) || codes_->find(number, id);
    if (!is_whole || (stored != nullptr && indexed != *stored))
        fault("what " + name + " means is damaged; run `verbatim reindex`");
}

Result<CheckReport> Check::run() {
    if (auto noted = note_unfinished(); !noted) return noted.error();
    const auto sources = state_.live_sources();
    if (!sources) return sources.error();
    const auto codes = state_.codes();
    if (!codes) return codes.error();
    codes_ = *codes;
    since_ = state_.index->since_by_number();
    if (!since_) {
        if (since_.error().code != ErrorCode::damaged) return since_.error();
        fault(since_.error().message);
    }
    if (codes_->is_damaged()) fault("the file of codes is damaged; run `verbatim reindex`");
    const auto walked =
        each_winner(state_, *sources,
                    [&](const Conversation& conversation, Place place, const std::vector<Place>&) {
                        return this->conversation(conversation, place);
                    });
    if (!walked) {
        if (walked.error().code != ErrorCode::damaged) return walked.error();
        fault(walked.error().message);
    }
    if (stale_) return *stale_;
    if (!report_.unfinished && state_.index->size() != report_.verbatims)
        fault("the index has " + std::to_string(state_.index->size()) + " verbatims, the store " +
              std::to_string(report_.verbatims));
    const auto of_index = state_.index->faults();
    if (!of_index) return of_index.error();
    for (const std::string& found : *of_index) fault(found + "; run `verbatim reindex`");
    const auto of_models = faults_of_models();
    for (const Error& error : of_models) fault(error.message);
    // Searches must not go by a note that is older than the fault.
    std::error_code ignored;
    if (!of_models.empty()) std::filesystem::remove(state_.directory / kGoodModelsFile, ignored);
    return std::move(report_);
}

// Codes that the index in use has are taken over; which others are missing, is seen later.
Result<void> add_codes(CodeFile& file, std::uint32_t first, const Conversation& conversation,
                       const StoredCodes& codes) {
    const std::vector<Code> in_context = codes_in_context(conversation, codes);
    for (std::uint32_t i = 0; i < in_context.size(); ++i)
        if (is_known(in_context[i]))
            if (auto put = file.put(first + i, conversation.verbatims[i].id, in_context[i]); !put)
                return put;
    return {};
}

// The sources, and how many verbatims they have.
Result<std::uint64_t> put_sources(const std::map<std::uint32_t, Source>& sources, Index& index) {
    std::uint64_t verbatims = 0;
    for (const auto& [number, source] : sources) {
        verbatims += source.counts.verbatims;
        if (auto put = index.put_source(number, {source.path, source.sha256, source.round}); !put)
            return put.error();
    }
    return verbatims;
}

// The codes that the store has of a conversation, where they are of the kind that the file takes:
// that of the first.
Result<StoredCodes> comparable_codes(const Store& store, Place place, CodeFile& file) {
    auto codes = store.codes(place.source, place.ordinal);
    if (!codes) return codes;
    if (file.identity() == 0 && codes->identity != 0)
        if (auto begun = file.begin(codes->identity); !begun) return begun.error();
    if (codes->identity != file.identity()) codes->codes.clear();
    return codes;
}

Result<void> build_index(Library::State& state, const std::filesystem::path& directory,
                         const Progress& progress) {
    const auto sources = state.live_sources();
    if (!sources) return sources.error();
    const auto store = state.store();
    if (!store) return store.error();
    const auto lenses = state.lenses();
    if (!lenses) return lenses.error();
    const auto people = state.people();
    if (!people) return people.error();
    auto index = Index::create(directory);
    if (!index) return index.error();
    if (auto put = index->put_lenses({(*lenses)->identity(), 0, 0, (*lenses)->own()}); !put)
        return put;
    auto file = CodeFile::open(directory / kCodesName, Access::write);
    if (!file) return file.error();
    const auto total = put_sources(*sources, *index);
    if (!total) return total.error();
    std::uint64_t done = 0;
    const auto walked =
        each_winner(state, *sources,
                    [&](const Conversation& conversation, Place place,
                        const std::vector<Place>& places) -> Result<void> {
                        const auto codes = comparable_codes(**store, place, *file);
                        if (!codes) return codes.error();
                        auto documents = prepare(conversation, place, holders_of(places, *sources),
                                                 sources->at(place.source).round, **people,
                                                 paths_of(places, *sources), **lenses, *codes);
                        done += documents.size();
                        if (progress) progress(std::min(done, *total), *total);
                        const auto first = index->add(std::move(documents));
                        if (!first) return first.error();
                        return add_codes(*file, *first, conversation, *codes);
                    });
    if (!walked) return walked;
    if (auto synced = file->sync(); !synced) return synced;
    return index->commit();
}

}  // namespace

Result<CheckReport> Library::check(const Progress& progress) {
    return state_->retried([&] { return Check(*state_, progress).run(); });
}

Result<void> Library::reindex(const Progress& progress) {
    const std::filesystem::path& directory = state_->directory;
    const auto next = next_index_number(directory);
    if (!next) return next.error();
    const std::string name = index_name(*next);
    if (auto tied = tie_version_to_index(directory); !tied) return tied;
    kill_point("reindex-begun");
    if (auto built = build_index(*state_, directory / name, progress); !built) return built;
    if (auto written = write_version(directory / name); !written) return written;
    kill_point("reindex-built");
    if (auto linked = point_index_at(directory, name); !linked) return linked;
    kill_point("reindex-switched");
    if (auto written = write_version(directory); !written) return written;
    if (auto opened = state_->open_index(); !opened) return opened;
    if (auto recovered = Writer(*this).recover(); !recovered) return recovered;
    return remove_old_indexes(directory);
}

}  // namespace verbatim
