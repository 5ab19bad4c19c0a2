#include "engine/codec_packed.h"

#include <zdict.h>
#include <zstd.h>

#include <algorithm>
#include <mutex>
#include <vector>

#include "engine/codec_frame.h"
#include "engine/model.h"

namespace verbatim {

namespace {

constexpr char kPackedVersion = 2;
constexpr std::size_t kHead = kFrameBytes + 1;  // the frame of the record, then the tag
constexpr int kLevel = 5;
constexpr std::size_t kDictionarySize = 192u << 10;
constexpr std::size_t kLeastPieces = 4u << 10;
constexpr std::size_t kMostSamples = 10'000;
// Larger ones are not packed. What claims to be is damaged, or sent by who means harm.
constexpr std::size_t kLargest = 1u << 20;

// Each compressed message begins with it.
constexpr std::string_view kMagic = "\x28\xB5\x2F\xFD";

struct Free {
    void operator()(ZSTD_CDict* dictionary) const { ZSTD_freeCDict(dictionary); }
    void operator()(ZSTD_DDict* dictionary) const { ZSTD_freeDDict(dictionary); }
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

// zstd's working memory, of which each thread needs its own.
struct Contexts {
    std::unique_ptr<ZSTD_CCtx, Free> compressing{ZSTD_createCCtx()};
    std::unique_ptr<ZSTD_DCtx, Free> reading{ZSTD_createDCtx()};
    Contexts() { ZSTD_CCtx_setParameter(compressing.get(), ZSTD_c_dictIDFlag, 0); }
};

Contexts& contexts() {
    thread_local Contexts of_thread;
    return of_thread;
}

}  // namespace

struct RecordDictionary::State {
    std::string bytes;
    char tag;
    std::once_flag made;
    std::unique_ptr<ZSTD_CDict, Free> compressing;  // made when it is first needed
    std::unique_ptr<ZSTD_DDict, Free> reading;
};

RecordDictionary::RecordDictionary(std::string bytes) : state_(std::make_unique<State>()) {
    state_->bytes = std::move(bytes);
    state_->tag = static_cast<char>(hash64(state_->bytes));
    const std::string& all = state_->bytes;
    state_->reading.reset(ZSTD_createDDict(all.data(), all.size()));
}

RecordDictionary::~RecordDictionary() = default;
RecordDictionary::RecordDictionary(RecordDictionary&&) noexcept = default;
RecordDictionary& RecordDictionary::operator=(RecordDictionary&&) noexcept = default;
const std::string& RecordDictionary::bytes() const {
    return state_->bytes;
}

std::string RecordDictionary::packed(std::string_view record) const {
    const std::string_view message = payload_of(record);
    if (record.size() < kFrameBytes || message.size() > kLargest) return std::string(record);
    std::call_once(state_->made, [this] {
        const std::string& all = state_->bytes;
        state_->compressing.reset(ZSTD_createCDict(all.data(), all.size(), kLevel));
    });
    ZSTD_CCtx* const context = contexts().compressing.get();
    ZSTD_CCtx_refCDict(context, state_->compressing.get());
    std::string compressed(ZSTD_compressBound(message.size()), '\0');
    const std::size_t size = ZSTD_compress2(context, compressed.data(), compressed.size(),
                                            message.data(), message.size());
    ZSTD_CCtx_refCDict(context, nullptr);
    if (ZSTD_isError(size)) throw std::bad_alloc();  // nothing else can fail
    std::string bytes(record.substr(0, kFrameBytes));
    bytes[0] = kPackedVersion;
    bytes += state_->tag;
    return bytes.append(compressed, kMagic.size(), size - kMagic.size());
}

bool is_packed(std::string_view bytes) {
    return !bytes.empty() && bytes.front() == kPackedVersion;
}

bool RecordDictionary::may_have(std::string_view packed) const {
    return packed.size() > kFrameBytes && packed[kFrameBytes] == state_->tag;
}

Result<std::string> RecordDictionary::unpacked(std::string_view packed) const {
    if (packed.size() <= kHead) return damaged_record("a record is cut off");
    if (!is_packed(packed)) return damaged_record("a record is of another version");
    const std::string compressed = std::string(kMagic) + std::string(packed.substr(kHead));
    const auto size = ZSTD_getFrameContentSize(compressed.data(), compressed.size());
    if (size > kLargest) return damaged_record("a record cannot be unpacked");
    std::string record(kFrameBytes + size, '\0');
    std::copy_n(packed.data(), kFrameBytes, record.data());
    record[0] = kRecordVersion;
    const std::size_t read =
        ZSTD_decompress_usingDDict(contexts().reading.get(), record.data() + kFrameBytes, size,
                                   compressed.data(), compressed.size(), state_->reading.get());
    if (ZSTD_isError(read) || read != size) return damaged_record("a record cannot be unpacked");
    return record;
}

std::string dictionary_of(std::span<const RecordSample> samples) {
    std::vector<RecordSample> taken;
    const std::size_t step = std::max<std::size_t>(1, samples.size() / kMostSamples);
    for (std::size_t i = 0; i < samples.size() && taken.size() < kMostSamples; i += step)
        taken.push_back(samples[i]);
    const std::string pieces = common_pieces(taken, kDictionarySize);
    // One that has little in it would stay for good.
    if (pieces.empty() || pieces.size() < std::min(kLeastPieces, taken.size() / 4)) return {};
    std::string all;
    std::vector<std::size_t> sizes;
    for (const RecordSample& sample : taken) {
        all += sample.bytes;
        sizes.push_back(sample.bytes.size());
    }
    std::string bytes(pieces.size() + (64u << 10), '\0');
    const std::size_t size = ZDICT_finalizeDictionary(
        bytes.data(), bytes.size(), pieces.data(), pieces.size(), all.data(), sizes.data(),
        static_cast<unsigned>(sizes.size()), {kLevel, 0, 0});
    if (ZDICT_isError(size)) return {};
    bytes.resize(size);
    return bytes;
}

std::string bind_id(std::string id_and_record) {
    constexpr std::size_t kIdBytes = sizeof(Id), kSumBytes = kFrameBytes - 1;
    if (id_and_record.size() < kIdBytes + kFrameBytes) return id_and_record;
    for (std::size_t i = 0; i < kIdBytes; ++i) {
        char& of_sum = id_and_record[kIdBytes + 1 + i % kSumBytes];
        of_sum = static_cast<char>(of_sum ^ id_and_record[i]);
    }
    return id_and_record;
}

std::string unbind_id(std::string bound) {
    return bind_id(std::move(bound));
}

std::string_view record_behind_id(std::string_view unbound) {
    return unbound.substr(std::min(sizeof(Id), unbound.size()));
}

std::string_view payload_of(std::string_view record) {
    return record.substr(std::min(record.size(), kFrameBytes));
}

}  // namespace verbatim
