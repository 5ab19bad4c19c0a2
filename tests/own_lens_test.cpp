#include "indexer/lenses/own.h"

#include <algorithm>

#include "engine/library_state.h"
#include "indexer/lenses/show.h"
#include "indexer/lenses/teach.h"
#include "indexer/rescore.h"
#include "tests/library_fixture.h"

using namespace verbatim;

namespace {

constexpr std::string_view kReviews =
    "id,text\n"
    "review-number-1,There was nowhere to park and the parking ticket cost a fortune.\n"
    "review-number-2,The soup was warm and the waiter was friendly all evening.\n"
    "review-number-3,We circled the block for a parking space until it was dark.\n"
    "review-number-4,It crashed again and nobody from support ever answers me.\n";

struct Hotel : TestLibrary {
    Hotel() {
        write("reviews.csv", kReviews);
        add();
    }
    std::vector<std::string> belonging(const std::string& lens) const {
        std::vector<std::string> texts = this->texts("lens:" + lens);
        std::ranges::sort(texts);
        return texts;
    }
    void apply() const {
        Library library = open(Access::write);
        require(rescore(library, 1, {}));
    }
};

NewLens parking_by_cues() {
    return {"parking", "About parking.", "parking.txt", "parking\nto park\n", {}};
}

}  // namespace

TEST_CASE("a lens made of cues judges what is there and what comes") {
    const Hotel hotel;
    {
        Library library = hotel.open(Access::write);
        require_done(make_lens(library, parking_by_cues()));
        const auto report = require(rescore(library, 2, {}));
        CHECK(report.scored == 4);
        CHECK(report.changed == 2);
        CHECK(require(rescore(library, 2, {})).scored == 0);  // done already
    }
    CHECK(hotel.belonging("parking").size() == 2);
    hotel.write("more.csv", "id,text\nreview-number-9,Free parking behind the house.\n");
    hotel.add();
    CHECK(hotel.belonging("parking").size() == 3);
    CHECK(hotel.faults().empty());
    require_done(hotel.open(Access::write).reindex({}));
    CHECK(hotel.belonging("parking").size() == 3);
    Library library = hotel.open(Access::write);
    CHECK(require(rescore(library, 1, {})).scored == 0);  // the new index has them
}

namespace {

std::vector<std::pair<Id, std::vector<std::pair<std::string, float>>>> all_lenses(
    const TestLibrary& test) {
    std::vector<std::pair<Id, std::vector<std::pair<std::string, float>>>> all;
    for (const Quote& quote : test.search(query_of("the")).quotes) {
        all.emplace_back(quote.id, quote.lenses);
        for (const auto& kind : quote.kinds) all.back().second.push_back(kind);
    }
    std::ranges::sort(all);
    return all;
}

}  // namespace

TEST_CASE("what a new lens adds to the scores is what scoring all anew gives") {
    const Hotel hotel;
    for (const std::string name : {"parking", "again"}) {
        Library library = hotel.open(Access::write);
        NewLens lens = parking_by_cues();
        lens.name = name;
        if (name == "again") lens.cues = "it crashed\nparking ticket\n";
        require_done(make_lens(library, lens));
        CHECK(library.state().lenses().value()->added_to(require(library.state().index->lenses())));
        CHECK(require(rescore(library, 1, {})).changed == 2);
    }
    const auto added = all_lenses(hotel);
    REQUIRE(added.size() >= 3);
    require_done(hotel.open(Access::write).reindex({}));
    CHECK(all_lenses(hotel) == added);
}

TEST_CASE("a lens that judges nothing yet costs no scoring") {
    const Hotel hotel;
    Library library = hotel.open(Access::write);
    NewLens lens{"pool", "About the pool.", "", "", {}};
    lens.examples = {{"The pool was closed.", true, ""}, {"The bed was soft.", false, ""}};
    require_done(make_lens(library, lens));
    CHECK(require(rescore(library, 1, {})).scored == 0);
    CHECK(require(library.search(query_of("lens:pool"))).total == 0);
    require_done(make_lens(library, parking_by_cues()));  // and the next one is added to it
    CHECK(require(rescore(library, 1, {})).changed == 2);
    CHECK(require(rescore(library, 1, {})).scored == 0);
}

