#include "indexer/containers/mailbox.h"

#include <algorithm>
#include <array>

#include "engine/ascii.h"

namespace verbatim {

namespace {

constexpr std::size_t kBlock = 256u << 10;
// A "From " line and the beginning of the header behind it.
constexpr std::size_t kLongestFromLine = 1000;
constexpr std::size_t kLookAhead = kLongestFromLine + 200;
constexpr std::string_view kFrom = "From ";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// The next line, without its end.
std::string_view split_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

// The name of a header in its line, or empty.
std::string_view header_name(std::string_view line) {
    constexpr std::size_t kLongestName = 76;
    const std::size_t colon = line.substr(0, kLongestName).find(':');
    if (colon == line.npos || colon == 0) return {};
    const std::string_view name = line.substr(0, colon);
    const bool printable = std::ranges::all_of(name, [](char c) { return c > ' ' && c < 0x7f; });
    return printable ? name : std::string_view();
}

// "From jane@example.com Thu Apr 14 11:06:56 2016", in any of the forms that programs write.
bool is_from_line(std::string_view line) {
    constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    if (!line.starts_with(kFrom) || line.size() > kLongestFromLine) return false;
    bool month = false, year = false, clock = false;
    line.remove_prefix(kFrom.size());
    while (!line.empty()) {
        const std::size_t size = std::min(line.find(' '), line.size());
        const std::string_view word = line.substr(0, size);
        line.remove_prefix(std::min(size + 1, line.size()));
        month = month || std::ranges::find(kMonths, word) != kMonths.end();
        year = year || (word.size() == 4 && std::ranges::all_of(word, is_digit));
        const std::size_t colon = word.find(':');
        clock = clock || (colon != word.npos && colon > 0 && colon + 2 < word.size() &&
                          is_digit(word[colon - 1]) && is_digit(word[colon + 1]));
    }
    return month && year && clock;
}

// Whether a header is of a kind that mails have and transcripts of "Name: text" do not.
bool only_mail_has(std::string_view name, std::string_view value) {
    constexpr std::array<std::string_view, 16> kNames = {
        "received",     "return-path",    "message-id",  "mime-version",
        "delivered-to", "content-type",   "in-reply-to", "content-transfer-encoding",
        "references",   "dkim-signature", "list-id",     "x-mailer",
        "user-agent",   "reply-to",       "x-gm-thrid",  "authentication-results"};
    if (std::ranges::find(kNames, name) != kNames.end()) return true;
    if (name == "from" || name == "to")
        return value.find('@') != value.npos || value.find(" at ") != value.npos;
    // "Thu, 14 Apr 2016 11:06:56 +0200"
    return name == "date" && std::ranges::count(value, ':') >= 1 &&
           std::ranges::count(value, ' ') >= 4;
}

// Whether the text begins as a mail's header does, with that many lines that only mails have.
bool begins_header(std::string_view text, std::size_t wanted) {
    std::size_t found = 0;
    bool sender = false;
    for (bool first = true; !text.empty(); first = false) {
        const bool whole = text.find('\n') != text.npos;
        const std::string_view line = split_line(text);
        if (line.empty()) break;
        if (!first && (line[0] == ' ' || line[0] == '\t')) continue;
        const std::string name = lower(header_name(line));
        if (name.empty() && !whole) break;
        if (name.empty() && line.starts_with(">From ")) continue;
        if (name.empty() || name.starts_with("snapshot-content")) return false;
        const std::string_view value = line.substr(name.size() + 1);
        if (name == "from" && value.find("Saved by ") != value.npos) return false;
        sender = sender || name == "from" || name == "message-id" || name == "received" ||
                 name == "return-path" || name == "delivered-to";
        found += only_mail_has(name, value);
    }
    return sender && found >= wanted;
}

}  // namespace

MailFile mail_file(std::string_view head) {
    if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
    if (!head.starts_with(kFrom)) return begins_header(head, 2) ? MailFile::mail : MailFile::none;
    const bool from_line = is_from_line(split_line(head));
    return from_line && begins_header(head, 1) ? MailFile::mailbox : MailFile::none;
}

Result<void> Mailbox::fill(std::size_t size) {
    if (at_ > kBlock) buffer_.erase(0, at_), at_ = 0;
    while (!ended_ && buffer_.size() - at_ < size) {
        const std::size_t before = buffer_.size();
        buffer_.resize(before + kBlock);
        const auto count = source_.read(buffer_.data() + before, kBlock);
        buffer_.resize(before + (count ? *count : 0));
        if (!count) return count.error();
        ended_ = *count == 0;
    }
    return {};
}

bool Mailbox::begins_mail() const {
    if (kind_ != MailFile::mailbox || !rest().starts_with(kFrom)) return false;
    std::string_view text = rest().substr(0, kLookAhead);
    if (text.find('\n') == text.npos || !is_from_line(split_line(text))) return false;
    const std::string_view second = split_line(text);
    return !header_name(second).empty() || second.starts_with(">From ");
}

void Mailbox::take_from_line(RawMail& mail) {
    std::string_view text = rest();
    mail.from_line = split_line(text);
    at_ = buffer_.size() - text.size();
    ++line_;
}

// Moves bytes of one line into the mail.
void Mailbox::take(RawMail& mail, std::size_t size, bool at_line_start) {
    std::string_view piece = rest().substr(0, size);
    at_ += size;
    if (piece.ends_with('\n')) ++line_;
    if (at_line_start && kind_ == MailFile::mailbox && piece.starts_with('>')) {
        const std::size_t marks = std::min(piece.find_first_not_of('>'), piece.size());
        if (piece.substr(marks).starts_with(kFrom)) piece.remove_prefix(1);
    }
    const std::size_t room = kMostOfMail - mail.bytes.size();
    mail.cut = mail.cut || piece.size() > room;
    mail.bytes.append(piece.substr(0, room));
}

Result<bool> Mailbox::next(RawMail& mail) {
    mail.bytes.clear();
    mail.from_line.clear();
    mail.cut = false;
    if (auto filled = fill(kLookAhead); !filled) return filled.error();
    if (line_ == 1 && rest().starts_with(kByteOrderMark)) at_ += kByteOrderMark.size();
    mail.line = line_;
    if (rest().empty()) return false;
    if (begins_mail()) take_from_line(mail);
    for (bool line_start = true, first = true;; first = false) {
        if (auto filled = fill(kLookAhead); !filled) return filled.error();
        if (rest().empty()) return true;
        if (line_start && !first && begins_mail()) return true;
        const std::size_t end = rest().find('\n');
        take(mail, end == std::string_view::npos ? rest().size() : end + 1, line_start);
        line_start = end != std::string_view::npos;
    }
}

}  // namespace verbatim
