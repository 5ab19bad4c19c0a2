#include "indexer/readers/csv_records.h"

#include <algorithm>
#include <utility>

namespace verbatim {

namespace {

constexpr std::size_t kGrowth = 1u << 20;
constexpr std::size_t kSearchBudget = 64u << 20;
constexpr std::size_t kTellingWidth = 3;
constexpr const char* kNotClosed = "a quoted cell is not closed";
constexpr const char* kTooLong = "the record is longer than 16 MiB";
constexpr std::string_view kSpace = " \t\r\n\v\f";

class RecordParser {
public:
    RecordParser(std::string_view text, bool at_end, const CsvDialect& dialect, CsvRecord& record)
        : text_(text), at_end_(at_end), dialect_(dialect), record_(record) {}

    bool parse() {
        record_.unescaped.clear();
        record_.blank = record_.irregular = record_.unclosed = false;
        record_.pieces.clear();
        for (bool more = true; more;) {
            const bool quoted = dialect_.quotes && at_ < text_.size() && text_[at_] == '"';
            if (!(quoted ? read_quoted() : read_plain())) return false;
            if (more = at_ < text_.size() && text_[at_] == dialect_.delimiter; more) ++at_;
        }
        if (!end_line()) return false;
        record_.size = at_;
        record_.cells.clear();
        for (const CsvRecord::Piece& piece : record_.pieces) {
            const std::string_view of =
                piece.unescaped ? std::string_view(record_.unescaped) : text_;
            record_.cells.push_back(of.substr(piece.begin, piece.end - piece.begin));
        }
        record_.blank = record_.cells.size() == 1 && !record_.pieces[0].unescaped &&
                        record_.pieces[0].begin == 0 &&
                        record_.cells[0].find_first_not_of(kSpace) == std::string_view::npos;
        return true;
    }

private:
    bool is_line_end(char c) const { return c == '\n' || (c == '\r' && dialect_.cr_ends); }

    bool read_plain() {
        const std::size_t begin = at_;
        const char delimiter = dialect_.delimiter;
        while (at_ < text_.size() && text_[at_] != delimiter && !is_line_end(text_[at_])) ++at_;
        if (at_ == text_.size() && !at_end_) return false;
        std::size_t end = at_;
        const bool before_line_end = at_ == text_.size() || text_[at_] == '\n';
        if (before_line_end && end > begin && text_[end - 1] == '\r') --end;
        record_.pieces.push_back({begin, end, false});
        return true;
    }

    // What stands behind a quote inside a quoted cell.
    enum class After { end_of_cell, quote, other, unknown };
    After look_after(std::size_t& at) const {
        while (at < text_.size() && text_[at] == ' ') ++at;
        if (at == text_.size()) return at_end_ ? After::end_of_cell : After::unknown;
        if (text_[at] == dialect_.delimiter || is_line_end(text_[at])) return After::end_of_cell;
        if (text_[at] != '\r') return After::other;
        if (at + 1 == text_.size()) return at_end_ ? After::end_of_cell : After::unknown;
        return text_[at + 1] == '\n' ? After::end_of_cell : After::other;
    }

    bool read_quoted() {
        std::string& out = record_.unescaped;
        const std::size_t out_begin = out.size();
        bool escaped = false;
        const std::size_t begin = at_ + 1;
        std::size_t kept = begin;  // up to here in `out`, if escaped
        for (std::size_t from = begin;;) {
            const std::size_t quote = text_.find('"', from);
            if (quote == std::string_view::npos) {
                if (!at_end_) return false;
                record_.unclosed = true;
                return close_cell(begin, kept, text_.size(), text_.size(), escaped, out_begin);
            }
            if (quote + 1 < text_.size() && text_[quote + 1] == '"') {
                out.append(text_.substr(kept, quote + 1 - kept));
                escaped = true;
                kept = from = quote + 2;
                continue;
            }
            std::size_t after = quote + 1;
            const After what = look_after(after);
            if (what == After::unknown) return false;
            if (what == After::end_of_cell)
                return close_cell(begin, kept, quote, after, escaped, out_begin);
            record_.irregular = true;
            from = quote + 1;
        }
    }

    bool close_cell(std::size_t begin, std::size_t kept, std::size_t end, std::size_t after,
                    bool escaped, std::size_t out_begin) {
        if (escaped) {
            record_.unescaped.append(text_.substr(kept, end - kept));
            record_.pieces.push_back({out_begin, record_.unescaped.size(), true});
        } else {
            record_.pieces.push_back({begin, end, false});
        }
        at_ = after;
        return true;
    }

    // Steps over LF, CR LF or, where it ends records, CR.
    bool end_line() {
        if (at_ == text_.size()) return at_end_;
        if (text_[at_] == '\r') {
            if (at_ + 1 == text_.size() && !at_end_) return false;
            ++at_;
        }
        if (at_ < text_.size() && text_[at_] == '\n') ++at_;
        return true;
    }

