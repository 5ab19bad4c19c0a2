#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

// A mail as its transport encodings are undone; plain values, valid UTF-8.
namespace verbatim {

struct MailAddress {
    std::string name;     // may be empty
    std::string address;  // in lower case; may be empty
    friend bool operator==(const MailAddress&, const MailAddress&) = default;
};

// A part of text that the reader is meant to see. Lines end at LF.
struct MailBody {
    bool html = false;
    bool flowed = false;  // format=flowed (RFC 3676)
    bool delsp = false;   // of flowed text: the space at the end of a line is not part of it
    std::string text;
    friend bool operator==(const MailBody&, const MailBody&) = default;
};

struct Mail {
    std::uint64_t line = 1;    // of the file on which it begins
    std::uint64_t number = 1;  // of the file's mails
    bool cut = false;          // it was too long: what is here came before the cut
    std::string unread;        // why nothing can be said about it, or empty
    std::vector<MailAddress> from, to, reply_to;
    std::map<std::string, std::string> headers;  // by the name in lower case; only what readers use
    std::vector<MailBody> bodies;                // in order
    friend bool operator==(const Mail&, const Mail&) = default;
};

}  // namespace verbatim