TEST_CASE("a library refuses names that cannot be a lens's") {
    const Hotel hotel;
    Library library = hotel.open(Access::write);
    for (const std::string name : {"", "Parking", "pain.cost", "a b", "1st", "pain"}) {
        INFO(name);
        NewLens lens = parking_by_cues();
        lens.name = name;
        const auto made = make_lens(library, lens);
        REQUIRE_FALSE(made);
        CHECK(made.error().code == ErrorCode::bad_input);
    }
    require_done(make_lens(library, parking_by_cues()));
    CHECK_FALSE(make_lens(library, parking_by_cues()));
}

TEST_CASE("a whole lens file makes a lens, comments first or not") {
    const Hotel hotel;
    Library library = hotel.open(Access::write);
    NewLens lens = parking_by_cues();
    lens.definition.clear();
    lens.cues =
        "# About cars.\n\nlens parking\ndefinition Where cars stand.\nbias -2\n[a 3]\npark\n";
    require_done(make_lens(library, lens));
    CHECK(require(library.lens_set())->list().back().definition == "Where cars stand.");
    for (const std::string bad : {"lens bad\ndefinition x\n[a 3]\npark\n",
                                  "lens bad\ndefinition x\nbias -1\n", "", " \n"}) {
        INFO(bad);
        lens.name = "bad";
        lens.cues = bad;
        const auto made = make_lens(library, lens);
        REQUIRE_FALSE(made);
        CHECK(made.error().code == ErrorCode::bad_input);
    }
    lens.cues.clear();  // 10,000 ways each
    for (int i = 0; i < 21; ++i)
        lens.cues +=
            "(a|b|c|d|e|f|g|h|i|j) (a|b|c|d|e|f|g|h|i|j) (a|b|c|d|e|f|g|h|i|j) "
            "(a|b|c|d|e|f|g|h|i|j)\n";
    CHECK_FALSE(make_lens(library, lens));
}

TEST_CASE("a lens made anew under its name takes the place of the old one") {
    const Hotel hotel;
    for (int i = 0; i < 2; ++i) {
        Library library = hotel.open(Access::write);
        if (i > 0) require(remove_lens(library, "parking", false));  // killed before documents knew
        require_done(make_lens(library, parking_by_cues()));
        if (i == 0) require(rescore(library, 1, {}));
    }
    hotel.apply();
    Query query = query_of("lens:parking");
    query.sort = Sort::strongest;
    query.filters = {};
    const Answer answer = hotel.search(query);
    REQUIRE(answer.total == 2);
    for (const Quote& quote : answer.quotes) CHECK(quote.score > 0.5);
    query.filters.push_back({});
    query.filters[0].type = Node::Type::field;
    query.filters[0].field = "lens";
    query.filters[0].text = "parking";
    for (const Quote& quote : hotel.search(query).quotes) CHECK(quote.score > 0.5);
}

TEST_CASE("an error in cues is named by its file, line and column") {
    const Hotel hotel;
    Library library = hotel.open(Access::write);
    NewLens lens = parking_by_cues();
    lens.cues = "parking\nto (park\n";
    const auto alone = make_lens(library, lens);
    REQUIRE_FALSE(alone);
    CHECK(alone.error().message.starts_with("parking.txt:2:9: a bracket is not closed"));
    lens.cues = "lens parking\ndefinition x\nbias -1\n[a 1]\n  park <nowhere>\n";
    const auto list = make_lens(library, lens);
    REQUIRE_FALSE(list);
    CHECK(list.error().message.starts_with("parking.txt:5:3: no list <nowhere>"));
    lens.cues = "lens other\ndefinition x\nbias -1\n[a 1]\npark\n";
    CHECK_FALSE(make_lens(library, lens));
    CHECK(require(library.lens_names()).back() != "parking");
}

