#include "engine/index_shard_reader.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

#include "engine/profile.h"

// Without termlists a shard knows the documents of each term and not the terms of a document: they
// are gathered by going through all terms.
namespace verbatim {

namespace {

// The places of documents by their numbers.
class Places {
public:
    explicit Places(std::span<const std::uint32_t> numbers)
        : first_(numbers.front()), places_(numbers.back() - first_ + 1, -1) {
        std::int32_t place = 0;
        for (const std::uint32_t number : numbers) places_[number - first_] = place++;
    }
    std::uint32_t first() const { return first_; }
    bool ends_before(std::uint32_t number) const { return number - first_ >= places_.size(); }
    // Of a number between the first and the last; nothing if it is none of them.
    std::optional<std::size_t> find(std::uint32_t number) const {
        const std::int32_t place = places_[number - first_];
        return place < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(place));
    }

private:
    std::uint32_t first_;
    std::vector<std::int32_t> places_;
};

// The terms of each document, by places. Postings come term by term: they are sorted before
// documents are made, since touching another document for each is several times slower.
class GatheredTerms {
public:
    GatheredTerms(const Xapian::Database& database, const Places& places, std::size_t documents)
        : ends_(documents + 1, 0) {
        std::vector<PlacedPosting> postings;
        for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term)
            read(database, *term, places, postings);
        for (const PlacedPosting& one : postings) ++ends_[one.place + 1];
        std::partial_sum(ends_.begin(), ends_.end(), ends_.begin());
        // Each begins where the one before ends, and is moved to its own end as it fills.
        by_document_.resize(postings.size());
        for (const auto& [place, posting] : postings) by_document_[ends_[place]++] = posting;
    }

    void add_to(Xapian::Document& document, std::size_t place) const {
        for (std::size_t i = place == 0 ? 0 : ends_[place - 1]; i < ends_[place]; ++i)
            document.add_term(names_[by_document_[i].term], by_document_[i].wdf);
    }

private:
    struct Posting {
        std::uint32_t term = 0, wdf = 0;
    };
    struct PlacedPosting {
        std::uint32_t place = 0;
        Posting posting;
    };

    void read(const Xapian::Database& database, std::string name, const Places& places,
              std::vector<PlacedPosting>& postings) {
        const auto term = static_cast<std::uint32_t>(names_.size());
        const std::size_t before = postings.size();
        const auto end = database.postlist_end(name);
        auto posting = database.postlist_begin(name);
        posting.skip_to(places.first());
        for (; posting != end && !places.ends_before(*posting); ++posting)
            if (const auto place = places.find(*posting))
                postings.push_back({static_cast<std::uint32_t>(*place), {term, posting.get_wdf()}});
        if (postings.size() > before) names_.push_back(std::move(name));
    }

    std::vector<std::string> names_;
    std::vector<Posting> by_document_;
    std::vector<std::size_t> ends_;  // in by_document_
};

// The values of one slot, for documents in order.
class SlotValues {
public:
    SlotValues(const Xapian::Database& database, std::uint32_t slot)
        : slot_(slot),
          value_(database.valuestream_begin(slot)),
          end_(database.valuestream_end(slot)) {}

    void add_to(Xapian::Document& document, std::uint32_t number) {
        if (value_ != end_ && value_.get_docid() < number) value_.skip_to(number);
        if (value_ != end_ && value_.get_docid() == number) document.add_value(slot_, *value_);
    }

private:
    std::uint32_t slot_;
    Xapian::ValueIterator value_, end_;
};

}  // namespace

struct ShardReader::State {
    State(const std::filesystem::path& index, const ShardInfo& shard,
          const DocumentChanges& further, std::span<const std::uint32_t> wanted)
        : database(open_shard(index, shard.name)),
          terms(database, Places(wanted), wanted.size()),
          numbers(wanted),
          changes(further) {
        for (const std::uint32_t slot : shard.slots) slots.emplace_back(database, slot);
    }

    Xapian::Database database;
    GatheredTerms terms;
    std::vector<SlotValues> slots;
    std::span<const std::uint32_t> numbers;
    const DocumentChanges& changes;
    std::size_t place = 0;  // of the next one
};

ShardReader::ShardReader(const std::filesystem::path& index, const ShardInfo& shard,
                         const DocumentChanges& changes, std::span<const std::uint32_t> numbers) {
    const StageTimer timing(Stage::index);
    state_ = std::make_unique<State>(index, shard, changes, numbers);
}

ShardReader::~ShardReader() = default;

std::vector<NumberedDocument> ShardReader::next(std::size_t count) {
    const StageTimer timing(Stage::index);
    std::vector<NumberedDocument> documents;
    const std::size_t end = state_->place + std::min(count, state_->numbers.size() - state_->place);
    documents.reserve(end - state_->place);
    for (std::size_t& place = state_->place; place < end; ++place) {
        auto& [number, document] = documents.emplace_back();
        number = state_->numbers[place];
        state_->terms.add_to(document, place);
        for (SlotValues& values : state_->slots) values.add_to(document, number);
        const auto change = state_->changes.find(number);
        if (change == state_->changes.end() || !change->second) continue;
        for (const DocumentChange& further : *change->second) apply(further, document);
    }
    return documents;
}

}  // namespace verbatim
