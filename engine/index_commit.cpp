#include "engine/index_commit.h"

#include <algorithm>
#include <set>
#include <system_error>
#include <thread>
#include <utility>

#include "engine/durable.h"
#include "engine/index_shard_reader.h"
#include "engine/kill_point.h"
#include "engine/schema.h"
#include "engine/terms.h"

namespace verbatim {

namespace fs = std::filesystem;

namespace {

// Within a transaction Xapian keeps the values of all documents in memory, past its threshold,
// until somebody looks at one: so often they are looked at.
constexpr std::size_t kMergeValuesAfter = 5000;

// A file for fewer documents than this share of a shard would cost searches more than it saves.
constexpr std::size_t kLeastShare = 4;

// Shards are joined, so many at least, into one of so many times the documents. Where they are more
// than a search should have to look through, two are joined too, and into larger ones.
constexpr std::size_t kJoined = 4;
constexpr std::size_t kLeastLimit = 8, kMostLimit = 16;
constexpr std::size_t kDocumentsForMore = 250'000;

// More parts than so many are too many. More are allowed where joined ones would be large, for what
// takes a document out of one writes all of it anew.
std::size_t limit_of_parts(std::size_t documents) {
    return std::clamp(documents / kDocumentsForMore, kLeastLimit, kMostLimit);
}

// So many times the documents of a new shard are read of an old one at once: of most, all.
constexpr std::size_t kReadTogether = 13;
}  // namespace

void Commit::put_into_tail(std::uint32_t number, const Xapian::Document& document) {
    writing_.tail->replace_document(number, document);
    if (++writing_.unmerged >= kMergeValuesAfter) {
        (void)writing_.tail->valuestream_begin(kIdSlot);
        writing_.unmerged = 0;
    }
}

void Commit::take_from_tail(std::uint32_t number) {
    writing_.tail->delete_document(number);
    writing_.tail_lost_some = true;
}

void Commit::build(std::vector<NumberedDocument> documents) {
    const std::size_t builders =
        std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kMostBuilders);
    while (writing_.building.size() >= builders) finish_first();
    const std::uint32_t name = ++state_.list.last_name;
    const RecordDictionary& dictionary = state_.dictionary_for(documents);
    writing_.building.push_back(std::async(
        std::launch::async,
        [index = state_.path, name, &dictionary](std::vector<NumberedDocument> given) {
            return write_shard(index, name, std::move(given), dictionary);
        },
        std::move(documents)));
}

void Commit::finish_first() {
    auto first = std::move(writing_.building.front());
    writing_.building.pop_front();
    state_.list.shards.push_back(first.get());
}

void Commit::finish_building() {
    while (!writing_.building.empty()) finish_first();
    std::ranges::sort(state_.list.shards, {}, &ShardInfo::first);
    if (state_.list.shards != state_.opened) state_.open_parts();
}

void Commit::settle_added() {
    std::vector<NumberedDocument> added = std::exchange(writing_.added, {});
    writing_.added_bytes = 0;
    if (added.size() * kLeastShare >= documents_per_shard()) {
        build(std::move(added));
    } else {
        for (const auto& [number, document] : added) put_into_tail(number, document);
    }
    finish_building();
    writing_.unseen.clear();
}

void Commit::rewrite_shards() {
    const auto changes = std::exchange(writing_.changes, {});
    const std::size_t size = documents_per_shard();
    for (const auto& [name, documents] : changes) {
        const auto shard = std::ranges::find(state_.list.shards, name, &ShardInfo::name);
        const ShardInfo before = *shard;
        state_.list.shards.erase(shard);
        writing_.obsolete.push_back(name);
        const auto numbers = numbers_staying(state_.path, before, documents);
        for (std::span<const std::uint32_t> left = numbers; !left.empty();) {
            const auto some = left.first(std::min(left.size(), kReadTogether * size));
            ShardReader reader(state_.path, before, documents, some);
            for (std::size_t read = 0; read < some.size(); read += size) build(reader.next(size));
            left = left.subspan(some.size());
        }
    }
    writing_.erased.clear();
    finish_building();
}

// A tail of many documents is slow to add to, and slow to empty: shards are made of it as soon as
// it is worth one.
void Commit::empty_tail() {
    const std::size_t whole = std::max<std::size_t>(1, documents_per_shard() / kLeastShare);
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
    for (const std::uint32_t number : numbers) take_from_tail(number);
    finish_building();
}

namespace {

// Whether the least and the greatest value that the slot has by what Xapian says are there.
bool has_bounds(const Xapian::Database& tail, std::uint32_t slot) {
    const std::string lower = tail.get_value_lower_bound(slot);
    const std::string upper = tail.get_value_upper_bound(slot);
    bool has_lower = false, has_upper = false;
    const auto end = tail.valuestream_end(slot);
    for (auto value = tail.valuestream_begin(slot); value != end; ++value) {
        has_lower = has_lower || *value == lower;
        has_upper = has_upper || *value == upper;
    }
    return (has_lower && has_upper) || tail.get_value_freq(slot) == 0;
}

}  // namespace

