#include <iterator>
#include <random>
#include <sstream>

#include "engine/library_state.h"
#include "engine/plan.h"
#include "tests/library_fixture.h"
#include "tests/variable.h"

using namespace verbatim;

// Xapian leaves out what cannot be among the first any more. What is among them, and with which
// score, must not depend on it.
namespace {

// So many of the words, each once: a text with more of a query's words weighs more.
std::string text_of(std::vector<std::string> words, std::size_t count, std::mt19937& random) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        std::swap(words[i], words[i + random() % (words.size() - i)]);
        text += (text.empty() ? "" : " ") + words[i];
    }
    return text;
}

std::vector<std::string> words_of(const std::string& text) {
    std::istringstream words(text);
    return {std::istream_iterator<std::string>(words), {}};
}

// Reviews in English, a few in Spanish, of four products. Half of them need something.
TestLibrary library_of_two_languages() {
    const Variable shard("VERBATIM_SHARD", "300");
    const auto english = words_of(
        "screen an upload before that switch works and it was slow when they sent files "
        "again people with another phone waiting for this export because after we had to change "
        "some old things more than once today while our team would not stop asking about these "
        "new ones every single week");
    const auto spanish = words_of(
        "pantalla no funciona cuando upload y needs siempre porque switch es muy lento con el "
        "nuevo producto para todos los que trabajan en esta empresa");
    const std::vector<std::string> products = {"Desk Lamp", "Lamp", "Desk", "Chair"};
    std::mt19937 random(7);
    TestLibrary test;
    std::string csv = "id,text,product\n";
    for (int i = 0; i < 6000; ++i)
        csv += "r" + std::to_string(i) + "," +
               (i % 50 == 0
                    ? "La " + text_of(spanish, 12, random)
                    : (random() % 2 == 0 ? "It needs " : "It is ") + text_of(english, 12, random)) +
               "," + products[random() % products.size()] + "\n";
    test.write("reviews.csv", csv);
    test.add();
    return test;
}

std::vector<std::pair<Id, double>> first_of(const Answer& answer, std::size_t count) {
    std::vector<std::pair<Id, double>> first;
    for (const Quote& quote : answer.quotes)
        if (first.size() < count) first.emplace_back(quote.id, quote.score);
    return first;
}

}  // namespace

TEST_CASE("what comes first is the same whether all that is found is looked at or not") {
    const TestLibrary test = library_of_two_languages();
    for (const std::string text :
         {"needs switch upload product:\"desk lamp\"",
          "(needs OR switch OR upload) AND (slow OR waiting OR export)",
          "needs AND (upload OR switch OR waiting)",
          "(switch OR (needs AND upload) OR waiting) product:\"desk lamp\"",
          "(switch OR (needs AND upload) OR (waiting AND export)) product:\"desk lamp\"",
          "(\"needs an\" OR switch OR waiting) product:\"desk lamp\"", "upload lang:es needs",
          "(waiting OR switch OR needs OR product:chair) product:\"desk lamp\"",
          "(switch OR needs OR (upload NOT slow)) product:\"desk lamp\""}) {
        INFO(text);
        Query query = query_of(text);
        query.similar = true;
        query.sort = Sort::bm25;
        query.facets = {"product"};  // or a thousand are looked at for the total
        query.limit = 60;
        const auto first = first_of(test.search(query), 60);
        query.limit = 5000;
        CHECK(first.size() == 60);
        CHECK(first == first_of(test.search(query), 60));
    }
}

TEST_CASE("Xapian looks at all only where it would lose something otherwise") {
    const TestLibrary test = library_of_two_languages();
    Library library = test.open();
    const Index& index = *library.state().index;
    const auto looks_at = [&](Query query) { return require(make_plan(query, index)).looks_at(); };
    for (const std::string text :
         {"needs switch upload", "needs switch upload product:\"desk lamp\"", "slow NOT needs",
          "needs AND upload", "needs OR upload OR switch", "\"needs an\" upload",
          "upload product:lamp product:desk", "upload (slow OR needs)", "upload round:spring",
          "upload rating:1..2 date:2026"}) {
        INFO(text);
        CHECK(looks_at(query_of(text)) == 0);
    }
    Query marked = query_of("needs upload");
    marked.bad = {1, 2, 3};
    CHECK(looks_at(marked) == 0);
    for (const std::string text : {"switch OR (needs NOT slow)", "(the needs) OR switch",
                                   "slow (upload OR (needs AND switch) product:lamp)"}) {
        INFO(text);
        CHECK(looks_at(query_of(text)) == index.size());
    }
}
