#include "engine/plan_near.h"

#include <xapian.h>

#include <algorithm>
#include <map>

#include "engine/meaning/code_file.h"
#include "engine/plan_term.h"

namespace verbatim {

struct NearDocuments::State {
    std::vector<std::int32_t> products;
    double unit = 1;
    std::int32_t certain = 0;
    std::int32_t least = 0;  // products below are not let in
};

namespace {

// Walks the documents of one part of the index that are let in, in order.
class NearSource : public Xapian::PostingSource {
public:
    NearSource(const std::vector<std::int32_t>& products, double unit, std::int32_t least)
        : products_(products), unit_(unit), least_(least) {}

    // The last interface that Xapian 1.4 has for it. The part's ids are the documents' numbers.
    void init(const Xapian::Database& part) override {
        living_ = part.postlist_begin("");
        end_ = part.postlist_end("");
        last_ = std::min<std::size_t>(part.get_lastdocid(), products_.size());
        const std::size_t first = living_ == end_ ? last_ + 1 : *living_;
        place_ = first - 1;
        std::size_t count = 0;
        highest_ = least_;
        for (std::size_t number = first; number <= last_; ++number) {
            const std::int32_t product = products_[number - 1];
            if (product >= least_) ++count;
            highest_ = std::max(highest_, product);
        }
        // Numbers between those of this part may be of others.
        const double share = static_cast<double>(part.get_doccount()) /
                             static_cast<double>(std::max<std::size_t>(1, last_ + 1 - first));
        most_ = std::min<std::uint32_t>(part.get_doccount(), static_cast<std::uint32_t>(count));
        count_ = std::min(most_, static_cast<std::uint32_t>(share * static_cast<double>(count)));
        set_maxweight(weight_of(highest_));
    }
    Xapian::doccount get_termfreq_min() const override { return 0; }
    Xapian::doccount get_termfreq_est() const override { return count_; }
    Xapian::doccount get_termfreq_max() const override { return most_; }
    double get_weight() const override { return weight_of(products_[place_ - 1]); }
    Xapian::docid get_docid() const override { return static_cast<Xapian::docid>(place_); }
    bool at_end() const override { return place_ > last_; }
    void next(double least_weight) override {
        ++place_;
        advance(least_weight);
    }
    void skip_to(Xapian::docid document, double least_weight) override {
        place_ = std::max<std::size_t>(place_, document);
        advance(least_weight);
    }
    Xapian::PostingSource* clone() const override {
        return new NearSource(products_, unit_, least_);
    }
    std::string get_description() const override { return "NearDocuments"; }

private:
    double weight_of(std::int32_t product) const {
        return steady(std::max(0.0, static_cast<double>(product - least_) / unit_));
    }
    void advance(double least_weight) {
        const double wanted = least_weight * unit_ + least_;
        const auto least =
            std::max(least_, wanted > highest_ ? highest_ + 1 : static_cast<std::int32_t>(wanted));
        while (place_ <= last_ && (products_[place_ - 1] < least || !is_there())) ++place_;
    }
    // A document that was taken out leaves its code behind.
    bool is_there() {
        const auto document = static_cast<Xapian::docid>(place_);
        if (living_ != end_ && *living_ < document) living_.skip_to(document);
        return living_ != end_ && *living_ == document;
    }

    const std::vector<std::int32_t>& products_;
    double unit_;
    std::int32_t least_;
    std::int32_t highest_ = 0;
    std::uint32_t count_ = 0;  // about how many documents are let in
    std::uint32_t most_ = 0;   // ... at most
    std::size_t last_ = 0;     // the highest number there
    std::size_t place_ = 0;    // the document's number; before the first, one less
    Xapian::PostingIterator living_, end_;
};

// The lowest product of the best `wanted`, counted by classes of products: no document of that
// class is left out, so that equals are treated alike.
std::int32_t product_of(const std::vector<std::int32_t>& products, std::size_t wanted) {
    std::map<std::int32_t, std::size_t, std::greater<>> counts;
    constexpr std::int32_t kClass = 64;
    for (const std::int32_t product : products)
        if (product > 0) ++counts[product / kClass];
    std::size_t seen = 0;
    for (const auto& [place, count] : counts)
        if ((seen += count) >= wanted) return place * kClass;
    return 1;
}

}  // namespace

NearDocuments::NearDocuments(std::vector<std::int32_t> products, double unit, std::size_t wanted,
                             double certain)
    : state_(std::make_unique<State>()) {
    state_->certain = static_cast<std::int32_t>(certain * unit);
    state_->least = std::min(product_of(products, wanted), state_->certain);
    state_->products = std::move(products);
    state_->unit = unit;
}

NearDocuments::~NearDocuments() = default;
NearDocuments::NearDocuments(NearDocuments&&) noexcept = default;
NearDocuments& NearDocuments::operator=(NearDocuments&&) noexcept = default;

Xapian::Query NearDocuments::query() const {
    return Xapian::Query(
        (new NearSource(state_->products, state_->unit, state_->least))->release());
}

Xapian::Query NearDocuments::certain() const {
    return Xapian::Query(
        (new NearSource(state_->products, state_->unit, state_->certain))->release());
}

double NearDocuments::threshold() const {
    return state_->least / state_->unit;
}

bool NearDocuments::is_certain(std::uint32_t document) const {
    return document > 0 && document <= state_->products.size() &&
           state_->products[document - 1] >= state_->certain;
}

double NearDocuments::cosine(std::uint32_t document) const {
    if (document == 0 || document > state_->products.size()) return 0;
    const std::int32_t product = state_->products[document - 1];
    return product == CodeFile::kNoCode ? 0 : product / state_->unit;
}

}  // namespace verbatim
