#include <algorithm>
#include <ostream>

#include "cli/block.h"
#include "cli/commands.h"
#include "cli/numbers.h"
#include "cli/open_library.h"
#include "cli/render_json.h"
#include "cli/terminal.h"
#include "engine/lens_set.h"

// lenses.
namespace verbatim::cli {

namespace {

Json lenses_json(const std::vector<LensCount>& lenses) {
    Json list = Json::array();
    for (const LensCount& lens : lenses)
        list.push_back(
            {{"name", lens.name}, {"definition", lens.definition}, {"verbatims", lens.verbatims}});
    return {{"schema", "verbatim.lenses/1"}, {"lenses", std::move(list)}};
}

std::string lenses_text(const std::vector<LensCount>& lenses, const Console& console) {
    std::string text;
    for (const LensCount& lens : lenses) {
        if (!text.empty()) text += "\n";
        text += paint(lens.name, Style::strong, console.color) + "  " +
                counted(lens.verbatims, "verbatim") + "\n";
        BlockStyle style;
        style.first = style.rest = "  ";
        style.width = std::min(console.width, kReadableWidth);
        text += block(lens.definition, {}, style);
    }
    return text;
}

}  // namespace

Result<int> run(const LensesCommand& command, const Surroundings& surroundings, Console& console) {
    auto library = open_library(surroundings, Access::read, console);
    if (!library) return library.error();
    const auto lenses = library->lenses();
    if (!lenses) return lenses.error();
    const auto set = library->lens_set();
    if (!set) return set.error();
    for (const std::string& notice : (*set)->notices()) console.err << one_line(notice) << ".\n";
    if (command.json)
        console.out << dump(lenses_json(*lenses)) << "\n";
    else
        console.out << lenses_text(*lenses, console);
    return 0;
}

}  // namespace verbatim::cli
