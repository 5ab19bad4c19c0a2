#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/result.h"
#include "indexer/containers/bytes.h"

// Mailboxes (mbox, RFC 4155 and its dialects) -> single mails, as bytes.
namespace verbatim {

// A mail above this is cut: what comes late is an attachment.
inline constexpr std::size_t kMostOfMail = 12u << 20;

enum class MailFile { none, mail, mailbox };

// What the first bytes of a file are: "From " with a date and then a header, or a header of which
// at least two lines are of a kind that only mails have. Saved web pages (MHTML) are none.
MailFile mail_file(std::string_view head);

struct RawMail {
    std::string bytes;       // without the "From " line
    std::string from_line;   // that line
    std::uint64_t line = 1;  // its number, or that of the mail's first line
    bool cut = false;
};

// Splits a mailbox, or gives the only mail. A "From " line within a mail is part of it unless it
// has a date and a header follows; ">From " is unescaped (mboxrd). Holds one mail.
class Mailbox {
public:
    Mailbox(ByteSource& source, MailFile kind) : source_(source), kind_(kind) {}

    // False at the end. Fails where the source does; what was read of the last mail is dropped.
    Result<bool> next(RawMail& mail);

private:
    Result<void> fill(std::size_t size);
    std::string_view rest() const { return std::string_view(buffer_).substr(at_); }
    bool begins_mail() const;
    void take_from_line(RawMail& mail);
    void take(RawMail& mail, std::size_t size, bool at_line_start);

    ByteSource& source_;
    MailFile kind_;
    std::string buffer_;
    std::size_t at_ = 0;
    bool ended_ = false;
    std::uint64_t line_ = 1;
};

}  // namespace verbatim
