#pragma once

#include <cstddef>
#include <string_view>

namespace verbatim {

// Counts the lines of a program's notes of a meeting, without titles, dates and who was there.
class NoteCount {
public:
    void add(std::string_view line);
    std::size_t lines() const { return lines_; }

private:
    bool below_date_ = false;   // where documents have their title
    bool below_label_ = false;  // "Attendees"
    std::size_t lines_ = 0;
};

}  // namespace verbatim
