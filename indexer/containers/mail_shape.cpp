#include "indexer/containers/mail_shape.h"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/ascii.h"

namespace verbatim {

namespace {

std::string_view without_end(std::string_view line) {
    return line.substr(0, line.find_last_not_of(" \t\r") + 1);
}

// Follows headers and the lines that part what they announce, as a parser would.
class Shape {
public:
    std::string add(std::string_view line) {
        if (!in_header_) {
            if (line.starts_with("--") && is_boundary(line.substr(2))) {
                if (++parts_ > kMostParts)
                    return "more than " + std::to_string(kMostParts) + " parts";
                begin_header();
            }
            return {};
        }
        if (line.empty()) {
            end_field();
            in_header_ = std::exchange(holds_mail_, false);
            return {};
        }
        if (++header_lines_ > kMostHeaderLines)
            return "more than " + std::to_string(kMostHeaderLines) + " lines of headers";
        return add_to_field(line);
    }

private:
    void begin_header() {
        in_header_ = true;
        holds_mail_ = digest_;
    }

    std::string add_to_field(std::string_view line) {
        if (line[0] != ' ' && line[0] != '\t') end_field();
        field_size_ += line.size();
        colons_ += std::ranges::count(line, ':');
        if (field_size_ > kMostOfField || colons_ > kMostColons) return "a header without measure";
        if (field_.size() < kLongestType) field_.append(line.substr(0, kLongestType));
        if (multiparts_ > kMostMultiparts)
            return "more than " + std::to_string(kMostMultiparts) + " multiparts";
        return {};
    }

    void end_field() {
        const std::string field = lower(field_);
        if (field.starts_with("content-type")) {
            holds_mail_ = holds_mail_ || field.find("message/") != field.npos;
            digest_ = digest_ || field.find("digest") != field.npos;
            add_boundary(field);
        }
        field_.clear();
        field_size_ = 0;
        colons_ = 0;
    }

    void add_boundary(const std::string& field) {
        constexpr std::string_view kName = "boundary";
        const std::size_t name = field.find(kName);
        if (name == field.npos) return;
        ++multiparts_;
        std::size_t begin = field.find('=', name);
        if (begin == field.npos || field.substr(name, begin - name).find('*') != field.npos) {
            any_boundary_ = true;  // in pieces, RFC 2231
            return;
        }
        begin = std::min(field.find_first_not_of("= \t\"", begin), field.size());
        const std::size_t end = std::min(field.find_first_of("\";\r\n", begin), field.size());
        boundaries_.insert(
            std::string(without_end(std::string_view(field).substr(begin, end - begin))));
    }

    bool is_boundary(std::string_view line) const {
        if (any_boundary_) return true;
        const std::string name = lower(without_end(line.substr(0, kLongestType)));
        return boundaries_.contains(name) ||
               (name.ends_with("--") && boundaries_.contains(name.substr(0, name.size() - 2)));
    }

    static constexpr std::size_t kLongestType = 2000;

    bool in_header_ = true;
    bool holds_mail_ = false;  // what follows the header begins with another one
    bool digest_ = false;      // the parts are mails unless they say otherwise
    bool any_boundary_ = false;
    int parts_ = 0, multiparts_ = 0, header_lines_ = 0;
    std::ptrdiff_t colons_ = 0;
    std::size_t field_size_ = 0;
    std::string field_;
    std::set<std::string> boundaries_;
};

}  // namespace

std::string why_unparsable(std::string_view mail) {
    Shape shape;
    while (!mail.empty()) {
        const std::size_t end = std::min(mail.find('\n'), mail.size());
        std::string_view line = mail.substr(0, end);
        mail.remove_prefix(std::min(end + 1, mail.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (std::string why = shape.add(line); !why.empty()) return why;
    }
    return {};
}

}  // namespace verbatim
