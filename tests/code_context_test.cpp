#include "engine/code_context.h"

#include <catch2/catch.hpp>

using namespace verbatim;

namespace {

Code code_of_steps(int first, int second) {
    Code code{};
    code[0] = static_cast<std::int8_t>(first);
    code[1] = static_cast<std::int8_t>(second);
    return code;
}

// Verbatims 1, 2, ... of the utterances named.
Conversation said(const std::vector<std::uint32_t>& utterances) {
    Conversation conversation;
    for (const std::uint32_t utterance : utterances)
        conversation.verbatims.push_back(
            {conversation.verbatims.size() + 1, utterance, Span{}, {}});
    return conversation;
}

}  // namespace

TEST_CASE("a fifth of a code is what stands beside the verbatim") {
    const StoredCodes codes{42, {{1, code_of_steps(100, 0)}, {2, code_of_steps(0, 100)}}};
    CHECK(codes_in_context(said({0, 0}), codes) ==
          std::vector<Code>{code_of_steps(80, 20), code_of_steps(20, 80)});
    CHECK(codes_in_context(said({0}), codes) == std::vector<Code>{code_of_steps(100, 0)});
}

TEST_CASE("neighbours are two verbatims before and after, of one utterance, as a mean") {
    const StoredCodes codes{42,
                            {{1, code_of_steps(100, 0)},
                             {2, code_of_steps(50, 0)},
                             {3, code_of_steps(0, 100)},
                             {4, code_of_steps(-50, 0)},
                             {5, code_of_steps(-100, 0)}}};
    const auto one = codes_in_context(said({0, 0, 0, 0, 0}), codes);
    CHECK(one[0] == code_of_steps(85, 10));  // 80 + a fifth of 25; the fourth is too far
    CHECK(one[2] == code_of_steps(0, 80));
    CHECK(one[3] == code_of_steps(-43, 7));  // of three: nothing after the fifth
    const auto other = codes_in_context(said({0, 0, 1, 1, 1}), codes);
    CHECK(other[1] == code_of_steps(60, 0));
    CHECK(other[2] == code_of_steps(-15, 80));
}

TEST_CASE("what nothing is known of counts for no neighbour and gets nothing from one") {
    const StoredCodes codes{42, {{1, code_of_steps(100, 0)}, {3, Code{}}}};
    CHECK(codes_in_context(said({0, 0, 0}), codes) ==
          std::vector<Code>{code_of_steps(100, 0), Code{}, Code{}});
}

TEST_CASE("codes in context are rounded alike on both sides of 0") {
    const StoredCodes codes{42, {{1, code_of_steps(3, -3)}, {2, code_of_steps(1, -1)}}};
    CHECK(codes_in_context(said({0, 0}), codes) ==
          std::vector<Code>{code_of_steps(3, -3), code_of_steps(1, -1)});
    const StoredCodes halves{
        42, {{1, code_of_steps(1, -1)}, {2, code_of_steps(4, -4)}, {3, code_of_steps(3, -3)}}};
    CHECK(codes_in_context(said({0, 0, 0}), halves)[0] == code_of_steps(2, -2));  // of 1.5
}
