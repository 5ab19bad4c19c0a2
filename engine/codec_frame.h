#pragma once

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "engine/hash.h"
#include "engine/result.h"

// The frame of a record around its protobuf message; see codec.h. Only codec_*.cpp and what fuzzes
// records include this.
namespace verbatim {

inline constexpr char kRecordVersion = 1;
inline constexpr std::size_t kFrameBytes = 5;

inline std::uint32_t frame_checksum(std::string_view payload) {
    return static_cast<std::uint32_t>(hash64(payload));
}

inline std::string framed(std::string_view payload) {
    std::string bytes(1, kRecordVersion);
    bytes.reserve(kFrameBytes + payload.size());
    std::uint32_t sum = frame_checksum(payload);
    for (std::size_t i = 1; i < kFrameBytes; ++i, sum >>= 8) bytes += static_cast<char>(sum & 255);
    return bytes.append(payload);
}

// The same bytes for the same values: protobuf by itself writes a map in an order of chance.
template <typename Message>
std::string frame(const Message& message) {
    std::string payload(message.ByteSizeLong(), '\0');
    google::protobuf::io::ArrayOutputStream array(payload.data(), static_cast<int>(payload.size()));
    {
        google::protobuf::io::CodedOutputStream stream(&array);  // its end writes the last bytes
        stream.SetSerializationDeterministic(true);
        message.SerializeWithCachedSizes(&stream);
    }
    return framed(payload);
}

inline Error damaged_record(std::string message) {
    return {ErrorCode::damaged, std::move(message), "`verbatim check` lists what is damaged"};
}

// What the frame holds, of which the checksum is right.
inline Result<std::string_view> checked_payload(std::string_view bytes) {
    if (bytes.size() < kFrameBytes) return damaged_record("a record is cut off");
    if (bytes[0] != kRecordVersion)
        return damaged_record("a record is of version " +
                              std::to_string(static_cast<unsigned char>(bytes[0])));
    std::uint32_t sum = 0;
    for (std::size_t i = kFrameBytes; i-- > 1;)
        sum = sum << 8 | static_cast<unsigned char>(bytes[i]);
    const std::string_view payload = bytes.substr(kFrameBytes);
    if (sum != frame_checksum(payload)) return damaged_record("a record fails its checksum");
    return payload;
}

template <typename Message>
Result<Message> unframe(std::string_view bytes) {
    const auto payload = checked_payload(bytes);
    if (!payload) return payload.error();
    Message message;
    if (!message.ParseFromArray(payload->data(), static_cast<int>(payload->size())))
        return damaged_record("a record cannot be decoded");
    return message;
}

}  // namespace verbatim
