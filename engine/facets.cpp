#include "engine/facets.h"

#include <xapian.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "engine/ascii.h"
#include "engine/index.h"
#include "engine/index_record.h"
#include "engine/schema.h"
#include "engine/terms.h"

namespace verbatim {

namespace {

struct Counter {
    std::string field;
    Xapian::valueno slot = 0;
    std::unordered_map<std::string, std::uint64_t> counts;
    std::unordered_map<std::string, std::string> names;  // of values that are hashes
};

std::string printed_number(double number) {
    std::string text = std::to_string(number);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

// A stored value as people read it.
std::string printed(const std::string& field, const std::string& value) {
    if (value.empty()) return value;
    const auto number = static_cast<std::size_t>(static_cast<unsigned char>(value.front() - '0'));
    if (field == "kind") return std::string(name_of(kind_numbered(number)));
    if (field == "role") return std::string(name_of(role_numbered(number)));
    if (field == "rating") return printed_number(from_sortable(value));
    if (field == "conversation") return print_id(id_from_sortable(value));
    return value;
}

class Spy : public Xapian::MatchSpy {
public:
    Spy(std::vector<Counter>& counters, const Index& index) : counters_(counters), index_(index) {}

    void operator()(const Xapian::Document& document, double) override {
        for (Counter& counter : counters_) {
            const std::string value = document.get_value(counter.slot);
            if (counter.field == "question") learn_question(value, document, counter);
            count(value, 1, counter);
        }
    }

    void count(const std::string& value, std::uint64_t documents, Counter& counter) const {
        if (counter.field == "lens" && !value.empty())
            each_lens(value, [&](const std::string& lens) { counter.counts[lens] += documents; });
        else if (counter.field == "date")
            counter.counts[value.substr(0, kMonth)] += documents;
        else if (counter.field == "source" && first_source > 0 && !value.empty())
            counter.counts[further(value)] += documents;
        else
            counter.counts[value] += documents;
    }

    std::uint32_t first_source = 0;

private:
    std::string further(const std::string& source) const {
        return std::to_string(whole_number<std::uint32_t>(source).value_or(0) + first_source);
    }

    static constexpr std::size_t kMonth = 7;  // YYYY-MM

    void learn_question(const std::string& value, const Xapian::Document& document,
                        Counter& counter) const {
        if (value.empty() || counter.names.contains(value)) return;
        const auto described = index_.described(document);
        if (described) counter.names.emplace(value, described->citation.question);
    }

    std::vector<Counter>& counters_;
    const Index& index_;
};

}  // namespace

struct FacetCounter::State {
    explicit State(const Index& index) : spy(counters, index) {}
    std::vector<Counter> counters;
    Spy spy;
};

FacetCounter::FacetCounter(const std::vector<std::string>& fields, const Index& index)
    : state_(std::make_unique<State>(index)) {
    for (const std::string& name : fields) {
        const Field* field = find_field(name);
        const auto slot =
            field != nullptr ? static_cast<Xapian::valueno>(field->slot) : custom_slot(name);
        state_->counters.push_back({name, slot, {}, {}});
    }
}

FacetCounter::~FacetCounter() = default;

Xapian::MatchSpy* FacetCounter::spy() {
    return &state_->spy;
}

void FacetCounter::count(const Xapian::Document& document, std::uint32_t first_source) {
    state_->spy.first_source = first_source;
    state_->spy(document, 0);
}

std::vector<std::uint32_t> FacetCounter::slots() const {
    std::vector<std::uint32_t> slots;
    for (const Counter& counter : state_->counters) slots.push_back(counter.slot);
    return slots;
}

void FacetCounter::add(std::size_t field, const std::string& value, std::uint64_t documents,
                       std::uint32_t first_source) {
    state_->spy.first_source = first_source;
    state_->spy.count(value, documents, state_->counters[field]);
}

std::vector<std::string> FacetCounter::unknown_questions() const {
    std::vector<std::string> unknown;
    for (const Counter& counter : state_->counters)
        for (const auto& [value, count] : counter.counts)
            if (counter.field == "question" && !value.empty() && !counter.names.contains(value))
                unknown.push_back(value);
    return unknown;
}

void FacetCounter::name_question(const std::string& hash, const std::string& question) {
    for (Counter& counter : state_->counters)
        if (counter.field == "question") counter.names.emplace(hash, question);
}

void order(Facet& facet) {
    const bool in_time = facet.field == "date";
    std::ranges::sort(facet.counts, [in_time](const auto& a, const auto& b) {
        if (a.first.empty() != b.first.empty()) return b.first.empty();
        return in_time || a.second == b.second ? a.first < b.first : a.second > b.second;
    });
}

std::vector<Facet> FacetCounter::facets() const {
    std::vector<Facet> facets;
    for (const Counter& counter : state_->counters) {
        Facet facet{counter.field, {}};
        for (const auto& [value, count] : counter.counts) {
            const auto name = counter.names.find(value);
            facet.counts.emplace_back(
                name == counter.names.end() ? printed(counter.field, value) : name->second, count);
        }
        order(facet);
        facets.push_back(std::move(facet));
    }
    return facets;
}

struct PeopleCounter::State : Xapian::MatchSpy {
    std::unordered_set<std::string> people;

    void operator()(const Xapian::Document& document, double) override {
        people.insert(document.get_value(kPersonSlot));
    }
};

PeopleCounter::PeopleCounter() : state_(std::make_unique<State>()) {}
PeopleCounter::~PeopleCounter() = default;

Xapian::MatchSpy* PeopleCounter::spy() {
    return state_.get();
}

void PeopleCounter::count(const Xapian::Document& document) {
    (*state_)(document, 0);
}

void PeopleCounter::add(const std::string& person) {
    state_->people.insert(person);
}

std::uint64_t PeopleCounter::people() const {
    return state_->people.size();
}

}  // namespace verbatim
