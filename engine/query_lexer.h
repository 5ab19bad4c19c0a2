#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/query.h"
#include "engine/result.h"

namespace verbatim {

inline constexpr std::size_t kMaxQueryBytes = 64u << 10;
inline constexpr std::size_t kMaxQueryTerms = 1'000;
inline constexpr int kMaxQueryDepth = 100;
inline constexpr int kMaxDistance = 100;     // words apart, of NEAR
inline constexpr int kDefaultDistance = 10;  // of NEAR without a number

// A piece of a query.
struct QueryToken {
    enum class Kind : std::uint8_t { end, open, close, op_and, op_or, op_not, near, term };

    Kind kind = Kind::end;
    std::size_t begin = 0;  // in bytes
    bool negated = false;   // open, term: a '-' stands before it
    int distance = 0;       // near: 0 where none is given
    Node term;              // word, prefix, phrase, field or range
};

// Cuts a query into tokens, one call each, and drops what is punctuation only. The text must be
// valid UTF-8 and outlive the lexer. After the first error every token is `end`. Linear in the
// text.
class QueryLexer {
public:
    QueryLexer(std::string_view text, const FieldNames& fields) : text_(text), fields_(fields) {}

    QueryToken next();

    // Notes that the query cannot be understood from byte `begin` on. The first error stays.
    void fail(std::size_t begin, std::string_view message, std::string hint);
    const std::optional<Error>& error() const { return error_; }

private:
    bool take(QueryToken& token);
    void skip_space();
    bool take_minus();
    bool take_phrase(QueryToken& token);
    bool take_piece(QueryToken& token);
    bool take_operator(QueryToken& token, std::string_view piece);
    bool take_near(QueryToken& token, std::string_view number);
    bool take_field(QueryToken& token, std::string_view name);
    bool set_range(QueryToken& token, std::string_view value);
    bool take_word(QueryToken& token, std::string_view piece);
    bool count(QueryToken& token, std::string_view text);
    std::string_view quoted(std::size_t begin);
    std::string_view piece() const;
    std::string known_field(std::string_view name) const;
    bool is_unknown_field(std::string_view name, std::string_view value) const;
    void fail_unknown_field(std::size_t begin, std::string_view name);

    std::string_view text_;
    const FieldNames& fields_;
    std::size_t at_ = 0;
    std::size_t terms_ = 0;
    bool glued_ = false;  // no space since the token before
    std::optional<Error> error_;
};

// How a phrase or a value is written between quotes that it does not hold.
std::string in_quotes(std::string_view text);

// True if the text can only be a field's value between quotes.
bool needs_quotes(std::string_view value);

}  // namespace verbatim
