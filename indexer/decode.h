#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"

namespace verbatim {

class SourceOpener;

// A line, row or record above this is rejected, never buffered whole.
inline constexpr std::size_t kMaxRecordBytes = 16u << 20;

// A raw input as a stream of valid UTF-8.
//
// The charset is found from a byte-order mark, from zero bytes (UTF-16 without a mark), or by
// elimination: what is not UTF-8 is Windows-1252, of which Latin-1 is a part. Ill-formed bytes
// become U+FFFD and are counted. Line ends are kept as they are. Reads ahead a bounded amount:
// memory does not grow with the file. The SHA-256 is of the raw bytes. Movable, one thread at a
// time.
class Input {
public:
    // "-" is standard input; a path may lead into an archive. What is compressed is uncompressed, a
    // document (DOCX, XLSX, ODT, ODS) is its text, see containers/document.h; mail is JSON, see
    // containers/mail_text.h.
    static Result<Input> open(const std::string& path);
    // With an opener for many; of a file in an archive, until its next one.
    static Result<Input> open(const std::string& path, SourceOpener& opener);
    static Input from_bytes(std::string path, std::string bytes);

    ~Input();
    Input(Input&&) noexcept;
    Input& operator=(Input&&) noexcept;

    const std::string& path() const;
    const std::vector<std::string>& notes() const;  // how a document was understood
    const std::string& charset() const;             // "UTF-8", "UTF-16LE", "windows-1252", ...

    // The first 16 bytes of the file as they are, once something was read or peeked at.
    std::string_view first_bytes() const;

    // Up to `size` bytes from the current place, without moving; fewer only at the end. size <= 1
    // MiB.
    std::string_view peek(std::size_t size);

    // The next bytes, 1 MiB or less, cut at a character; empty at the end. Valid until the next
    // call.
    std::string_view next_chunk();

    struct Line {
        std::string_view text;     // without its line end; cut at kMaxRecordBytes
        std::uint64_t number = 0;  // from 1
        bool too_long = false;     // the rest of the line was skipped
    };
    // False at the end. The line is valid until the next call. Ends at LF, CR LF or a lone CR.
    bool next_line(Line& line);

    std::uint64_t ill_formed() const;       // sequences replaced by U+FFFD so far
    std::uint64_t bytes_read() const;       // raw bytes taken from the file so far
    const std::string& read_error() const;  // what the operating system said, or empty

    // Reads what is left and gives the SHA-256 of the raw file, in hex. Call once, last.
    std::string finish();

private:
    struct State;
    explicit Input(std::unique_ptr<State>);
    std::unique_ptr<State> state_;
};

}  // namespace verbatim
