#include <ostream>

#include "cli/commands.h"
#include "cli/numbers.h"
#include "cli/open_library.h"
#include "cli/report.h"
#include "cli/status_page.h"

namespace verbatim::cli {

Result<int> run(const StatusCommand& command, const Surroundings& surroundings, Console& console) {
    auto library = open_library(surroundings, Access::read, console);
    if (!library) return library.error();
    std::vector<RejectRow> rejects;
    if (command.rejects) {
        auto listed = library->rejects();
        if (!listed) return listed.error();
        rejects = *std::move(listed);
    }
    if (command.rejects && !command.json) {
        for (const RejectRow& reject : rejects)
            console.out << reject_line(reject, console.working_directory) << "\n";
        if (rejects.empty()) console.err << "No record was rejected.\n";
        return 0;
    }
    const auto status = library->status();
    if (!status) return status.error();
    if (command.json)
        console.out << dump(status_json(*status, command.rejects ? &rejects : nullptr,
                                        console.working_directory))
                    << "\n";
    else
        console.out << status_text(*status, console);
    return 0;
}

}  // namespace verbatim::cli
