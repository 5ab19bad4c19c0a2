#pragma once

#include <cassert>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace verbatim {

// What went wrong, as a program and as a person need it.
enum class ErrorCode {
    bad_input,    // a file, record or option that cannot be used
    bad_query,    // a query that cannot be understood
    not_found,    // no such library, source, conversation or verbatim
    locked,       // another process writes to the library
    version,      // the library was made by another version
    damaged,      // bytes on disk that fail their checksum or their meaning
    stale,        // what was read has been replaced meanwhile: open again and retry
    unavailable,  // the disk is full, a file is unreadable, a permission is missing
};

// `message` is one line that names the file and place; `hint` says what to do next and may be
// empty.
struct Error {
    ErrorCode code = ErrorCode::bad_input;
    std::string message;
    std::string hint;
};

// A value or an Error, with the names of C++23's std::expected.
//
// Reading value() of an error, or error() of a value, is a bug of the caller and asserted.
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    bool has_value() const { return state_.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T& value() & { return assert(has_value()), std::get<0>(state_); }
    const T& value() const& { return assert(has_value()), std::get<0>(state_); }
    T&& value() && { return assert(has_value()), std::get<0>(std::move(state_)); }
    T value_or(T other) && { return has_value() ? std::get<0>(std::move(state_)) : other; }

    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Error& error() const { return assert(!has_value()), std::get<1>(state_); }

private:
    std::variant<T, Error> state_;
};

// Success without a value, or an Error.
template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}

    bool has_value() const { return !error_; }
    explicit operator bool() const { return has_value(); }
    const Error& error() const { return assert(error_), *error_; }

private:
    std::optional<Error> error_;
};

}  // namespace verbatim
