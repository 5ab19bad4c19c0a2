#include "engine/plan_near.h"

#include <xapian.h>

#include <algorithm>
#include <map>

#include "engine/meaning/code_file.h"

namespace verbatim {

struct NearDocuments::State {
    std::vector<std::int32_t> products;
    double unit = 1;
    std::int32_t least = 0;  // products below are not let in
    std::int32_t highest = 0;
    std::uint32_t count = 0;  // of those let in
};

namespace {

// Walks the documents that are let in, in order.
class NearSource : public Xapian::PostingSource {
public:
    NearSource(const std::vector<std::int32_t>& products, double unit, std::int32_t least,
               std::int32_t highest, std::uint32_t count)
        : products_(products), unit_(unit), least_(least), highest_(highest), count_(count) {}

    // The last interface that Xapian 1.4 has for it.
    void init(const Xapian::Database& database) override {
        place_ = 0;
        living_ = database.postlist_begin("");
        end_ = database.postlist_end("");
        set_maxweight(weight_of(highest_));
    }
    Xapian::doccount get_termfreq_min() const override { return count_; }
    Xapian::doccount get_termfreq_est() const override { return count_; }
    Xapian::doccount get_termfreq_max() const override { return count_; }
    double get_weight() const override { return weight_of(products_[place_ - 1]); }
    Xapian::docid get_docid() const override { return static_cast<Xapian::docid>(place_); }
    bool at_end() const override { return place_ > products_.size(); }
    void next(double least_weight) override {
        ++place_;
        advance(least_weight);
    }
    void skip_to(Xapian::docid document, double least_weight) override {
        place_ = std::max<std::size_t>(place_, document);
        advance(least_weight);
    }
    Xapian::PostingSource* clone() const override {
        return new NearSource(products_, unit_, least_, highest_, count_);
    }
    std::string get_description() const override { return "NearDocuments"; }

private:
    double weight_of(std::int32_t product) const {
        return std::max(0.0, static_cast<double>(product - least_) / unit_);
    }
    void advance(double least_weight) {
        const double wanted = least_weight * unit_ + least_;
        const auto least =
            std::max(least_, wanted > highest_ ? highest_ + 1 : static_cast<std::int32_t>(wanted));
        while (place_ <= products_.size() &&
               (place_ == 0 || products_[place_ - 1] < least || !is_there()))
            ++place_;
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
    std::int32_t highest_;
    std::uint32_t count_;
    std::size_t place_ = 0;  // the document's number; 0 before the first
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
    state_->least =
        std::min(product_of(products, wanted), static_cast<std::int32_t>(certain * unit));
    for (const std::int32_t product : products) {
        if (product >= state_->least) ++state_->count;
        state_->highest = std::max(state_->highest, product);
    }
    state_->products = std::move(products);
    state_->unit = unit;
}

NearDocuments::~NearDocuments() = default;
NearDocuments::NearDocuments(NearDocuments&&) noexcept = default;
NearDocuments& NearDocuments::operator=(NearDocuments&&) noexcept = default;

Xapian::Query NearDocuments::query() const {
    return Xapian::Query((new NearSource(state_->products, state_->unit, state_->least,
                                         state_->highest, state_->count))
                             ->release());
}

double NearDocuments::threshold() const {
    return state_->least / state_->unit;
}

double NearDocuments::cosine(std::uint32_t document) const {
    if (document == 0 || document > state_->products.size()) return 0;
    const std::int32_t product = state_->products[document - 1];
    return product == CodeFile::kNoCode ? 0 : product / state_->unit;
}

}  // namespace verbatim
