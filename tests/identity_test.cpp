#include "indexer/identity.h"

#include <catch2/catch.hpp>

using namespace verbatim;

namespace {

Conversation said(const std::string& record, const std::string& author, const std::string& date,
                  const std::string& text) {
    Conversation conversation;
    conversation.record = record;
    conversation.date = date;
    conversation.speakers.push_back({"", author, Role::customer, ""});
    conversation.utterances.push_back({});
    conversation.utterances.back().text = text;
    return conversation;
}

Id id_of(const Conversation& conversation) {
    return Identity({}).next(conversation);
}

}  // namespace

TEST_CASE("record ids that no other export would use are told from short ones") {
    for (const char* strong :
         {"660dcc19167d24e51d1fe5a7", "rev-20260101-a", "570306133677760000", "R3K7T1BX9"})
        CHECK(is_strong_record(strong));
    for (const char* weak : {"", "17", "abc", "12345678", "review", "row-1"})
        CHECK_FALSE(is_strong_record(weak));
}

TEST_CASE("a strong record id is the name, whatever was edited") {
    CHECK(id_of(said("660dcc19167d24e51d1fe5a7", "Ann", "2026-01-01", "Too slow.")) ==
          id_of(said("660dcc19167d24e51d1fe5a7", "Ann L.", "2026-01-02", "Much too slow.")));
}

TEST_CASE("a short record id names together with author and day, or with the text") {
    CHECK(id_of(said("17", "Ann", "2026-01-01T10:00:00", "Too slow.")) ==
          id_of(said("17", "Ann", "2026-01-01", "Much too slow.")));
    CHECK(id_of(said("17", "Ann", "2026-01-01", "Too slow.")) !=
          id_of(said("17", "Bo", "2026-01-01", "Too slow.")));
    CHECK(id_of(said("17", "", "", "Too slow.")) != id_of(said("17", "", "", "Too dear.")));
}

TEST_CASE("a short record id keeps the name that it had in an earlier reading") {
    Identity identity({{"17", 42}});
    CHECK(identity.next(said("17", "", "", "Anything.")) == 42);
    CHECK(identity.next(said("18", "", "", "Anything.")) != 42);
}

TEST_CASE("short anonymous texts are counted apart, long ones are one") {
    Identity identity({});
    const auto price = said("", "", "", "Price");
    const Id first = identity.next(price), second = identity.next(price);
    CHECK(first != second);
    Identity other({});
    CHECK(other.next(price) == first);
    CHECK(other.next(price) == second);
    const auto lengthy = said("", "", "", std::string(100, 'x'));
    CHECK(identity.next(lengthy) == identity.next(lengthy));
    const auto signed_text = said("", "Ann", "", "Price");
    CHECK(identity.next(signed_text) == identity.next(signed_text));
}

TEST_CASE("a day of a chat keeps its name when it has grown") {
    Conversation day = said("", "Ann", "2026-01-01T10:00:00", "Too slow.");
    day.kind = Kind::chat;
    day.utterances[0].time = day.date;
    const Id id = id_of(day);
    day.utterances.push_back(day.utterances[0]);
    day.utterances[1].text = "Still too slow.";
    CHECK(id_of(day) == id);
    day.utterances[0].time = "2026-01-01T10:01:00";
    CHECK_FALSE(id_of(day) == id);
    day.utterances[0] = day.utterances[1];
    CHECK_FALSE(id_of(day) == id);
}
