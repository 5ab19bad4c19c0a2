#pragma once

#include "engine/model.h"
#include "record.pb.h"

// Parts that records of several kinds have. Only codec*.cpp include this.
namespace verbatim {

inline void put_locator(const Locator& from, record::Locator& to) {
    if (from.line) to.set_line(*from.line);
    if (from.row) to.set_row(*from.row);
    to.set_pointer(from.pointer);
    if (from.time) {
        to.set_start_ms(from.time->start_ms);
        to.set_end_ms(from.time->end_ms);
    }
}

inline Locator get_locator(const record::Locator& from) {
    Locator to;
    if (from.has_line()) to.line = from.line();
    if (from.has_row()) to.row = from.row();
    to.pointer = from.pointer();
    if (from.has_start_ms()) to.time = TimeRange{from.start_ms(), from.end_ms()};
    return to;
}

}  // namespace verbatim
