#include "indexer/containers/archive.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <filesystem>
#include <utility>

namespace verbatim {

namespace {

constexpr std::size_t kBlock = 64u << 10;
// Text is compressed to a twentieth; what grows by more than this, and much, is no text.
constexpr std::uint64_t kMostGrowth = 250;
constexpr std::uint64_t kAlwaysAllowed = 100u << 20;

struct Free {
    void operator()(archive* opened) const { archive_read_free(opened); }
};
using Handle = std::unique_ptr<archive, Free>;

// libarchive turns names into the charset of the thread's locale, and has none for a name with a
// letter that is not in it. While one of these lives, that charset is UTF-8.
class NamesInUtf8 {
public:
    NamesInUtf8() {
        for (const char* name : {"C.UTF-8", "en_US.UTF-8"})
            if (utf8_ == nullptr) utf8_ = ::newlocale(LC_CTYPE_MASK, name, nullptr);
        if (utf8_ != nullptr) before_ = ::uselocale(utf8_);
    }
    NamesInUtf8(const NamesInUtf8&) = delete;
    NamesInUtf8& operator=(const NamesInUtf8&) = delete;
    ~NamesInUtf8() {
        if (utf8_ == nullptr) return;
        ::uselocale(before_);
        ::freelocale(utf8_);
    }

private:
    locale_t utf8_ = nullptr;
    locale_t before_ = nullptr;
};

Error failed(archive* opened) {
    const char* why = archive_error_string(opened);
    std::string message = why != nullptr ? why : "it cannot be unpacked";
    if (message.find("assphrase") != std::string::npos ||
        message.find("ncrypt") != std::string::npos)
        message = "it is protected by a password";
    return {ErrorCode::bad_input, message, ""};
}

Error grows_too_much() {
    return {ErrorCode::bad_input,
            "it expands to more than " + std::to_string(kMostGrowth) + " times its size", ""};
}

std::uint64_t most_from(std::uint64_t size) {
    return size * kMostGrowth + kAlwaysAllowed;
}

void enable(archive* opened) {
    archive_read_support_filter_all(opened);
    archive_read_support_format_zip(opened);
    archive_read_support_format_tar(opened);
    archive_read_support_format_7zip(opened);
    archive_read_support_format_rar(opened);
    archive_read_support_format_rar5(opened);
}

std::string path_of(archive_entry* entry) {
    const char* path = archive_entry_pathname_utf8(entry);
    if (path == nullptr) path = archive_entry_pathname(entry);
    return path == nullptr ? "" : path;
}

// A compressed file as one stream.
class Uncompressed : public ByteSource {
public:
    explicit Uncompressed(ByteSource& compressed)
        : compressed_(compressed), block_(kBlock, '\0'), opened_(archive_read_new()) {
        archive_read_support_filter_all(opened_.get());
        archive_read_support_format_raw(opened_.get());
    }

    Result<std::size_t> read(char* to, std::size_t size) override {
        if (!begun_) {
            begun_ = true;
            archive_entry* entry = nullptr;
            if (archive_read_open(opened_.get(), this, nullptr, &Uncompressed::feed, nullptr) !=
                    ARCHIVE_OK ||
                archive_read_next_header(opened_.get(), &entry) != ARCHIVE_OK)
                return broken();
            if (archive_filter_code(opened_.get(), 0) == ARCHIVE_FILTER_NONE)
                return Error{ErrorCode::bad_input, "it begins as a compressed file and is none",
                             ""};
        }
        const la_ssize_t count = archive_read_data(opened_.get(), to, size);
        if (count < 0) return broken();
        given_ += static_cast<std::uint64_t>(count);
        if (given_ > most_from(taken_)) return grows_too_much();
        return static_cast<std::size_t>(count);
    }

private:
    Error broken() const { return error_ ? *error_ : failed(opened_.get()); }

    static la_ssize_t feed(archive* opened, void* self, const void** block) {
        auto& source = *static_cast<Uncompressed*>(self);
        const auto count = source.compressed_.read(source.block_.data(), source.block_.size());
        if (!count) {
            source.error_ = count.error();
            archive_set_error(opened, EIO, "%s", count.error().message.c_str());
            return ARCHIVE_FATAL;
        }
        source.taken_ += *count;
        *block = source.block_.data();
        return static_cast<la_ssize_t>(*count);
    }

