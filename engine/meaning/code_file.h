#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "engine/access.h"
#include "engine/meaning/code.h"
#include "engine/model.h"
#include "engine/result.h"

namespace verbatim {

inline constexpr const char* kCodesName = "codes";  // beside the index's own files

// The codes of an index (code_context.h), by document number: what a search scans. A file
// beside the index and derived like it; documents without a code have an empty row.
//
// Layout: a page of header (magic, format, identity of what made the codes, whether rows are being
// written, a hash of all this, or 0 in older files), then blocks of kBlockRows codes and as many
// tags of 4 bytes. A tag is a hash of the code and of its verbatim's id, so that a row that was
// half written or belongs to something else is told apart; 0 is no code. One writer, many readers;
// a reader sees the rows that were there when it opened, or newer ones.
class CodeFile {
public:
    // Where there is no file, or one that is none of this format, it is empty, and made on writing.
    // Fails with unavailable.
    static Result<CodeFile> open(const std::filesystem::path& file, Access access);
    ~CodeFile();
    CodeFile(CodeFile&&) noexcept;
    CodeFile& operator=(CodeFile&&) noexcept;

    // Of what made the codes, which cannot be compared with others; 0 while there are none.
    std::uint64_t identity() const;
    // The highest document number that may have a code; 0 if none has.
    std::uint32_t last() const;
    bool has(std::uint32_t document) const;
    // Nothing if there is none, or if the row is not this verbatim's.
    std::optional<Code> find(std::uint32_t document, Id verbatim) const;

    // How many documents have a code of which something is known.
    std::uint64_t known() const;

    // Runs dot_each() over all rows: products[n - 1] is of document n, kNoCode where it has none.
    static constexpr std::int32_t kNoCode = INT32_MIN;
    void scan(const Code& query, std::vector<std::int32_t>& products) const;

    // Whether the file is none of this format although something was written to it.
    bool is_damaged() const;
    // Whether a writer has not come to its sync(), or ended before it: rows may be half written.
    bool is_interrupted() const;
    // Takes out the rows that are not the verbatims', of which the first is the document's
    // numbered 1.
    Result<void> mend(const std::vector<Id>& verbatims);

    // Writers only; durable after sync(). begin() forgets all codes, to take those of `identity`.
    Result<void> begin(std::uint64_t identity);
    Result<void> put(std::uint32_t document, Id verbatim, const Code& code);
    // Overwrites the document's row, if it has one.
    Result<void> erase(std::uint32_t document);
    Result<void> sync();

private:
    struct State;
    explicit CodeFile(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace verbatim