TEST_CASE("a mark corrects a lens that ships, and is taken back") {
    const Hotel hotel;
    const std::string id = hotel.ids("crashed").front();
    REQUIRE(std::ranges::count(hotel.belonging("pain"),
                               "It crashed again and nobody from support ever answers me.") == 1);
    {
        Library library = hotel.open(Access::write);
        CHECK(require(mark_verbatim(library, id.substr(0, 6), "pain", false))
                  .starts_with("It crashed"));
        const auto marks = require(marks_of(library, "pain"));
        REQUIRE(marks.size() == 1);
        CHECK((print_id(marks[0].first) == id && !marks[0].second));
        const auto dry = require(teach_lenses(library, "", 1, true));
        REQUIRE(dry.size() == 1);
        CHECK((dry[0].name == "pain" && dry[0].marks == 1 && dry[0].yes == 0));
        CHECK(require(rescore(library, 1, {})).scored == 0);  // a dry run keeps nothing
        require(teach_lenses(library, "pain", 1, false));
        CHECK(require(rescore(library, 1, {})).changed >= 1);
    }
    const auto after = hotel.search("lens:pain");
    for (const Quote& quote : after.quotes)
        if (print_id(quote.id) == id) CHECK(quote.lenses.front().second < 0.9f);
    {
        Library library = hotel.open(Access::write);
        require(mark_verbatim(library, id, "pain", std::nullopt));
        CHECK(require(marks_of(library, "pain")).empty());
        const auto removed = require(remove_lens(library, "pain", false));
        CHECK((!removed.own && removed.trained));
        require(rescore(library, 1, {}));
        CHECK_FALSE(mark_verbatim(library, id, "pian", true));
        CHECK_FALSE(mark_verbatim(library, "zzzzzz", "pain", true));
        CHECK_FALSE(mark_verbatim(library, id, "pain", std::nullopt));  // not marked any more
    }
    CHECK(std::ranges::count(hotel.belonging("pain"),
                             "It crashed again and nobody from support ever answers me.") == 1);
}

TEST_CASE("a lens learns from examples, is tested, shown and taken out") {
    const Hotel hotel;
    NewLens lens{"parking", "", "", "", {}};
    for (int i = 0; i < 8; ++i) {
        const std::string n = std::to_string(i);
        lens.examples.push_back({"Parking was a problem at house " + n + ".", true, ""});
        lens.examples.push_back({"We parked the car at house " + n + " for hours.", true, ""});
        lens.examples.push_back({"The breakfast at house " + n + " was cold.", false, ""});
        lens.examples.push_back({"Somebody at house " + n + " was very friendly.", false, ""});
    }
    Library library = hotel.open(Access::write);
    require_done(make_lens(library, lens));
    CHECK(require(library.lens_names()).size() > 0);
    const auto taught = require(teach_lenses(library, "parking", 1, false));
    REQUIRE(taught.size() == 1);
    CHECK((taught[0].examples == 32 && taught[0].yes == 16 && taught[0].marks == 0));
    CHECK(taught[0].lens.figures.f1 > 0.9);
    require(rescore(library, 1, {}));
    const auto answer = require(library.search(query_of("lens:parking")));
    CHECK(answer.total >= 2);
    const auto test = require(test_lens(library, "parking", lens.examples, 1));
    CHECK(test.figures.texts == 32);
    CHECK(test.figures.f1 > 0.9);
    const auto page = require(show_lens(library, "parking", 2));
    CHECK((page.own && page.trained && page.examples == 32 && page.marks == 0));
    CHECK(page.verbatims == answer.total);
    CHECK_FALSE(page.best.empty());
    CHECK_FALSE(show_lens(library, "parkign", 2));

    const auto would = require(remove_lens(library, "parking", true));
    CHECK((would.own && would.examples == 32));
    CHECK(require(show_lens(library, "parking", 0)).examples == 32);
    require(remove_lens(library, "parking", false));
    require(rescore(library, 1, {}));
    CHECK_FALSE(library.search(query_of("lens:parking")));
    // A number is not given again: what the index had of the old lens is not the new one's.
    require_done(make_lens(library, parking_by_cues()));
    CHECK(require(stored_lenses(*library.state().open_store)).front().number == 2);
}

