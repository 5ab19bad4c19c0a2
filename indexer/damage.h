#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/decode.h"
#include "indexer/readers/reader.h"

namespace verbatim {

bool holds_replacement(std::string_view text);

// Keeps what lost bytes in decoding out of the library: a quote is exact or it is none.
//
// Passes everything on. In an input with ill-formed bytes, the sentences of an utterance that hold
// U+FFFD are left out and reported as warnings with their place; what stands before and behind them
// become utterances of their own, so that nothing is joined over the gap. Of a sentence longer than
// 1,200 bytes, only the cue or the line is left out. A conversation of which nothing is left is
// rejected. Input and sink outlive it.
class DamageSink final : public RecordSink {
public:
    DamageSink(const Input& input, RecordSink& sink) : input_(input), sink_(sink) {}

    Result<void> accept(Conversation conversation) override;
    void reject(Reject reject) override { sink_.reject(std::move(reject)); }
    void empty(std::uint64_t records) override { sink_.empty(records); }
    void warn(Reject warning) override { sink_.warn(std::move(warning)); }

    void note(std::vector<std::string>& notes) const;

private:
    void keep_sound(Utterance utterance, std::string_view lang, std::vector<Utterance>& kept);

    const Input& input_;
    RecordSink& sink_;
    std::uint64_t left_out_ = 0;
};

}  // namespace verbatim
