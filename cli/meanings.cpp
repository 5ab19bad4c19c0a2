#include "cli/meanings.h"

#include <ostream>

#include "cli/numbers.h"
#include "cli/progress.h"
#include "cli/terminal.h"
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
            console.err << "Searchable by words alone: " << one_line(report->unavailable) << ".\n";
        return {};
    }
    if (report->encoded > 0)
        console.err << "Searchable by meaning too: " << counted(report->encoded, "verbatim")
                    << " more, in " << seconds_for_people(report->seconds) << ".\n";
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
    for (const std::string& notice : (*lenses)->notices()) console.err << one_line(notice) << ".\n";
    if (report->scored > 0)
        console.err << "Judged anew by the lenses: " << counted(report->scored, "verbatim") << ", "
                    << grouped(report->changed) << " of them differently.\n";
    return {};
}

}  // namespace verbatim::cli
