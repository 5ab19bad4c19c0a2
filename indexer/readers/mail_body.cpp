#include "indexer/readers/mail_body.h"

#include "engine/text.h"
#include "indexer/readers/mail_flow.h"
#include "indexer/readers/mail_lines.h"

namespace verbatim {

std::string text_of(const MailBody& body) {
    if (body.html) return html_to_marked_text(body.text);
    return body.flowed ? unflow(body.text, body.delsp) : body.text;
}

std::vector<OwnWords> words_of_author(std::string_view text, std::string_view author) {
    MailLines mail(text);
    mark_quoted(mail);
    mark_furniture(mail, author);
    std::vector<OwnWords> found;
    mail.each_stretch([&](std::size_t begin, std::size_t end) {
        const Span span = trim(text, {static_cast<std::uint32_t>(mail.lines[begin].begin),
                                      static_cast<std::uint32_t>(mail.lines[end - 1].end)});
        if (span.begin < span.end) found.push_back({span, question_above(mail, begin)});
    });
    return found;
}

}  // namespace verbatim