TEST_CASE("only what a customer may have said is marked, and one quote at a time") {
    const TestLibrary test;
    test.write("call.txt",
               "Interviewer: What was the hardest part of it?\nDana: The setup took all day long.\n"
               "Interviewer: And what did you do then?\nDana: I gave up and called my brother.\n");
    test.add();
    Library library = test.open(Access::write);
    Query query = query_of("hardest");
    query.roles = {};
    const Answer answer = require(library.search(query));
    REQUIRE(answer.quotes.size() == 1);
    CHECK_FALSE(mark_verbatim(library, print_id(answer.quotes[0].id), "pain", true));
    const Id conversation = answer.quotes[0].citation.conversation;
    CHECK_FALSE(mark_verbatim(library, print_id(conversation), "pain", true));
    CHECK(require(marks_of(library, "pain")).empty());
}

TEST_CASE("marks of quotes that are gone are counted, not learnt from") {
    const Hotel hotel;
    Library library = hotel.open(Access::write);
    const std::string id = hotel.ids("crashed").front();
    require(mark_verbatim(library, id, "pain", false));
    require(mark_verbatim(library, hotel.ids("soup").front(), "pain", false));
    require(library.remove(id, false));
    const auto taught = require(teach_lenses(library, "pain", 1, true));
    CHECK((taught[0].marks == 1 && taught[0].gone == 1));
    require(mark_verbatim(library, id, "pain", std::nullopt));
    CHECK(require(teach_lenses(library, "pain", 1, true))[0].gone == 0);
}

TEST_CASE("kinds are summed up by the people who voice them") {
    const TestLibrary test;
    test.write("reviews.csv",
               "id,author,text\n"
               "review-number-1,Ann,It crashed again and lost all my work.\n"
               "review-number-2,Ann,The app keeps crashing and freezing on me.\n"
               "review-number-3,Bea,It stopped working after a week and is broken now.\n"
               "review-number-4,Cid,It is far too expensive and the fees are a scam.\n");
    test.add();
    Query query = query_of("");
    query.limit = 2;
    const auto kinds = require(test.open().kinds(query, "pain"));
    REQUIRE(kinds.size() >= 2);
    CHECK(kinds[0].name == "pain.reliability");
    CHECK(kinds[0].verbatims == 3);
    CHECK(kinds[0].quotes.size() == 2);
    CHECK_FALSE(kinds[0].definition.empty());
    for (std::size_t i = 1; i < kinds.size(); ++i) CHECK(kinds[i].people <= kinds[i - 1].people);
    CHECK(require(test.open().kinds(query, "objection")).size() < 7);
}

TEST_CASE("a kind is shown with what it goes by and its quotes") {
    const TestLibrary test = library_of({"The clunky form takes far too much work.",
                                         "Such a clunky menu, I do it by hand over and over.",
                                         "Entering all of it twice is clunky and exhausting.",
                                         "The soup was warm and the waiter was friendly."});
    Library library = test.open();
    const auto page = require(show_lens(library, "pain.effort", 2));
    CHECK(page.kind_of == "pain");
    CHECK(page.verbatims == test.texts("lens:pain.effort").size());
    REQUIRE(page.best.size() == 2);
    CHECK(page.best[0].text.find("soup") == std::string::npos);
    CHECK(std::ranges::count(page.signs, "clunky", &LensSign::words) == 1);
    CHECK(page.unsure.empty());  // marks teach lenses
    const auto lens = require(show_lens(library, "pain", 0));
    CHECK(lens.kind_of.empty());
    CHECK(std::ranges::count(lens.kinds, "pain.effort", &LensCount::name) == 1);
    CHECK(std::ranges::none_of(
        lens.kinds, [](const LensCount& kind) { return !kind.name.starts_with("pain."); }));
    CHECK(show_lens(library, "effort", 1).error().hint == "did you mean pain.effort?");
    CHECK(show_lens(library, "pain.efort", 1).error().hint == "did you mean pain.effort?");
}

TEST_CASE("marks teach lenses, not their kinds") {
    const TestLibrary test = library_of({"Setting it up is a hassle and takes far too much work."});
    Library library = test.open(Access::write);
    const auto marked = mark_verbatim(library, test.ids("work").at(0), "pain.effort", true);
    REQUIRE_FALSE(marked);
    CHECK(marked.error().message == "pain.effort is a kind of pain, not a lens");
}
