#include "engine/meaning/weights_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "engine/meaning/weights_layout.h"

namespace verbatim {

namespace {

namespace fs = std::filesystem;

const WeightsHeader& header_of(const char* data) {
    return *reinterpret_cast<const WeightsHeader*>(data);
}

Error unusable(ErrorCode code, const fs::path& path, std::string_view what) {
    return {code, path.string() + ": " + std::string(what), kFetchModels};
}

}  // namespace

WeightsFile::WeightsFile(WeightsFile&& other) noexcept
    : path_(std::move(other.path_)),
      data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)) {}

WeightsFile& WeightsFile::operator=(WeightsFile&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
}

WeightsFile::~WeightsFile() {
    if (data_) munmap(const_cast<char*>(data_), size_);
}

Result<WeightsFile> WeightsFile::open(const fs::path& path, const ModelKind& kind) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return errno == ENOENT || errno == ENOTDIR
                   ? unusable(ErrorCode::not_found, path, "no such file")
                   : unusable(ErrorCode::unavailable, path, std::strerror(errno));
    struct stat status {};
    WeightsFile file(path);
    void* data = MAP_FAILED;
    if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
        file.size_ = static_cast<std::size_t>(status.st_size);
        data = mmap(nullptr, file.size_, PROT_READ, MAP_SHARED, descriptor, 0);
    }
    close(descriptor);
    if (data == MAP_FAILED) return file.damaged("it cannot be mapped into memory");
    file.data_ = static_cast<const char*>(data);
    if (const auto good = file.check(kind); !good) return good.error();
    return file;
}

Result<void> WeightsFile::check(const ModelKind& kind) const {
    if (size_ < sizeof(WeightsHeader) || header_of(data_).magic != kWeightsMagic)
        return damaged("it is no model of Verbatim");
    const WeightsHeader& header = header_of(data_);
    if (weights_text(header.name) != kind.name)
        return damaged("it is not the model '" + std::string(kind.name) + "'");
    if (header.container != kWeightsContainer || header.version != kind.version)
        return unusable(ErrorCode::version, path_,
                        "the model was converted by another version of Verbatim");
    if (header.size != size_) return damaged("it has lost its end");
    if (header.sections > (size_ - sizeof(WeightsHeader)) / sizeof(WeightsSection))
        return damaged("its table is longer than the file");
    const std::string_view table(data_ + sizeof(WeightsHeader),
                                 header.sections * sizeof(WeightsSection));
    if (header.hash != weights_hash(header, table)) return damaged("its header fails its checksum");
    for (const WeightsSection& section : sections())
        if (section.offset > size_ || section.size > size_ - section.offset)
            return damaged("a section is beyond its end");
        else if (section.offset % kWeightsAlignment != 0)
            return damaged("a section begins where none can");
    return {};
}

std::span<const WeightsSection> WeightsFile::sections() const {
    return {reinterpret_cast<const WeightsSection*>(data_ + sizeof(WeightsHeader)),
            header_of(data_).sections};
}

std::string_view WeightsFile::bytes_of(const WeightsSection& section) const {
    return {data_ + section.offset, section.size};
}

const WeightsSection* WeightsFile::find(std::string_view name) const {
    for (const WeightsSection& section : sections())
        if (weights_text(section.name) == name) return &section;
    return nullptr;
}

Result<std::string_view> WeightsFile::section_bytes(std::string_view name, std::size_t size) const {
    const WeightsSection* section = find(name);
    if (!section || section->size != size)
        return damaged("section '" + std::string(name) + "' is missing or of another size");
    return bytes_of(*section);
}

Result<std::string_view> WeightsFile::checked_section(std::string_view name) const {
    const WeightsSection* section = find(name);
    if (!section) return damaged("section '" + std::string(name) + "' is missing");
    if (hash64(bytes_of(*section)) != section->hash)
        return damaged("section '" + std::string(name) + "' fails its checksum");
    return bytes_of(*section);
}

Result<void> WeightsFile::verify() const {
    for (const WeightsSection& section : sections())
        if (const auto good = checked_section(weights_text(section.name)); !good)
            return good.error();
    return {};
}

std::uint64_t WeightsFile::identity() const {
    return header_of(data_).hash;
}

std::string WeightsFile::license() const {
    return std::string(weights_text(header_of(data_).license));
}

std::string WeightsFile::origin() const {
    return std::string(weights_text(header_of(data_).origin));
}

Error WeightsFile::damaged(std::string_view what) const {
    return unusable(ErrorCode::damaged, path_, what);
}

}  // namespace verbatim
