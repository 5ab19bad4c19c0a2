// How fast, how large and with how much memory libraries of several sizes are made.

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "benchmarks/corpus.h"
#include "benchmarks/process.h"
#include "benchmarks/report.h"
#include "engine/library.h"
#include "indexer/ingest.h"

namespace {

using namespace verbatim;
using namespace verbatim::bench;
using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

constexpr const char* kUsage =
    "usage: verbatim_bench_ingest [--sizes 10000,100000,1000000] [--json FILE] [--keep DIR]\n"
    "                             [--jobs N] [--seed N] [--data DIR]";
constexpr std::size_t kQueries = 250;
constexpr double kMega = 1e6;

struct Options {
    std::vector<std::uint64_t> sizes;
    std::uint64_t seed = 1;
    std::uint64_t jobs = 0;
    std::string data;
    std::string keep;
    std::string json;
};

// Writes the reviews and the queries for verbatim_bench_search. Gives the bytes of text.
Result<std::string> make_files(const Options& options, std::uint64_t size, const fs::path& folder) {
    const Sentences sentences = Sentences::from(options.data);
    const Result<Written> written =
        write_reviews(sentences, options.seed, size, (folder / "reviews.jsonl").string());
    if (!written) return written.error();
    const Result<void> queries = write_queries(draw_queries(sentences, options.seed, kQueries),
                                               (folder / "queries.tsv").string());
    if (!queries) return queries.error();
    return Json{{"text_bytes", written->text_bytes}, {"real", sentences.real()}}.dump();
}

// Makes the library from the reviews. From its creation until it is closed: all is durable then.
Result<std::string> make_library(const Options& options, const fs::path& folder) {
    const auto start = std::chrono::steady_clock::now();
    const fs::path directory = folder / "library";
    const Result<void> created = Library::create(directory);
    if (!created) return created.error();
    AddReport report;
    {
        Result<Library> library = Library::open(directory, Access::write);
        if (!library) return library.error();
        AddRequest request;
        request.paths = {(folder / "reviews.jsonl").string()};
        request.read.kind = Kind::review;
        request.jobs = static_cast<unsigned>(options.jobs);
        Result<AddReport> added = add(*library, request, {});
        if (!added) return added.error();
        report = std::move(*added);
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    return Json{{"seconds", seconds.count()},
                {"records", report.totals.records()},
                {"indexed", report.totals.indexed},
                {"verbatims", report.totals.verbatims}}
        .dump();
}

Result<Json> measure(const Options& options, std::uint64_t size, const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    fs::remove_all(folder / "library", error);
    const Result<Worked> files = in_child([&] { return make_files(options, size, folder); });
    if (!files) return files.error();
    const Result<Worked> library = in_child([&] { return make_library(options, folder); });
    if (!library) return library.error();
    Json row = Json::parse(library->text);
    const Json made = Json::parse(files->text);
    const double text = made["text_bytes"].get<double>(), seconds = row["seconds"].get<double>();
    const std::uint64_t disk = disk_bytes((folder / "library").string());
    row["size"] = size;
    row["real_sentences"] = made["real"];
    row["text_bytes"] = made["text_bytes"];
    row["verbatims_per_second"] = row["verbatims"].get<double>() / seconds;
    row["text_mb_per_second"] = text / kMega / seconds;
    row["peak_bytes"] = library->peak_bytes;
    row["disk_bytes"] = disk;
    row["disk_bytes_per_text_byte"] = static_cast<double>(disk) / text;
    return row;
}

Row line(const Json& row) {
    return {with_commas(row["size"].get<std::uint64_t>()),
            with_commas(row["verbatims"].get<std::uint64_t>()),
            fixed(row["seconds"].get<double>(), 2),
            with_commas(static_cast<std::uint64_t>(row["verbatims_per_second"].get<double>())),
            fixed(row["text_mb_per_second"].get<double>(), 2),
            fixed(row["peak_bytes"].get<double>() / kMega, 0),
            fixed(row["disk_bytes"].get<double>() / kMega, 1),
            fixed(row["disk_bytes_per_text_byte"].get<double>(), 2)};
}

Result<std::vector<std::uint64_t>> parse_sizes(const std::string& text) {
    std::vector<std::uint64_t> sizes;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        const std::string number = text.substr(at, end - at);
        const bool digits = number.find_first_not_of("0123456789") == std::string::npos;
        if (number.empty() || number.size() > 9 || !digits)
            return Error{ErrorCode::bad_input, "--sizes is no list of numbers: " + text, ""};
        sizes.push_back(std::stoull(number));
        at = end + 1;
    }
    return sizes;
}

Result<void> run_all(const Options& options, const fs::path& root) {
    std::vector<Row> rows = {{"records", "verbatims", "seconds", "verbatims/s", "text MB/s",
                              "peak MB", "disk MB", "disk/text"}};
    Json runs = Json::array();
    for (const std::uint64_t size : options.sizes) {
        const fs::path folder = root / std::to_string(size);
        const Result<Json> row = measure(options, size, folder);
        if (!row) return row.error();
        rows.push_back(line(*row));
        runs.push_back(*row);
        std::error_code ignored;
        if (options.keep.empty()) fs::remove_all(folder, ignored);
    }
    std::fputs(table(rows).c_str(), stdout);
    if (options.json.empty()) return {};
    const Json report = {{"schema", "verbatim.bench.ingest/1"}, {"runs", runs}};
    return write_file(options.json, report.dump(2) + "\n");
}

Result<Options> options_from(int count, char** words) {
    const Result<Arguments> arguments =
        Arguments::parse(count, words, {"sizes", "json", "keep", "jobs", "seed", "data"}, kUsage);
    if (!arguments) return arguments.error();
    const Result<std::vector<std::uint64_t>> sizes =
        parse_sizes(arguments->get("sizes").value_or("10000,100000,1000000"));
    if (!sizes) return sizes.error();
    const Result<std::uint64_t> seed = arguments->number("seed", 1);
    const Result<std::uint64_t> jobs = arguments->number("jobs", 0);
    if (!seed) return seed.error();
    if (!jobs) return jobs.error();
    Options options;
    options.sizes = *sizes;
    options.seed = *seed;
    options.jobs = *jobs;
    options.data = arguments->get("data").value_or(default_data_directory());
    options.keep = arguments->get("keep").value_or("");
    options.json = arguments->get("json").value_or("");
    return options;
}

}  // namespace

int main(int count, char** words) {
    const Result<Options> options = options_from(count, words);
    if (!options) return complain(options.error());
    if (!options->keep.empty()) {
        const Result<void> done = run_all(*options, options->keep);
        return done ? 0 : complain(done.error());
    }
    std::string root = (fs::temp_directory_path() / "verbatim-bench-XXXXXX").string();
    if (!mkdtemp(root.data()))
        return complain({ErrorCode::unavailable, root + ": cannot be made", ""});
    const Result<void> done = run_all(*options, root);
    std::error_code ignored;
    fs::remove_all(root, ignored);
    return done ? 0 : complain(done.error());
}
