#include "indexer/containers/mail_text.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "indexer/containers/gmime_loaded.h"
#include "indexer/containers/mail_parts.h"

namespace verbatim {

namespace {

void append_text(std::string& out, std::string_view text) {
    constexpr std::string_view kHex = "0123456789abcdef";
    out += '"';
    for (std::size_t at = 0; at < text.size();) {
        std::size_t plain = at;
        const auto is_plain = [](char c) {
            return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
        };
        while (plain < text.size() && is_plain(text[plain])) ++plain;
        out += text.substr(at, plain - at);
        if (plain == text.size()) break;
        const char c = text[plain];
        out += '\\';
        if (c == '\n')
            out += 'n';
        else if (static_cast<unsigned char>(c) >= 0x20)
            out += c;
        else
            out.append("u00").append(
                {kHex[static_cast<std::size_t>(c) >> 4], kHex[static_cast<std::size_t>(c) & 15]});
        at = plain + 1;
    }
    out += '"';
}

void append_addresses(std::string& out, std::string_view key,
                      const std::vector<MailAddress>& list) {
    out.append(",\"").append(key).append("\":[");
    for (const MailAddress& one : list) {
        out += out.ends_with('[') ? "[" : ",[";
        append_text(out, one.name);
        out += ',';
        append_text(out, one.address);
        out += ']';
    }
    out += ']';
}

std::string json_line(const Mail& mail) {
    std::string out(kMailTag);
    out += std::to_string(mail.line) + ",\"number\":" + std::to_string(mail.number);
    out.append(",\"cut\":").append(mail.cut ? "true" : "false").append(",\"unread\":");
    append_text(out, mail.unread);
    append_addresses(out, "from", mail.from);
    append_addresses(out, "to", mail.to);
    append_addresses(out, "reply_to", mail.reply_to);
    out += ",\"headers\":{";
    for (const auto& [name, value] : mail.headers) {
        if (!out.ends_with('{')) out += ',';
        append_text(out, name);
        out += ':';
        append_text(out, value);
    }
    out += "},\"bodies\":[";
    for (const MailBody& body : mail.bodies) {
        out += out.ends_with('[') ? "{\"html\":" : ",{\"html\":";
        out.append(body.html ? "true" : "false");
        out.append(",\"flowed\":").append(body.flowed ? "true" : "false");
        out.append(",\"delsp\":").append(body.delsp ? "true" : "false").append(",\"text\":");
        append_text(out, body.text);
        out += '}';
    }
    return out + "]}\n";
}

class MailJsonLines : public ByteSource {
public:
    MailJsonLines(ByteSource& source, MailFile kind, std::uint64_t& ill_formed)
        : mailbox_(source, kind), ill_formed_(ill_formed) {}

    Result<std::size_t> read(char* to, std::size_t size) override {
        if (at_ == line_.size()) {
            const auto more = mailbox_.next(raw_);
            if (!more) return more.error();
            if (!*more) return std::size_t{0};
            if (!load_gmime())
                return Error{ErrorCode::unavailable, "GMime, which reads mails, is missing",
                             "install the package libgmime-3.0-0"};
            Mail mail = parse_mail(raw_, ill_formed_);
            mail.number = ++number_;
            line_ = json_line(mail);
            at_ = 0;
        }
        size = std::min(size, line_.size() - at_);
        line_.copy(to, size, at_);
        at_ += size;
        return size;
    }

private:
    Mailbox mailbox_;
    std::uint64_t& ill_formed_;
    RawMail raw_;
    std::string line_;
    std::size_t at_ = 0;
    std::uint64_t number_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> mail_as_json(ByteSource& source, MailFile kind,
                                         std::uint64_t& ill_formed) {
    return std::make_unique<MailJsonLines>(source, kind, ill_formed);
}

}  // namespace verbatim
