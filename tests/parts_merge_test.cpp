#include <algorithm>
#include <map>

#include "engine/library_merge_numbers.h"
#include "engine/library_parts.h"
#include "engine/saved_search.h"
#include "engine/store_keys.h"
#include "engine/writer.h"
#include "indexer/decode.h"
#include "indexer/lenses/own.h"
#include "indexer/people.h"
#include "tests/library_fixture.h"
#include "tests/parts_fixture.h"

using namespace verbatim;
using Catch::Matchers::Contains;

namespace fs = std::filesystem;

namespace {

// A library of its own that has the other's files, of those names, as its sources.
TestLibrary library_on(const TestLibrary& other, const std::vector<std::string>& names) {
    TestLibrary test;
    Library library = test.open(Access::write);
    AddRequest request;
    for (const std::string& name : names) request.paths.push_back(other.file(name));
    require(verbatim::add(library, request, {}));
    return test;
}

Result<void> correct(Library& library, const RoleSettings& roles) {
    for (const auto& [key, value] : roles) {
        const auto zero = key.find('\0');
        const auto changed =
            correct_role(library, key.substr(0, zero), *role_from(value), key.substr(zero + 1));
        if (!changed && changed.error().code != ErrorCode::not_found) return changed.error();
    }
    return {};
}

// What is whole, beside the first of the libraries.
struct MergedLibrary {
    explicit MergedLibrary(const std::vector<fs::path>& libraries)
        : path(libraries.front().parent_path() / "whole") {
        fs::remove_all(path);
        const auto planned = require(merge(libraries, path, true, {}, {}, correct));
        CHECK_FALSE(fs::exists(path));
        merged = require(merge(libraries, path, false, {}, {}, correct));
        CHECK(merged.whole.conversations == planned.whole.conversations);
        planned_verbatims = planned.whole.verbatims;
        Library library = open();
        CHECK(require(library.check({})).faults.empty());
    }

    Library open(Access access = Access::read) const {
        return require(Library::open(path, access));
    }
    Status status() const {
        Library library = open();
        return require(library.status());
    }
    std::vector<std::string> texts(Query query) const {
        Library library = open();
        query.limit = 500;
        query.similar = true;
        std::vector<std::string> texts;
        for (const Quote& quote : require(library.search(query)).quotes)
            texts.push_back(quote.text);
        std::ranges::sort(texts);
        return texts;
    }
    // What is new for a saved search.
    std::vector<std::string> unseen(const std::string& name) const {
        Library library = open();
        Query query = query_of("slow export");
        query.after = require(saved_search(library, name)).previous;
        return texts(query);
    }

    fs::path path;
    Merged merged;
    std::uint64_t planned_verbatims = 0;
};

std::string call(const std::string& customer, const std::string& text) {
    return "Kim: How do you like it?\n" + customer + ": " + text + "\nKim: What else is there?\n" +
           customer + ": Nobody understood the second screen.\nKim: Why is that?\n" + customer +
           ": It has no words on it at all.\n";
}

void save(const TestLibrary& test, const std::string& name, const std::string& word = "slow") {
    const std::uint32_t highest = [&] {
        Library library = test.open();
        return require(highest_source(library));
    }();
    Library library = test.open(Access::write);
    SavedSearch search;
    search.arguments = {"search", word};
    search.current = search.previous = highest;
    require_done(put_search(library, name, search));
}

void say(const TestLibrary& test, const std::string& id, const std::string& lens, bool yes) {
    Library library = test.open(Access::write);
    require(mark_verbatim(library, id, lens, yes));
}

std::map<std::string, Counts> counts_of(const Status& status) {
    std::map<std::string, Counts> counts;
    for (const Source& source : status.source_list) counts[source.path] = source.counts;
    return counts;
}

}  // namespace

