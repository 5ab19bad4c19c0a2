#include <filesystem>

#include "engine/library_people.h"
#include "engine/people.h"
#include "indexer/people.h"
#include "tests/library_fixture.h"

using namespace verbatim;
namespace fs = std::filesystem;

namespace {

constexpr const char* kCall =
    "Interviewer: What nearly stopped you from buying the lamp?\n"
    "Dana: Honestly, the lamp was hard to justify to my partner.\n";

std::string customers() {
    return "Name,E-mail,Plan,Company size\nDana Miller,dana@lamp.example,pro,1-10\n"
           "Bo Berg,bo@lamp.example; bo.berg@lamp.example,free,11-50\n";
}

Library library_of(TestLibrary& test) {
    test.write("a/call.txt", kCall);
    test.write(
        "b/call.txt",
        "Interviewer: How do you use the lamp?\nDana: The lamp stands on my desk at work.\n");
    test.write("reviews.csv",
               "id,text,author\nr1,The lamp hums all night long.,bo.berg@lamp.example\n"
               "r2,The lamp came with a torn shade.,Dana Miller\n");
    AddRequest request;
    request.format = "transcript";
    request.read.kind = Kind::interview;
    test.add({"a", "b"}, request);
    test.add({"reviews.csv"});
    return test.open(Access::write);
}

void take_in(TestLibrary& test, Library& library, const std::string& csv) {
    test.write("people.csv", csv);
    const PeopleFile file = require(read_people(test.file("people.csv")));
    require(add_people(library, file.people, false));
}

// Of those who are on the plan.
std::vector<std::string> texts_of(TestLibrary& test, const std::string& text,
                                  const std::string& plan, const std::string& key = "plan") {
    Query query = query_of(text);
    Node node;
    node.type = Node::Type::field;
    node.field = key;
    node.text = plan;
    query.filters = {node};
    query.similar = true;
    std::vector<std::string> texts;
    for (const Quote& quote : test.search(query).quotes) texts.push_back(quote.text);
    return texts;
}

std::uint64_t people_in(TestLibrary& test, const std::string& text) {
    Query query = query_of(text);
    query.people = true;
    return test.search(query).people;
}

}  // namespace

TEST_CASE("a people file is read by its header") {
    TestLibrary test;
    test.write("people.csv",
               "First name;Last name;Email;Plan;Role;user id\n"
               "Dana;Miller;DANA@Lamp.example;pro;buyer;12\n;;;free;;\n"
               "Di;;;;;cust-000981\nDana;M.;dana@lamp.example;free;;\n");
    const PeopleFile file = require(read_people(test.file("people.csv")));
    REQUIRE(file.people.size() == 2);
    CHECK(file.people[0].key == "dana@lamp.example");
    CHECK(file.people[0].name == "Dana Miller");
    CHECK(file.people[0].addresses == std::vector<std::string>{"dana@lamp.example"});
    CHECK(file.people[0].attributes ==
          std::map<std::string, std::string>{{"plan", "pro"}, {"person_role", "buyer"}});
    CHECK(file.people[1].key == "cust-000981");
    REQUIRE(file.rejects.size() == 2);
    CHECK(file.rejects[0].reject.reason == "neither a name nor an address");
    CHECK(file.rejects[1].reject.reason == "the same person as in row 2");
    test.write("plans.csv", "Plan,Size\npro,12\nfree,13\n");
    CHECK_FALSE(read_people(test.file("plans.csv")));
}

TEST_CASE("an address or a full name joins, a first name does not") {
    TestLibrary test;
    Library library = library_of(test);
    take_in(test, library, customers());
    CHECK(texts_of(test, "lamp", "pro") ==
          std::vector<std::string>{"The lamp came with a torn shade."});
    CHECK(texts_of(test, "lamp", "free") ==
          std::vector<std::string>{"The lamp hums all night long."});
    const Quote quote = test.search("hums").quotes.at(0);
    CHECK(quote.citation.speaker == "Bo Berg");
    CHECK(quote.citation.person == "bo@lamp.example");
    CHECK(test.faults().empty());
}

TEST_CASE("two people of one name are told apart by nobody") {
    TestLibrary test;
    Library library = library_of(test);
    take_in(test, library, customers() + "Dana Miller,dana@other.example,trial,\n");
    CHECK(texts_of(test, "lamp", "pro").empty());
    CHECK(texts_of(test, "lamp", "trial").empty());
}

TEST_CASE("a join makes one person of speakers in several sources") {
    TestLibrary test;
    Library library = library_of(test);
    take_in(test, library, customers());
    CHECK(people_in(test, "lamp") == 4);
    CHECK(require(join_speaker(library, "dana", "Dana Miller", {test.file("a/call.txt")})) == 1);
    CHECK(people_in(test, "lamp") == 3);
    CHECK(require(join_speaker(library, "Dana", "dana@lamp.example", {""})) == 1);
    CHECK(people_in(test, "lamp") == 2);
    Query one = query_of("justify OR desk OR shade");
    one.collapse = Collapse::speaker;
    CHECK(test.search(one).quotes.size() == 1);
    CHECK(require(join_speaker(library, "Dana", std::nullopt, {""})) == 2);
    CHECK(people_in(test, "lamp") == 4);
    CHECK_FALSE(join_speaker(library, "Nobody", "dana@lamp.example", {""}));
    CHECK_FALSE(join_speaker(library, "Dana", "nobody@lamp.example", {""}));
}

