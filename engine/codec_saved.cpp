#include "engine/codec_saved.h"

#include "engine/codec_frame.h"
#include "record.pb.h"

namespace verbatim {

std::string encode(const SavedSearch& from) {
    record::SavedSearch to;
    for (const std::string& argument : from.arguments) to.add_arguments(argument);
    for (const Id id : from.good) to.add_good(id);
    for (const Id id : from.bad) to.add_bad(id);
    to.set_current(from.current);
    to.set_previous(from.previous);
    to.set_saved(from.saved);
    to.set_last_run(from.last_run);
    return frame(to);
}

Result<SavedSearch> decode_saved_search(std::string_view bytes) {
    const auto from = unframe<record::SavedSearch>(bytes);
    if (!from) return from.error();
    SavedSearch to;
    to.arguments = {from->arguments().begin(), from->arguments().end()};
    to.good = {from->good().begin(), from->good().end()};
    to.bad = {from->bad().begin(), from->bad().end()};
    to.current = from->current();
    to.previous = from->previous();
    to.saved = from->saved();
    to.last_run = from->last_run();
    return to;
}

}  // namespace verbatim
