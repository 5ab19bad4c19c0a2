// How fast sentences become vectors, with each set of instructions that this machine has, and how
// far the fast vectors are from the exact ones.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>
#include <numeric>

#include "benchmarks/corpus.h"
#include "benchmarks/report.h"
#include "engine/meaning/encoder.h"
#include "engine/meaning/encoder_fast.h"
#include "engine/meaning/models.h"
#include "engine/meaning/pieces.h"

namespace {

using namespace verbatim;
using namespace verbatim::bench;
using Json = nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;

constexpr const char* kUsage =
    "usage: verbatim_bench_encode [--texts 20000] [--threads 2] [--model FILE] [--json FILE]\n"
    "                             [--seed N] [--data DIR]";
// Where a text is cut, at the next space: 18 tokens on average.
constexpr std::size_t kBytes = 75;
constexpr std::size_t kCompared = 1000;
constexpr std::size_t kBatchTokens = 128;  // as Encoder has it

struct Options {
    std::string model, json, data;
    std::uint64_t texts = 20'000, threads = 2, seed = 1;
};

// Since it was made, by the clock on the wall and by that of all threads of this process.
class Stopwatch {
public:
    double seconds() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }
    double cpu_seconds() const {
        return static_cast<double>(std::clock() - cpu_start_) / CLOCKS_PER_SEC;
    }

private:
    Clock::time_point start_ = Clock::now();
    std::clock_t cpu_start_ = std::clock();
};

std::vector<std::string> draw_texts(const Options& options) {
    const Sentences sentences = Sentences::from(options.data);
    SplitMix random(options.seed);
    std::vector<std::string> texts;
    while (texts.size() < options.texts) {
        const std::string sentence = sentences.next(random);
        texts.push_back(sentence.substr(0, sentence.find(' ', kBytes)));
    }
    return texts;
}

struct Measured {
    std::string name;
    unsigned threads = 1;
    std::size_t texts = 0, tokens = 0;
    double seconds = 0, cpu_seconds = 0;
    std::vector<float> vectors;
};

// One pass in this thread, with the tokeniser, as Encoder runs it.
Measured measure_pass(const ForwardPass& pass, const FastWeights& weights, const Pieces& pieces,
                      std::span<const std::string_view> texts) {
    Measured measured{std::string(pass.name), 1, texts.size(), 0, 0, 0, {}};
    measured.vectors.resize(texts.size() * kSentenceVector);
    EncoderBatch batch;
    Scratch scratch;
    const Stopwatch watch;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const Tokens tokens = pieces.split(texts[i]);
        batch.ids.insert(batch.ids.end(), tokens.ids.begin(), tokens.ids.end());
        batch.ends.push_back(batch.ids.size());
        batch.vectors.push_back(&measured.vectors[i * kSentenceVector]);
        measured.tokens += tokens.ids.size();
        if (batch.ids.size() < kBatchTokens && i + 1 < texts.size()) continue;
        pass.run(weights, batch, scratch);
        batch = {};
    }
    measured.seconds = watch.seconds();
    measured.cpu_seconds = watch.cpu_seconds();
    return measured;
}

Measured measure_encoder(const Encoder& encoder, const char* name, unsigned threads,
                         std::span<const std::string_view> texts, std::size_t tokens) {
    Measured measured{name, threads, texts.size(), tokens, 0, 0, {}};
    const Stopwatch watch;
    measured.vectors = encoder.encode(texts, threads);
    measured.seconds = watch.seconds();
    measured.cpu_seconds = watch.cpu_seconds();
    return measured;
}

// The ten of the first `count` vectors that are nearest to one of them, nearest first.
std::vector<std::size_t> nearest_ten(const std::vector<float>& vectors, std::size_t count,
                                     std::size_t of) {
    const auto at = [&](std::size_t i) {
        return vectors.begin() + static_cast<std::ptrdiff_t>(i * kSentenceVector);
    };
    std::vector<std::pair<double, std::size_t>> near;
    for (std::size_t i = 0; i < count; ++i)
        if (i != of) near.emplace_back(-std::inner_product(at(i), at(i + 1), at(of), 0.0), i);
    const std::size_t ten = std::min<std::size_t>(10, near.size());
    std::partial_sort(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(ten), near.end());
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < ten; ++i) places.push_back(near[i].second);
    return places;
}

// How many of the ten nearest to each text are the same by both.
double same_ten(const std::vector<float>& exact, const std::vector<float>& fast) {
    const std::size_t count = exact.size() / kSentenceVector;
    std::size_t same = 0, all = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto right = nearest_ten(exact, count, i);
        for (const std::size_t place : nearest_ten(fast, count, i))
            same += static_cast<std::size_t>(std::ranges::count(right, place));
        all += right.size();
    }
    return all == 0 ? 1 : static_cast<double>(same) / static_cast<double>(all);
}

