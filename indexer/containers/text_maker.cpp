#include "indexer/containers/text_maker.h"

#include <algorithm>
#include <optional>

namespace verbatim {

namespace {

class MadeText : public SteppedText {
public:
    MadeText(std::string zip, std::unique_ptr<TextMaker> maker)
        : zip_(std::move(zip)), maker_(std::move(maker)) {}

    Result<void> open(std::string_view member) {
        auto part = XmlPart::open(zip_, member, *maker_);
        if (!part) return part.error();
        part_.emplace(*std::move(part));
        return {};
    }

protected:
    TextMaker& maker() override { return *maker_; }
    Result<bool> step() override { return part_->step(); }
    std::size_t grows_from() const override { return zip_.size(); }

private:
    const std::string zip_;
    std::unique_ptr<TextMaker> maker_;
    std::optional<XmlPart> part_;
};

}  // namespace

Result<std::size_t> SteppedText::read(char* to, std::size_t size) {
    std::string& made = maker().made;
    while (at_ == made.size()) {
        made.clear();
        at_ = 0;
        const auto more = step();
        if (!more) return more.error();
        total_ += made.size();
        const bool too_much = made.size() > kMostOfRow;
        if (auto grown = check_growth(total_, too_much ? 0 : grows_from()); !grown)
            return grown.error();
        if (!*more && made.empty()) return std::size_t{0};
    }
    size = std::min(size, made.size() - at_);
    made.copy(to, size, at_);
    at_ += size;
    return size;
}

Result<std::unique_ptr<ByteSource>> made_text(std::string zip, std::string_view member,
                                              std::unique_ptr<TextMaker> maker) {
    auto text = std::make_unique<MadeText>(std::move(zip), std::move(maker));
    if (auto opened = text->open(member); !opened) return opened.error();
    return std::unique_ptr<ByteSource>(std::move(text));
}

}  // namespace verbatim
