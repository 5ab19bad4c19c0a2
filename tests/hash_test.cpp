#include "engine/hash.h"

#include <catch2/catch.hpp>

using namespace verbatim;

TEST_CASE("a 64-bit hash is that of XXH3 on every machine") {
    CHECK(hash64("") == 0x2d06800538d394c2u);
    CHECK(hash64("abc") == 0x78af5f94892f3950u);
    CHECK(hash64("abc", 1) != hash64("abc"));
}

TEST_CASE("an id keeps its parts apart") {
    CHECK(IdBuilder().add("ab").add("c").id() != IdBuilder().add("a").add("bc").id());
    CHECK(IdBuilder().add("ab").id() != IdBuilder().add("ab").add("").id());
    CHECK(IdBuilder().add("ab").id() == IdBuilder().add("ab").id());
}

TEST_CASE("an id is 60 bits, never 0, and survives printing") {
    for (int i = 0; i < 1000; ++i) {
        const Id id = IdBuilder().add(std::to_string(i)).id();
        CHECK(id != 0);
        CHECK(id >> 60 == 0);
        CHECK(parse_id(print_id(id)) == id);
    }
}

TEST_CASE("SHA-256 agrees with the standard's examples") {
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("SHA-256 of a stream does not depend on how it was cut") {
    const std::string bytes(100000, 'x');
    Sha256 stream;
    for (std::size_t at = 0; at < bytes.size(); at += 777)
        stream.update(std::string_view(bytes).substr(at, 777));
    Sha256 moved = std::move(stream);
    CHECK(moved.hex() == sha256_hex(bytes));
}
