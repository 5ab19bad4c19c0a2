#include <xapian.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <unordered_map>

#include "engine/files.h"
#include "engine/hash.h"
#include "engine/index_document.h"
#include "engine/index_state.h"
#include "engine/schema.h"
#include "engine/terms.h"

// Whether the files of an index are as they were written. Shards have a hash; of the tail, whose
// files are changed in place, every table is held against what another says.
namespace verbatim {

namespace {

// What a posting or a term of a document says; the sum tells whether they are the same ones.
std::uint64_t posting(const std::string& term, std::uint32_t document, std::uint32_t count) {
    return hash64(term, (std::uint64_t{document} << 32) + count);
}

// Not what a document shows, or with a checksum of its own.
bool is_apart(std::uint32_t slot) {
    return slot == kCodeSlot || slot == kRecordSlot || slot == kSinceSlot;
}

class TailCheck {
public:
    TailCheck(const Index& index, const Xapian::Database& tail, std::vector<std::string>& faults)
        : index_(index), tail_(tail), faults_(faults) {
        for (const auto& [number, source] : sources_in(tail)) rounds_[number] = source.round;
        const std::string lenses = tail.get_metadata(kLensesKey);
        if (lenses.empty()) return;
        auto decoded = decode_indexed_lenses(lenses);
        if (!decoded) throw Xapian::DatabaseCorruptError(decoded.error().message);
        own_ = std::move(decoded->own);
    }

    void run() {
        const auto end = tail_.postlist_end("");
        for (auto at = tail_.postlist_begin(""); at != end; ++at) document(*at);
        if (documents_ != tail_.get_doccount()) fault("its documents are not as many as it says");
        if (length_ != tail_.get_total_length()) fault("its words are not as many as it says");
        postings();
        values();
    }

private:
    struct Frequency {
        std::uint32_t documents = 0;
        std::uint64_t count = 0;
    };

    void fault(const std::string& what) { faults_.push_back(what); }
    void document(std::uint32_t number);
    void terms(std::uint32_t number, const Xapian::Document& document);
    void values(std::uint32_t number, const Xapian::Document& document);
    void postings();
    void values();

    const Index& index_;
    const Xapian::Database& tail_;
    std::vector<std::string>& faults_;
    std::map<std::uint32_t, std::string> rounds_;  // by the number of the source
    std::vector<IndexedLenses::Own> own_;
    std::unordered_map<std::string, Frequency> frequencies_;  // by the documents' own terms
    std::map<std::uint32_t, Frequency> slots_;                // the count a sum of the values
    std::uint64_t sum_ = 0;                                   // of all postings, as they say
    std::uint32_t documents_ = 0;
    std::uint64_t length_ = 0;
};

void TailCheck::document(std::uint32_t number) {
    const Xapian::Document document = tail_.get_document(number);
    ++documents_;
    terms(number, document);
    values(number, document);
}

void TailCheck::terms(std::uint32_t number, const Xapian::Document& document) {
    std::uint64_t length = 0;
    for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
        const std::uint32_t count = term.get_wdf();
        sum_ += posting(*term, number, count);
        Frequency& frequency = frequencies_[*term];
        ++frequency.documents;
        frequency.count += count;
        length += count;
    }
    length_ += length;
    if (tail_.get_doclength(number) != length || length > tail_.get_doclength_upper_bound() ||
        length < tail_.get_doclength_lower_bound())
        fault("the length of document " + std::to_string(number) + " is wrong");
}

// What a document shows says which values it has.
void TailCheck::values(std::uint32_t number, const Xapian::Document& document) {
    const auto described = index_.described(document);
    if (!described) {
        fault("document " + std::to_string(number) + ": " + described.error().message);
        return;
    }
    const Xapian::Document built = build(*described, {}, rounds_[described->place.source], own_);
    for (auto value = built.values_begin(); value != built.values_end(); ++value) {
        if (is_apart(value.get_valueno())) continue;
        Frequency& frequency = slots_[value.get_valueno()];
        ++frequency.documents;
        frequency.count += posting(*value, number, 0);
    }
}

void TailCheck::postings() {
    std::uint64_t sum = 0;
    std::size_t terms = 0;
    for (auto term = tail_.allterms_begin(); term != tail_.allterms_end(); ++term) {
        ++terms;
        Frequency frequency;
        std::uint32_t most = 0;
        const std::string name = *term;
        const auto end = tail_.postlist_end(name);
        for (auto at = tail_.postlist_begin(name); at != end; ++at) {
            sum += posting(name, *at, at.get_wdf());
            ++frequency.documents;
            frequency.count += at.get_wdf();
            most = std::max(most, at.get_wdf());
        }
        const auto found = frequencies_.find(name);
        if (found == frequencies_.end() || found->second.documents != frequency.documents ||
            found->second.count != frequency.count ||
            tail_.get_termfreq(name) != frequency.documents ||
            tail_.get_collection_freq(name) != frequency.count ||
            tail_.get_wdf_upper_bound(name) < most)
            fault("a word is in other verbatims than it is listed with");
    }
    if (sum != sum_ || terms != frequencies_.size())
        fault("the words of verbatims are not those that they are found by");
}

void TailCheck::values() {
    for (const auto& [slot, expected] : slots_) {
        Frequency found;
        bool is_whole = tail_.get_value_freq(slot) == expected.documents;
        const std::string lower = tail_.get_value_lower_bound(slot);
        const std::string upper = tail_.get_value_upper_bound(slot);
        const auto end = tail_.valuestream_end(slot);
        for (auto value = tail_.valuestream_begin(slot); value != end; ++value) {
            ++found.documents;
            found.count += posting(*value, value.get_docid(), 0);
            is_whole = is_whole && *value >= lower && *value <= upper;
        }
        if (!is_whole || found.documents != expected.documents || found.count != expected.count)
            fault("the values of verbatims are not what they show");
    }
}

}  // namespace

