#include "indexer/decode.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "engine/hash.h"
#include "indexer/charset.h"

namespace verbatim {

namespace {

constexpr std::size_t kRawBlock = 256u << 10;
constexpr std::size_t kMaxPeek = 1u << 20;
constexpr std::size_t kFirstBytes = 16;
// How much is read from the first byte beyond ASCII on before the charset is decided.
constexpr std::size_t kEvidence = 256u << 10;

std::size_t first_beyond_ascii(std::string_view bytes) {
    const auto found =
        std::ranges::find_if(bytes, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    return static_cast<std::size_t>(found - bytes.begin());
}

}  // namespace

struct Input::State {
    std::string path;
    int file = -1;
    std::string bytes;  // from_bytes: the input itself
    std::size_t bytes_at = 0;

    std::string first_bytes;
    std::string raw;  // read, not yet decoded
    bool raw_ended = false;
    bool begun = false;
    bool decided = false;  // otherwise all was ASCII so far
    Charset charset = Charset::utf8;
    std::string charset_name{name_of(Charset::utf8)};

    std::string text;  // decoded; from `at` on not yet given
    std::size_t at = 0;
    std::string long_line;  // a line that lies in more than one block
    std::uint64_t lines = 0;

    Sha256 sha;
    std::uint64_t ill_formed = 0;
    std::uint64_t bytes_read = 0;
    std::string read_error;

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        if (file > STDIN_FILENO) ::close(file);
    }

    std::string_view rest() const { return std::string_view(text).substr(at); }

    // Appends the next raw bytes to `raw`.
    void read_raw() {
        const std::size_t before = raw.size();
        if (file < 0) {
            raw.append(bytes, bytes_at, kRawBlock);
            bytes_at += raw.size() - before;
            raw_ended = bytes_at == bytes.size();
        } else {
            raw.resize(before + kRawBlock);
            ssize_t count = 0;
            do count = ::read(file, raw.data() + before, kRawBlock);
            while (count < 0 && errno == EINTR);
            if (count < 0) read_error = std::strerror(errno);
            raw.resize(before + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
            raw_ended = count <= 0;
        }
        bytes_read += raw.size() - before;
        sha.update(std::string_view(raw).substr(before));
    }

    void begin() {
        begun = true;
        while (!raw_ended && raw.size() < 4096) read_raw();
        first_bytes = raw.substr(0, kFirstBytes);
        const Mark mark = detect_mark(raw);
        if (mark.size > 0 || mark.charset != Charset::utf8) decide(mark.charset);
        raw.erase(0, mark.size);
    }

    void decide(Charset found) {
        decided = true;
        charset = found;
        charset_name = name_of(found);
    }

    void decide_by_elimination() {
        const std::size_t beyond = first_beyond_ascii(raw);
        if (beyond == raw.size()) return;
        while (!raw_ended && raw.size() < beyond + kEvidence) read_raw();
        const std::string_view evidence = std::string_view(raw).substr(beyond);
        decide(looks_like_utf8(evidence) ? Charset::utf8 : Charset::windows1252);
    }

    // Decodes the next block behind what is there. False at the end.
    bool fill() {
        if (!begun) begin();
        text.erase(0, std::exchange(at, 0));
        const std::size_t before = text.size();
        while (text.size() == before) {
            if (raw_ended && raw.empty()) return false;
            if (!raw_ended) read_raw();
            if (!decided) decide_by_elimination();
            raw.erase(0, decode(charset, raw, raw_ended, text, ill_formed));
        }
        return true;
    }

    // Adds to a line that is longer than the block; what exceeds the limit is dropped.
    void keep_for_line(std::string_view piece, bool& too_long) {
        const std::size_t room = kMaxRecordBytes - long_line.size();
        too_long = too_long || piece.size() > room;
        if (piece.size() > room) piece = piece.substr(0, whole_characters(piece.substr(0, room)));
        long_line.append(piece);
    }
};

Input::Input(std::unique_ptr<State> state) : state_(std::move(state)) {}
Input::~Input() = default;
Input::Input(Input&&) noexcept = default;
Input& Input::operator=(Input&&) noexcept = default;

Result<Input> Input::open(const std::string& path) {
    auto state = std::make_unique<State>();
    state->path = path;
    const auto fail = [&path](int error) {
        return Error{ErrorCode::unavailable, path + ": " + std::strerror(error), ""};
    };
    state->file = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (state->file < 0) return fail(errno);
    struct stat status = {};
    if (::fstat(state->file, &status) != 0) return fail(errno);
    if (S_ISDIR(status.st_mode)) return fail(EISDIR);
    return Input(std::move(state));
}

Input Input::from_bytes(std::string path, std::string bytes) {
    auto state = std::make_unique<State>();
    state->path = std::move(path);
    state->bytes = std::move(bytes);
    return Input(std::move(state));
}

const std::string& Input::path() const {
    return state_->path;
}
const std::string& Input::charset() const {
    return state_->charset_name;
}
std::string_view Input::first_bytes() const {
    return state_->first_bytes;
}
std::uint64_t Input::ill_formed() const {
    return state_->ill_formed;
}
std::uint64_t Input::bytes_read() const {
    return state_->bytes_read;
}
const std::string& Input::read_error() const {
    return state_->read_error;
}

std::string_view Input::peek(std::size_t size) {
    size = std::min(size, kMaxPeek);
    while (state_->rest().size() < size && state_->fill()) {
    }
    return state_->rest().substr(0, size);
}

std::string_view Input::next_chunk() {
    State& state = *state_;
    if (state.rest().empty() && !state.fill()) return {};
    std::string_view chunk = state.rest().substr(0, kMaxPeek);
    chunk = chunk.substr(0, whole_characters(chunk));
    state.at += chunk.size();
    return chunk;
}

bool Input::next_line(Line& line) {
    State& state = *state_;
    state.long_line.clear();
    line.too_long = false;
    for (bool any = false;; any = true) {
        const std::string_view rest = state.rest();
        std::size_t end = std::min(rest.find('\n'), rest.size());
        end = std::min(rest.substr(0, end).find('\r'), end);
        const bool cut_after_cr = end + 1 == rest.size() && rest[end] == '\r';
        if (end < rest.size() && (!cut_after_cr || (state.raw_ended && state.raw.empty()))) {
            line.text = rest.substr(0, end);
            if (any) {
                state.keep_for_line(line.text, line.too_long);
                line.text = state.long_line;
            }
            state.at += end + (rest.substr(end).starts_with("\r\n") ? 2 : 1);
            break;
        }
        state.keep_for_line(rest.substr(0, end), line.too_long);
        state.at += end;
        if (!state.fill()) {
            if (state.long_line.empty() && state.rest().empty()) return false;
            state.at = state.text.size();  // at most a CR
            line.text = state.long_line;
            break;
        }
    }
    line.number = ++state.lines;
    return true;
}

std::string Input::finish() {
    State& state = *state_;
    while (!state.raw_ended) {
        state.raw.clear();
        state.read_raw();
    }
    return state.sha.hex();
}

}  // namespace verbatim
