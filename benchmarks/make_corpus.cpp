// Writes the files that the benchmarks read, to look at or to use elsewhere. Says whether the
// sentences are real or invented.

#include <cstdio>

#include "benchmarks/corpus.h"
#include "benchmarks/query_kinds.h"
#include "benchmarks/report.h"

namespace {

using namespace verbatim;
using namespace verbatim::bench;

constexpr const char* kUsage =
    "usage: verbatim_bench_corpus [--seed N] [--data DIR] [--reviews FILE] [--records N]\n"
    "                             [--interview FILE] [--verbatims N] [--queries FILE]\n"
    "                             [--kinds FILE] [--count N]";

Result<void> make(const Arguments& arguments) {
    const Result<std::uint64_t> seed = arguments.number("seed", 1),
                                records = arguments.number("records", 10'000),
                                verbatims = arguments.number("verbatims", 300),
                                count = arguments.number("count", 250);
    for (const auto* number : {&seed, &records, &verbatims, &count})
        if (!*number) return number->error();
    const Sentences sentences =
        Sentences::from(arguments.get("data").value_or(default_data_directory()));
    std::puts(sentences.real() ? "real" : "invented");
    if (const auto path = arguments.get("reviews")) {
        const Result<Written> written = write_reviews(sentences, *seed, *records, *path);
        if (!written) return written.error();
    }
    if (const auto path = arguments.get("interview")) {
        const Result<Written> written =
            write_interview(sentences, *seed, *verbatims, "quillwort", *path);
        if (!written) return written.error();
    }
    if (const auto path = arguments.get("queries")) {
        const Result<void> written = write_queries(draw_queries(sentences, *seed, *count), *path);
        if (!written) return written;
    }
    if (const auto path = arguments.get("kinds"))
        return write_kinds(draw_kinds(sentences, *seed, *records, *count), *path);
    return {};
}

}  // namespace

int main(int count, char** words) {
    const Result<Arguments> arguments =
        Arguments::parse(count, words,
                         {"seed", "data", "reviews", "records", "interview", "verbatims", "queries",
                          "kinds", "count"},
                         kUsage);
    if (!arguments) return complain(arguments.error());
    const Result<void> made = make(*arguments);
    return made ? 0 : complain(made.error());
}