TEST_CASE("parts: what a saved search has seen is known after a merge, and what is new is new") {
    TestLibrary one, two;
    one.write("a.csv", reviews(0, 5));
    one.add();
    save(one, "ones");
    for (int i = 0; i < 7; ++i) {
        two.write("q" + std::to_string(i) + ".csv", reviews(100 + i, 101 + i));
        two.add();
    }
    two.write("r.csv", reviews(200, 203));
    two.add();
    save(two, "twos");
    const auto remains = GENERATE(true, false);  // sources that are older than the search
    CAPTURE(remains);
    if (!remains) {
        for (int i = 0; i < 7; ++i) two.erase("q" + std::to_string(i) + ".csv");
        two.sync();
    }
    two.write("r.csv", reviews(200, 204));  // read again as number 9
    two.sync();
    const MergedLibrary whole({one.library(), two.library()});
    CHECK(whole.merged.notices.empty());
    CHECK(whole.unseen("twos") == std::vector<std::string>{"The export 203 is slow."});
    CHECK(whole.unseen("ones").size() == (remains ? 11 : 4));
    one.write("new.csv", reviews(300, 301));
    {
        Library library = whole.open(Access::write);
        AddRequest request;
        request.paths = {one.file("new.csv")};
        require(verbatim::add(library, request, {}));
    }
    CHECK(whole.unseen("twos") ==
          std::vector<std::string>{"The export 203 is slow.", "The export 300 is slow."});
}

TEST_CASE("parts: sources in common keep their numbers, and searches what they have seen of them") {
    TestLibrary one;
    for (const char* name : {"a.csv", "b.csv", "c.csv"}) {
        one.write(name, reviews(name[0] * 10, name[0] * 10 + 2));
        one.add();
    }
    TestLibrary two = library_on(one, {"b.csv"});
    save(two, "after b");
    two.write("x.csv", reviews(0, 3));
    two.add();
    save(two, "after x");
    {
        Library library = two.open(Access::write);
        SavedSearch later = require(saved_search(library, "after x"));
        later.current = later.previous = 20;  // of a source that is gone, numbers and all
        require_done(put_search(library, "later", later));
    }
    const MergedLibrary whole({one.library(), two.library()});
    CHECK(whole.unseen("after b").size() == 5);  // c.csv and x.csv
    CHECK(whole.unseen("after x").empty());
    CHECK(whole.unseen("later").empty());
    one.write("new.csv", reviews(300, 301));
    {
        Library library = whole.open(Access::write);
        AddRequest request;
        request.paths = {one.file("new.csv")};
        require(verbatim::add(library, request, {}));
    }
    for (const char* name : {"after x", "later"}) CHECK(whole.unseen(name).size() == 1);
}

TEST_CASE("parts: parts that grew are merged with what their searches have seen") {
    TestLibrary test;
    test.write("a.csv", reviews(0, 40));
    test.write("b.csv", reviews(40, 50));
    test.add();
    test.write("a.csv", reviews(0, 41));
    test.sync();
    save(test, "slow");
    const fs::path p0 = test.directory.path() / "p0", p1 = test.directory.path() / "p1";
    require(split(test.library(), {p0, p1}, false, {}, {}));
    for (const auto& [part, name] : {std::pair(p0, "c.csv"), std::pair(p1, "d.csv")}) {
        test.write(name, reviews(name[0] * 10, name[0] * 10 + 2));
        Library library = require(Library::open(part, Access::write));
        AddRequest request;
        request.paths = {test.file(name)};
        require(verbatim::add(library, request, {}));
    }
    const MergedLibrary whole({p0, p1});
    CHECK(whole.merged.notices.empty());
    CHECK(whole.unseen("slow").size() == 4);
    const MergedLibrary other_order({p1, p0});
    CHECK(other_order.unseen("slow").size() == 4);
}