TEST_CASE("people and joins outlast reindexing, syncing and moving") {
    TestLibrary test;
    Library library = library_of(test);
    take_in(test, library, customers());
    require(join_speaker(library, "Dana", "dana@lamp.example", {test.file("a/call.txt")}));
    const auto quoted = [&] { return texts_of(test, "justify", "pro").size(); };
    CHECK(quoted() == 1);
    require_done(library.reindex({}));
    CHECK(quoted() == 1);
    { Library closed = std::move(library); }
    test.write("a/call.txt", std::string(kCall) + "Interviewer: Why?\nDana: It was not cheap.\n");
    test.sync();
    CHECK(quoted() == 1);
    CHECK(texts_of(test, "cheap", "pro").size() == 1);
    fs::rename(test.file("a/call.txt"), test.file("a/moved.txt"));
    test.sync();
    CHECK(quoted() == 1);
    CHECK(test.faults().empty());
}

TEST_CASE("a person who is taken out stays out until brought back, or for good") {
    TestLibrary test;
    Library library = library_of(test);
    take_in(test, library, customers());
    require(join_speaker(library, "Dana", "dana@lamp.example", {""}));
    const auto quoted = [&] { return texts_of(test, "lamp", "pro").size(); };
    CHECK(quoted() == 3);
    CHECK(require(remove_person(library, "Dana Miller", Leaving::leave, true)) == 3);
    CHECK(quoted() == 3);
    CHECK(require(remove_person(library, "Dana Miller", Leaving::leave, false)) == 3);
    CHECK(quoted() == 0);
    take_in(test, library, customers());
    CHECK(quoted() == 0);
    CHECK(require(remove_person(library, "dana miller", Leaving::restore, false)) == 3);
    CHECK(quoted() == 3);
    CHECK(require(remove_person(library, "dana@lamp.example", Leaving::forget, false)) == 3);
    take_in(test, library, customers());
    CHECK(quoted() == 0);
    for (const std::string_view kind : {kPersonKey, kLeftPersonKey, kJoinKey, kForgottenKey})
        for (const auto& [key, value] : require(library.settings(kind)))
            CHECK((key + value).find("dana@") == std::string::npos);
    CHECK(test.texts("torn shade").size() == 1);  // what was said stays
}

TEST_CASE("who was known by a name alone is the same person when an address comes") {
    TestLibrary test;
    Library library = library_of(test);
    take_in(test, library, "Name,Plan\nDana Miller,pro\nDi Dee,free\n");
    require(join_speaker(library, "Dana", "Dana Miller", {""}));
    CHECK(texts_of(test, "lamp", "pro").size() == 3);
    take_in(test, library, customers());
    CHECK(require(people_of(library))->list().size() == 3);
    CHECK(texts_of(test, "lamp", "pro").size() == 3);
    CHECK(people_in(test, "justify OR desk OR shade") == 1);
}

TEST_CASE("a speaker is shown under another name") {
    TestLibrary test;
    Library library = library_of(test);
    CHECK(require(rename_speaker(library, "Dana", "Dana Miller", {test.file("a/call.txt")})) == 1);
    CHECK(test.search("justify").quotes.at(0).citation.speaker == "Dana Miller");
    CHECK(test.search("desk").quotes.at(0).citation.speaker == "Dana");
    CHECK(people_in(test, "justify OR desk") == 2);
    CHECK(test.texts("speaker:miller justify").size() == 1);
    take_in(test, library, customers());
    CHECK(texts_of(test, "justify", "pro").size() == 1);  // the name that was given is said
    CHECK(require(rename_speaker(library, "Dana", "Dana", {test.file("a/call.txt")})) == 1);
    CHECK(test.search("justify").quotes.at(0).citation.speaker == "Dana");
}

TEST_CASE("a field of the source goes before one of the person") {
    TestLibrary test;
    test.write("reviews.csv", "id,text,author\nr1,The lamp hums all night.,bo@lamp.example\n");
    AddRequest request;
    request.read.fields["plan"] = "pro";
    test.add({"reviews.csv"}, request);
    Library library = test.open(Access::write);
    take_in(test, library, customers());
    CHECK(texts_of(test, "", "pro").size() == 1);
    CHECK(texts_of(test, "", "free").empty());
    CHECK(texts_of(test, "", "11-50", "company_size").size() == 1);
}

TEST_CASE("a kill while people come in leaves the index in step with the store") {
    TestLibrary test;
    { Library closed = library_of(test); }
    test.write("people.csv", customers());
    CHECK(run_program(test, {"people", test.file("people.csv")}, "role-corrected").killed);
    CHECK(texts_of(test, "lamp", "pro").empty());
    Library library = test.open(Access::write);  // finishes it
    CHECK(texts_of(test, "lamp", "pro").size() == 1);
    CHECK(require(people_of(library))->list().size() == 2);
    CHECK(test.faults().empty());
}
