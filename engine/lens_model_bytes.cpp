#include <algorithm>
#include <cstring>
#include <type_traits>

#include "engine/hash.h"
#include "engine/lens_model.h"

// The file of a model: magic, version, hash of the rest; then the parts in their order, numbers
// little-endian, lists and texts with their length in front.
namespace verbatim {

namespace {

constexpr std::string_view kMagic = "VBTMLENS";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kTop = 8 + sizeof(std::uint32_t) + sizeof(std::uint64_t);

class Writer {
public:
    template <typename T>
    requires std::is_arithmetic_v<T> Writer& add(T number) {
        char raw[sizeof(T)];
        std::memcpy(raw, &number, sizeof(T));
        bytes_.append(raw, sizeof(T));
        return *this;
    }
    Writer& add(std::string_view text) {
        add(static_cast<std::uint32_t>(text.size()));
        bytes_ += text;
        return *this;
    }
    template <typename T>
    Writer& add(const std::vector<T>& list) {
        add(static_cast<std::uint32_t>(list.size()));
        for (const T& value : list) add(value);
        return *this;
    }
    Writer& add(const std::string& text) { return add(std::string_view(text)); }
    Writer& add(const LensModelData::Head& head) {
        return add(head.bias).add(head.inputs).add(head.code).add(head.gram_step);
    }
    Writer& add(const LensModelData::Weights& weights) {
        return add(weights.heads).add(weights.grams);
    }
    std::string take() { return std::move(bytes_); }

private:
    std::string bytes_;
};

// Reads what Writer wrote. After anything that cannot be, good() is false and values are empty.
class Reader {
public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}

    bool good() const { return good_; }
    bool at_end() const { return rest_.empty(); }

    template <typename T>
    requires std::is_arithmetic_v<T>
    void read(T& number) {
        if (const auto raw = take(sizeof(T)); good_) std::memcpy(&number, raw.data(), sizeof(T));
    }
    void read(std::string& text) {
        std::uint32_t size = 0;
        read(size);
        text = take(size);
    }
    template <typename T>
    void read(std::vector<T>& list) {
        std::uint32_t size = 0;
        read(size);
        if constexpr (std::is_arithmetic_v<T>) {
            const auto raw = take(std::size_t{size} * sizeof(T));
            list.resize(raw.size() / sizeof(T));
            if (!raw.empty()) std::memcpy(list.data(), raw.data(), raw.size());
        } else {
            if (size > rest_.size()) good_ = false;  // each value has a byte at least
            for (std::uint32_t i = 0; good_ && i < size; ++i) read(list.emplace_back());
        }
    }
    void read(LensModelData::Head& head) {
        read(head.bias);
        read(head.inputs);
        read(head.code);
        read(head.gram_step);
    }
    void read(LensModelData::Weights& weights) {
        read(weights.heads);
        read(weights.grams);
    }

private:
    std::string_view take(std::size_t size) {
        if (size > rest_.size()) good_ = false;
        if (!good_) return {};
        const auto taken = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return taken;
    }

    std::string_view rest_;
    bool good_ = true;
};

bool fits(const LensModelData& data, const LensModelData::Weights& weights, std::size_t code) {
    if (weights.heads.size() != data.heads.size()) return false;
    if (weights.grams.size() != data.keys.size() * data.heads.size()) return false;
    return std::ranges::all_of(weights.heads, [&](const LensModelData::Head& head) {
        return head.inputs.size() == data.inputs.size() && head.code.size() == code;
    });
}

}  // namespace

std::string LensModelData::bytes() const {
    Writer parts;
    parts.add(texts).add(codes).add(inputs).add(heads).add(keys).add(without_code).add(with_code);
    const std::string body = parts.take();
    Writer top;
    top.add(kVersion).add(hash64(body));
    return std::string(kMagic) + top.take() + body;
}

Result<LensModelData> LensModelData::parse(std::string_view name, std::string_view bytes) {
    const Error damaged{ErrorCode::damaged, std::string(name) + ": the lens model is damaged",
                        "Fetch or train it again: training/README.md"};
    if (bytes.size() < kTop || !bytes.starts_with(kMagic)) return damaged;
    Reader top(bytes.substr(kMagic.size()));
    std::uint32_t version = 0;
    std::uint64_t hash = 0;
    top.read(version);
    top.read(hash);
    if (version != kVersion)
        return Error{ErrorCode::version,
                     std::string(name) + ": a lens model of version " + std::to_string(version) +
                         "; this program reads version " + std::to_string(kVersion),
                     "Train it again: training/README.md"};
    const auto body = bytes.substr(kTop);
    if (hash64(body) != hash) return damaged;
    LensModelData data;
    Reader parts(body);
    parts.read(data.texts);
    parts.read(data.codes);
    parts.read(data.inputs);
    parts.read(data.heads);
    parts.read(data.keys);
    parts.read(data.without_code);
    parts.read(data.with_code);
    const bool whole = parts.good() && parts.at_end() && std::ranges::is_sorted(data.keys) &&
                       fits(data, data.without_code, 0) && fits(data, data.with_code, kCodeLength);
    if (!whole) return damaged;
    return data;
}

}  // namespace verbatim
