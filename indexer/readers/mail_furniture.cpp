#include <algorithm>

#include "engine/text.h"
#include "indexer/readers/mail_lines.h"
#include "indexer/readers/mail_marks.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

constexpr std::size_t kLongSaid = 80;

class FurnitureFinder {
public:
    FurnitureFinder(MailLines& mail, std::string_view author)
        : mail_(mail), author_(fold(author)) {}

    void find() {
        mark_armour();
        mark_patches();
        mark_code();
        mark_single_lines();
        mail_.each_stretch(
            [this](std::size_t begin, std::size_t end) { mark_footers(begin, end); });
        mail_.each_stretch(
            [this](std::size_t begin, std::size_t end) { mark_closing(begin, end); });
        mail_.each_stretch([this](std::size_t begin, std::size_t) { mark_greeting(begin); });
    }

private:
    // PGP's armour, and files in the text (uuencode).
    void mark_armour() {
        for (std::size_t i = 0; i < mail_.lines.size(); ++i) {
            if (!mail_.is_own(i)) continue;
            const std::string_view line = mail_.lines[i].said;
            const bool file = line.starts_with("begin ") && line.size() > 10 &&
                              std::all_of(line.begin() + 6, line.begin() + 9,
                                          [](char c) { return c >= '0' && c <= '7'; }) &&
                              line[9] == ' ';
            if (line == "-----BEGIN PGP SIGNED MESSAGE-----") {
                std::size_t end = i;
                while (end < mail_.lines.size() && !mail_.lines[end].said.empty()) ++end;
                mail_.mark(i, end, LineKind::furniture);
                take_dashes(end);
            } else if (line == "-----BEGIN PGP SIGNATURE-----" ||
                       line == "-----BEGIN PGP PUBLIC KEY BLOCK-----") {
                mark_until(i, "-----END PGP");
            } else if (file) {
                mark_until(i, "end");
            }
        }
    }

    // PGP puts "- " before lines that begin with a dash.
    void take_dashes(std::size_t begin) {
        for (std::size_t i = begin; i < mail_.lines.size(); ++i) {
            BodyLine& line = mail_.lines[i];
            if (line.said.starts_with("-----")) return;
            if (!mail_.is_own(i) || !line.said.starts_with("- -")) continue;
            line.said.remove_prefix(2);
            line.begin = static_cast<std::size_t>(line.said.data() - mail_.text.data());
        }
    }

    void mark_until(std::size_t begin, std::string_view end_mark) {
        std::size_t end = begin;
        while (end < mail_.lines.size() && !mail_.lines[end].said.starts_with(end_mark)) ++end;
        mail_.mark(begin, std::min(end + 1, mail_.lines.size()), LineKind::furniture);
    }

    static bool begins_patch(std::string_view line, std::string_view next) {
        return line.starts_with("diff --git ") ||
               (line.starts_with("--- ") && next.starts_with("+++ ")) ||
               (line.starts_with("Index: ") && next.starts_with("======"));
    }

    static bool is_of_patch(std::string_view line) {
        constexpr std::string_view kBegins[] = {
            " ",         "+",         "-",       "@@",      "\\ No newline", "diff ",
            "index ",    "new file",  "deleted", "rename",  "copy",          "similarity",
            "old mode ", "new mode ", "Binary ", "Index: ", "====="};
        return line.empty() || std::ranges::any_of(kBegins, [line](std::string_view begin) {
                   return line.starts_with(begin);
               });
    }

    void mark_patches() {
        constexpr std::size_t kMostStatistics = 60;
        for (std::size_t i = 0; i < mail_.lines.size(); ++i) {
            if (!mail_.is_own(i) || !begins_patch(mail_.raw(i), mail_.raw(i + 1))) continue;
            std::size_t begin = i;
            // "---" and a list of the files stand above what git sends.
            for (std::size_t back = 1; back <= std::min(kMostStatistics, i); ++back) {
                if (mail_.lines[i - back].said == "---") begin = i - back;
                if (mail_.lines[i - back].kind == LineKind::quoted || begin != i) break;
            }
            std::size_t end = i;
            while (end < mail_.lines.size() && mail_.lines[end].kind != LineKind::quoted &&
                   is_of_patch(mail_.raw(end)) && mail_.raw(end) != "-- ")
                ++end;
            mail_.mark(begin, end, LineKind::furniture);
        }
    }

