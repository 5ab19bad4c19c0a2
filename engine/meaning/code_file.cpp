#include "engine/meaning/code_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "engine/hash.h"
#include "engine/meaning/code_header.h"

namespace verbatim {

namespace {

constexpr std::size_t kBlockRows = 4096;
constexpr std::size_t kHeaderBytes = 4096;

struct Block {
    std::array<Code, kBlockRows> codes;
    std::array<std::uint32_t, kBlockRows> tags;
};

std::uint32_t tag_of(const Code& code, Id verbatim) {
    return static_cast<std::uint32_t>(hash64(bytes_of(code), verbatim)) | 1u;
}

Error failed(const std::filesystem::path& file) {
    const int why = errno;
    return {ErrorCode::unavailable, file.string() + ": " + std::generic_category().message(why),
            why == ENOSPC ? "make room and run the same command again: nothing is lost"
                          : "check the disk and the permissions"};
}

}  // namespace

struct CodeFile::State {
    std::filesystem::path file;
    CodeHeader header;
    int descriptor = -1;
    bool writable = false;
    const char* mapped = nullptr;
    std::size_t mapped_bytes = 0;

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        unmap();
        if (descriptor >= 0) close(descriptor);
    }
    void unmap() {
        if (mapped != nullptr) munmap(const_cast<char*>(mapped), mapped_bytes);
        mapped = nullptr;
        mapped_bytes = 0;
    }
    Result<void> map();
    Result<void> begin_anew();
    Result<void> write_header(bool is_writing);
    Result<void> begin_writing();
    // The row of a document, which the file has room for.
    Result<void> write(std::uint32_t document, const Code& code, std::uint32_t tag);

    std::size_t blocks() const {
        return mapped_bytes <= kHeaderBytes ? 0 : (mapped_bytes - kHeaderBytes) / sizeof(Block);
    }
    const Block& block(std::size_t number) const {
        return *static_cast<const Block*>(
            static_cast<const void*>(mapped + kHeaderBytes + number * sizeof(Block)));
    }
    std::uint32_t tag(std::uint32_t document) const {
        const std::size_t row = document - 1, number = row / kBlockRows;
        return document == 0 || number >= blocks() ? 0 : block(number).tags[row % kBlockRows];
    }
};

Result<void> CodeFile::State::map() {
    unmap();
    struct stat status {};
    if (fstat(descriptor, &status) != 0) return failed(file);
    const auto bytes = static_cast<std::size_t>(status.st_size);
    if (bytes < kCodeHeaderBytes) return {};
    void* address = mmap(nullptr, bytes, PROT_READ, MAP_SHARED, descriptor, 0);
    if (address == MAP_FAILED) return failed(file);
    mapped = static_cast<const char*>(address);
    mapped_bytes = bytes;
    return {};
}

Result<void> CodeFile::State::write_header(bool is_writing) {
    const auto bytes = encode(CodeHeader{header.identity, is_writing});
    if (pwrite(descriptor, bytes.data(), bytes.size(), 0) != ssize_t{kCodeHeaderBytes})
        return failed(file);
    header.is_writing = is_writing;
    return {};
}

Result<void> CodeFile::State::begin_anew() {
    unmap();
    if (ftruncate(descriptor, 0) != 0) return failed(file);
    if (auto written = write_header(false); !written) return written;
    if (ftruncate(descriptor, kHeaderBytes) != 0) return failed(file);
    return map();
}

// On the disk before the first row.
Result<void> CodeFile::State::begin_writing() {
    if (header.is_writing) return {};
    if (auto written = write_header(true); !written) return written;
    if (fdatasync(descriptor) == 0) return {};
    header.is_writing = false;
    return failed(file);
}

Result<void> CodeFile::State::write(std::uint32_t document, const Code& code, std::uint32_t tag) {
    if (auto begun = begin_writing(); !begun) return begun;
    const std::size_t row = document - 1, number = row / kBlockRows, place = row % kBlockRows;
    const auto start = static_cast<off_t>(kHeaderBytes + number * sizeof(Block));
    const auto code_at = start + static_cast<off_t>(place * sizeof(Code));
    const auto tag_at =
        start + static_cast<off_t>(offsetof(Block, tags) + place * sizeof(std::uint32_t));
    if (pwrite(descriptor, code.data(), sizeof(Code), code_at) != ssize_t{sizeof(Code)} ||
        pwrite(descriptor, &tag, sizeof tag, tag_at) != ssize_t{sizeof tag})
        return failed(file);
    return {};
}

