#include <random>

#include "engine/library_state.h"
#include "engine/plan.h"
#include "engine/search_few.h"
#include "tests/library_fixture.h"
#include "tests/variable.h"

using namespace verbatim;

// One word that few have is listed, in place of matched. Nobody may see which it was.
namespace {

const std::vector<std::string> kEnglish = {
    "upload", "the",   "was",     "slow",   "again", "export",  "needs", "files", "gifted",
    "phone",  "other", "screens", "screen", "time",  "general", "with",  "this",  "stopping"};
const std::vector<std::string> kSpanish = {"pantalla", "muy",    "lento",     "no",
                                           "funciona", "screen", "generales", "para",
                                           "empresas", "los",    "tiempos",   "upload"};

std::string text_of(const std::vector<std::string>& words, std::mt19937& random) {
    std::string text;
    for (std::size_t left = 6 + random() % 12; left > 0; --left)
        text += words[random() % words.size()] + " ";
    return text + std::to_string(random() % 100'000);
}

// In English and Spanish, in parts of which some have one of them alone, and a tail.
TestLibrary library_of_parts() {
    const Variable shard("VERBATIM_SHARD", "100");
    std::mt19937 random(5);
    TestLibrary test;
    for (const std::string name : {"one.csv", "two.csv"}) {
        std::string csv = "id,text,product\n";
        for (int i = 0; i < 330; ++i) {
            const bool is_spanish = i >= 100 && i < 300 && random() % 4 == 0;
            csv += name + std::to_string(i) + "," + (is_spanish ? "La " : "It is ") +
                   text_of(is_spanish ? kSpanish : kEnglish, random) + ",Lamp\n";
        }
        test.write(name, csv);
        test.add({name});
    }
    return test;
}

void check_same(const Answer& listed, const Answer& matched) {
    CHECK(listed.total == matched.total);
    CHECK(listed.total_is_exact == matched.total_is_exact);
    REQUIRE(listed.quotes.size() == matched.quotes.size());
    for (std::size_t i = 0; i < listed.quotes.size(); ++i) {
        CHECK(listed.quotes[i].id == matched.quotes[i].id);
        CHECK(listed.quotes[i].score == matched.quotes[i].score);
        CHECK(listed.quotes[i].highlights == matched.quotes[i].highlights);
    }
}

std::optional<std::vector<Ranked>> listed(const Query& query, Library& library) {
    const Index& index = *library.state().index;
    index.begin_search();
    const Plan plan = require(make_plan(query, index));
    if (plan.lone_word().empty()) return std::nullopt;
    return ranked_by_word(plan.lone_word(), index, 1000);
}

Query of_everybody(const std::string& text) {
    Query query = query_of(text);
    query.roles.clear();
    return query;
}

}  // namespace

TEST_CASE("a word that few have is found as one that many have is") {
    const TestLibrary test = library_of_parts();
    Library library = test.open();
    for (const std::string word : {"upload", "screen", "general", "generales", "tiempos", "gifted",
                                   "stop", "the", "nowhere"}) {
        for (const std::size_t limit : {std::size_t{3}, std::size_t{40}, std::size_t{600}})
            for (const Sort sort : {Sort::relevance, Sort::bm25}) {
                INFO(word << " " << limit);
                Query query = of_everybody(word);
                query.limit = limit;
                query.sort = sort;
                query.similar = true;
                Query matched = query;
                matched.facets = {"product"};  // all are looked at
                const Answer expected = require(library.search(matched));
                for (int i = 0; i < 3; ++i) check_same(require(library.search(query)), expected);
                query.offset = matched.offset = 2;
                check_same(require(library.search(query)), require(library.search(matched)));
            }
        if (word != "nowhere") CHECK(listed(of_everybody(word), library)->size() > 0);
    }
}

TEST_CASE("what has the words of other languages alone is not listed") {
    const TestLibrary test = library_of_parts();
    Library library = test.open();
    listed(of_everybody("generales"), library);
    const auto found = listed(of_everybody("generales"), library);
    REQUIRE(found);
    int spanish = 0;
    for (const Ranked& one : *found) {
        const auto said =
            require(library.state().index->document(library.state().index->number_of(one.id)));
        spanish += said.citation.lang == "es" ? 1 : 0;
    }
    CHECK(spanish > 10);
}

TEST_CASE("only a word by itself is listed, and nothing that narrows what it finds") {
    const TestLibrary test = library_of_parts();
    Library library = test.open();
    for (const std::string text :
         {"upload slow", "\"upload\"", "uplo*", "upload product:lamp", "upload NOT slow",
          "upload AND slow", "product:lamp", "upload OR slow"}) {
        INFO(text);
        const Plan plan = require(make_plan(of_everybody(text), *library.state().index));
        CHECK(plan.lone_word().empty());
    }
    Query narrowed = of_everybody("upload");
    narrowed.after = 1;
    CHECK(require(make_plan(narrowed, *library.state().index)).lone_word().empty());
    narrowed.after = 0;
    narrowed.bad = {1};
    CHECK(require(make_plan(narrowed, *library.state().index)).lone_word().empty());
    const Index& index = *library.state().index;
    const Plan plan = require(make_plan(of_everybody("upload"), index));
    CHECK_FALSE(plan.lone_word().empty());
    CHECK_FALSE(ranked_by_word(plan.lone_word(), index, 3));
}

TEST_CASE("a writer lists nothing: what it erases is found no more") {
    const TestLibrary test = library_of_parts();
    Library library = test.open(Access::write);
    const Query query = of_everybody("upload");
    CHECK(require(make_plan(query, *library.state().index)).lone_word().empty());
    const auto before = require(library.search(query)).total;
    require(library.remove(test.file("one.csv").string(), false));
    const auto after = require(library.search(query)).total;
    CHECK(after > 0);
    CHECK(after < before);
}