    // A line of a program or of its log rather than of a letter.
    static bool is_code(std::string_view line) {
        constexpr std::size_t kNearBegin = 30;
        for (const std::string_view begin : {"#include", "#define", "//", "/*", "}", "$ "})
            if (line.starts_with(begin)) return true;
        if (line.ends_with('{') || line.ends_with("};")) return true;
        if (line.ends_with(';')) return line.find_first_of("()=[]") != line.npos;
        for (std::size_t at = 0; at + 8 <= std::min(line.size(), kNearBegin); ++at)
            if (is_clock(line.substr(at, 8))) return true;
        return false;
    }

    // "17:12:23"
    static bool is_clock(std::string_view text) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            const bool digit = text[i] >= '0' && text[i] <= '9';
            if (i == 2 || i == 5 ? text[i] != ':' : !digit) return false;
        }
        return true;
    }

    // Paragraphs of which half is code.
    void mark_code() {
        constexpr std::size_t kFewest = 3;
        for (std::size_t i = 0; i < mail_.lines.size(); ++i) {
            std::size_t end = i, code = 0;
            for (; mail_.is_own(end); ++end) code += is_code(mail_.lines[end].said);
            if (end - i >= kFewest && code * 2 >= end - i) mail_.mark(i, end, LineKind::furniture);
            i = end;
        }
    }

    // "[1] https://example.com"
    static bool is_reference(std::string_view line) {
        const std::size_t close = line.find("] ");
        if (!line.starts_with('[') || close > 4) return false;
        line = trim_space(line.substr(close + 2));
        return line.find("://") != line.npos && line.find(' ') == line.npos;
    }

    // "$ command", "Signed-off-by: ...", references, and the author's name between paragraphs.
    void mark_single_lines() {
        for (std::size_t i = 0; i < mail_.lines.size(); ++i) {
            if (!mail_.is_own(i)) continue;
            const std::string_view line = mail_.lines[i].said;
            const bool alone = (i == 0 || mail_.lines[i - 1].said.empty()) &&
                               (i + 1 == mail_.lines.size() || mail_.lines[i + 1].said.empty());
            const std::size_t by = line.substr(0, 40).find("-by: ");
            const bool trailer =
                by != line.npos && line.find(' ') == by + 4 && line.find('@', by) != line.npos;
            if (trailer || line.starts_with("$ ") || is_reference(line) ||
                (alone && line.starts_with('-') && is_author(line)))
                mail_.mark(i, i + 1, LineKind::furniture);
        }
    }

    // Signatures behind "-- ", footers of lists, what devices and lawyers add: to the end of the
    // stretch.
    void mark_footers(std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            if (!mail_.is_own(i)) continue;
            if (is_device_line(mail_.lines[i].said)) {
                mail_.mark(i, i + 1, LineKind::furniture);
            } else if (begins_footer(i, end)) {
                return mail_.mark(i, end, LineKind::furniture);
            }
        }
    }

    bool begins_footer(std::size_t i, std::size_t end) const {
        constexpr std::size_t kMostBelowDashes = 12, kLongRule = 60;
        const std::string_view line = mail_.raw(i);
        if (line == "-- ") return true;
        if ((line == "--" || line == "\u2014 ") && end - i <= kMostBelowDashes) return true;
        if (line.starts_with("-------------- next part --------------")) return true;
        if (begins_list_footer(mail_.lines[i].said)) return true;
        if (mail_.is_rule(i))
            for (std::size_t next = i + 1; next < std::min(i + 5, end); ++next)
                if (tells_of_list(mail_.lines[next].said)) return true;
        if (mail_.is_rule(i) && line.size() >= kLongRule && end - i <= kMostBelowDashes)
            for (std::size_t next = i + 1; next < end; ++next)
                if (mail_.lines[next].said.find("http") != line.npos) return true;
        const bool paragraph = i == 0 || mail_.lines[i - 1].said.empty() || mail_.is_rule(i - 1);
        if (!paragraph) return false;
        std::string whole;
        for (std::size_t next = i; next < end && mail_.is_own(next) && whole.size() < 1500; ++next)
            whole.append(mail_.lines[next].said.substr(0, 1500)).append(" ");
        return is_disclaimer(whole);
    }

    // What stands below a closing: names, titles, addresses, telephone numbers.
    static bool is_of_signature(std::string_view line) {
        constexpr std::ptrdiff_t kTelephone = 6;
        if (line.empty()) return true;
        const bool address = line.find("://") != line.npos;
        if ((line.size() > kLongSaid && !address) || line.ends_with('?')) return false;
        const auto words = std::ranges::count(line, ' ') + 1;
        if (line.ends_with('.') || line.ends_with('!')) return words == 1;
        if (line.find('@') != line.npos || line.find("www.") != line.npos || address ||
            line.find('|') != line.npos)
            return words <= 10;
        const auto digits =
            std::ranges::count_if(line, [](char c) { return c >= '0' && c <= '9'; });
        return words <= 5 || (digits >= kTelephone && words <= 10);
    }

    // "Jane", "- Jane Doe", "/jane": the sender, or what a name begins with.
    bool is_author(std::string_view line) const {
        constexpr std::size_t kLongestName = 60;
        if (author_.empty() || line.empty() || line.size() > kLongestName) return false;
        while (!line.empty() && std::string_view("-/~*_.,! ").find(line[0]) != line.npos)
            line.remove_prefix(1);
        if (line.starts_with("\u2014") || line.starts_with("\u2013")) line.remove_prefix(3);
        line = trim_space(line);
        while (!line.empty() && std::string_view("-/~*_.,! ").find(line.back()) != line.npos)
            line.remove_suffix(1);
        const std::string folded = fold(line);
        if (folded.empty()) return false;
        if (folded == author_) return true;
        if (folded.size() < 2 || folded.find(' ') != folded.npos) return false;
        const std::string begins = " " + folded + (folded.size() < 3 ? " " : "");
        return (" " + author_ + " ").find(begins) != std::string::npos;  // "Alex" of Alexander
    }

    // "- Leo", "-Me": what friends are called; not the last of a list.
    bool is_nickname(std::size_t i) const {
        constexpr std::size_t kLongest = 16;
        std::string_view line = mail_.lines[i].said;
        if (!line.starts_with('-') || line.size() > kLongest) return false;
        line.remove_prefix(std::min(line.find_first_not_of("- "), line.size()));
        std::size_t above = i;
        while (above > 0 && mail_.lines[above - 1].said.empty()) --above;
        const std::size_t below = mail_.next_filled(i + 1);
        if (line.empty() || above == 0) return false;
        if (below < mail_.lines.size() && mail_.lines[below].said.starts_with('-')) return false;
        const std::string_view before = mail_.lines[above - 1].said;
        return line[0] >= 'A' && line[0] <= 'Z' && line.find_first_of(" .,:") == line.npos &&
               !before.starts_with('-') && !before.ends_with(':');
    }

    void mark_closing(std::size_t begin, std::size_t end) {
        constexpr std::size_t kMostFilled = 10;
        std::size_t filled = 0, from = end;
        for (std::size_t i = end; i > begin && filled < kMostFilled; --i) {
            if (mail_.lines[i - 1].kind == LineKind::blank) continue;
            ++filled;
            const std::string_view line = mail_.lines[i - 1].said;
            if (is_closing(line) || is_author(line) || is_nickname(i - 1)) from = i - 1;
            if (!is_of_signature(line) && from != i - 1) break;
        }
        mail_.mark(from, end, LineKind::furniture);
    }

    void mark_greeting(std::size_t begin) {
        const bool first = std::none_of(
            mail_.lines.begin(), mail_.lines.begin() + static_cast<std::ptrdiff_t>(begin),
            [](const BodyLine& line) { return line.kind == LineKind::own; });
        if (first && is_greeting(mail_.lines[begin].said))
            mail_.mark(begin, begin + 1, LineKind::furniture);
    }

    MailLines& mail_;
    std::string author_;
};

}  // namespace

void mark_furniture(MailLines& mail, std::string_view author) {
    FurnitureFinder(mail, author).find();
}

}  // namespace verbatim
