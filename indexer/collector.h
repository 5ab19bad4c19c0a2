#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/events.h"
#include "indexer/identity.h"
#include "indexer/readers/reader.h"

namespace verbatim {

// Takes what a reader finds in one source, names it, and hands it on in batches of bounded size.
class Collector : public RecordSink {
public:
    using Batch = std::vector<Event>;
    // False ends the reading: nobody listens any more.
    using Deliver = std::function<bool(Batch)>;

    // `fields` are added to every conversation; the file's name dates what has no date.
    Collector(const std::string& path, const ReadOptions& options, EarlierIds earlier,
              Deliver deliver);

    Result<void> accept(Conversation conversation) override;
    void reject(Reject reject) override;
    void warn(Reject reject) override;
    void empty(std::uint64_t records) override { empty_ += records; }

    bool deliver_rest();
    std::uint64_t empty_records() const { return empty_; }

private:
    void add(Event event, std::size_t bytes);

    const ReadOptions& options_;
    std::string date_;  // of the file's name, or empty
    Identity identity_;
    Deliver deliver_;
    Batch batch_;
    std::unordered_map<Id, std::size_t> in_batch_;  // where it holds each conversation first
    std::size_t batch_bytes_ = 0;
    std::uint32_t ordinal_ = 0;
    std::uint64_t empty_ = 0;
    bool stopped_ = false;
};

// The date that a file's name begins, ends or holds ("2026-05-12-dana.vtt"), or empty.
std::string date_in_name(const std::string& path);

}  // namespace verbatim
