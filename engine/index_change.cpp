#include <algorithm>
#include <utility>

#include "engine/index_commit.h"
#include "engine/profile.h"
#include "engine/schema.h"
#include "engine/terms.h"

// How an index grows and changes.
namespace verbatim {

namespace {

// Documents wait for a shard in memory: beyond so many bytes of their data they wait no longer.
constexpr std::size_t kMostBytes = 64u << 20;

}  // namespace

void Index::State::show_added() {
    if (writing == nullptr || writing->unseen.empty()) return;
    const auto shown = guarded(path, [this] { Commit(*this).settle_added(); });
    if (shown) return;
    writing->failed = shown.error();
    throw Xapian::DatabaseError(shown.error().message);
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
    // Ids of documents in all parts together have 32 bits.
    const auto parts = static_cast<std::uint32_t>(2 + kMostBuilders + state_->shards.size());
    if (first + documents.size() > UINT32_MAX / parts)
        return Error{ErrorCode::unavailable, state_->path.string() + " has no numbers left",
                     "run `verbatim reindex`: it gives new ones"};
    const auto added = change([&] {
        State::Writing& writing = *state_->writing;
        writing.unseen.insert(documents.state_->conversation);
        writing.custom_keys.merge(documents.state_->custom_keys);
        for (Xapian::Document& document : documents.state_->documents) {
            writing.added_bytes += document.get_value(kRecordSlot).size();
            writing.added.push_back({++state_->list.last, std::move(document)});
            if (writing.added.size() < documents_per_shard() && writing.added_bytes < kMostBytes)
                continue;
            writing.added_bytes = 0;
            Commit(*state_).build(std::exchange(writing.added, {}));
        }
    });
    if (!added) return added.error();
    return first;
}

namespace {

// Both changes are of the document as the shard has it: of the earlier one a code stays.
void supersede(std::vector<DocumentChange>& earlier, DocumentChange change) {
    const bool is_of_lenses = std::ranges::any_of(
        change.values, [](const auto& value) { return value.first == kRecordSlot; });
    if (is_of_lenses)
        for (DocumentChange& before : earlier) {
            before = {{}, {}, std::move(before.values)};
            std::erase_if(before.values, [](const auto& v) { return v.first != kCodeSlot; });
        }
    earlier.push_back(std::move(change));
}

}  // namespace

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
            auto& changes = writing.changes[state_->opened[*shard].name];
            auto& further = changes.try_emplace(number, std::in_place).first->second;
            if (further) supersede(*further, std::move(change));
            return;
        }
        Xapian::Document document = writing.tail->get_document(number);
        apply(change, document);
        Commit(*state_).put_into_tail(number, document);
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
                writing.changes[state_->opened[*shard].name][number] = std::nullopt;
                writing.erased.insert(number);
            } else {
                Commit(*state_).take_from_tail(number);
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
    return change([&] { Commit(*state_).commit(); });
}

}  // namespace verbatim