    ByteSource& compressed_;
    std::string block_;
    Handle opened_;
    bool begun_ = false;
    std::optional<Error> error_;
    std::uint64_t taken_ = 0;
    std::uint64_t given_ = 0;
};

}  // namespace

struct Archive::State {
    std::unique_ptr<const std::string> bytes;  // of open_memory
    Handle opened{archive_read_new()};
    std::uint64_t size = 0;      // of the archive
    std::uint64_t promised = 0;  // by its members so far
};

class Archive::Contents : public ByteSource {
public:
    explicit Contents(const State& state) : state_(state) {}

    Result<std::size_t> read(char* to, std::size_t size) override {
        const la_ssize_t count = archive_read_data(state_.opened.get(), to, size);
        if (count < 0) return failed(state_.opened.get());
        given_ += static_cast<std::uint64_t>(count);
        if (given_ > most_from(state_.size)) return grows_too_much();
        return static_cast<std::size_t>(count);
    }

private:
    const State& state_;
    std::uint64_t given_ = 0;
};

class Archive::OwnContents : public ByteSource {
public:
    explicit OwnContents(Archive archive)
        : archive_(std::move(archive)), contents_(*archive_.state_) {}

    Result<std::size_t> read(char* to, std::size_t size) override {
        return contents_.read(to, size);
    }

private:
    Archive archive_;
    Contents contents_;
};

Archive::Archive(std::unique_ptr<State> state) : state_(std::move(state)) {}
Archive::~Archive() = default;
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;

Result<Archive> Archive::open_file(const std::string& path) {
    auto state = std::make_unique<State>();
    std::error_code unknown;
    const auto size = std::filesystem::file_size(path, unknown);
    if (unknown) return Error{ErrorCode::unavailable, unknown.message(), ""};
    state->size = size;
    enable(state->opened.get());
    if (archive_read_open_filename(state->opened.get(), path.c_str(), kBlock) != ARCHIVE_OK)
        return failed(state->opened.get());
    return Archive(std::move(state));
}

Result<Archive> Archive::open_view(std::string_view bytes) {
    auto state = std::make_unique<State>();
    state->size = bytes.size();
    enable(state->opened.get());
    if (archive_read_open_memory(state->opened.get(), bytes.data(), bytes.size()) != ARCHIVE_OK)
        return failed(state->opened.get());
    return Archive(std::move(state));
}

Result<Archive> Archive::open_memory(std::string bytes) {
    auto held = std::make_unique<const std::string>(std::move(bytes));
    auto archive = open_view(*held);
    if (archive) archive->state_->bytes = std::move(held);
    return archive;
}

Result<std::optional<Member>> Archive::next() {
    const NamesInUtf8 charset;
    archive* opened = state_->opened.get();
    for (;;) {
        archive_entry* entry = nullptr;
        const int status = archive_read_next_header(opened, &entry);
        if (status == ARCHIVE_EOF) return std::optional<Member>();
        if (status < ARCHIVE_WARN) return failed(opened);
        if (archive_entry_is_encrypted(entry) > 0)
            return Error{ErrorCode::bad_input, "it is protected by a password", ""};
        if (archive_entry_filetype(entry) != AE_IFREG) continue;
        Member member{path_of(entry), static_cast<std::uint64_t>(
                                          std::max<la_int64_t>(archive_entry_size(entry), 0))};
        state_->promised += member.size;
        if (state_->promised > most_from(state_->size)) return grows_too_much();
        return std::optional<Member>(std::move(member));
    }
}

std::unique_ptr<ByteSource> Archive::contents() & {
    return std::make_unique<Contents>(*state_);
}

std::unique_ptr<ByteSource> Archive::contents(Archive archive) {
    return std::make_unique<OwnContents>(std::move(archive));
}

bool begins_compressed(std::string_view bytes) {
    return bytes.starts_with("\x1F\x8B") || bytes.starts_with("BZh") ||
           bytes.starts_with(
               "\xFD"
               "7zXZ") ||
           bytes.starts_with("\x28\xB5\x2F\xFD");
}

bool begins_as_archive(std::string_view bytes) {
    constexpr std::size_t kTarMagic = 257;
    return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06") ||
           bytes.starts_with("7z\xBC\xAF") || bytes.starts_with("Rar!") ||
           (bytes.size() > kTarMagic && bytes.substr(kTarMagic).starts_with("ustar"));
}

Result<void> check_growth(std::uint64_t came, std::uint64_t size) {
    if (came > most_from(size)) return grows_too_much();
    return {};
}

std::unique_ptr<ByteSource> uncompressed(ByteSource& compressed) {
    return std::make_unique<Uncompressed>(compressed);
}

}  // namespace verbatim
