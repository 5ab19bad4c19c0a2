// Any bytes as a mailbox, or else as the body of a mail, whose type is what their first line says.

#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/containers/bytes.h"
#include "indexer/containers/mailbox.h"
#include "tests/fuzz/reading.h"

namespace {

using namespace verbatim;

constexpr std::size_t kMostRead = 1u << 20;

std::string as_body(const std::string& bytes) {
    const bool typed = bytes.starts_with("text/") || bytes.starts_with("multipart/");
    return "From: Ana <ana@example.org>\nTo: help@example.com\nSubject: It hums\n" +
           std::string(typed ? "Content-Type: " : "\n") + bytes;
}

// How many mails it is parted into. None is made longer than it was, and they begin in order.
std::uint64_t mails(const std::string& bytes) {
    const auto source = from_memory(bytes);
    Mailbox mailbox(*source, mail_file(bytes));
    RawMail mail;
    std::uint64_t count = 0, line = 0, size = 0;
    for (;; ++count) {
        const auto more = mailbox.next(mail);
        fuzz::demand(bool{more}, "a mailbox in memory can be read");
        if (!*more) break;
        fuzz::demand(mail.line > line, "mails begin in order");
        line = mail.line;
        size += mail.bytes.size() + mail.from_line.size();
    }
    fuzz::demand(size <= bytes.size(), "a mail is part of its mailbox");
    return count;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string bytes(data, data + size);
    if (mail_file(bytes) == MailFile::none) bytes = as_body(bytes);
    if (mail_file(bytes) == MailFile::none) return 0;
    const std::uint64_t count = mails(bytes);
    const auto records = fuzz::read_as_file("export", bytes, kMostRead);
    fuzz::demand(!records || *records == count, "each mail is a record");
    return 0;
}
