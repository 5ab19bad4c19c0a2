#include "tests/ingest_fixture.h"

#include "indexer/ingest.h"

using namespace verbatim;

namespace {

Preview preview_of(TestLibrary& test, const std::string& name, AddRequest request = {}) {
    request.paths = {test.file(name)};
    auto previews = require(preview_add(nullptr, request));
    REQUIRE(previews.size() == 1);
    return previews.front();
}

AddRequest by_mapping(const std::string& text) {
    AddRequest request;
    request.read.mapping = require(parse_mapping("map.json", text));
    return request;
}

bool mentions(const std::vector<std::string>& lines, const std::string& part) {
    return std::ranges::any_of(
        lines, [&](const std::string& line) { return line.find(part) != std::string::npos; });
}

// Every quote with where it is from and all that is known of it.
std::vector<std::string> reading(TestLibrary& test, const std::string& name, AddRequest request) {
    TestLibrary fresh;
    std::filesystem::copy(test.file(name), fresh.file(name));
    fresh.add({name}, std::move(request));
    Query query = query_of("");
    query.roles.clear();
    query.limit = 1000;
    query.similar = true;
    std::vector<std::string> lines;
    for (const Quote& quote : fresh.search(query).quotes) {
        const Citation& from = quote.citation;
        std::string line = print_id(quote.id) + quote.text + "|" + from.speaker + "|" + from.date +
                           "|" + from.question + "|" + from.product + "|" + from.title + "|" +
                           from.url + "|" + std::string(name_of(from.kind)) + "|" +
                           std::string(name_of(from.role));
        if (from.rating) line += std::to_string(*from.rating);
        if (from.rating_max) line += "/" + std::to_string(*from.rating_max);
        for (const auto& [key, value] : from.fields) line += "|" + key + "=" + value;
        lines.push_back(std::move(line));
    }
    std::ranges::sort(lines);
    return lines;
}

const std::pair<const char*, const char*> kTables[] = {
    {"reviews.csv",
     "Review ID;Reviewer;Stars;Date;Title;Pros;Cons;Plan;Notes\n"
     "r1;Ann;2;13/04/2026;It hums;The light is warm.;The switch broke.;pro;seen by the team\n"
     "r2;Bo;5;02/05/2026;It shines;The shade is nice.;The cable is short.;free;\n"
     "r3;Cy;10;03/05/2026;It stands;The foot is heavy.;The bulb is dear.;pro;\n"},
    {"survey.csv",
     "Respondent ID,Why did you buy our lamp?,What_would_you_change?,Country\n"
     "1,Because my desk was dark.,Make the cable longer.,DE\n"
     "2,A present for my mother.,Nothing comes to mind.,FR\n3,It was cheap.,The shade.,DE\n"},
    {"chat.csv",
     "conversation_id,sender_type,author,created_at,body\n"
     "c1,user,Ann,2026-05-01 10:00,The lamp hums all night long.\n"
     "c1,agent,Kim,2026-05-01 10:01,Which lamp do you have?\nc1,user,Ann,2026-05-01 10:02,The tall "
     "one.\n"
     "c2,user,Bo,2026-05-02 09:00,The shade came torn.\n"},
    {"reviews.jsonl",
     "{\"id\": \"a1\", \"body\": \"The lamp hums all night.\", \"author\": {\"name\": \"Ann\"}, "
     "\"score\": 4}\n"
     "{\"id\": \"a2\", \"body\": \"The shade came torn.\", \"author\": {\"name\": \"Bo\"}, "
     "\"score\": 2}\n"},
};

}  // namespace

TEST_CASE("a guess that was saved as a mapping file reads the same again") {
    for (const auto& [name, text] : kTables) {
        CAPTURE(name);
        TestLibrary test;
        test.write(name, text);
        const Preview guess = preview_of(test, name);
        REQUIRE_FALSE(guess.mapping.empty());
        const auto read = reading(test, name, {});
        CHECK_FALSE(read.empty());
        CHECK(reading(test, name, by_mapping(guess.mapping)) == read);
        CHECK(preview_of(test, name, by_mapping(guess.mapping)).mapping == guess.mapping);
    }
}

TEST_CASE("a mapping file says what texts answer") {
    TestLibrary test;
    test.write("survey.csv", "Respondent,Q1,Q2\n1,Because my desk was dark.,It hums at night.\n");
    const auto lines = reading(test, "survey.csv", by_mapping(R"({"columns": {"text": ["Q1", "Q2"]},
        "questions": {"Q1": "Why did you buy?"}})"));
    CHECK(mentions(lines, "dark.||||") == false);
    CHECK(mentions(lines, "|Why did you buy?|"));
    CHECK_FALSE(mentions(lines, "|Q2|"));
    CHECK_FALSE(parse_mapping("m.json", R"({"questions": ["Q1"]})"));
    CHECK_FALSE(parse_mapping("m.json", R"({"questions": {"Q1": 1}})"));
}

