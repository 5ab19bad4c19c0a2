#include "indexer/readers/note_count.h"

#include <utility>

#include "indexer/readers/transcript_lines.h"
#include "indexer/space.h"

namespace verbatim {

void NoteCount::add(std::string_view line) {
    line = trim_space(line);
    if (line.empty()) return;
    const bool is_date = date_line(line).has_value();
    const bool is_label = is_list_label(line);
    const bool below_date = std::exchange(below_date_, is_date && lines_ == 0);
    const bool below_label = std::exchange(below_label_, is_label);
    const bool is_head = is_date || is_label || is_heading(line) || title_line(line) ||
                         begins_notes(line) || begins_transcript(line) ||
                         line.starts_with("Invited ") || line.starts_with("Attachments ");
    lines_ += !(is_head || below_date || below_label);
}

}  // namespace verbatim
