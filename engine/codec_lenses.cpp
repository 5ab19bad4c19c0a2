#include "engine/codec.h"
#include "engine/codec_frame.h"
#include "record.pb.h"

// The records of lenses.
namespace verbatim {

std::string encode(const StoredLens& from) {
    record::Lens to;
    to.set_name(from.name);
    to.set_number(from.number);
    to.set_definition(from.definition);
    to.set_cues(from.cues);
    to.set_model(from.model);
    return frame(to);
}

Result<StoredLens> decode_lens(std::string_view bytes) {
    const auto from = unframe<record::Lens>(bytes);
    if (!from) return from.error();
    return StoredLens{from->name(), from->number(), from->definition(), from->cues(),
                      from->model()};
}

std::string encode(const IndexedLenses& from) {
    record::IndexedLenses to;
    to.set_identity(from.identity);
    to.set_scored(from.scored);
    to.set_last(from.last);
    for (const IndexedLenses::Own& lens : from.own) {
        auto& stored = *to.add_own();
        stored.set_name(lens.name);
        stored.set_number(lens.number);
        stored.set_definition(lens.definition);
    }
    return frame(to);
}

Result<IndexedLenses> decode_indexed_lenses(std::string_view bytes) {
    const auto from = unframe<record::IndexedLenses>(bytes);
    if (!from) return from.error();
    IndexedLenses to{from->identity(), from->scored(), from->last(), {}};
    for (const auto& lens : from->own())
        to.own.push_back({lens.name(), lens.number(), lens.definition()});
    return to;
}

}  // namespace verbatim
