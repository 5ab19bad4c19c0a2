#include "indexer/collector.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <tuple>

#include "indexer/mapping/dates.h"

namespace verbatim {

namespace {

constexpr std::size_t kBatchBytes = 128u << 10;
constexpr std::size_t kBatchEvents = 256;

std::size_t size_of(const Conversation& conversation) {
    std::size_t size = 256;
    for (const Utterance& utterance : conversation.utterances) size += utterance.text.size() + 128;
    return size;
}

// Whether the second is a duplicate of the first: all is the same that roles, languages and
// verbatims are made of.
bool is_same(const Conversation& a, const Conversation& b) {
    const auto same_speaker = [](const Speaker& x, const Speaker& y) {
        return std::tie(x.id, x.name, x.role, x.stated) == std::tie(y.id, y.name, y.role, y.stated);
    };
    const auto same_utterance = [](const Utterance& x, const Utterance& y) {
        return std::tie(x.speaker, x.text, x.lang) == std::tie(y.speaker, y.text, y.lang);
    };
    return std::tie(a.id, a.kind, a.lang, a.fields) == std::tie(b.id, b.kind, b.lang, b.fields) &&
           std::ranges::equal(a.speakers, b.speakers, same_speaker) &&
           std::ranges::equal(a.utterances, b.utterances, same_utterance);
}

}  // namespace

std::string date_in_name(const std::string& path) {
    const std::string name = std::filesystem::path(path).filename().string();
    const auto digit = [&](std::size_t i) {
        return i < name.size() && std::isdigit(static_cast<unsigned char>(name[i]));
    };
    constexpr std::string_view kShape = "0000-00-00";
    for (std::size_t begin = 0; begin + kShape.size() <= name.size(); ++begin) {
        if (begin > 0 && digit(begin - 1)) continue;
        std::size_t same = 0;
        while (same < kShape.size() &&
               (kShape[same] == '0' ? digit(begin + same) : name[begin + same] == '-'))
            ++same;
        if (same < kShape.size() || digit(begin + same)) continue;
        if (const auto date = parse_date(name.substr(begin, kShape.size()), "ymd")) return *date;
    }
    return "";
}

Collector::Collector(const std::string& path, const ReadOptions& options, EarlierIds earlier,
                     Deliver deliver)
    : options_(options),
      date_(date_in_name(path)),
      identity_(std::move(earlier)),
      deliver_(std::move(deliver)) {}

Result<void> Collector::accept(Conversation conversation) {
    if (stopped_) return Error{ErrorCode::unavailable, "the work was ended", ""};
    conversation.id = identity_.next(conversation);  // before the file's name has a say
    if (conversation.date.empty()) conversation.date = date_;
    for (const auto& [key, value] : options_.fields) conversation.fields[key] = value;
    const std::size_t bytes = size_of(conversation);
    const auto [at, is_new] = in_batch_.try_emplace(conversation.id, batch_.size());
    ConversationRead read{std::move(conversation), ordinal_++, {}};
    if (!is_new &&
        is_same(std::get<ConversationRead>(batch_[at->second]).conversation, read.conversation))
        read.same_as = at->second;
    add(std::move(read), bytes);
    return {};
}

void Collector::reject(Reject reject) {
    add(RecordRejected{{std::move(reject), false}}, 128);
}

void Collector::warn(Reject reject) {
    add(RecordRejected{{std::move(reject), true}}, 128);
}

void Collector::add(Event event, std::size_t bytes) {
    batch_.push_back(std::move(event));
    batch_bytes_ += bytes;
    if (batch_bytes_ >= kBatchBytes || batch_.size() >= kBatchEvents) deliver_rest();
}

bool Collector::deliver_rest() {
    if (!batch_.empty() && !stopped_) stopped_ = !deliver_(std::move(batch_));
    batch_.clear();
    in_batch_.clear();
    batch_bytes_ = 0;
    return !stopped_;
}

}  // namespace verbatim
