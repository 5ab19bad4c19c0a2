#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"

// One model as one file (.vbm): a header, a table of named sections, the sections. Mapped into
// memory, so that a process pays for the pages that it reads. Little-endian; docs/adr/0009 says why
// models are not read as they are published.
namespace verbatim {

inline constexpr const char* kFetchModels = "Fetch the models: scripts/models";

// What a reader asks of a file: which model, in which layout.
struct ModelKind {
    std::string_view name;      // at most 31 bytes
    std::uint32_t version = 0;  // of the sections and their layout
};

struct ModelSection {
    std::string_view name;  // at most 15 bytes
    std::string_view bytes;
};

struct WeightsSection;

class WeightsFile {
public:
    // Maps the file and checks magic, kind, version, size and the hash of header and table: nothing
    // else is read. Fails with not_found, version, damaged or unavailable.
    static Result<WeightsFile> open(const std::filesystem::path& file, const ModelKind& kind);

    WeightsFile(WeightsFile&& other) noexcept;
    WeightsFile& operator=(WeightsFile&& other) noexcept;
    ~WeightsFile();

    // The values of a section, aligned to 64 bytes, as long as the file is open. Fails with damaged
    // if there is none or it does not hold exactly `count` values.
    template <typename T>
    Result<std::span<const T>> section(std::string_view name, std::size_t count) const {
        const auto bytes = section_bytes(name, count * sizeof(T));
        if (!bytes) return bytes.error();
        return std::span<const T>(reinterpret_cast<const T*>(bytes->data()), count);
    }
    // A section of whatever length, checked against its hash: for what is used as an index.
    Result<std::string_view> checked_section(std::string_view name) const;

    // Reads all of the file and compares every section with its hash; fails with damaged.
    Result<void> verify() const;

    // Tells one model from another, and one conversion of it from another.
    std::uint64_t identity() const;
    std::string license() const;
    std::string origin() const;  // the package that it was made of
    const std::filesystem::path& path() const { return path_; }

private:
    explicit WeightsFile(std::filesystem::path path) : path_(std::move(path)) {}
    Result<void> check(const ModelKind& kind) const;
    std::span<const WeightsSection> sections() const;
    std::string_view bytes_of(const WeightsSection& section) const;
    const WeightsSection* find(std::string_view name) const;
    Result<std::string_view> section_bytes(std::string_view name, std::size_t size) const;
    Error damaged(std::string_view what) const;

    std::filesystem::path path_;
    const char* data_ = nullptr;
    std::size_t size_ = 0;
};

// Writes a model beside its place and renames it, so that no reader ever sees half of one.
Result<void> write_weights_file(const std::filesystem::path& file, const ModelKind& kind,
                                std::string_view license, std::string_view origin,
                                std::span<const ModelSection> sections);

}  // namespace verbatim