TEST_CASE("a preview tells the dates and how they were understood") {
    TestLibrary test;
    test.write("a.csv", kTables[0].second);
    const Preview preview = preview_of(test, "a.csv");
    CHECK(preview.first_date == "2026-04-13");
    CHECK(preview.last_date == "2026-05-03");
    CHECK(preview.date_order == "dmy");
    CHECK(preview.undated == 0);
    CHECK_FALSE(mentions(preview.doubts, "'Date'"));
}

TEST_CASE("a saved mapping holds the order of a chat's dates, and another one is obeyed") {
    // Month first alone WhatsApp's dates go up, and is Discord's 04/13 a date.
    const std::pair<const char*, const char*> chats[] = {
        {"chat.txt",
         "03/04/20, 10:00 - Ana Lima: The tap drips all night long.\n"
         "04/03/20, 10:05 - Bob: The valve came cracked.\n"},
        {"channel.txt",
         "==============================================================\n"
         "Guild: Greenhouse\nChannel: Support / help\n"
         "==============================================================\n\n"
         "[03/04/2020 10:00 AM] Ana\nThe tap drips all night long.\n\n"
         "[04/13/2020 10:05 AM] Bob\nThe valve came cracked.\n"}};
    for (const auto& [name, text] : chats) {
        CAPTURE(name);
        TestLibrary test;
        test.write(name, text);
        const Preview guess = preview_of(test, name);
        CHECK(guess.date_order == "mdy");
        CHECK(guess.first_date == "2020-03-04T10:00:00");
        std::string mapping = guess.mapping;
        const std::size_t at = mapping.find("\"date_order\": \"mdy\"");
        REQUIRE(at != mapping.npos);
        CHECK(reading(test, name, by_mapping(mapping)) == reading(test, name, {}));
        mapping.replace(at, 19, "\"date_order\": \"dmy\"");
        CHECK(preview_of(test, name, by_mapping(mapping)).date_order == "dmy");
        const auto told = reading(test, name, by_mapping(mapping));
        CHECK(mentions(told, "drips all night long.|Ana"));
        CHECK(mentions(told, "|2020-04-03T10:00:00|"));
    }
}

TEST_CASE("a preview says what is uncertain") {
    TestLibrary test;
    test.write("a.csv",
               "id,text,date,Remark by hand\n"
               "r1,The lamp hums all night long.,03/04/2026,We have called her about the lamp.\n"
               "r2,The shade came with a tear.,05/06/2026,He was quite friendly on the phone.\n");
    const Preview preview = preview_of(test, "a.csv");
    CHECK(mentions(preview.doubts, "column 3 'date' day or month first cannot be told"));
    CHECK(mentions(preview.doubts, "column 4 'Remark by hand' holds long text too"));
    CHECK(preview.undated == 2);
    const Preview told = preview_of(test, "a.csv", by_mapping(R"({"date_order": "dmy",
        "columns": {"ignore": "Remark by hand"}})"));
    CHECK(told.doubts.empty());
    CHECK(told.first_date == "2026-04-03");

    test.write("b.csv",
               "a,b\nThe lamp hums all night long and more.,1\n"
               "The shade came with a tear in it.,2\nThe switch broke in the first week.,3\n");
    CHECK(mentions(preview_of(test, "b.csv").doubts, "'a' is taken for the text by what it holds"));

    test.write("call.txt",
               "Sam: The lamp hums at night.\nKim: I know that it does.\n"
               "Sam: It never stops.\nKim: Mine neither.\n");
    CHECK(mentions(preview_of(test, "call.txt").doubts, "Sam has no role"));
}

TEST_CASE("a file that was read before is shown where it is named, but not for its folder") {
    const TestLibrary test;
    test.write("reviews.csv", kReviews);
    test.add();
    Library library = test.open();
    AddRequest request;
    request.paths = {test.file("reviews.csv")};
    const auto named = require(preview_add(&library, request));
    REQUIRE(named.size() == 1);
    CHECK(named.front().format == "csv");
    CHECK_FALSE(named.front().mapping.empty());
    CHECK(mentions(named.front().notes, "has not changed"));
    CHECK_FALSE(mentions(require(preview_add(nullptr, request)).front().notes, "has not changed"));
    request.paths = {test.file("")};
    CHECK(require(preview_add(&library, request)).empty());
}