// Xapian keeps the bounds of a slot until no document has a value there: what somebody said, or his
// name, would stay. All documents leave for a moment, within the transaction.
void Commit::forget_bounds() {
    if (!std::exchange(writing_.tail_lost_some, false)) return;
    std::set<std::uint32_t> slots = {kRecordSlot};
    for (const Field& field : kFields)
        if (field.slot >= 0) slots.insert(static_cast<std::uint32_t>(field.slot));
    for (const std::string& key : writing_.custom_keys) slots.insert(custom_slot(key));
    const auto holds = [this](std::uint32_t slot) { return has_bounds(state_.tail, slot); };
    if (std::ranges::all_of(slots, holds)) return;
    std::vector<NumberedDocument> documents;
    for (auto posting = state_.tail.postlist_begin(""); posting != state_.tail.postlist_end("");
         ++posting)
        documents.push_back({*posting, whole_copy(state_.tail.get_document(*posting))});
    for (const NumberedDocument& one : documents) writing_.tail->delete_document(one.number);
    for (const NumberedDocument& one : documents) put_into_tail(one.number, one.document);
}

namespace {

// Shards of which each has higher numbers than the one before. Numbers of what was in the tail lie
// between those of others, so there may be several such rows.
std::vector<std::vector<ShardInfo>> rows_of(const std::vector<ShardInfo>& shards) {
    std::vector<std::vector<ShardInfo>> rows;
    for (const ShardInfo& shard : shards) {
        auto row = std::ranges::find_if(
            rows, [&](const auto& before) { return before.back().last < shard.first; });
        if (row == rows.end()) row = rows.insert(rows.end(), std::vector<ShardInfo>());
        row->push_back(shard);
    }
    return rows;
}

}  // namespace

void Commit::join_shards() {
    const std::size_t all = state_.database.get_doccount(), limit = limit_of_parts(all);
    const bool are_many = state_.list.shards.size() > limit;
    const std::size_t least = are_many ? 2 : kJoined;
    const std::size_t most =
        std::max(kJoined * documents_per_shard(), are_many ? 2 * all / limit : 0);
    std::vector<ShardInfo> result;
    for (const std::vector<ShardInfo>& row : rows_of(state_.list.shards)) {
        for (auto first = row.begin(); first != row.end();) {
            auto last = first;
            for (std::size_t documents = 0;
                 last != row.end() && (documents += last->documents) <= most; ++last) {
            }
            if (last == first) ++last;
            append(std::span(first, last), least, result);
            first = last;
        }
    }
    state_.list.shards = std::move(result);
    finish_building();
}

void Commit::append(std::span<const ShardInfo> run, std::size_t least,
                    std::vector<ShardInfo>& result) {
    if (run.size() < least) {
        result.insert(result.end(), run.begin(), run.end());
        return;
    }
    result.push_back(verbatim::join_shards(state_.path, ++state_.list.last_name, run));
    for (const ShardInfo& shard : run) writing_.obsolete.push_back(shard.name);
}

void Commit::commit() {
    settle_added();
    rewrite_shards();
    empty_tail();
    join_shards();
    forget_bounds();
    ShardList& committed = writing_.committed;
    const bool changes =
        state_.list.last_name != committed.last_name || state_.list.shards != committed.shards;
    if (changes) {
        sync_entries();
        writing_.tail->set_metadata(kShardsKey, encode(state_.list));
        kill_point("shards-written");
    }
    put_summary();
    writing_.tail->commit_transaction();
    writing_.tail->begin_transaction();
    sync_entries();  // a commit ends with a rename, which Xapian does not sync
    if (changes) kill_point("shards-listed");
    committed = state_.list;
    state_.write_parts_file();
    // What cannot be removed now goes when the index is opened for writing.
    std::error_code ignored;
    for (const std::uint32_t name : std::exchange(writing_.obsolete, {}))
        fs::remove(state_.path / shard_name(name), ignored);
}

// What those need know who search the index among others.
void Commit::put_summary() const {
    std::uint64_t documents = writing_.tail->get_doccount();
    for (const ShardInfo& shard : state_.list.shards) documents += shard.documents;
    std::string keys;
    for (const std::string& key : writing_.custom_keys) keys += key + '\0';
    const auto put = [this](const char* key, const std::string& value) {
        if (state_.tail.get_metadata(key) != value) writing_.tail->set_metadata(key, value);
    };
    put(kDocumentsKey, std::to_string(documents));
    put(kCustomKeysKey, keys);
}

void Commit::sync_entries() const {
    throw_if_failed(sync_directory(state_.path));
}

}  // namespace verbatim
