#include <algorithm>

#include "engine/asked.h"
#include "engine/text.h"
#include "indexer/readers/mail_lines.h"
#include "indexer/readers/mail_marks.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

class QuoteFinder {
public:
    explicit QuoteFinder(MailLines& mail) : mail_(mail) {}

    void find() {
        mark_broken_quotes();
        mark_attributions();
        mark_quoted_mails();
    }

private:
    // What a program wrapped while it quoted: the rest of a long quoted line, between others.
    void mark_broken_quotes() {
        for (std::size_t i = 1; i + 1 < mail_.lines.size(); ++i) {
            const BodyLine &before = mail_.lines[i - 1], &after = mail_.lines[i + 1];
            const bool between = before.kind == LineKind::quoted && after.kind == LineKind::quoted;
            if (!mail_.is_own(i) || !between || !goes_on(before.said, mail_.lines[i].said))
                continue;
            mail_.lines[i].kind = LineKind::quoted;
            mail_.lines[i].depth = before.depth;
        }
    }

    static bool goes_on(std::string_view before, std::string_view said) {
        constexpr std::size_t kWrapped = 55;
        constexpr std::string_view kEnds = ".!?:;";
        if (before.size() < kWrapped || said.size() >= kWrapped) return false;
        if (kEnds.find(before.back()) != kEnds.npos) return false;
        const bool lower = said[0] >= 'a' && said[0] <= 'z';
        return lower ||
               (std::ranges::count(said, ' ') < 3 && kEnds.find(said.back()) == kEnds.npos);
    }

    // Up to four lines, joined, that end here.
    std::string joined(std::size_t begin, std::size_t last) const {
        std::string text;
        for (std::size_t i = begin; i <= last; ++i)
            text.append(text.empty() ? "" : " ").append(mail_.lines[i].said.substr(0, 400));
        return text;
    }

    // "On ..., Jane wrote:" above quoted lines; without them all that follows is quoted.
    void mark_attributions() {
        constexpr std::size_t kMostLines = 4;
        for (std::size_t last = 0; last < mail_.lines.size(); ++last) {
            const std::string_view line = mail_.lines[last].said;
            if (!mail_.is_own(last) || line.size() > 400) continue;
            const bool ends = line.ends_with(':') || line.ends_with("：") || line.ends_with(":*") ||
                              line.ends_with("...");
            if (!ends) continue;
            const std::size_t next = mail_.next_filled(last + 1);
            const bool above =
                next < mail_.lines.size() && mail_.lines[next].kind == LineKind::quoted;
            std::size_t begin = last;
            bool found = false;
            for (std::size_t back = 0; back < kMostLines && last >= back; ++back) {
                if (!mail_.is_own(last - back)) break;
                begin = last - back;
                const std::string text = joined(begin, last);
                const bool opens = back == 0 || may_begin_attribution(mail_.lines[begin].said);
                found = opens && is_attribution(text, above) &&
                        (begins_for_sure(begin) || !opens_above(begin, last));
                if (found) break;
            }
            if (!found) continue;
            mail_.mark(begin, last + 1, LineKind::furniture);
            if (!above) mark_rest(last + 1);
        }
    }

    // An address may be the rest of what begins above.
    bool begins_for_sure(std::size_t i) const {
        return may_begin_attribution(mail_.lines[i].said) && mail_.lines[i].said[0] != '<';
    }

    // Whether a line above begins what the last line ends.
    bool opens_above(std::size_t i, std::size_t last) const {
        for (std::size_t back = 1; back <= 3 && back <= i && mail_.is_own(i - back); ++back)
            if (may_begin_attribution(mail_.lines[i - back].said) &&
                is_attribution(joined(i - back, last), true))
                return true;
        return false;
    }

    // All that follows is somebody else's, unless it is marked as such and answered line by line.
    void mark_rest(std::size_t begin) {
        constexpr std::size_t kNear = 12;
        const std::size_t near = std::min(begin + kNear, mail_.lines.size());
        for (std::size_t i = begin; i < near; ++i)
            if (mail_.lines[i].kind == LineKind::quoted) return;
        for (std::size_t i = begin; i < mail_.lines.size(); ++i)
            if (mail_.lines[i].kind == LineKind::own) mail_.lines[i].kind = LineKind::quoted;
    }

    // The lines of a header that stands above a mail quoted whole.
    std::size_t end_of_quoted_header(std::size_t begin) const {
        constexpr std::size_t kMostLines = 10;
        bool seen[5] = {};
        std::size_t end = begin;
        for (std::size_t i = begin; i < std::min(begin + kMostLines, mail_.lines.size()); ++i) {
            const auto what = static_cast<std::size_t>(quoted_header(mail_.lines[i].said));
            if (i == begin && what == 0) return begin;
            if (mail_.lines[i].kind != LineKind::own) {
                if (mail_.lines[i].said.empty() && i == end) continue;
                break;
            }
            seen[what] = true;
            if (what != 0) end = i + 1;
        }
        const int kinds = seen[1] + seen[2] + seen[3] + seen[4];
        const std::size_t next = mail_.next_filled(end);
        const bool above = next < mail_.lines.size() && mail_.lines[next].kind == LineKind::quoted;
        return seen[1] && kinds >= (above ? 2 : 3) ? end : begin;
    }

    void mark_quoted_mails() {
        for (std::size_t i = 0; i < mail_.lines.size(); ++i) {
            if (!mail_.is_own(i)) continue;
            std::size_t end = i;
            if (is_original_message(mail_.lines[i].said)) end = i + 1;
            const std::size_t head = mail_.next_filled(end);
            if (head < mail_.lines.size() && mail_.is_own(head)) {
                const std::size_t header = end_of_quoted_header(head);
                if (header > head) end = header;
            }
            if (end == i) continue;
            mail_.mark(i, end, LineKind::furniture);
            if (i > 0 && mail_.is_rule(i - 1)) mail_.mark(i - 1, i, LineKind::furniture);
            mark_rest(end);
        }
    }

    MailLines& mail_;
};

}  // namespace

void mark_quoted(MailLines& mail) {
    QuoteFinder(mail).find();
}

std::string question_above(const MailLines& mail, std::size_t i) {
    while (i > 0 && (mail.lines[i - 1].said.empty() && mail.lines[i - 1].kind != LineKind::quoted))
        --i;
    if (i == 0 || mail.lines[i - 1].kind != LineKind::quoted) return {};
    std::size_t last = i - 1;
    while (last > 0 && mail.lines[last].kind == LineKind::quoted && mail.lines[last].said.empty())
        --last;
    std::size_t first = last;
    constexpr std::size_t kMostLines = 12;
    while (first > 0 && last - first < kMostLines &&
           mail.lines[first - 1].kind == LineKind::quoted && !mail.lines[first - 1].said.empty() &&
           mail.lines[first - 1].depth == mail.lines[last].depth)
        --first;
    if (!ends_with_question(mail.lines[last].said)) return {};
    std::string asked;
    for (std::size_t line = first; line <= last; ++line)
        asked.append(mail.lines[line].said).append(line == last ? "" : "\n");
    constexpr std::size_t kLongest = 600;
    std::string question;
    for (const Span span : sentences(asked, "")) {
        const std::string sentence = asked.substr(span.begin, span.end - span.begin);
        const bool goes_on = question.size() + sentence.size() <= kLongest;
        question = !ends_with_question(sentence) ? "" : goes_on ? question + sentence : sentence;
    }
    std::ranges::replace(question, '\n', ' ');
    return std::string(trim_space(question));
}

}  // namespace verbatim
