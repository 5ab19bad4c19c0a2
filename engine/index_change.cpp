#include <algorithm>
#include <system_error>
#include <thread>

#include "engine/durable.h"
#include "engine/index_state.h"
#include "engine/kill_point.h"
#include "engine/profile.h"
#include "engine/schema.h"
#include "engine/terms.h"

// How an index grows and changes, and what makes that durable.
namespace verbatim {

namespace fs = std::filesystem;

namespace {

// Within a transaction Xapian keeps the values of all documents in memory, past its threshold,
// until somebody looks at one: so often they are looked at.
constexpr std::size_t kMergeValuesAfter = 5000;

// Documents wait for a shard in memory: beyond so many bytes of their data they wait no longer.
constexpr std::size_t kMostBytes = 64u << 20;

// A file for fewer documents than this share of a shard would cost searches more than it saves.
constexpr std::size_t kLeastShare = 4;

// Shards are joined, so many at least, into one of so many times the documents; in an index of
// very many documents into larger ones, so that they stay few.
constexpr std::size_t kJoined = 4;
constexpr std::uint32_t kMostParts = 16;

class Change {
public:
    explicit Change(Index::State& state) : state_(state), writing_(*state.writing) {}

    void put_into_tail(std::uint32_t number, const Xapian::Document& document) {
        writing_.tail->replace_document(number, document);
        if (++writing_.unmerged >= kMergeValuesAfter) {
            (void)writing_.tail->valuestream_begin(kIdSlot);
            writing_.unmerged = 0;
        }
    }

    // The documents go into a shard that another thread builds.
    void build(std::vector<NumberedDocument> documents);
    // Everything added finds its part: a shard if it is worth one, else the tail.
    void settle_added();
    void finish_building();
    void rewrite_shards();
    void empty_tail();
    void join_shards();
    void commit();

private:
    void list(std::vector<ShardInfo> shards);
    void finish_first();

