#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/decode.h"

// A JSON text -> the elements of one of its arrays, without holding the text.
namespace verbatim {

// An array that may hold records: where it is and where its first element may begin.
struct JsonArray {
    std::string pointer;     // RFC 6901; empty: the text itself
    std::size_t offset = 0;  // of the byte behind its '['
    bool single = false;     // no array, but a record where one would be; the offset is its own
};

// The arrays of objects in a text that may be cut off: the text itself, or members of objects down
// to depth two.
std::vector<JsonArray> find_json_arrays(std::string_view text);

// The objects in a whole text that may be a record alone where there would be an array of several:
// the text itself, or members of objects down to depth two. None if another value follows.
std::vector<JsonArray> find_json_objects(std::string_view text);

// Splits off the value at the beginning of the text: its size, or npos if the text ends within it.
std::size_t json_value_size(std::string_view text);

// The elements of an array, one after the other, in bounded memory. Elements are split by strings
// and brackets alone; whether one is JSON is for its reader to find out.
class JsonElements {
public:
    JsonElements(Input& input, std::size_t offset) : input_(input), skip_(offset) {}

    enum class State { element, too_long, cut, end };
    State next();

    // Of the last next(), valid until the following one.
    std::string_view element() const { return pending().substr(0, size_); }
    std::uint64_t index() const { return count_ - 1; }
    std::uint64_t line() const { return line_; }
    bool closed() const { return closed_; }

    // The element is no JSON: a stray quote may have joined it with what follows. If another one
    // seems to begin on a line of its own, indented alike, reading resumes there: true. Gives up
    // after 64 MiB of this.
    bool distrust_element();

private:
    std::string_view pending() const { return std::string_view(buffer_).substr(at_); }
    bool grow();
    void step(std::size_t size);
    bool find_begin();

    Input& input_;
    std::size_t skip_;
    std::string buffer_;
    std::size_t at_ = 0;
    std::size_t size_ = 0;
    std::size_t indent_ = 0;
    bool ended_ = false;
    bool closed_ = false;
    std::uint64_t count_ = 0;
    std::uint64_t line_ = 1;
    std::size_t searched_ = 0;
};

}  // namespace verbatim
