#include "engine/index_filters.h"

#include <algorithm>

namespace verbatim {

namespace {

constexpr std::size_t kMostKnown = 1000;

// Xapian walks the documents that a query finds where index_walk.h cannot.
template <typename Add>
void match(const Xapian::Query& filter, const Xapian::Database& part, const Add& add) {
    Xapian::Enquire enquire(part);
    enquire.set_query(filter);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    const Xapian::MSet found = enquire.get_mset(0, part.get_doccount());
    for (auto document = found.begin(); document != found.end(); ++document) add(*document);
}

PartDocuments found_in_part(const Xapian::Query& filter, const Xapian::Database& part) {
    const std::uint32_t last = part.get_lastdocid();
    PartDocuments found(*part.postlist_begin(""), last);
    const auto add = [&](std::uint32_t number) { found.add(number); };
    if (const auto walked = documents_found(filter, {&part, 1}, last, DocumentSet(0)))
        for (auto number = walked->next(0); number; number = walked->next(*number + 1))
            add(*number);
    else
        match(filter, part, add);
    return found;
}

class KeptSource : public Xapian::PostingSource {
public:
    // The documents must outlive this.
    explicit KeptSource(const KeptDocuments& kept) : kept_(kept) {}

    // The last interface that Xapian 1.4 has for it.
    void init(const Xapian::Database& part) override {
        part_ = kept_.of(part);
        place_ = 0;
    }
    Xapian::doccount get_termfreq_min() const override { return size(); }
    Xapian::doccount get_termfreq_est() const override { return size(); }
    Xapian::doccount get_termfreq_max() const override { return size(); }
    Xapian::docid get_docid() const override { return place_; }
    bool at_end() const override { return place_ == kEnd; }
    void next(double) override { go_to(place_ + 1); }
    void skip_to(Xapian::docid document, double) override {
        if (document > place_) go_to(document);
    }
    bool check(Xapian::docid document, double) override {
        if (document <= place_) return true;
        const bool is_there = part_ != nullptr && part_->contains(document);
        place_ = is_there ? document : document - 1;
        return is_there;
    }
    Xapian::PostingSource* clone() const override { return new KeptSource(kept_); }
    std::string get_description() const override {
        return "KeptSource(" + std::to_string(kept_.size()) + ")";
    }

private:
    static constexpr Xapian::docid kEnd = ~Xapian::docid{0};

    Xapian::doccount size() const { return part_ == nullptr ? 0 : part_->size(); }
    void go_to(Xapian::docid document) {
        const auto next = part_ == nullptr ? std::nullopt : part_->next(document);
        place_ = next.value_or(kEnd);
    }

    const KeptDocuments& kept_;
    const PartDocuments* part_ = nullptr;
    Xapian::docid place_ = 0;  // 0 before the first
};

// Nothing where it has parts that only itself knows.
std::optional<std::string> written_down(const Xapian::Query& filter) {
    try {
        return filter.serialise();
    } catch (const Xapian::UnimplementedError&) {
        return std::nullopt;
    }
}

}  // namespace

void PartDocuments::add(std::uint32_t number) {
    documents_.add(number - first_);
    ++size_;
}

std::optional<std::uint32_t> PartDocuments::next(std::uint32_t number) const {
    const auto next = documents_.next(std::max(number, first_) - first_);
    return next ? std::optional(*next + first_) : std::nullopt;
}

KeptDocuments::Part KeptDocuments::named(const Xapian::Database& part) {
    return {part.get_lastdocid(), part.get_doccount()};
}

std::unique_ptr<const KeptDocuments> KeptDocuments::found(const Xapian::Query& filter,
                                                          std::span<const Xapian::Database> parts) {
    auto found = std::make_unique<KeptDocuments>();
    for (const Xapian::Database& part : parts) {
        if (part.get_doccount() == 0) continue;
        const auto [place, is_new] =
            found->parts_.emplace(named(part), found_in_part(filter, part));
        if (!is_new) return nullptr;
        found->size_ += place->second.size();
    }
    return found;
}

bool KeptDocuments::contains(std::uint32_t number) const {
    return std::ranges::any_of(parts_,
                               [number](const auto& part) { return part.second.contains(number); });
}

const PartDocuments* KeptDocuments::of(const Xapian::Database& part) const {
    return part.get_doccount() == 0 ? nullptr : &parts_.at(named(part));
}

const KeptDocuments* KeptFilters::documents(const Xapian::Query& filter,
                                            std::span<const Xapian::Database> parts,
                                            std::uint64_t search) {
    const auto key = written_down(filter);
    if (!key || (known_.size() >= kMostKnown && !known_.contains(*key))) return nullptr;
    Known& known = known_[*key];
    const bool is_second = known.search != 0 && known.search != search && !known.was_asked_again;
    known.search = search;
    known.was_asked_again = known.was_asked_again || is_second;
    if (is_second && kept_ < most_) {
        auto found = KeptDocuments::found(filter, parts);
        if (found != nullptr && found->size() >= least_) {
            known.documents = std::move(found);
            ++kept_;
        }
    }
    return known.documents.get();
}

Xapian::Query query_for(const KeptDocuments& documents) {
    return Xapian::Query((new KeptSource(documents))->release());
}

}  // namespace verbatim
