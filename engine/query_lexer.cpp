#include "engine/query_lexer.h"

#include <algorithm>
#include <charconv>

#include "engine/nearest.h"
#include "engine/query_chars.h"
#include "engine/schema.h"
#include "engine/text.h"

namespace verbatim {

namespace {

using Token = QueryToken::Kind;

constexpr std::string_view kEllipsis = "\u2026";  // what keyboards make of "..."
constexpr std::string_view kToSearchIt = "put it in \"quotes\" to search for the text itself";

bool same_name(std::string_view a, std::string_view b) {
    const auto lower = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    };
    return std::ranges::equal(a, b, {}, lower, lower);
}

bool is_identifier(std::string_view name) {
    const auto letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    const auto inner = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-'; };
    return !name.empty() && letter(name[0]) && std::ranges::all_of(name, inner);
}

// Only what has an order has ranges: elsewhere two dots may be part of a path or a name.
bool has_ranges(const Field* field) {
    return !field || field->type == FieldType::number || field->type == FieldType::date;
}

bool all_space(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); at += character_at(text, at).size)
        if (!is_query_space(character_at(text, at).code)) return false;
    return true;
}

// A piece of the query for a message: short, cut between characters.
std::string shown(std::string_view text) {
    constexpr std::size_t kShown = 40;
    if (text.size() <= kShown) return std::string(text);
    return std::string(beginning(text, kShown)) + "\u2026";
}

std::size_t letters_in(std::string_view text, bool& unspaced) {
    std::size_t letters = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Character c = character_at(text, at);
        if (is_query_letter(c.code)) ++letters;
        unspaced = unspaced || is_unspaced(c.code);
        at += c.size;
    }
    return letters;
}

}  // namespace

QueryToken QueryLexer::next() {
    for (;;) {
        skip_space();
        QueryToken token;
        token.begin = at_;
        if (error_ || at_ == text_.size()) return token;
        const bool taken = take(token);
        if (error_) return {};
        glued_ = token.kind != Token::open;
        if (taken) return token;
    }
}

// False for what is passed over.
bool QueryLexer::take(QueryToken& token) {
    token.negated = take_minus();
    const Character c = character_at(text_, at_);
    if (c.code == U'(' || c.code == U')') {
        ++at_;
        token.kind = c.code == U'(' ? Token::open : Token::close;
        return true;
    }
    return is_query_quote(c.code) ? take_phrase(token) : take_piece(token);
}

void QueryLexer::skip_space() {
    for (Character c = character_at(text_, at_); c.size > 0 && is_query_space(c.code);
         c = character_at(text_, at_)) {
        at_ += c.size;
        glued_ = false;
    }
}

// A single '-' at the start of a term. Right behind a quote or a bracket it is a hyphen.
bool QueryLexer::take_minus() {
    if (text_[at_] != '-') return false;
    if (glued_) {
        at_ = std::min(text_.find_first_not_of('-', at_), text_.size());
        return false;
    }
    const Character after = character_at(text_, at_ + 1);
    if (after.size == 0 || is_query_space(after.code) || after.code == U'-' || after.code == U')')
        return false;
    ++at_;
    return true;
}

// The text up to the quote that closes the one at the current place.
std::string_view QueryLexer::quoted(std::size_t begin) {
    const Character opening = character_at(text_, at_);
    const std::size_t inside = at_ + opening.size;
    for (std::size_t at = inside; at < text_.size();) {
        const Character c = character_at(text_, at);
        at += c.size;
        if (!closes_query_quote(opening.code, c.code)) continue;
        at_ = at;
        return text_.substr(inside, at - c.size - inside);
    }
    fail(begin, "the quote that opens here is never closed",
         "close it, or leave it out: a phrase stands between two quotes");
    return {};
}

bool QueryLexer::take_phrase(QueryToken& token) {
    const std::string_view phrase = quoted(at_);
    if (error_ || count_query_words(phrase) == 0) return false;
    token.term.type = Node::Type::phrase;
    token.term.text = phrase;
    return count(token, phrase);
}