Result<std::vector<std::string>> Index::faults() const {
    std::vector<std::string> faults;
    std::error_code failed;
    for (const ShardInfo& shard : state_->opened)
        if (!std::filesystem::exists(state_->path / shard_name(shard.name), failed))
            return failed
                       ? unavailable(state_->path / shard_name(shard.name), failed)
                       : Error{ErrorCode::stale, "the index was written to meanwhile", "try again"};
    const auto read = guarded(state_->path, [&] {
        for (std::size_t i = 0; i < state_->shards.size(); ++i) {
            const ShardInfo& shard = state_->opened[i];
            const std::string file = state_->path / shard_name(shard.name);
            if (hash_of_shard(state_->path, shard.name) != shard.hash)
                faults.push_back(file + " is damaged: its bytes are not those that were written");
            else if (state_->shards[i].get_doccount() != shard.documents)
                faults.push_back(file + " has not the documents that are listed");
        }
        std::vector<std::string> of_tail;
        (void)dictionary_in(state_->tail);
        TailCheck(*this, state_->tail, of_tail).run();
        if (!of_tail.empty())
            faults.push_back(state_->path.string() + " is damaged: " + of_tail.front() +
                             (of_tail.size() == 1
                                  ? ""
                                  : ", and " + std::to_string(of_tail.size() - 1) + " more"));
    });
    if (read) return faults;
    if (read.error().code != ErrorCode::damaged) return read.error();
    faults.push_back(read.error().message);
    return faults;
}

namespace {

// What the documents have in a slot, as `read` reads it, by their numbers from 1 on.
template <typename Value, typename Read>
Result<std::vector<Value>> by_number(const Index& index, Index::State& state, std::uint32_t slot,
                                     const Read& read) {
    std::vector<Value> values(index.last(), Value{});
    const auto walked = guarded(state.path, [&] {
        state.show_added();
        const auto end = state.database.valuestream_end(slot);
        for (auto value = state.database.valuestream_begin(slot); value != end; ++value) {
            const std::uint32_t number = index.number_of(value.get_docid());
            if (number > values.size()) values.resize(number, Value{});
            values[number - 1] = read(*value);
        }
    });
    if (!walked) return walked.error();
    return values;
}

}  // namespace

Result<std::vector<Id>> Index::ids_by_number() const {
    return by_number<Id>(*this, *state_, kIdSlot, id_from_sortable);
}

Result<std::vector<double>> Index::since_by_number() const {
    return by_number<double>(*this, *state_, kSinceSlot, from_sortable);
}

}  // namespace verbatim
