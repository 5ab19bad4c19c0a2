#include "indexer/decode.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "indexer/charset.h"
#include "indexer/containers/archive.h"
#include "indexer/containers/document.h"
#include "indexer/containers/expand.h"
#include "indexer/containers/html_page.h"
#include "indexer/containers/mail_text.h"

namespace verbatim {

namespace {

constexpr std::size_t kRawBlock = 256u << 10;
constexpr std::size_t kMaxPeek = 1u << 20;
constexpr std::size_t kFirstBytes = 16;
// Headers of mails grow long with every host that passes them on.
constexpr std::size_t kMailHead = 32u << 10;
constexpr std::size_t kHead = 1024;
constexpr std::string_view kZip = "PK\x03\x04";
constexpr std::size_t kMostOfDocument = 512u << 20;
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
    HashedBytes source;                       // the bytes as they are
    std::unique_ptr<BytesAhead> unpacked;     // what they are compressed from
    std::unique_ptr<ByteSource> transformed;  // a document's text, a mailbox's mails
    std::vector<std::string> notes;

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

    std::uint64_t ill_formed = 0;
    std::string read_error;

    State(std::string named, std::unique_ptr<ByteSource> bytes)
        : path(std::move(named)), source(std::move(bytes)) {}

    std::string_view rest() const { return std::string_view(text).substr(at); }

    BytesAhead& bytes() { return unpacked ? *unpacked : source; }

    // Appends the next bytes to be decoded to `raw`.
    void read_raw() {
        const std::size_t before = raw.size();
        raw.resize(before + kRawBlock);
        ByteSource& from = transformed ? *transformed : bytes();
        const auto count = from.read(raw.data() + before, kRawBlock);
        if (!count) read_error = count.error().message;
        raw.resize(before + (count ? *count : 0));
        raw_ended = !count || *count == 0;
    }

    // A compressed file is read as what it holds, a document as its text, mail as JSON.
    void transform() {
        const std::string_view head = source.peek(kHead);
        first_bytes = head.substr(0, kFirstBytes);
        if (head.starts_with(kZip)) return open_zip();
        if (begins_compressed(head)) unpacked = std::make_unique<BytesAhead>(uncompressed(source));
        if (begins_as_html(bytes().peek(kHead))) return open_page();
        const MailFile mail = mail_file(bytes().peek(kMailHead));
        if (mail != MailFile::none) transformed = mail_as_json(bytes(), mail, ill_formed);
    }

    // All that is left of a document, or nothing where it cannot be read.
    std::optional<std::string> whole() {
        auto all = read_all(bytes(), kMostOfDocument);
        if (!all) fail(all.error());
        return all ? std::optional(*std::move(all)) : std::nullopt;
    }

    void fail(const Error& error) {
        read_error = error.message;
        raw_ended = true;
    }

    void open_page() {
        if (auto html = whole()) take(open_html(*std::move(html)));
    }

    void open_zip() {
        auto zip = whole();
        if (!zip) return;
        auto document = open_document(*zip);
        if (document) return take(*std::move(document));
        if (document.error().code != ErrorCode::not_found) return fail(document.error());
        transformed = from_memory(*std::move(zip));
    }

    void take(DocumentText document) {
        transformed = std::move(document.text);
        notes = std::move(document.notes);
        ill_formed += document.ill_formed;
    }

    void begin() {
        begun = true;
        transform();
        while (!raw_ended && raw.size() < 4096) read_raw();
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
    auto source = open_source(path);
    if (!source) return source.error();
    return Input(std::make_unique<State>(path, *std::move(source)));
}

Result<Input> Input::open(const std::string& path, SourceOpener& opener) {
    auto source = opener.open(path);
    if (!source) return source.error();
    return Input(std::make_unique<State>(path, *std::move(source)));
}

Input Input::from_bytes(std::string path, std::string bytes) {
    return Input(std::make_unique<State>(std::move(path), from_memory(std::move(bytes))));
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
    return state_->source.count();
}
const std::vector<std::string>& Input::notes() const {
    return state_->notes;
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
    std::string block(kRawBlock, '\0');
    for (;;) {
        const auto count = state.source.read(block.data(), block.size());
        if (!count) state.read_error = count.error().message;
        if (!count || *count == 0) return state.source.hex();
    }
}

}  // namespace verbatim
