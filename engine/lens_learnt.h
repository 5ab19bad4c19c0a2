#pragma once

#include <string_view>
#include <vector>

#include "engine/lens.h"
#include "engine/lens_model.h"

namespace verbatim {

// Puts what a model makes of an English text in the place of what its cues alone said. The heads of
// the model are those of the scores, in their order, and so are its inputs. The first `lenses` of
// them are lenses, which keep the evidence of their cues, at the weight that the model gives them,
// with what the words and the meaning add behind it, unless reasons are left out; the others are
// kinds. `code` may be null.
void add_learnt(const LensModel& model, std::string_view text, const std::vector<Word>& words,
                const Code* code, std::size_t lenses, Reasons reasons,
                std::vector<LensScore>& scores);

// Adds to the evidence of a head what the words of the text weigh, at `places` of LensGrams, and
// then what the meaning weighs.
void add_learnt_evidence(const LensModel::Reading& reading, std::size_t head,
                         const std::vector<Span>& places, bool has_code,
                         std::vector<Evidence>& evidence);

}  // namespace verbatim
