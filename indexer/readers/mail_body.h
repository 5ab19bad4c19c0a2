#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/model.h"
#include "indexer/containers/mail.h"

namespace verbatim {

// What the author of a mail wrote at a stretch.
struct OwnWords {
    Span span;             // of the text
    std::string question;  // quoted right above, which this answers; its lines joined; or empty
};

// The text of a part as its lines were written: the transport of format=flowed undone, HTML as its
// text with the marks of mail_flow.h.
std::string text_of(const MailBody& body);

// The author's own words in a text of text_of(), in order: what is quoted from other mails, the
// lines above quotations, signatures, greetings and closings on lines of their own, disclaimers,
// footers of mailing lists, patches and PGP's armour are left out. Each is contiguous, without
// white space at its ends. `author` is the sender's name, with which many end their mails. Linear.
std::vector<OwnWords> words_of_author(std::string_view text, std::string_view author);

}  // namespace verbatim