TEST_CASE("parts: what one library took out is rejected in the whole, in whatever order") {
    TestLibrary one;
    one.write("a.csv", reviews(0, 20) + "review-900,\n");
    one.write("b.csv", reviews(20, 40));
    one.add();
    TestLibrary two = library_on(one, {"a.csv", "b.csv"});
    two.write("c.csv", reviews(10, 30));
    two.add();
    const auto remove = [](const TestLibrary& test, int number) {
        const std::string id = test.ids("\"export " + std::to_string(number) + " is\"").front();
        require(test.open(Access::write).remove(id, false));
    };
    remove(one, 5);
    remove(one, 15);  // in c.csv too, which only the other has
    remove(two, 6);
    remove(two, 25);
    remove(one, 7);
    remove(two, 7);
    const MergedLibrary whole({one.library(), two.library()});
    const MergedLibrary reversed({two.library(), one.library()});
    const auto counts = counts_of(whole.status());
    CHECK(counts == counts_of(reversed.status()));
    CHECK(whole.status().counts == reversed.status().counts);
    CHECK(whole.status().text_bytes == reversed.status().text_bytes);
    CHECK(whole.status().rejects_by_reason == reversed.status().rejects_by_reason);
    CHECK(whole.status().verbatims == 35);
    CHECK(counts.at(one.file("a.csv")).rejected == 4);  // 5, 6, 7, 15
    CHECK(counts.at(one.file("a.csv")).empty == 1);
    CHECK(counts.at(one.file("a.csv")).records() == 21);
    CHECK(counts.at(one.file("b.csv")).rejected == 1);
    CHECK(counts.at(one.file("b.csv")).records() == 20);
    CHECK(counts.at(two.file("c.csv")).rejected == 2);  // 15, 25
    CHECK(counts.at(two.file("c.csv")).records() == 20);
}

TEST_CASE("parts: rejects of one source in several libraries are counted once") {
    const auto place = [](std::uint64_t row) {
        Locator locator;
        locator.row = row;
        return locator;
    };
    const StoredReject unread{{place(1), "no text"}, false};
    const StoredReject noted{{place(2), "a note"}, true};
    const auto taken_out = [&](std::uint64_t row) {
        return StoredReject{{place(row), std::string(kTakenOut)}, false};
    };
    MergedRejects alike;
    alike.take(1, {unread, noted});
    alike.take(1, {unread, noted});
    CHECK(alike.rejected() == 1);
    MergedRejects held_by_one;  // row 3 were three records
    held_by_one.take(1, {unread});
    held_by_one.take(4, {unread, taken_out(3)});
    held_by_one.take_out(place(3), 3);
    CHECK(held_by_one.rejected() == 4);
    MergedRejects held_by_none;  // two parts, each of which took out other three records
    held_by_none.take(4, {unread, taken_out(3)});
    held_by_none.take(3, {taken_out(4)});
    CHECK(held_by_none.rejected() == 7);
    MergedRejects by_both;
    by_both.take(3, {taken_out(3)});
    by_both.take(3, {taken_out(3)});
    CHECK(by_both.rejected() == 3);
}

TEST_CASE("parts: lenses and saved searches come whole or not at all, and once it is said") {
    TestLibrary one = library_of({"Parking is dear.", "The pool is cold.", "The pool is closed."});
    TestLibrary two;
    two.write("hotel.csv",
              "id,text\nreview-number-1,The car park is full.\nreview-number-2,The pool is warm.\n"
              "review-number-3,The bed is hard.\n");
    two.add();
    {
        Library library = one.open(Access::write);
        require_done(make_lens(library, {"ours", "Ours.", "ours.txt", "bed\n", {}}));
        require_done(make_lens(
            library,
            {"parking", "About parking.", "parking.txt", "parking\n", {{"No car", false, ""}}}));
    }
    {
        Library library = two.open(Access::write);
        require_done(make_lens(
            library,
            {"parking", "About cars.", "parking.txt", "car park\n", {{"A car", true, ""}}}));
        require_done(make_lens(library, {"pool", "About pools.", "pool.txt", "pool\n", {}}));
    }
    for (const std::string& id : one.ids("pool")) say(one, id, "parking", false);
    say(two, two.ids("bed").front(), "parking", false);
    say(two, two.ids("warm").front(), "pool", true);
    save(one, "alike");
    save(two, "alike");
    save(one, "other", "pool");
    save(two, "other", "bed");
    save(two, "new");
    const MergedLibrary whole({one.library(), two.library()});
    REQUIRE(whole.merged.notices.size() == 2);
    CHECK_THAT(whole.merged.notices[0], Contains("the lens \"parking\""));
    CHECK_THAT(whole.merged.notices[1], Contains("the saved search \"other\""));
    Library library = whole.open();
    CHECK(require(marks_of(library, "parking")).size() == 2);
    CHECK(require(examples_of(library, "parking")).size() == 1);
    CHECK(require(marks_of(library, "pool")).size() == 1);
    CHECK(require(saved_search(library, "other")).arguments.back() == "pool");
    CHECK(require(saved_searches(library)).size() == 3);
    const auto lenses = require(library.lens_names());
    CHECK(std::ranges::find(lenses, "ours") != lenses.end());
    CHECK(std::ranges::find(lenses, "pool") != lenses.end());
    CHECK(whole.texts(query_of("lens:pool")) == std::vector<std::string>{"The pool is closed.",
                                                                         "The pool is cold.",
                                                                         "The pool is warm."});
}

