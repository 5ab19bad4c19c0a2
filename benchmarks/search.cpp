// How long searches take as whole processes, and how long it takes to add one interview, on a
// library that exists.

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "benchmarks/corpus.h"
#include "benchmarks/process.h"
#include "benchmarks/report.h"
#include "engine/lens.h"
#include "engine/library.h"
#include "indexer/ingest.h"

namespace {

using namespace verbatim;
using namespace verbatim::bench;
using Json = nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

constexpr const char* kUsage =
    "usage: verbatim_bench_search --library DIR --verbatim PROGRAM [--queries FILE] [--runs 200]\n"
    "                             [--warm-up 20] [--json FILE] [--seed N] [--data DIR]";
constexpr double kMega = 1e6, kMilli = 1e3;
constexpr std::uint64_t kAnswers = 250;  // with a question before each five: 300 verbatims
constexpr std::uint64_t kInProcess = 6;

struct Options {
    std::string library, verbatim, queries, json, data;
    std::uint64_t runs = 200, warm_up = 20, seed = 0;
};

Result<std::vector<std::string>> read_queries(const Options& options) {
    std::ifstream file(options.queries);
    std::vector<std::string> queries;
    for (std::string line; std::getline(file, line);)
        queries.push_back(line.substr(line.find('\t') + 1));
    if (!queries.empty()) return queries;
    return Error{ErrorCode::not_found, options.queries + ": no queries",
                 "make them with verbatim_bench_ingest --keep or verbatim_bench_corpus --queries"};
}

Result<Ran> search(const Options& options, const std::string& query) {
    std::vector<std::string> command = {options.verbatim, "--library", options.library,
                                        "search",         "--format",  "json"};
    std::istringstream words(query);
    for (std::string word; words >> word;) command.push_back(word);
    Result<Ran> ran = run(command);
    if (ran && ran->status > 1)
        return Error{ErrorCode::unavailable,
                     "search " + query + ": exit status " + std::to_string(ran->status), ""};
    return ran;
}

Result<Json> measure_searches(const Options& options) {
    const Result<std::vector<std::string>> queries = read_queries(options);
    if (!queries) return queries.error();
    std::vector<double> seconds;
    std::uint64_t peak = 0, nothing = 0;
    for (std::uint64_t i = 0; i < options.warm_up + options.runs; ++i) {
        const Result<Ran> ran = search(options, (*queries)[i % queries->size()]);
        if (!ran) return ran.error();
        if (i < options.warm_up) continue;
        seconds.push_back(ran->seconds);
        peak = std::max(peak, ran->peak_bytes);
        nothing += ran->status == 1 ? 1u : 0u;
    }
    return Json{{"runs", seconds.size()},
                {"median_ms", kMilli * percentile(seconds, 0.5)},
                {"p95_ms", kMilli * percentile(seconds, 0.95)},
                {"max_ms", kMilli * percentile(seconds, 1)},
                {"peak_bytes", peak},
                {"found_nothing", nothing}};
}

// A word that no library holds yet, and that no stemmer changes.
std::string marker_word(std::uint64_t seed) {
    SplitMix random(seed);
    std::string word = "zq";
    while (word.size() < 14) word += "bdfghjkmnprtvwx"[random.below(15)];
    return word + "o";
}

struct Interview {
    std::string path, marker;
};

Result<Interview> make_interview(const Options& options, std::uint64_t number,
                                 const fs::path& folder) {
    const std::uint64_t seed = options.seed + number;
    const Interview interview{(folder / (std::to_string(seed) + ".vtt")).string(),
                              marker_word(seed)};
    const Result<Worked> written = in_child([&]() -> Result<std::string> {
        const Result<Written> made = write_interview(Sentences::from(options.data), seed, kAnswers,
                                                     interview.marker, interview.path);
        if (!made) return made.error();
        return std::string();
    });
    if (!written) return written.error();
    return interview;
}

double ms_between(Clock::time_point begin, Clock::time_point end) {
    return std::chrono::duration<double, std::milli>(end - begin).count();
}

// In this process, but for the fork that keeps its memory apart: open, add one after the other,
// close. What judges texts is made before, as a process makes it once.
Result<std::string> add_here(const Options& options, const std::vector<Interview>& interviews) {
    const auto began = Clock::now();
    Lenses::built_in().warm_up();
    const auto start = Clock::now();
    Clock::time_point opened, closing;
    std::vector<double> added;
    {
        Result<Library> library = Library::open(options.library, Access::write);
        if (!library) return library.error();
        opened = Clock::now();
        for (const Interview& interview : interviews) {
            const auto before = Clock::now();
            AddRequest request;
            request.paths = {interview.path};
            request.read.kind = Kind::interview;
            const Result<AddReport> report = add(*library, request, {});
            if (!report) return report.error();
            added.push_back(ms_between(before, Clock::now()));
        }
        closing = Clock::now();
    }
    const double open_ms = ms_between(start, opened), close_ms = ms_between(closing, Clock::now());
    return Json{{"lenses_ms", ms_between(began, start)},
                {"open_ms", open_ms},
                {"first_ms", added.front()},
                {"total_ms", open_ms + added.front() + close_ms},
                {"add_ms", percentile({added.begin() + 1, added.end()}, 0.5)}}
        .dump();
}

Result<Json> measure_add_in_process(const Options& options, const fs::path& folder) {
    std::vector<Interview> interviews;
    for (std::uint64_t number = 0; number < kInProcess; ++number) {
        Result<Interview> interview = make_interview(options, number, folder);
        if (!interview) return interview.error();
        interviews.push_back(*std::move(interview));
    }
    const Result<Worked> worked = in_child([&] { return add_here(options, interviews); });
    if (!worked) return worked.error();
    Json row = Json::parse(worked->text);
    row["peak_bytes"] = worked->peak_bytes;
    const Result<Ran> found = search(options, interviews.back().marker);
    if (!found) return found.error();
    row["found_afterwards"] = found->status == 0;
    return row;
}

Result<Json> measure_add_command(const Options& options, const fs::path& folder) {
    const Result<Interview> interview = make_interview(options, kInProcess, folder);
    if (!interview) return interview.error();
    const Result<Ran> ran = run({options.verbatim, "--library", options.library, "add",
                                 "--no-meaning", "--kind", "interview", interview->path});
    if (!ran) return ran.error();
    if (ran->status != 0)
        return Error{ErrorCode::unavailable, "add: exit status " + std::to_string(ran->status), ""};
    const Result<Ran> found = search(options, interview->marker);
    if (!found) return found.error();
    return Json{{"total_ms", kMilli * ran->seconds},
                {"peak_bytes", ran->peak_bytes},
                {"found_afterwards", found->status == 0}};
}

std::string peak_of(const Json& row) {
    return fixed(row["peak_bytes"].get<double>() / kMega, 0);
}

std::string found_of(const Json& row) {
    return row["found_afterwards"].get<bool>() ? "yes" : "no";
}

void print_tables(const Json& searches, const Json& here, const Json& command) {
    const auto ms = [](const Json& row, const char* name) {
        return fixed(row[name].get<double>(), 1);
    };
    std::fputs(
        table({{"search, whole process", "runs", "median ms", "p95 ms", "max ms", "peak MB",
                "found nothing"},
               {"two or three words", std::to_string(searches["runs"].get<std::size_t>()),
                ms(searches, "median_ms"), ms(searches, "p95_ms"), ms(searches, "max_ms"),
                peak_of(searches), std::to_string(searches["found_nothing"].get<std::size_t>())}})
            .c_str(),
        stdout);
    std::fputs("\n", stdout);
    std::fputs(
        table({{"add an interview", "lenses ms", "open ms", "first ms", "total ms", "add ms",
                "peak MB", "found"},
               {"in process", ms(here, "lenses_ms"), ms(here, "open_ms"), ms(here, "first_ms"),
                ms(here, "total_ms"), ms(here, "add_ms"), peak_of(here), found_of(here)},
               {"as a command", "", "", "", ms(command, "total_ms"), "", peak_of(command),
                found_of(command)}})
            .c_str(),
        stdout);
}

Result<void> run_all(const Options& options) {
    const Result<Json> searches = measure_searches(options);
    if (!searches) return searches.error();
    // Kept: a library names the sources that it was made of.
    const fs::path folder = fs::path(options.library).parent_path() / "interviews";
    std::error_code error;
    fs::create_directories(folder, error);
    const Result<Json> here = measure_add_in_process(options, folder);
    if (!here) return here.error();
    const Result<Json> command = measure_add_command(options, folder);
    if (!command) return command.error();
    print_tables(*searches, *here, *command);
    if (options.json.empty()) return {};
    const Json report = {{"schema", "verbatim.bench.search/1"},
                         {"library", options.library},
                         {"search", *searches},
                         {"add_in_process", *here},
                         {"add_command", *command}};
    return write_file(options.json, report.dump(2) + "\n");
}

Result<Options> options_from(int count, char** words) {
    const Result<Arguments> arguments = Arguments::parse(
        count, words, {"library", "verbatim", "queries", "runs", "warm-up", "json", "seed", "data"},
        kUsage);
    if (!arguments) return arguments.error();
    Options options;
    options.library = arguments->get("library").value_or("");
    options.verbatim = arguments->get("verbatim").value_or("");
    if (options.library.empty() || options.verbatim.empty())
        return Error{ErrorCode::bad_input, "--library and --verbatim are needed", kUsage};
    options.library = fs::absolute(options.library).lexically_normal().string();
    if (options.library.ends_with('/')) options.library.pop_back();
    options.queries = arguments->get("queries").value_or(
        (fs::path(options.library).parent_path() / "queries.tsv").string());
    options.json = arguments->get("json").value_or("");
    options.data = arguments->get("data").value_or(default_data_directory());
    const Result<std::uint64_t> runs = arguments->number("runs", 200),
                                warm_up = arguments->number("warm-up", 20),
                                seed = arguments->number("seed", std::random_device()());
    for (const auto* number : {&runs, &warm_up, &seed})
        if (!*number) return number->error();
    options.runs = *runs;
    options.warm_up = *warm_up;
    options.seed = *seed;
    return options;
}

}  // namespace

int main(int count, char** words) {
    const Result<Options> options = options_from(count, words);
    if (!options) return complain(options.error());
    const Result<void> done = run_all(*options);
    return done ? 0 : complain(done.error());
}
