#include "engine/index_walk.h"

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <utility>

namespace verbatim {

std::size_t DocumentSet::size() const {
    std::size_t count = 0;
    for (const std::uint64_t word : words_) count += static_cast<std::size_t>(std::popcount(word));
    return count;
}

std::optional<std::uint32_t> DocumentSet::next(std::uint32_t number) const {
    std::size_t place = number / kBits;
    if (place >= words_.size()) return std::nullopt;
    std::uint64_t word = words_[place] & ~(bit(number) - 1);
    while (word == 0) {
        if (++place == words_.size()) return std::nullopt;
        word = words_[place];
    }
    return static_cast<std::uint32_t>(place * kBits) +
           static_cast<std::uint32_t>(std::countr_zero(word));
}

void DocumentSet::add(const DocumentSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
}

void DocumentSet::remove(const DocumentSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
}

void DocumentSet::keep(const DocumentSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
}

namespace {

using Query = Xapian::Query;

// Looking a document up in a term's list costs as much as so many steps along it.
constexpr std::uint64_t kStepsOfLookUp = 8;

class Walk {
public:
    Walk(std::span<const Xapian::Database> parts, std::uint32_t last, const DocumentSet& known)
        : parts_(parts), last_(last), known_(known) {}

    static bool can_walk(const Query& query);
    // What the query finds, of `among` if that is given.
    DocumentSet found(const Query& query, const DocumentSet* among) const;

private:
    std::uint64_t most(const Query& query) const;
    DocumentSet with_term(const std::string& term, const DocumentSet* among) const;
    DocumentSet with_any(const Query& query, const DocumentSet* among) const;
    DocumentSet with_all(const Query& query, const DocumentSet* among) const;

    std::span<const Xapian::Database> parts_;
    std::uint32_t last_;
    const DocumentSet& known_;
};

bool Walk::can_walk(const Query& query) {
    switch (query.get_type()) {
        case Query::LEAF_TERM:
        case Query::LEAF_MATCH_ALL:
        case Query::LEAF_MATCH_NOTHING:
            return true;
        case Query::OP_OR:
        case Query::OP_MAX:
        case Query::OP_AND:
        case Query::OP_FILTER:
        case Query::OP_AND_NOT:
        case Query::OP_AND_MAYBE:
        case Query::OP_SCALE_WEIGHT:
            break;
        default:
            return false;
    }
    for (std::size_t i = 0; i < query.get_num_subqueries(); ++i)
        if (!can_walk(query.get_subquery(i))) return false;
    return true;
}

// How many documents the query finds at most, about.
std::uint64_t Walk::most(const Query& query) const {
    std::uint64_t sum = 0, least = std::numeric_limits<std::uint64_t>::max();
    if (query.get_type() == Query::LEAF_TERM) {
        if (*query.get_terms_begin() == kKnownTerm) return known_.size();
        for (const Xapian::Database& part : parts_)
            sum += part.get_termfreq(*query.get_terms_begin());
        return sum;
    }
    if (query.get_type() == Query::LEAF_MATCH_ALL) return last_;
    for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
        const std::uint64_t most = this->most(query.get_subquery(i));
        sum += most;
        least = std::min(least, most);
        if (query.get_type() == Query::OP_AND_NOT || query.get_type() == Query::OP_AND_MAYBE) break;
    }
    const bool is_and = query.get_type() == Query::OP_AND || query.get_type() == Query::OP_FILTER;
    return is_and ? least : sum;
}

DocumentSet Walk::with_term(const std::string& term, const DocumentSet* among) const {
    if (term == kKnownTerm) {
        DocumentSet both = known_;
        if (among != nullptr) both.keep(*among);
        return both;
    }
    DocumentSet found(last_);
    std::uint64_t frequency = 0;
    for (const Xapian::Database& part : parts_) frequency += part.get_termfreq(term);
    const bool looks_up = among != nullptr && among->size() * kStepsOfLookUp < frequency;
    for (const Xapian::Database& part : parts_) {
        const auto end = part.postlist_end(term);
        auto posting = part.postlist_begin(term);
        while (posting != end) {
            if (among == nullptr || among->contains(*posting)) found.add(*posting);
            if (!looks_up) {
                ++posting;
                continue;
            }
            const auto wanted = among->next(*posting + 1);
            if (!wanted) break;
            posting.skip_to(*wanted);
        }
    }
    return found;
}

DocumentSet Walk::with_any(const Query& query, const DocumentSet* among) const {
    DocumentSet found(last_);
    for (std::size_t i = 0; i < query.get_num_subqueries(); ++i)
        found.add(this->found(query.get_subquery(i), among));
    return found;
}

// The rarest first: what is not among its documents need not be looked at.
DocumentSet Walk::with_all(const Query& query, const DocumentSet* among) const {
    std::vector<std::pair<std::uint64_t, std::size_t>> parts;
    for (std::size_t i = 0; i < query.get_num_subqueries(); ++i)
        parts.emplace_back(most(query.get_subquery(i)), i);
    std::ranges::sort(parts);
    DocumentSet found = this->found(query.get_subquery(parts.front().second), among);
    for (std::size_t i = 1; i < parts.size(); ++i)
        found = this->found(query.get_subquery(parts[i].second), &found);
    return found;
}

DocumentSet Walk::found(const Query& query, const DocumentSet* among) const {
    switch (query.get_type()) {
        case Query::LEAF_TERM:
            return with_term(*query.get_terms_begin(), among);
        case Query::LEAF_MATCH_ALL:
            return among != nullptr ? *among : with_term("", nullptr);
        case Query::LEAF_MATCH_NOTHING:
            return DocumentSet(last_);
        case Query::OP_OR:
        case Query::OP_MAX:
            return with_any(query, among);
        case Query::OP_AND:
        case Query::OP_FILTER:
            return with_all(query, among);
        default: {  // what its first part finds; but for OP_AND_NOT the others only weigh
            DocumentSet found = this->found(query.get_subquery(0), among);
            const bool leaves_out = query.get_type() == Query::OP_AND_NOT;
            for (std::size_t i = 1; leaves_out && i < query.get_num_subqueries(); ++i) {
                const DocumentSet unwanted = this->found(query.get_subquery(i), &found);
                found.remove(unwanted);
            }
            return found;
        }
    }
}

}  // namespace

