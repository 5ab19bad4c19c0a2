#include "engine/index_filters.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/index_walk.h"

namespace verbatim {

namespace {

constexpr std::size_t kMostKept = 32, kMostKnown = 1000;
// A list of so few documents is no slower than a set.
constexpr std::uint64_t kFew = 1000;

// Documents of one part, whose numbers begin with `first`.
struct OfPart {
    std::uint32_t first;
    DocumentSet documents;  // by number - first
    std::uint32_t size = 0;
};

// Xapian walks the documents that a query finds where index_walk.h cannot.
template <typename Add>
void match(const Xapian::Query& filter, const Xapian::Database& part, const Add& add) {
    Xapian::Enquire enquire(part);
    enquire.set_query(filter);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    const Xapian::MSet found = enquire.get_mset(0, part.get_doccount());
    for (auto document = found.begin(); document != found.end(); ++document) add(*document);
}

OfPart found_in_part(const Xapian::Query& filter, const Xapian::Database& part) {
    const std::uint32_t last = part.get_lastdocid();
    const std::uint32_t first = *part.postlist_begin("");
    OfPart found{first, DocumentSet(last - first), 0};
    const auto add = [&](std::uint32_t number) {
        found.documents.add(number - found.first);
        ++found.size;
    };
    if (const auto walked = documents_found(filter, {&part, 1}, last, DocumentSet(0)))
        for (auto number = walked->next(0); number; number = walked->next(*number + 1))
            add(*number);
    else
        match(filter, part, add);
    return found;
}

}  // namespace

struct KeptFilters::Documents {
    std::map<std::uint32_t, OfPart> parts;  // by the first number of each
    std::uint64_t size = 0;
};

namespace {

class KeptSource : public Xapian::PostingSource {
public:
    // The documents must outlive this.
    explicit KeptSource(const KeptFilters::Documents& kept) : kept_(kept) {}

    // The last interface that Xapian 1.4 has for it.
    void init(const Xapian::Database& part) override {
        part_ = part.get_doccount() == 0 ? nullptr : &kept_.parts.at(*part.postlist_begin(""));
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
        const bool is_there = part_ != nullptr && document >= part_->first &&
                              part_->documents.contains(document - part_->first);
        place_ = is_there ? document : document - 1;
        return is_there;
    }
    Xapian::PostingSource* clone() const override { return new KeptSource(kept_); }
    std::string get_description() const override {
        return "KeptSource(" + std::to_string(kept_.size) + ")";
    }

private:
    static constexpr Xapian::docid kEnd = ~Xapian::docid{0};

    Xapian::doccount size() const { return part_ == nullptr ? 0 : part_->size; }
    void go_to(Xapian::docid document) {
        place_ = kEnd;
        if (part_ == nullptr) return;
        const auto next = part_->documents.next(std::max(document, part_->first) - part_->first);
        if (next) place_ = *next + part_->first;
    }

    const KeptFilters::Documents& kept_;
    const OfPart* part_ = nullptr;
    Xapian::docid place_ = 0;  // 0 before the first
};

std::unique_ptr<const KeptFilters::Documents> found_in_parts(
    const Xapian::Query& filter, std::span<const Xapian::Database> parts) {
    auto found = std::make_unique<KeptFilters::Documents>();
    for (const Xapian::Database& part : parts) {
        if (part.get_doccount() == 0) continue;
        OfPart of_part = found_in_part(filter, part);
        found->size += of_part.size;
        found->parts.emplace(of_part.first, std::move(of_part));
    }
    return found;
}

// Nothing where it has parts that only itself knows.
std::optional<std::string> written_down(const Xapian::Query& filter) {
    try {
        return filter.serialise();
    } catch (const Xapian::UnimplementedError&) {
        return std::nullopt;
    }
}

}  // namespace

KeptFilters::KeptFilters() = default;
KeptFilters::~KeptFilters() = default;

Xapian::Query KeptFilters::of(const Xapian::Query& filter, std::span<const Xapian::Database> parts,
                              std::uint64_t search) {
    const auto key = written_down(filter);
    if (!key || (known_.size() >= kMostKnown && !known_.contains(*key))) return filter;
    Known& known = known_[*key];
    const bool is_second = known.search != 0 && known.search != search && !known.was_asked_again;
    known.search = search;
    known.was_asked_again = known.was_asked_again || is_second;
    if (is_second && kept_ < kMostKept) {
        auto found = found_in_parts(filter, parts);
        if (found->size >= kFew) {
            known.documents = std::move(found);
            ++kept_;
        }
    }
    if (known.documents == nullptr) return filter;
    return Xapian::Query((new KeptSource(*known.documents))->release());
}

}  // namespace verbatim
