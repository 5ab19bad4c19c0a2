#include "cli/render.h"

#include <algorithm>
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

bool shows_question(const Quote& quote, bool context) {
    const std::string& question = quote.citation.question;
    if (question.empty() || !quote.citation.heard_question) return !question.empty();
    return context && std::ranges::none_of(quote.before, [&](const ContextLine& line) {
               return line.text.find(question) != std::string::npos;
           });
}

}  // namespace verbatim::cli