    std::string_view text_;
    bool at_end_;
    const CsvDialect& dialect_;
    CsvRecord& record_;
    std::size_t at_ = 0;
};

// The text behind the next line end; all of it if there is none.
std::size_t next_line_start(std::string_view text, const CsvDialect& dialect) {
    const std::size_t end = text.find(dialect.cr_ends ? '\r' : '\n');
    return end == std::string_view::npos ? text.size() : end + 1;
}

}  // namespace

std::size_t CsvRecord::width() const {
    const auto last = std::find_if(cells.rbegin(), cells.rend(),
                                   [](std::string_view cell) { return !cell.empty(); });
    return static_cast<std::size_t>(cells.rend() - last);
}

bool parse_csv_record(std::string_view text, bool at_end, const CsvDialect& dialect,
                      CsvRecord& record) {
    return RecordParser(text, at_end, dialect, record).parse();
}

// Reads more of the input, at least as much again as is pending, so that reading a long record
// again and again stays linear. False at the end.
bool CsvRecords::grow() {
    buffer_.erase(0, std::exchange(at_, 0));
    const std::size_t wanted = buffer_.size() + std::max(buffer_.size(), kGrowth);
    while (!ended_ && buffer_.size() < wanted) {
        const std::string_view chunk = input_.next_chunk();
        ended_ = chunk.empty();
        buffer_.append(chunk);
    }
    return !ended_;
}

// Steps over the record before. False at the end.
bool CsvRecords::begin_record() {
    const char line_end = dialect_.cr_ends ? '\r' : '\n';
    while (true) {
        const std::string_view passed = pending().substr(0, last_size_);
        for (std::size_t at = 0; (at = passed.find(line_end, at)) != passed.npos; ++at) ++line_;
        at_ += std::exchange(last_size_, 0);
        if (pending().empty()) grow();
        if (pending().empty()) return false;
        if (!skip_line_) return true;
        last_size_ = next_line_start(pending(), dialect_);
        skip_line_ = pending()[last_size_ - 1] != line_end;
    }
}

CsvRecords::State CsvRecords::next() {
    if (!begin_record()) return State::end;
    ++row_;
    if (searched_ > kSearchBudget) {
        parse_line();
    } else {
        while (!parse_csv_record(pending(), ended_, dialect_, record_)) {
            if (pending().size() > kMaxRecordBytes) return fault_over(pending().size(), kTooLong);
            grow();
        }
    }
    if (record_.unclosed) return fault_over(record_.size, kNotClosed);
    if (record_.size > kMaxRecordBytes) return fault_over(record_.size, kTooLong);
    last_size_ = record_.size;
    const bool many_lines = record_.size > next_line_start(pending(), dialect_);
    // A text of few columns may hold a line that looks like a row.
    const bool may_be_right = is_right(record_) && width_ < kTellingWidth;
    if (!record_.irregular || !many_lines || may_be_right) return State::record;
    const std::size_t resume = find_resumption(pending().substr(0, record_.size), false);
    // Nothing in it is a row: all of it is one, stray quotes and all, or each line is a broken one.
    const bool whole = resume == record_.size;
    if (whole && is_right(record_)) return State::record;
    fault_ = kNotClosed;
    last_size_ = whole ? next_line_start(pending(), dialect_) : resume;
    return State::fault;
}

// Takes no more than one line, whatever its quotes say.
void CsvRecords::parse_line() {
    std::size_t size = 0;
    while ((size = next_line_start(pending(), dialect_)) == pending().size() && !ended_ &&
           size <= kMaxRecordBytes)
        grow();
    parse_csv_record(pending().substr(0, size), true, dialect_, record_);
}

bool CsvRecords::is_right(const CsvRecord& record) const {
    return width_ == 0 || (record.cells.size() >= width_ && record.width() <= width_);
}

// The first line start in the text, behind its first line, from which a right record can be read;
// the text's size if there is none.
std::size_t CsvRecords::find_resumption(std::string_view text, bool at_end) {
    searched_ += text.size();
    for (std::size_t start = next_line_start(text, dialect_); start < text.size();
         start += next_line_start(text.substr(start), dialect_)) {
        if (width_ < 2 || searched_ > kSearchBudget) return start;
        const std::string_view rest = text.substr(start);
        const bool whole = parse_csv_record(rest, at_end, dialect_, candidate_);
        searched_ += whole ? candidate_.size : rest.size();
        if (whole && !candidate_.unclosed && !candidate_.irregular && is_right(candidate_))
            return start;
    }
    return text.size();
}

// A record of `size` bytes that cannot be used.
CsvRecords::State CsvRecords::fault_over(std::size_t size, const char* fault) {
    fault_ = fault;
    const std::string_view text = pending().substr(0, size);
    last_size_ = find_resumption(text, ended_ && size == pending().size());
    const char line_end = dialect_.cr_ends ? '\r' : '\n';
    skip_line_ = last_size_ == size && text.back() != line_end;
    return State::fault;
}

}  // namespace verbatim
