#include <algorithm>
#include <fstream>
#include <random>

#include "engine/library_state.h"
#include "engine/plan.h"
#include "engine/plan_term.h"
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

// Of a reader that has kept what it keeps.
std::optional<std::vector<Ranked>> listed(const Query& query, Library& library,
                                          std::uint64_t most = 1000) {
    const Index& index = *library.state().index;
    for (int i = 0; i < 2; ++i) {
        index.begin_search();
        require(make_plan(query, index));
    }
    index.begin_search();
    const Plan plan = require(make_plan(query, index));
    REQUIRE(plan.lone_word());
    return ranked_by_word(*plan.lone_word(), index, most);
}

// By Xapian, of a reader that has kept nothing.
std::vector<std::pair<Xapian::docid, double>> matched(const Query& query, const TestLibrary& test) {
    Library library = test.open();
    const Index& index = *library.state().index;
    const Plan plan = require(make_plan(query, index));
    Xapian::Enquire enquire(index.database());
    enquire.set_query(plan.query());
    enquire.set_weighting_scheme(SteadyWeight());
    const Xapian::MSet found = enquire.get_mset(0, index.database().get_doccount());
    std::vector<std::pair<Xapian::docid, double>> documents;
    for (auto match = found.begin(); match != found.end(); ++match)
        documents.emplace_back(*match, match.get_weight());
    return documents;
}

Query of_everybody(const std::string& text) {
    Query query = query_of(text);
    query.roles.clear();
    return query;
}

}  // namespace

TEST_CASE("what is listed is what would be matched, to the bit of its weight") {
    const TestLibrary test = library_of_parts();
    Library library = test.open();
    for (const std::string word : {"upload", "screen", "general", "generales", "tiempos", "gifted",
                                   "stop", "the", "nowhere"}) {
        INFO(word);
        const auto few = listed(of_everybody(word), library);
        REQUIRE(few);
        std::vector<std::pair<Xapian::docid, double>> documents;
        for (const Ranked& one : *few) documents.emplace_back(one.id, one.weight);
        CHECK(documents == matched(of_everybody(word), test));
        CHECK(documents.empty() == (word == "nowhere"));
    }
}

TEST_CASE("a word that few have is found as one that many have is") {
    const TestLibrary test = library_of_parts();
    Library library = test.open();
    for (const std::string word : {"upload", "screen", "tiempos", "gifted", "nowhere"}) {
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
    }
}

// "tiempos" has the stem "tiemp" in Spanish, which in English is a word by itself.
TEST_CASE("what has the stem of another language is not listed") {
    TestLibrary test;
    std::string csv = "id,text\n";
    for (int i = 0; i < 30; ++i) {
        const std::string number = std::to_string(i);
        csv += "review-number-es" + number +
               ",Los tiempos de espera son muy largos en esta empresa " + number + ".\n" +
               "review-number-en" + number +
               ",It says tiemp on the box that we got from them last week " + number + ".\n";
    }
    test.write("r.csv", csv);
    test.add();
    Library library = test.open();
    const auto found = listed(of_everybody("tiempos"), library);
    REQUIRE(found);
    CHECK(found->size() == 30);
    const Index& index = *library.state().index;
    for (const Ranked& one : *found)
        CHECK(require(index.document(index.number_of(one.id))).citation.lang == "es");
}

// Short texts weigh the same, and go by their ids.
TEST_CASE("of very many equal ones the first come first") {
    TestLibrary test;
    std::string csv = "id,text\n";
    for (int i = 0; i < 400; ++i) csv += "review-number-" + std::to_string(i) + ",Great app\n";
    test.write("r.csv", csv);
    test.add();
    Library library = test.open();
    Query query = of_everybody("great");
    query.similar = true;
    query.limit = 90;
    const Answer answer = require(library.search(query));
    CHECK(answer.total == 400);
    REQUIRE(answer.quotes.size() == 90);
    query.limit = 400;
    std::vector<Id> ids;
    for (const Quote& quote : require(library.search(query)).quotes) ids.push_back(quote.id);
    CHECK(ids.size() == 400);
    CHECK(std::ranges::is_sorted(ids));
    for (std::size_t i = 0; i < 90; ++i) CHECK(answer.quotes[i].id == ids[i]);
}

TEST_CASE("only a word by itself is listed, and nothing that narrows what it finds") {
    const TestLibrary test = library_of_parts();
    Library library = test.open();
    for (const std::string text :
         {"upload slow", "\"upload\"", "uplo*", "upload product:lamp", "upload NOT slow",
          "upload AND slow", "product:lamp", "upload OR slow"}) {
        INFO(text);
        const Plan plan = require(make_plan(of_everybody(text), *library.state().index));
        CHECK_FALSE(plan.lone_word());
    }
    Query narrowed = of_everybody("upload");
    narrowed.after = 1;
    CHECK_FALSE(require(make_plan(narrowed, *library.state().index)).lone_word());
    narrowed.after = 0;
    narrowed.bad = {1};
    CHECK_FALSE(require(make_plan(narrowed, *library.state().index)).lone_word());
    CHECK(listed(of_everybody("upload"), library, 400));
    CHECK_FALSE(listed(of_everybody("upload"), library, 3));
}

TEST_CASE("where the index cannot be read, a rare word is no word that nobody says") {
    const TestLibrary test = library_of_parts();
    Library library = test.open();
    for (int i = 0; i < 3; ++i) require(library.search(of_everybody("upload")));
    for (const auto& entry : std::filesystem::directory_iterator(test.library() / "index")) {
        const auto size = entry.file_size();
        std::fstream(entry.path(), std::ios::in | std::ios::out | std::ios::binary)
            << std::string(size, '\0');
    }
    CHECK_FALSE(library.search(of_everybody("gifted")));
    CHECK_FALSE(library.search(of_everybody("tiempos")));
}

TEST_CASE("a writer lists nothing: what it erases is found no more") {
    const TestLibrary test = library_of_parts();
    Library library = test.open(Access::write);
    const Query query = of_everybody("upload");
    CHECK_FALSE(require(make_plan(query, *library.state().index)).lone_word());
    const auto before = require(library.search(query)).total;
    require(library.remove(test.file("one.csv").string(), false));
    const auto after = require(library.search(query)).total;
    CHECK(after > 0);
    CHECK(after < before);
}
