#include "engine/code_context.h"

#include <algorithm>
#include <span>
#include <unordered_map>

namespace verbatim {

namespace {

// So many verbatims before and as many after count; together a quarter of what the verbatim itself
// does. docs/adr/0012-search-by-meaning.md has the measurements.
constexpr std::size_t kReach = 2;
constexpr int kOwn = 4;

// Whole numbers, so that it is the same on every machine; halves away from zero.
int divided(int sum, int by) {
    return (2 * sum + (sum < 0 ? -by : by)) / (2 * by);
}

Code mixed(const Code& own, std::span<const Code* const> around) {
    const int count = static_cast<int>(around.size());
    if (count == 0) return own;
    Code code{};
    for (std::size_t i = 0; i < kCodeLength; ++i) {
        int sum = kOwn * count * own[i];
        for (const Code* other : around) sum += (*other)[i];
        code[i] = static_cast<std::int8_t>(divided(sum, (kOwn + 1) * count));
    }
    return code;
}

}  // namespace

std::vector<Code> codes_in_context(const Conversation& conversation, const StoredCodes& codes) {
    const std::vector<Verbatim>& verbatims = conversation.verbatims;
    std::unordered_map<Id, const Code*> by_id;
    for (const auto& [id, code] : codes.codes)
        if (is_known(code)) by_id.emplace(id, &code);
    std::vector<const Code*> own;
    for (const Verbatim& verbatim : verbatims) {
        const auto found = by_id.find(verbatim.id);
        own.push_back(found == by_id.end() ? nullptr : found->second);
    }
    std::vector<Code> result(verbatims.size());
    for (std::size_t i = 0; i < verbatims.size(); ++i) {
        if (own[i] == nullptr) continue;
        std::vector<const Code*> around;
        const std::size_t end = std::min(verbatims.size(), i + kReach + 1);
        for (std::size_t k = i < kReach ? 0 : i - kReach; k < end; ++k)
            if (k != i && own[k] != nullptr && verbatims[k].utterance == verbatims[i].utterance)
                around.push_back(own[k]);
        result[i] = mixed(*own[i], around);
    }
    return result;
}

}  // namespace verbatim
