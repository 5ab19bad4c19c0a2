#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "engine/hash.h"
#include "engine/result.h"

// Bytes as they come: from a file, from memory, out of an archive, or made of a document.
namespace verbatim {

class ByteSource {
public:
    virtual ~ByteSource() = default;
    // Writes the next bytes to `to`, `size` at most, and says how many; 0 at the end only. What
    // failed once goes on failing.
    virtual Result<std::size_t> read(char* to, std::size_t size) = 0;
};

// "-" is standard input, which stays open.
Result<std::unique_ptr<ByteSource>> open_file(const std::string& path);
std::unique_ptr<ByteSource> from_memory(std::string bytes);

// All that is left, or unavailable with the reason once it is more than `limit` bytes.
Result<std::string> read_all(ByteSource& source, std::size_t limit);

// Passes bytes on and can look ahead.
class BytesAhead : public ByteSource {
public:
    explicit BytesAhead(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}

    Result<std::size_t> read(char* to, std::size_t size) override;
    // Up to `size` of the next bytes, which stay; fewer at the end or where reading fails.
    std::string_view peek(std::size_t size);

protected:
    virtual Result<std::size_t> take(char* to, std::size_t size) { return source_->read(to, size); }

private:
    std::unique_ptr<ByteSource> source_;
    std::string ahead_;
};

// The same, hashed and counted.
class HashedBytes final : public BytesAhead {
public:
    using BytesAhead::BytesAhead;

    std::uint64_t count() const { return count_; }  // bytes taken from the source so far
    std::string hex() { return sha_.hex(); }        // of them; call once

private:
    Result<std::size_t> take(char* to, std::size_t size) override;

    Sha256 sha_;
    std::uint64_t count_ = 0;
};

}  // namespace verbatim
