#include "cli/render.h"

#include <ostream>

namespace verbatim::cli {

void render(std::ostream& out, const Answer& answer, const RenderOptions& options) {
    switch (options.format) {
        case Format::text:
            out << render_text(answer, options);
            break;
        case Format::json:
            out << render_json(answer, options);
            break;
        case Format::ndjson:
            out << render_ndjson(answer, options);
            break;
        case Format::csv:
            out << render_csv(answer, options);
            break;
        case Format::md:
            out << render_md(answer, options);
            break;
    }
}

}  // namespace verbatim::cli
