#include "cli/meanings.h"

#include <ostream>

#include "cli/block.h"
#include "cli/numbers.h"
#include "cli/progress.h"
#include "engine/lens_set.h"
#include "indexer/enrich.h"
#include "indexer/rescore.h"

namespace verbatim::cli {

Result<void> find_meanings(Library& library, unsigned jobs, Console& console) {
    const auto report = [&] {
        ProgressLine progress(console);
        return enrich(library, jobs, progress.counting());
    }();
    if (!report) return report.error();
    if (!report->unavailable.empty()) {
        if (console.err_is_terminal || report->damaged)
            console.err << message("Searchable by words alone: " + report->unavailable + ".",
                                   console);
        return {};
    }
    if (report->encoded > 0)
        console.err << message(
            "Searchable by meaning too: " + counted(report->encoded, "verbatim") + " more, in " +
                seconds_for_people(report->seconds) + ".",
            console);
    return {};
}

Result<void> apply_lenses(Library& library, unsigned jobs, Console& console) {
    const auto report = [&] {
        ProgressLine progress(console);
        return rescore(library, jobs, progress.counting());
    }();
    if (!report) return report.error();
    const auto lenses = library.lens_set();
    if (!lenses) return lenses.error();
    for (const std::string& notice : (*lenses)->notices())
        console.err << message(notice + ".", console);
    if (report->scored > 0)
        console.err << message("Judged anew by the lenses: " + counted(report->scored, "verbatim") +
                                   ", " + grouped(report->changed) + " of them differently.",
                               console);
    return {};
}

}  // namespace verbatim::cli