// From the current place to the next space, bracket or quote.
std::string_view QueryLexer::piece() const {
    std::size_t end = at_;
    while (end < text_.size()) {
        const Character c = character_at(text_, end);
        if (is_query_space(c.code) || is_query_quote(c.code) || c.code == U'(' || c.code == U')')
            break;
        end += c.size;
    }
    return text_.substr(at_, end - at_);
}

bool QueryLexer::take_piece(QueryToken& token) {
    const std::string_view text = piece();
    const std::size_t colon = text.find(':');
    if (colon != std::string_view::npos) {
        const std::string_view name = text.substr(0, colon);
        if (const std::string known = known_field(name); !known.empty()) {
            at_ += colon + 1;
            return take_field(token, known);
        }
        if (is_unknown_field(name, text.substr(colon + 1)))
            return fail_unknown_field(token.begin, name), false;
    }
    at_ += text.size();
    if (!token.negated && take_operator(token, text)) return true;
    return !error_ && take_word(token, text);
}

bool QueryLexer::take_operator(QueryToken& token, std::string_view piece) {
    if (piece == "AND") token.kind = Token::op_and;
    if (piece == "OR") token.kind = Token::op_or;
    if (piece == "NOT") token.kind = Token::op_not;
    if (piece == "NEAR") token.kind = Token::near;
    if (piece.starts_with("NEAR/")) return take_near(token, piece.substr(5));
    return token.kind != Token::end;
}

bool QueryLexer::take_near(QueryToken& token, std::string_view number) {
    const auto [end, error] =
        std::from_chars(number.data(), number.data() + number.size(), token.distance);
    const bool whole = error == std::errc() && end == number.data() + number.size();
    if (!whole || token.distance < 1 || token.distance > kMaxDistance) {
        fail(token.begin, "the distance of NEAR must be a number from 1 to 100",
             "write NEAR/5 for at most five words apart");
        return false;
    }
    token.kind = Token::near;
    return true;
}

bool QueryLexer::take_field(QueryToken& token, std::string_view name) {
    token.term.field = name;
    std::string_view value = piece();
    const bool in_quotes = value.empty() && is_query_quote(character_at(text_, at_).code);
    if (in_quotes) {
        value = quoted(at_);
        if (error_) return false;
    } else {
        at_ += value.size();
        if (has_ranges(find_field(name)) && set_range(token, value)) return count(token, value);
        if (error_) return false;
    }
    if (all_space(value)) {
        const std::string field(name);
        fail(token.begin, '"' + field + ":\" has no value",
             "write the value right behind the colon, in quotes if it has spaces: " + field +
                 ":word or " + field + ":\"two words\"");
        return false;
    }
    token.term.type = Node::Type::field;
    token.term.text = value;
    return count(token, value);
}

bool QueryLexer::set_range(QueryToken& token, std::string_view value) {
    std::size_t dots = value.find("..");
    std::size_t end = std::min(value.find_first_not_of('.', dots), value.size());
    if (dots == std::string_view::npos && find_field(token.term.field)) {
        dots = value.find(kEllipsis);
        end = dots + kEllipsis.size();
    }
    if (dots == std::string_view::npos) return false;
    std::string_view lower = value.substr(0, dots), upper = value.substr(end);
    lower = lower.substr(0, lower.find_last_not_of('.') + 1);
    upper = upper.substr(std::min(upper.find_first_not_of('.'), upper.size()));
    if ((lower.empty() && upper.empty()) || (!upper.empty() && needs_quotes(upper))) {
        fail(token.begin, "the range \"" + shown(value) + "\" must have one end or two",
             "write " + token.term.field + ":1..3, " + token.term.field + ":1.. or " +
                 token.term.field + ":..3, or put a value with dots in quotes");
        return false;
    }
    token.term.type = Node::Type::range;
    token.term.lower = lower;
    token.term.upper = upper;
    return true;
}

