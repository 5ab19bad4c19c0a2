#include "engine/lens_names.h"

#include <algorithm>

#include "engine/lens.h"

namespace verbatim {

namespace {

constexpr std::string_view kStart = "lens ";

// Empty if the file is one of lists alone.
std::string_view lens_in(std::string_view text) {
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        if (line.starts_with(kStart)) return line.substr(kStart.size());
        text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
    return {};
}

}  // namespace

const LensNames& LensNames::built_in() {
    static const LensNames names = [] {
        LensNames found;
        for (const LensFile& file : Lenses::built_in_files()) {
            const std::string_view name = lens_in(file.text);
            if (name.empty()) continue;
            const bool is_kind = name.find(kKindMark) != std::string_view::npos;
            (is_kind ? found.kinds : found.lenses).push_back(name);
        }
        return found;
    }();
    return names;
}

}  // namespace verbatim
