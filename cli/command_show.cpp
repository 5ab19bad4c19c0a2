#include <ostream>

#include "cli/commands.h"
#include "cli/conversation.h"
#include "cli/open_library.h"

namespace verbatim::cli {

Result<int> run(const ShowCommand& command, const Surroundings& surroundings, Console& console) {
    auto library = open_library(surroundings, Access::read, console);
    if (!library) return library.error();
    const auto shown = library->show(command.id, command.context);
    if (!shown && shown.error().code == ErrorCode::not_found) {
        console.err << shown.error().message << "\n";
        return 1;
    }
    if (!shown) return shown.error();
    const Extent extent = extent_of(*shown, command.context, command.all);
    if (command.json)
        console.out << dump(conversation_json(*shown, extent, console.working_directory)) << "\n";
    else
        console.out << conversation_text(*shown, extent, console);
    return 0;
}

}  // namespace verbatim::cli
