#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/read_source.h"

// What holds of everything that is read, for the fuzz targets. What does not ends the program.
namespace verbatim::fuzz {

// Ends the program with the reason on stderr, so that the fuzzer keeps the input.
void demand(bool holds, const char* what);

// The whole of an input as UTF-8, or its first `limit` bytes.
std::string decoded(Input input, std::size_t limit);

// Takes what a reader finds in a text and holds it against the text.
class CheckedSink final : public RecordSink {
public:
    explicit CheckedSink(std::string_view text);  // outlives it

    Result<void> accept(Conversation conversation) override;
    void reject(Reject reject) override;
    void empty(std::uint64_t records) override { empty_ += records; }
    void warn(Reject warning) override;

    // accepted, empty and rejected
    std::uint64_t records() const { return accepted_ + empty_ + rejected_; }
    // Asks that every utterance stands in the text, from its line on, as it is.
    void demand_lines() { on_its_line_ = true; }

private:
    void check(const Utterance& utterance, std::size_t speakers) const;
    void check(const Locator& locator) const;
    bool stands_on_its_line(const Utterance& utterance) const;

    std::string_view text_;
    std::vector<std::size_t> lines_;  // where each begins
    bool is_mail_ = false;  // as JSON: lines are those of the mailbox that it was made from
    bool on_its_line_ = false;
    std::uint64_t accepted_ = 0, empty_ = 0, rejected_ = 0;
};

// Reads the input and asks that it takes the processor no longer than a second for each megabyte
// begun, whatever else the machine does.
SourceReading read_in_time(Input& input, const ReadSettings& settings, RecordSink& sink);

// Reads the bytes with one reader and checks what it finds and how it counts.
void read_with(std::string_view format, std::string_view text, Input input);

// Reads the bytes as `add` reads a file of that name, and gives how many records it counts; nothing
// where their text has `limit` bytes or more, or the file cannot be read to its end.
std::optional<std::uint64_t> read_as_file(const std::string& path, const std::string& bytes,
                                          std::size_t limit);

}  // namespace verbatim::fuzz
