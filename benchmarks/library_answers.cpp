// Answers benchmarks/peers from a library, in this process: by words alone, as
// `verbatim search --no-meaning` does.

#include <cstdio>

#include "benchmarks/answering.h"
#include "benchmarks/report.h"
#include "engine/library.h"

namespace {

using namespace verbatim;
using namespace verbatim::bench;

constexpr const char* kUsage = "usage: verbatim_bench_library --library DIR < QUESTIONS";

// As a person would type it. Of loose words one is enough.
std::string typed(const Question& question) {
    if (question.kind == "and") return joined(question.words, " AND ");
    if (question.kind == "synonyms") return joined(question.words, " OR ");
    if (question.kind == "phrase") return '"' + joined(question.words, " ") + '"';
    if (question.kind == "prefix") return question.words.at(0) + "*";
    const std::string words = joined(question.words, " ");
    return question.product.empty() ? words : words + " product:\"" + question.product + "\"";
}

Result<std::uint64_t> answer(Library& library, const Question& question) {
    Query query;
    query.text = typed(question);
    Result<Node> root = parse_query(query.text, library.field_names());
    if (!root) return root.error();
    query.root = std::move(*root);
    query.by_meaning = ByMeaning::no;
    // Facets are of all matches, so that the total is no estimate.
    if (question.kind == "facets" || question.count) query.facets = {"product"};
    const Result<Answer> answer = library.search(query);
    if (!answer) return answer.error();
    return question.count ? answer->total : answer->quotes.size();
}

}  // namespace

int main(int count, char** words) {
    const Result<Arguments> arguments = Arguments::parse(count, words, {"library"}, kUsage);
    if (!arguments) return complain(arguments.error());
    const auto directory = arguments->get("library");
    if (!directory) return complain({ErrorCode::bad_input, "--library is needed", kUsage});
    Result<Library> library = Library::open(*directory, Access::read);
    if (!library) return complain(library.error());
    return answer_questions([&](const Question& question) { return answer(*library, question); });
}
