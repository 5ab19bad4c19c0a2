#include <algorithm>
#include <array>
#include <charconv>

#include "engine/text.h"
#include "indexer/containers/mail_text.h"
#include "indexer/mapping/dates.h"
#include "indexer/readers/mail_body.h"
#include "indexer/readers/mail_record.h"
#include "indexer/readers/mail_sender.h"
#include "indexer/readers/names.h"
#include "indexer/readers/reader.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

int probe(const Sample& sample) {
    constexpr int kCertain = 100;
    return sample.text.starts_with(kMailTag) ? kCertain : 0;
}

// "<a@example.com> <b@example.com>": the first.
std::string first_id(std::string_view ids) {
    const std::size_t open = ids.find('<');
    if (open == ids.npos) return std::string(trim_space(ids.substr(0, ids.find_first_of(" \t,"))));
    return std::string(trim_space(ids.substr(open + 1, ids.find('>', open) - open - 1)));
}

// Without "Re:", "AW:", "Fwd:" and the like, however many.
std::string_view plain_subject(std::string_view subject) {
    constexpr std::array<std::string_view, 16> kPrefixes = {
        "re", "aw", "antw", "antwort", "fwd", "fw",  "wg",  "sv",
        "vs", "vb", "tr",   "rv",      "enc", "rif", "odp", "ref"};
    for (;;) {
        subject = trim_space(subject);
        const std::size_t colon = subject.find(':');
        if (colon == subject.npos || colon > 10) return subject;
        std::string word = fold(subject.substr(0, colon));
        word.resize(std::min(word.find_first_of("[(^ "), word.size()));  // "Re[2]:"
        if (std::ranges::find(kPrefixes, word) == kPrefixes.end()) return subject;
        subject.remove_prefix(colon + 1);
    }
}

std::string date_of(const Mail& mail) {
    if (const auto date = parse_date(header_of(mail, "date"), "")) return *date;
    const std::string_view read = header_of(mail, "date-read");
    if (const auto date = parse_date(read, ""); date && *date > "1971") return *date;
    // "From jane@example.com Thu Apr 14 11:06:56 2016"
    std::string_view line = header_of(mail, "from-line");
    while (!line.empty()) {
        line.remove_prefix(std::min(line.find(' '), line.size()));
        line = trim_space(line);
        if (const auto date = parse_date(line, "")) return *date;
    }
    return {};
}

// Mails of one input, one after the other.
class MailReading {
public:
    MailReading(const Input& input, const ReadOptions& options, RecordSink& sink)
        : path_(input.path()), kind_(options.kind.value_or(Kind::mail)), sink_(sink) {}

    Result<void> add(const Mail& mail) {
        ++mails_;
        Locator place;
        place.line = mail.line;
        place.row = mail.number;
        if (!mail.unread.empty()) {
            sink_.reject({place, mail.unread});
            return {};
        }
        if (is_deleted(mail)) {
            ++deleted_;
            sink_.empty(1);
            return {};
        }
        Conversation conversation = conversation_of(mail, place);
        if (conversation.utterances.empty()) {
            sink_.empty(1);
            return {};
        }
        if (mail.cut) sink_.warn({place, "its end is not read: the mail is too long"});
        return sink_.accept(std::move(conversation));
    }

    // A line that is none of containers/mail_text.h, or is cut: the mail is too long.
    void add_unreadable(const Input::Line& line) {
        Locator place;
        place.line = line.number;
        const std::string_view tag = line.text.substr(0, kMailTag.size());
        std::uint64_t number = 0;
        if (tag != kMailTag || !line.too_long) return sink_.reject({place, "no mail begins here"});
        ++mails_;
        const char* end = line.text.data() + line.text.size();
        if (std::from_chars(line.text.data() + tag.size(), end, number).ec == std::errc())
            place.line = number;
        sink_.reject({place, "the mail's text is too long"});
    }

    std::vector<std::string> notes() const {
        std::vector<std::string> notes = {counted(mails_, "mail")};
        if (deleted_ > 0)
            notes.push_back(counted(deleted_, "mail") + " deleted by the owner, left out");
        return notes;
    }

private:
    Conversation conversation_of(const Mail& mail, const Locator& place) const {
        Conversation conversation;
        conversation.kind = kind_;
        conversation.record = first_id(header_of(mail, "message-id"));
        conversation.title = plain_subject(header_of(mail, "subject"));
        conversation.date = date_of(mail);
        conversation.locator = place;
        conversation.speakers.push_back(sender_of(mail, path_));
        set_fields(mail, conversation);
        for (const MailBody& body : mail.bodies) {
            const std::string text = text_of(body);
            for (OwnWords& words : words_of_author(text, conversation.speakers[0].name)) {
                Utterance utterance;
                utterance.text = text.substr(words.span.begin, words.span.end - words.span.begin);
                utterance.question = std::move(words.question);
                utterance.locator = place;
                conversation.utterances.push_back(std::move(utterance));
            }
        }
        return conversation;
    }

    static void set_fields(const Mail& mail, Conversation& conversation) {
        std::string thread = first_id(header_of(mail, "references"));
        if (thread.empty()) thread = first_id(header_of(mail, "in-reply-to"));
        if (thread.empty()) thread = conversation.record;
        if (!thread.empty()) conversation.fields["thread"] = std::move(thread);
        if (const auto list = list_of(mail); !list.empty()) conversation.fields["list"] = list;
        if (!mail.to.empty() && !mail.to[0].address.empty())
            conversation.fields["to"] = mail.to[0].address;
    }

    const std::string& path_;
    Kind kind_;
    RecordSink& sink_;
    std::size_t mails_ = 0, deleted_ = 0;
};

Result<ReadReport> read(Input& input, const ReadOptions& options, RecordSink& sink) {
    ReadReport report;
    report.kind = options.kind.value_or(Kind::mail);
    MailReading reading(input, options, sink);
    JsonText json;
    Input::Line line;
    while (input.next_line(line)) {
        const std::optional<Mail> mail = line.too_long ? std::nullopt : mail_of(line.text, json);
        if (mail) {
            if (auto added = reading.add(*mail); !added) return added.error();
        } else {
            reading.add_unreadable(line);
        }
    }
    if (!input.read_error().empty())
        return Error{ErrorCode::unavailable, input.path() + ": " + input.read_error(), ""};
    report.notes = reading.notes();
    return report;
}

}  // namespace

const Reader kMailReader = {"mail", "Mailboxes (mbox) and mails (eml)", &probe, &read};

}  // namespace verbatim