Json row_of(const Measured& measured, const std::vector<float>& exact) {
    std::vector<double> cosines;
    for (std::size_t at = 0; at + kSentenceVector <= exact.size(); at += kSentenceVector)
        cosines.push_back(std::inner_product(exact.begin() + std::ptrdiff_t(at),
                                             exact.begin() + std::ptrdiff_t(at + kSentenceVector),
                                             measured.vectors.begin() + std::ptrdiff_t(at), 0.0));
    const double total = std::accumulate(cosines.begin(), cosines.end(), 0.0);
    return {{"instructions", measured.name},
            {"threads", measured.threads},
            {"texts", measured.texts},
            {"texts_per_second", static_cast<double>(measured.texts) / measured.seconds},
            {"tokens_per_second", static_cast<double>(measured.tokens) / measured.seconds},
            {"tokens_per_cpu_second", static_cast<double>(measured.tokens) / measured.cpu_seconds},
            {"mean_cosine", total / static_cast<double>(cosines.size())},
            {"least_cosine", percentile(cosines, 0)},
            {"same_ten", same_ten(exact, measured.vectors)}};
}

Result<Json> measure(const Options& options, const std::filesystem::path& model) {
    const Stopwatch watch;
    const auto encoder = Encoder::open(model);
    if (!encoder) return encoder.error();
    encoder->encode("too expensive");
    const double first = watch.seconds();
    const auto exact = Encoder::open(model, Encoder::Arithmetic::exact);
    const auto file = WeightsFile::open(model, kEncoderKind);
    if (!exact || !file) return (exact ? file.error() : exact.error());
    const auto weights = FastWeights::open(*file);
    const auto pieces = Pieces::open(*file);
    if (!weights || !pieces) return weights ? pieces.error() : weights.error();

    const std::vector<std::string> owned = draw_texts(options);
    const std::vector<std::string_view> texts(owned.begin(), owned.end());
    const auto some = std::span(texts).first(std::min(kCompared, texts.size()));
    std::size_t tokens = 0, of_some = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        tokens += pieces->split(texts[i]).ids.size();
        if (i + 1 == some.size()) of_some = tokens;
    }
    const Measured reference = measure_encoder(*exact, "exact f32", 1, some, of_some);
    Json rows = Json::array();
    for (unsigned threads = 1; threads <= options.threads; ++threads)
        rows.push_back(row_of(measure_encoder(*encoder, "encode()", threads, texts, tokens),
                              reference.vectors));
    for (const ForwardPass& pass : forward_passes()) {
        const auto part = std::span(texts).first(pass.run == forward_passes().back().run
                                                     ? std::max(some.size(), texts.size() / 10)
                                                     : texts.size());
        rows.push_back(row_of(measure_pass(pass, *weights, *pieces, part), reference.vectors));
    }
    rows.push_back(row_of(reference, reference.vectors));
    return Json{
        {"tokens_per_text", static_cast<double>(tokens) / static_cast<double>(texts.size())},
        {"open_and_first_ms", 1e3 * first},
        {"rows", rows}};
}

void print(const Json& json) {
    std::vector<Row> rows = {{"instructions", "threads", "texts", "texts/s", "tokens/s",
                              "tokens/CPU s", "mean cosine", "least", "same ten"}};
    for (const Json& row : json["rows"])
        rows.push_back(
            {row["instructions"].get<std::string>(), std::to_string(row["threads"].get<unsigned>()),
             with_commas(row["texts"].get<std::uint64_t>()),
             fixed(row["texts_per_second"].get<double>(), 0),
             fixed(row["tokens_per_second"].get<double>(), 0),
             fixed(row["tokens_per_cpu_second"].get<double>(), 0),
             fixed(row["mean_cosine"].get<double>(), 5),
             fixed(row["least_cosine"].get<double>(), 5), fixed(row["same_ten"].get<double>(), 3)});
    std::fputs(table(rows).c_str(), stdout);
    std::printf("\n%s tokens a text; opening and a first short text: %s ms\n",
                fixed(json["tokens_per_text"].get<double>(), 1).c_str(),
                fixed(json["open_and_first_ms"].get<double>(), 2).c_str());
}

Result<void> run_all(const Options& options) {
    std::filesystem::path model = options.model;
    if (model.empty()) {
        const auto found = find_model(kEncoderFile);
        if (!found) return found.error();
        model = *found;
    }
    const Result<Json> json = measure(options, model);
    if (!json) return json.error();
    print(*json);
    return options.json.empty() ? Result<void>() : write_file(options.json, json->dump(2) + "\n");
}

Result<Options> read_options(int count, char** words) {
    const Result<Arguments> given = Arguments::parse(
        count, words, {"texts", "threads", "model", "json", "seed", "data"}, kUsage);
    if (!given) return given.error();
    Options options;
    options.model = given->get("model").value_or("");
    options.json = given->get("json").value_or("");
    options.data = given->get("data").value_or(default_data_directory());
    for (const auto& [name, value] : {std::pair{"texts", &options.texts},
                                      {"threads", &options.threads},
                                      {"seed", &options.seed}}) {
        const Result<std::uint64_t> number = given->number(name, *value);
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
