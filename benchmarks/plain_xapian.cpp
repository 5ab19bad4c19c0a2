// The baseline of the ratios: Xapian as its tutorial uses it. One writer, one TermGenerator, a
// QueryParser, nothing tuned.

#include <xapian.h>

#include <chrono>
#include <cstdio>
#include <fstream>

#include "benchmarks/answering.h"
#include "benchmarks/report.h"

namespace {

using namespace verbatim;
using namespace verbatim::bench;

constexpr const char* kUsage =
    "usage: verbatim_bench_xapian --database DIR --build REVIEWS.tsv\n"
    "       verbatim_bench_xapian --database DIR < QUESTIONS";
constexpr std::size_t kBatch = 10'000;  // lines that are read while the clock stands
constexpr Xapian::valueno kProductSlot = 0;
constexpr const char* kProductPrefix = "XO";
constexpr Xapian::doccount kShown = 10;

struct Review {
    std::string text, product;
};

// Lines of id, text, product.
std::vector<Review> read_some(std::ifstream& file) {
    std::vector<Review> reviews;
    for (std::string line; reviews.size() < kBatch && std::getline(file, line);) {
        const std::size_t text = line.find('\t') + 1, product = line.find('\t', text) + 1;
        reviews.push_back({line.substr(text, product - 1 - text), line.substr(product)});
    }
    return reviews;
}

void build(const std::string& directory, const std::string& path) {
    using Clock = std::chrono::steady_clock;
    std::ifstream file(path);
    Clock::time_point start = Clock::now();
    Xapian::WritableDatabase database(directory, Xapian::DB_CREATE);
    Xapian::TermGenerator generator;
    generator.set_stemmer(Xapian::Stem("en"));
    Clock::duration took = Clock::now() - start;
    std::uint64_t count = 0;
    for (std::vector<Review> reviews; !(reviews = read_some(file)).empty();) {
        start = Clock::now();
        for (const Review& review : reviews) {
            Xapian::Document document;
            generator.set_document(document);
            generator.index_text(review.text);
            document.set_data(review.text);
            document.add_boolean_term(kProductPrefix + review.product);
            document.add_value(kProductSlot, review.product);
            database.add_document(document);
        }
        took += Clock::now() - start;
        count += reviews.size();
    }
    start = Clock::now();
    database.commit();
    database.close();
    took += Clock::now() - start;
    std::printf("%.6f\t%llu\n", std::chrono::duration<double>(took).count(),
                static_cast<unsigned long long>(count));
}

Xapian::Query parsed(const Xapian::Database& database, const Question& question) {
    Xapian::QueryParser parser;
    parser.set_stemmer(Xapian::Stem("en"));
    parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
    parser.set_database(database);
    std::string text = joined(question.words, " OR ");
    if (question.kind == "and") text = joined(question.words, " AND ");
    if (question.kind == "phrase") text = '"' + joined(question.words, " ") + '"';
    if (question.kind == "prefix") text = question.words.at(0) + "*";
    const Xapian::Query query = parser.parse_query(
        text, Xapian::QueryParser::FLAG_DEFAULT | Xapian::QueryParser::FLAG_WILDCARD);
    if (question.product.empty()) return query;
    return {Xapian::Query::OP_FILTER, query, Xapian::Query(kProductPrefix + question.product)};
}

std::uint64_t answer(const Xapian::Database& database, const Question& question) {
    Xapian::Enquire enquire(database);
    enquire.set_query(parsed(database, question));
    const Xapian::doccount all = database.get_doccount();
    if (question.count) return enquire.get_mset(0, 0, all).get_matches_estimated();
    const bool facets = question.kind == "facets";
    Xapian::ValueCountMatchSpy spy(kProductSlot);
    if (facets) enquire.add_matchspy(&spy);
    const Xapian::MSet found = enquire.get_mset(0, kShown, facets ? all : 0);
    std::uint64_t shown = 0;
    for (auto hit = found.begin(); hit != found.end(); ++hit)
        shown += hit.get_document().get_data().empty() ? 0u : 1u;
    for (auto value = spy.values_begin(); value != spy.values_end(); ++value) value.get_termfreq();
    return shown;
}

}  // namespace

int main(int count, char** words) {
    const Result<Arguments> arguments =
        Arguments::parse(count, words, {"database", "build"}, kUsage);
    if (!arguments) return complain(arguments.error());
    const auto directory = arguments->get("database");
    if (!directory) return complain({ErrorCode::bad_input, "--database is needed", kUsage});
    try {
        if (const auto path = arguments->get("build")) {
            build(*directory, *path);
            return 0;
        }
        const Xapian::Database database(*directory);
        return answer_questions([&](const Question& question) -> Result<std::uint64_t> {
            return answer(database, question);
        });
    } catch (const Xapian::Error& error) {
        return complain({ErrorCode::unavailable, error.get_description(), ""});
    }
}