TEST_CASE("parts: people of one library are known in the whole") {
    TestLibrary one, two;
    one.write("a.txt", call("Ada Byron", "The export is slow for my team."));
    two.write("b.txt", call("Ada Byron", "The import is slow for my team."));
    one.add();
    two.add();
    two.write("people.csv", "name,email,plan\nAda Byron,ada@example.org,pro\n");
    {
        Library library = two.open(Access::write);
        require(add_people(library, require(read_people(two.file("people.csv"))).people, false));
    }
    for (const auto& order : {std::vector<fs::path>{one.library(), two.library()},
                              std::vector<fs::path>{two.library(), one.library()}}) {
        const MergedLibrary whole(order);
        Query query = query_of("slow");
        Node node;
        node.type = Node::Type::field;
        node.field = "plan";
        node.text = "pro";
        query.filters = {node};
        CHECK(whole.texts(query).size() == 2);
    }
}

TEST_CASE("parts: corrected roles hold for what comes of every library, in whatever order") {
    TestLibrary one;
    one.write("a.txt", call("Sam", "The export is slow for my team."));
    one.add();
    TestLibrary two = library_on(one, {"a.txt"});
    one.write("b.txt", call("Sam", "The import is slow for my team."));
    one.add({"b.txt"});
    REQUIRE(one.texts("slow").size() == 2);
    {
        Library library = two.open(Access::write);
        require(correct_role(library, "Sam", Role::agent, ""));
    }
    for (const auto& order : {std::vector<fs::path>{one.library(), two.library()},
                              std::vector<fs::path>{two.library(), one.library()}}) {
        const MergedLibrary whole(order);
        CHECK(whole.texts(query_of("slow")).empty());
        CHECK(whole.merged.whole.verbatims == whole.status().verbatims);
        CHECK(require(whole.open().settings(kRoleKey)).size() == 1);
    }
}

TEST_CASE("parts: a dry run says what will be counted, and what is in the way") {
    TestLibrary one;
    one.write("a.csv", reviews(0, 20));
    one.write("b.csv", "id,text\nreview-3,Short.\n");
    one.add();
    TestLibrary two;
    two.write("c.csv", "id,text\nreview-3,It is slow. It never ends. It is dear.\n");
    two.add();
    const MergedLibrary whole({one.library(), two.library()});
    CHECK(whole.planned_verbatims == whole.merged.whole.verbatims);
    const MergedLibrary reversed({two.library(), one.library()});
    CHECK(reversed.planned_verbatims == reversed.merged.whole.verbatims);
    TestLibrary three = library_on(one, {"a.csv"});
    one.write("a.csv", reviews(0, 21));
    one.sync();
    const auto differs =
        merge({one.library(), three.library()}, one.directory.path() / "other", true, {}, {});
    REQUIRE_FALSE(differs);
    CHECK_THAT(differs.error().message, Contains("another version of"));
}
