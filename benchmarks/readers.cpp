// How fast the readers are by themselves, and how much memory they take: files become
// conversations, which are counted and dropped.

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "benchmarks/corpus.h"
#include "benchmarks/report.h"
#include "indexer/readers/reader.h"

namespace {

using namespace verbatim;
using namespace verbatim::bench;
using Json = nlohmann::ordered_json;

constexpr const char* kUsage =
    "usage: verbatim_bench_readers [--megabytes 64] [--runs 5] [--file FILE] [--json FILE]\n"
    "                              [--seed N] [--data DIR]";
constexpr std::size_t kSample = 64u << 10;

struct Options {
    std::string file, json, data;
    std::uint64_t megabytes = 64, runs = 5, seed = 1;
};

// Counts and drops.
struct Dropped final : RecordSink {
    std::uint64_t records = 0, rejected = 0, text_bytes = 0;

    Result<void> accept(Conversation conversation) override {
        records += conversation.records;
        for (const Utterance& utterance : conversation.utterances)
            text_bytes += utterance.text.size();
        return {};
    }
    void reject(Reject) override { ++rejected; }
    void empty(std::uint64_t count) override { records += count; }
    void warn(Reject) override {}
};

// A review of one to three sentences, as the columns of most exports have it.
struct Review {
    std::string id, title, text, author, date;
    int rating = 0;
};

Review draw_review(const Sentences& sentences, SplitMix& random, std::uint64_t number) {
    Review review;
    review.id = "R" + std::to_string(1'000'000'000 + number);
    review.rating = static_cast<int>(1 + random.next() % 5);
    review.author = "Customer " + std::to_string(random.next() % 50'000);
    review.date = "2025-0" + std::to_string(1 + number % 9) + "-1" + std::to_string(number % 10);
    review.text = sentences.next(random);
    review.title = review.text.substr(0, review.text.find(' ', 20));
    for (std::uint64_t more = random.next() % 3; more > 0; --more)
        review.text += " " + sentences.next(random);
    if (number % 8 == 0) review.text += "\nIt said \"ready\" and was not.";
    return review;
}

std::string quoted(const std::string& cell) {
    std::string out = "\"";
    for (const char c : cell) out += c == '"' ? "\"\"" : std::string(1, c);
    return out + "\"";
}

std::string csv_row(const Review& review) {
    return review.id + "," + std::to_string(review.rating) + "," + quoted(review.title) + "," +
           quoted(review.text) + "," + review.author + "," + review.date + ",Kettle\n";
}

std::string json_record(const Review& review) {
    return Json{{"review_id", review.id},     {"rating", review.rating},
                {"title", review.title},      {"text", review.text},
                {"user_name", review.author}, {"created_at", review.date},
                {"product_name", "Kettle"}}
        .dump();
}

// A mail that answers another one, every second one in HTML too.
std::string mail(const Review& review, std::uint64_t number) {
    const std::string id = "<" + review.id + ".kettle@example.com>";
    const std::string head =
        "From " + review.id + "@xxx Thu Mar 06 11:20:30 +0000 2025\n" +
        "Received: by mx.example.com with SMTP id " + review.id +
        ";\n        Thu, 6 Mar 2025 03:20:30 -0800 (PST)\n" + "From: \"" + review.author + "\" <c" +
        review.id + "@example.com>\nTo: Sam <sam@brill.example>\nMessage-ID: " + id +
        "\nIn-Reply-To: <offer.1@brill.example>\nSubject: Re: " + review.title +
        "\nDate: Thu, 6 Mar 2025 12:20:18 +0100\nMIME-Version: 1.0\n";
    const std::string text = "Hi Sam,\n\n" + review.text + "\n\nBest regards,\n" + review.author +
                             "\n\nOn Thu, Mar 6, 2025 at 10:01 AM Sam <sam@brill.example> wrote:\n"
                             "> Dear customer,\n>\n> what do you think of it?\n";
    const std::string plain = "Content-Type: text/plain; charset=utf-8\n\n" + text + "\n";
    if (number % 2 == 0) return head + plain;
    return head + "Content-Type: multipart/alternative; boundary=0089ab\n\n--0089ab\n" + plain +
           "--0089ab\nContent-Type: text/html; charset=utf-8\n\n<div dir=ltr>" + review.text +
           "</div>\n--0089ab--\n\n";
}

// Bytes in memory, or else the file of that name, which may lead into an archive.
struct Given {
    std::string name, bytes;

    Result<Input> open() const {
        return bytes.empty() ? Input::open(name) : Result<Input>(Input::from_bytes(name, bytes));
    }
};

std::vector<Given> generate(const Options& options) {
    const Sentences sentences = Sentences::from(options.data);
    SplitMix random(options.seed);
    Given csv{"reviews.csv", "review_id,rating,title,text,user_name,created_at,product_name\n"};
    Given json{"reviews.json", "[\n"}, lines{"reviews.jsonl", ""}, mails{"mails.mbox", ""};
    const std::size_t wanted = options.megabytes * 1'000'000;
    for (std::uint64_t i = 0; csv.bytes.size() < wanted; ++i) {
        const Review review = draw_review(sentences, random, i);
        const std::string record = json_record(review);
        csv.bytes += csv_row(review);
        json.bytes += (i > 0 ? ",\n" : "") + record;
        lines.bytes += record + "\n";
        mails.bytes += mail(review, i);
    }
    json.bytes += "\n]\n";
    return {std::move(csv), std::move(json), std::move(lines), std::move(mails)};
}

// The most memory that this program had resident at once, as the kernel counts it since exec.
std::uint64_t peak_bytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::stoull(line.substr(6)) * 1024;
    return 0;
}

// The first pass over an input: which reader takes it, and how much text is in it.
struct Looked {
    const Reader* reader = nullptr;
    std::uint64_t text_bytes = 0;
};

Result<Looked> look_at(const Given& given) {
    auto input = given.open();
    if (!input) return input.error();
    const std::string_view head = input->peek(kSample);
    Looked looked{choose_reader({given.name, head, head.size() < kSample}), 0};
    if (!looked.reader) return Error{ErrorCode::bad_input, given.name + ": no reader takes it", ""};
    for (auto chunk = input->next_chunk(); !chunk.empty(); chunk = input->next_chunk())
        looked.text_bytes += chunk.size();
    return looked;
}

// Seconds of the processor for one pass: unpacked, decoded, read and hashed, as `add` does it.
Result<double> read_once(const Given& given, const Reader& reader, Dropped& dropped) {
    const std::clock_t start = std::clock();
    auto input = given.open();
    if (!input) return input.error();
    const auto report = reader.read(*input, {}, dropped);
    if (!report) return report.error();
    input->finish();
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

Result<Json> measure(const Given& given, std::uint64_t runs) {
    const auto looked = look_at(given);
    if (!looked) return looked.error();
    Dropped dropped;
    double best = 0;
    for (std::uint64_t run = 0; run < std::max<std::uint64_t>(runs, 1); ++run) {
        dropped = {};
        const auto seconds = read_once(given, *looked->reader, dropped);
        if (!seconds) return seconds.error();
        best = run == 0 ? *seconds : std::min(best, *seconds);
    }
    return Json{{"file", std::filesystem::path(given.name).filename().string()},
                {"reader", looked->reader->name},
                {"bytes", looked->text_bytes},
                {"records", dropped.records},
                {"rejected", dropped.rejected},
                {"text_bytes", dropped.text_bytes},
                {"seconds", best},
                {"megabytes_per_second", static_cast<double>(looked->text_bytes) / 1e6 / best},
                {"records_per_second", static_cast<double>(dropped.records) / best},
                {"peak_bytes", peak_bytes()}};
}

Result<void> run_all(const Options& options) {
    const std::vector<Given> given =
        options.file.empty() ? generate(options) : std::vector<Given>{{options.file, ""}};
    Json all = Json::array();
    std::vector<Row> rows = {{"file", "reader", "MB", "records", "MB/s", "records/s", "peak MB"}};
    for (const Given& file : given) {
        const auto measured = measure(file, options.runs);
        if (!measured) return measured.error();
        const Json& json = *measured;
        rows.push_back({json["file"], json["reader"], fixed(json["bytes"].get<double>() / 1e6, 1),
                        with_commas(json["records"]), fixed(json["megabytes_per_second"], 0),
                        with_commas(json["records_per_second"].get<std::uint64_t>()),
                        fixed(json["peak_bytes"].get<double>() / 1e6, 0)});
        all.push_back(json);
    }
    std::fputs(table(rows).c_str(), stdout);
    return options.json.empty() ? Result<void>() : write_file(options.json, all.dump(2) + "\n");
}

Result<Options> read_options(int count, char** words) {
    const Result<Arguments> given = Arguments::parse(
        count, words, {"megabytes", "runs", "file", "json", "seed", "data"}, kUsage);
    if (!given) return given.error();
    Options options;
    options.file = given->get("file").value_or("");
    options.json = given->get("json").value_or("");
    options.data = given->get("data").value_or(default_data_directory());
    for (const auto& [name, value] : {std::pair{"megabytes", &options.megabytes},
                                      {"runs", &options.runs},
                                      {"seed", &options.seed}}) {
        const auto number = given->number(name, *value);
        if (!number) return number.error();
        *value = *number;
    }
    return options;
}

}  // namespace

int main(int count, char** words) {
    const Result<Options> options = read_options(count, words);
    if (!options) return complain(options.error());
    const Result<void> done = run_all(*options);
    return done ? 0 : complain(done.error());
}