std::optional<DocumentSet> documents_found(const Query& query,
                                           std::span<const Xapian::Database> parts,
                                           std::uint32_t last, const DocumentSet& known) {
    if (!Walk::can_walk(query)) return std::nullopt;
    for (const Xapian::Database& part : parts)
        if (part.get_lastdocid() > last)
            throw Xapian::DatabaseCorruptError("a part of the index has a number above the last");
    return Walk(parts, last, known).found(query, nullptr);
}

namespace {

// Reading all values takes as long as looking up those of so large a share of the documents.
constexpr std::uint64_t kShare = 4;

// Counts by value; `example` is one's document.
class Counting {
public:
    void add(std::string value, std::uint32_t example) {
        const auto [known, is_new] = places_.try_emplace(std::move(value), counts_.size());
        if (is_new) counts_.push_back({known->first, 0, example});
        ++counts_[known->second].documents;
    }
    std::vector<ValueCount> taken() { return std::move(counts_); }

private:
    std::unordered_map<std::string, std::size_t> places_;
    std::vector<ValueCount> counts_;
};

}  // namespace

std::vector<ValueCount> ValueCounts::of(const DocumentSet& documents,
                                        std::span<const Xapian::Database> parts, std::uint32_t slot,
                                        std::uint32_t last) {
    if (!is_kept_ && !are_too_many_) {
        looked_up_ += documents.size();
        if (looked_up_ * kShare > last) read(parts, slot, last);
    }
    return is_kept_ ? kept(documents) : looked_up(documents, parts, slot);
}

std::vector<ValueCount> ValueCounts::looked_up(const DocumentSet& documents,
                                               std::span<const Xapian::Database> parts,
                                               std::uint32_t slot) const {
    Counting counting;
    DocumentSet without = documents;
    for (const Xapian::Database& part : parts) {
        const auto end = part.valuestream_end(slot);
        auto value = part.valuestream_begin(slot);
        for (auto wanted = documents.next(0); wanted && value != end;) {
            value.skip_to(*wanted);
            if (value == end) break;
            const std::uint32_t number = value.get_docid();
            if (number == *wanted) {
                counting.add(*value, number);
                without.remove(number);
            }
            wanted = documents.next(number == *wanted ? number + 1 : number);
        }
    }
    for (auto number = without.next(0); number; number = without.next(*number + 1))
        counting.add("", *number);
    return counting.taken();
}

void ValueCounts::read(std::span<const Xapian::Database> parts, std::uint32_t slot,
                       std::uint32_t last) {
    constexpr std::size_t kMost = std::numeric_limits<std::uint16_t>::max();
    std::unordered_map<std::string, std::uint16_t> known = {{"", 0}};
    places_.assign(std::size_t{last} + 1, 0);
    values_ = {""};
    for (const Xapian::Database& part : parts) {
        const auto end = part.valuestream_end(slot);
        for (auto value = part.valuestream_begin(slot); value != end; ++value) {
            const auto [place, is_new] =
                known.try_emplace(*value, static_cast<std::uint16_t>(values_.size()));
            if (is_new) values_.push_back(place->first);
            places_[value.get_docid()] = place->second;
            if (values_.size() <= kMost) continue;
            are_too_many_ = true;
            places_ = {};
            values_ = {};
            return;
        }
    }
    is_kept_ = true;
}

std::vector<ValueCount> ValueCounts::kept(const DocumentSet& documents) const {
    std::vector<ValueCount> counts(values_.size());
    for (auto number = documents.next(0); number; number = documents.next(*number + 1)) {
        ValueCount& count = counts[places_[*number]];
        ++count.documents;
        count.example = *number;
    }
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (counts[i].documents > 0) counts[i].value = values_[i];
    std::erase_if(counts, [](const ValueCount& count) { return count.documents == 0; });
    return counts;
}

}  // namespace verbatim
