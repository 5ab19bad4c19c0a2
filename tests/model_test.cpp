#include "engine/model.h"

#include <catch2/catch.hpp>

using namespace verbatim;

TEST_CASE("an id is printed as twelve characters and read back") {
    for (const Id id : {Id{1}, Id{31}, Id{32}, (Id{1} << 60) - 1, Id{0x0123456789abcdef}}) {
        const std::string text = print_id(id);
        CHECK(text.size() == 12);
        CHECK(parse_id(text) == id);
    }
}

TEST_CASE("what is no id is refused") {
    for (const char* text :
         {"", "0", "00000000000", "0000000000000", "00000000000l", "00000000000A"})
        CHECK_FALSE(parse_id(text));
}

TEST_CASE("kinds and roles are read by name") {
    CHECK(kind_from("review") == Kind::review);
    CHECK(role_from("unknown") == Role::unknown);
    CHECK_FALSE(kind_from("Review"));
    CHECK_FALSE(role_from(""));
    CHECK(name_of(Kind::mail) == "mail");
}