    Index::State& state_;
    Index::State::Writing& writing_;
};

void Change::build(std::vector<NumberedDocument> documents) {
    const std::size_t threads = std::max(1u, std::thread::hardware_concurrency());
    while (writing_.building.size() >= threads) finish_first();
    const std::uint32_t name = ++state_.list.last_name;
    writing_.building.push_back(std::async(
        std::launch::async,
        [index = state_.path, name](std::vector<NumberedDocument> given) {
            return write_shard(index, name, std::move(given));
        },
        std::move(documents)));
}

void Change::finish_first() {
    auto first = std::move(writing_.building.front());
    writing_.building.pop_front();
    state_.list.shards.push_back(first.get());
}

void Change::finish_building() {
    if (writing_.building.empty() && state_.list.shards.size() == state_.shards.size()) return;
    while (!writing_.building.empty()) finish_first();
    list(std::move(state_.list.shards));
}

// Opens what is new and puts the parts together.
void Change::list(std::vector<ShardInfo> shards) {
    std::ranges::sort(shards, {}, &ShardInfo::first);
    state_.list.shards = std::move(shards);
    state_.shards.clear();
    for (const ShardInfo& shard : state_.list.shards)
        state_.shards.emplace_back((state_.path / shard_name(shard.name)).string());
    state_.put_together();
}

void Change::settle_added() {
    std::vector<NumberedDocument> added = std::exchange(writing_.added, {});
    writing_.added_bytes = 0;
    if (added.size() * kLeastShare >= documents_per_shard()) {
        build(std::move(added));
    } else {
        for (const auto& [number, document] : added) put_into_tail(number, document);
    }
    finish_building();
    writing_.added_conversations.clear();
}

void Change::rewrite_shards() {
    const auto changes = std::exchange(writing_.changes, {});
    for (const auto& [name, documents] : changes) {
        const auto shard = std::ranges::find(state_.list.shards, name, &ShardInfo::name);
        auto remaining = read_shard(state_.path, *shard, documents);
        const auto place = shard - state_.list.shards.begin();
        state_.list.shards.erase(shard);
        state_.shards.erase(state_.shards.begin() + place);
        writing_.obsolete.push_back(name);
        for (std::size_t begin = 0; begin < remaining.size(); begin += documents_per_shard()) {
            const std::size_t end = std::min(begin + documents_per_shard(), remaining.size());
            build({std::make_move_iterator(remaining.begin() + static_cast<std::ptrdiff_t>(begin)),
                   std::make_move_iterator(remaining.begin() + static_cast<std::ptrdiff_t>(end))});
        }
    }
    writing_.erased.clear();
    if (changes.empty()) return;
    while (!writing_.building.empty()) finish_first();
    list(std::move(state_.list.shards));
}

// A tail of many documents is large, and slow to add to: whole shards are made of it.
void Change::empty_tail() {
    const std::size_t whole = documents_per_shard();
    std::vector<NumberedDocument> leaving;
    std::size_t left = state_.tail.get_doccount() / whole * whole;
    if (left == 0) return;
    std::vector<std::uint32_t> numbers;
    for (auto posting = state_.tail.postlist_begin(""); left > 0; ++posting, --left)
        numbers.push_back(*posting);
    for (const std::uint32_t number : numbers) {
        leaving.push_back({number, whole_copy(state_.tail.get_document(number))});
        if (leaving.size() == whole) build(std::exchange(leaving, {}));
    }
    for (const std::uint32_t number : numbers) writing_.tail->delete_document(number);
    finish_building();
}

void Change::join_shards() {
    const std::size_t most =
        std::max<std::size_t>(kJoined * documents_per_shard(), state_.list.last / kMostParts);
    std::vector<ShardInfo> listed = state_.list.shards, result, run;
    std::size_t documents = 0;
    const auto end_run = [&] {
        if (run.size() < kJoined) {
            result.insert(result.end(), run.begin(), run.end());
        } else {
            result.push_back(verbatim::join_shards(state_.path, ++state_.list.last_name, run));
            for (const ShardInfo& shard : run) writing_.obsolete.push_back(shard.name);
        }
        run.clear();
        documents = 0;
    };
    for (const ShardInfo& shard : listed) {
        const bool follows = run.empty() || run.back().last < shard.first;
        if (!follows || documents + shard.documents > most) end_run();
        run.push_back(shard);
        documents += shard.documents;
    }
    end_run();
    if (result != state_.list.shards) list(std::move(result));
}

void Change::commit() {
    settle_added();
    rewrite_shards();
    empty_tail();
    join_shards();
    ShardList& committed = writing_.committed;
    const bool changes = state_.list.shards != committed.shards;
    if (changes) {
        if (const auto synced = sync_directory(state_.path); !synced)
            throw Xapian::DatabaseError(synced.error().message);
        writing_.tail->set_metadata(kShardsKey, encode(state_.list));
        kill_point("shards-written");
    }
    writing_.tail->commit_transaction();
    writing_.tail->begin_transaction();
    if (!changes) return;
    kill_point("shards-listed");
    committed = state_.list;
    for (const std::uint32_t name : std::exchange(writing_.obsolete, {}))
        fs::remove(state_.path / shard_name(name));
}

}  // namespace

void Index::State::show_added() {
    if (writing == nullptr || writing->added_conversations.empty()) return;
    Change(*this).settle_added();
}

bool Index::State::is_erased(std::uint32_t number) const {
    return writing != nullptr && writing->erased.contains(number);
}

Result<void> Index::change(const std::function<void()>& body) {
    auto& failed = state_->writing->failed;
    if (failed) return *failed;
    auto changed = guarded(state_->path, body);
    if (!changed) failed = changed.error();
    return changed;
}

Result<std::uint32_t> Index::add(PreparedDocuments documents) {
    const StageTimer timing(Stage::index);
    const std::uint32_t first = state_->list.last + 1;
    const auto added = change([&] {
        State::Writing& writing = *state_->writing;
        writing.added_conversations.insert(documents.state_->conversation);
        for (Xapian::Document& document : documents.state_->documents) {
            writing.added_bytes += document.get_data().size();
            writing.added.push_back({++state_->list.last, std::move(document)});
            if (writing.added.size() < documents_per_shard() && writing.added_bytes < kMostBytes)
                continue;
            writing.added_bytes = 0;
            Change(*state_).build(std::exchange(writing.added, {}));
        }
    });
    if (!added) return added.error();
    return first;
}

// Where no lens changes only values are touched, and in the tail Xapian writes no more than that.
Result<void> Index::enrich(std::uint32_t number, const Code* code, const Document& before,
                           const Document& after, std::span<const IndexedLenses::Own> own) {
    return change([&] {
        state_->show_added();
        DocumentChange change;
        if (before.lenses != after.lenses || !own.empty())
            change = change_of_lenses(before, after, own);
        if (code != nullptr) change.values.emplace_back(kCodeSlot, std::string(bytes_of(*code)));
        State::Writing& writing = *state_->writing;
        if (const auto shard = state_->shard_of(number)) {
            auto& changes = writing.changes[state_->list.shards[*shard].name];
            auto& further = changes.try_emplace(number, std::in_place).first->second;
            if (further) further->push_back(std::move(change));
            return;
        }
        Xapian::Document document = writing.tail->get_document(number);
        apply(change, document);
        Change(*state_).put_into_tail(number, document);
    });
}

Result<void> Index::put_lenses(const IndexedLenses& lenses) {
    return change([&] { state_->writing->tail->set_metadata(kLensesKey, encode(lenses)); });
}

Result<void> Index::erase(Id conversation) {
    const auto numbers = numbers_of(conversation);
    if (!numbers) return numbers.error();
    return change([&] {
        State::Writing& writing = *state_->writing;
        for (const std::uint32_t number : *numbers) {
            if (const auto shard = state_->shard_of(number)) {
                writing.changes[state_->list.shards[*shard].name][number] = std::nullopt;
                writing.erased.insert(number);
            } else {
                writing.tail->delete_document(number);
            }
        }
    });
}

Result<void> Index::put_source(std::uint32_t source, const IndexedSource& indexed) {
    return change(
        [&] { state_->writing->tail->set_metadata(source_key(source), encode(indexed)); });
}

Result<void> Index::erase_source(std::uint32_t source) {
    return change([&] { state_->writing->tail->set_metadata(source_key(source), ""); });
}

Result<void> Index::commit() {
    const StageTimer timing(Stage::commit);
    return change([&] { Change(*state_).commit(); });
}

}  // namespace verbatim
