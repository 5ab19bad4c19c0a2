#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "indexer/containers/bytes.h"

// Archives (zip, tar, 7z, rar) and compressed files (gzip, zstd, bzip2, xz). Nothing is ever
// unpacked to the disk. What expands beyond all measure is refused.
namespace verbatim {

struct Member {
    std::string path;  // as the archive names it, in UTF-8, with '/'
    std::uint64_t size = 0;
};

// One archive, compressed or not, from the disk or from memory, which is walked once.
class Archive {
public:
    static Result<Archive> open_file(const std::string& path);
    static Result<Archive> open_memory(std::string bytes);
    static Result<Archive> open_view(std::string_view bytes);  // which outlive it

    // The next regular file in it; nothing at the end. Fails with bad_input for what is no archive,
    // is encrypted or damaged.
    Result<std::optional<Member>> next();

    // The bytes of the member that next() gave last, until the next call; or as long as they are
    // held, where the archive is handed over.
    std::unique_ptr<ByteSource> contents() &;
    static std::unique_ptr<ByteSource> contents(Archive archive);

    ~Archive();
    Archive(Archive&&) noexcept;
    Archive& operator=(Archive&&) noexcept;

private:
    struct State;
    class Contents;
    class OwnContents;
    explicit Archive(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

// Whether bytes begin as one of the archives does, or as a compressed file, which may hold a tar.
bool begins_as_archive(std::string_view bytes);
bool begins_compressed(std::string_view bytes);

// Fails where so much came of `size` bytes that it is no text.
Result<void> check_growth(std::uint64_t came, std::uint64_t size);

// What a compressed stream holds. `compressed` outlives it.
std::unique_ptr<ByteSource> uncompressed(ByteSource& compressed);

}  // namespace verbatim
