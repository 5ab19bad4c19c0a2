#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "engine/codec_pieces.h"
#include "engine/result.h"

// Records as shards keep them: compressed with what records of the same index have in common.
namespace verbatim {

// Bytes that compressed records refer to, which are read with the same ones only. Immutable,
// thread-safe.
class RecordDictionary {
public:
    // Of no bytes: compresses all the same.
    explicit RecordDictionary(std::string bytes = {});
    ~RecordDictionary();
    RecordDictionary(RecordDictionary&&) noexcept;
    RecordDictionary& operator=(RecordDictionary&&) noexcept;

    const std::string& bytes() const;

    // A record of codec.h, which may be read with this dictionary only, as version 2: in the place
    // of its protobuf message that message compressed, after a byte that tells dictionaries apart.
    // The record itself if it has more than a megabyte.
    std::string packed(std::string_view record) const;
    // Whether what is packed may have been packed with this one; others are of the same look.
    bool may_have(std::string_view packed) const;
    // The record. Fails with damaged.
    Result<std::string> unpacked(std::string_view packed) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

// Whether bytes are a packed record, not a record.
bool is_packed(std::string_view bytes);

using RecordDictionaries = std::deque<RecordDictionary>;  // stay where they are

// A dictionary's bytes, made of records without their frames; none where they have too little in
// common.
std::string dictionary_of(std::span<const RecordSample> samples);

// Of an id's bytes and a record, packed or not, behind them: makes the record's checksum one of the
// id too, and back.
std::string bind_id(std::string id_and_record);
std::string unbind_id(std::string bound);
std::string_view record_behind_id(std::string_view unbound);

// A record without its frame.
std::string_view payload_of(std::string_view record);

}  // namespace verbatim