bool QueryLexer::take_word(QueryToken& token, std::string_view piece) {
    const std::string_view stem = piece.substr(0, piece.find_last_not_of('*') + 1);
    bool unspaced = false;
    const std::size_t letters = letters_in(stem, unspaced);
    if (letters == 0) return false;
    const bool prefix = stem.size() < piece.size();
    if (prefix && letters < 2 && !unspaced) {
        fail(token.begin, '"' + shown(piece) + "\" would match too many words",
             "give at least two letters before the *");
        return false;
    }
    token.term.type = prefix ? Node::Type::prefix : Node::Type::word;
    token.term.text = stem;
    return count(token, stem);
}

bool QueryLexer::count(QueryToken& token, std::string_view text) {
    token.kind = Token::term;
    terms_ += std::max<std::size_t>(1, count_query_words(text));
    if (terms_ <= kMaxQueryTerms) return true;
    fail(token.begin, "the query has more than 1,000 words", "ask for fewer at a time");
    return false;
}

// The name as the schema or the library writes it; empty if it is no field.
std::string QueryLexer::known_field(std::string_view name) const {
    if (fields_.contains(name)) return std::string(name);
    for (const Field& field : kFields)
        if (same_name(field.name, name)) return std::string(field.name);
    for (const std::string& key : fields_.custom)
        if (same_name(key, name)) return key;
    return {};
}

// True for `name:value`, false for "note: this", "http://x", "C:\x", "std::x" and "(see note:)".
bool QueryLexer::is_unknown_field(std::string_view name, std::string_view value) const {
    if (!is_identifier(name)) return false;
    if (value.empty()) {
        const Character after = character_at(text_, at_ + name.size() + 1);
        return after.code == U'(' || is_query_quote(after.code);
    }
    return value[0] != '/' && value[0] != '\\' && value[0] != ':' && count_query_words(value) > 0;
}

void QueryLexer::fail_unknown_field(std::size_t begin, std::string_view name) {
    std::vector<std::string_view> names;
    for (const Field& field : kFields) names.push_back(field.name);
    for (const std::string& key : fields_.custom) names.push_back(key);
    std::string hint;
    if (const std::string_view near = nearest(name, names); !near.empty()) {
        hint = "did you mean " + std::string(near) + ":? Otherwise " + std::string(kToSearchIt);
    } else {
        for (const std::string_view field : names)
            hint += (hint.empty() ? "the fields are " : ", ") + std::string(field);
        hint += "; " + std::string(kToSearchIt);
    }
    fail(begin, '"' + shown(name) + ":\" is no field", std::move(hint));
}

void QueryLexer::fail(std::size_t begin, std::string_view message, std::string hint) {
    if (error_) return;
    const auto starts_character = [](char c) { return (c & 0xC0) != 0x80; };
    const auto column = 1 + std::ranges::count_if(text_.substr(0, begin), starts_character);
    error_ = Error{ErrorCode::bad_query,
                   "query, column " + std::to_string(column) + ": " + std::string(message),
                   std::move(hint)};
}

std::string in_quotes(std::string_view text) {
    const auto holds = [&](std::string_view quote) {
        return text.find(quote) != std::string_view::npos;
    };
    const auto between = [&](const char* open, const char* close) {
        return open + std::string(text) + close;
    };
    if (!holds("\"")) return between("\"", "\"");
    if (!holds("\u201C") && !holds("\u201D") && !holds("\u201F"))
        return between("\u201C", "\u201D");
    return between("\u00AB", "\u00BB");
}

bool needs_quotes(std::string_view value) {
    if (value.empty() || value.find("..") != std::string_view::npos ||
        value.find(kEllipsis) != std::string_view::npos)
        return true;
    for (std::size_t at = 0; at < value.size(); at += character_at(value, at).size) {
        const char32_t c = character_at(value, at).code;
        if (is_query_space(c) || is_query_quote(c) || c == U'(' || c == U')') return true;
    }
    return false;
}

}  // namespace verbatim