CodeFile::CodeFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
CodeFile::~CodeFile() = default;
CodeFile::CodeFile(CodeFile&&) noexcept = default;
CodeFile& CodeFile::operator=(CodeFile&&) noexcept = default;

Result<CodeFile> CodeFile::open(const std::filesystem::path& file, Access access) {
    auto state = std::make_unique<State>();
    state->file = file;
    state->writable = access == Access::write;
    const int flags = state->writable ? O_RDWR | O_CREAT : O_RDONLY;
    state->descriptor = ::open(file.c_str(), flags | O_CLOEXEC, 0600);
    if (state->descriptor < 0) {
        if (errno == ENOENT && !state->writable) return CodeFile(std::move(state));
        return failed(file);
    }
    if (auto mapped = state->map(); !mapped) return mapped.error();
    state->header = decode_code_header({state->mapped, state->mapped_bytes});
    if (state->header.identity == 0) state->unmap();
    return CodeFile(std::move(state));
}

std::uint64_t CodeFile::identity() const {
    return state_->header.identity;
}

Result<void> CodeFile::begin(std::uint64_t identity) {
    state_->header = {identity};
    return state_->begin_anew();
}

std::uint32_t CodeFile::last() const {
    return static_cast<std::uint32_t>(state_->blocks() * kBlockRows);
}

bool CodeFile::is_damaged() const {
    return state_->header.is_damaged;
}

bool CodeFile::is_interrupted() const {
    return decode_code_header({state_->mapped, state_->mapped_bytes}).is_writing;
}

bool CodeFile::has(std::uint32_t document) const {
    return state_->tag(document) != 0;
}

std::optional<Code> CodeFile::find(std::uint32_t document, Id verbatim) const {
    const std::uint32_t tag = state_->tag(document);
    if (tag == 0) return std::nullopt;
    const std::size_t row = document - 1;
    const Code& code = state_->block(row / kBlockRows).codes[row % kBlockRows];
    if (tag != tag_of(code, verbatim)) return std::nullopt;
    return code;
}

std::uint64_t CodeFile::known() const {
    std::uint64_t known = 0;
    for (std::size_t number = 0; number < state_->blocks(); ++number) {
        const Block& block = state_->block(number);
        for (std::size_t row = 0; row < kBlockRows; ++row)
            known += block.tags[row] != 0 && is_known(block.codes[row]) ? 1u : 0u;
    }
    return known;
}

void CodeFile::scan(const Code& query, std::vector<std::int32_t>& products) const {
    products.resize(last());
    for (std::size_t number = 0; number < state_->blocks(); ++number) {
        const Block& block = state_->block(number);
        std::int32_t* into = products.data() + number * kBlockRows;
        dot_each(query, block.codes, into);
        for (std::size_t row = 0; row < kBlockRows; ++row)
            if (block.tags[row] == 0) into[row] = kNoCode;
    }
}

Result<void> CodeFile::put(std::uint32_t document, Id verbatim, const Code& code) {
    const std::size_t number = (document - 1) / kBlockRows;
    if (number >= state_->blocks()) {
        const std::size_t bytes = kHeaderBytes + (number + 1) * sizeof(Block);
        if (ftruncate(state_->descriptor, static_cast<off_t>(bytes)) != 0)
            return failed(state_->file);
        if (auto mapped = state_->map(); !mapped) return mapped;
    }
    return state_->write(document, code, tag_of(code, verbatim));
}

Result<void> CodeFile::erase(std::uint32_t document) {
    return has(document) ? state_->write(document, Code{}, 0) : Result<void>();
}

Result<void> CodeFile::sync() {
    if (fdatasync(state_->descriptor) != 0) return failed(state_->file);
    if (!state_->header.is_writing) return {};
    // Not synced: what is older than the rows only makes somebody look at them.
    return state_->write_header(false);
}

Result<void> CodeFile::mend(const std::vector<Id>& verbatims) {
    for (std::uint32_t document = 1; document <= last(); ++document)
        if (has(document) &&
            (document > verbatims.size() || !find(document, verbatims[document - 1])))
            if (auto erased = erase(document); !erased) return erased;
    return sync();
}

}  // namespace verbatim
