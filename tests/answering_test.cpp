#include "benchmarks/answering.h"

#include <catch2/catch.hpp>
#include <iostream>
#include <sstream>

using namespace verbatim;
using namespace verbatim::bench;

namespace {

// Puts other streams in the place of the program's own while it lives.
class Streams {
public:
    explicit Streams(const std::string& input)
        : in_(input),
          own_in_(std::cin.rdbuf(in_.rdbuf())),
          own_out_(std::cout.rdbuf(out_.rdbuf())) {
        std::cin.clear();
    }
    ~Streams() {
        std::cin.rdbuf(own_in_);
        std::cin.clear();
        std::cout.rdbuf(own_out_);
    }
    Streams(const Streams&) = delete;
    Streams& operator=(const Streams&) = delete;
    std::string printed() const { return out_.str(); }

private:
    std::istringstream in_;
    std::ostringstream out_;
    std::streambuf *own_in_, *own_out_;
};

}  // namespace

TEST_CASE("questions are answered line by line") {
    std::vector<Question> asked;
    std::string printed;
    {
        const Streams streams(
            "count\tor\tlamp desk\t\nask\tfilter\tlamp\tLumen Mini\ncount\trare\tx\t\n");
        CHECK(answer_questions([&](const Question& question) -> Result<std::uint64_t> {
                  asked.push_back(question);
                  if (question.kind == "rare") return Error{ErrorCode::bad_query, "no", ""};
                  return 12u;
              }) == 0);
        printed = streams.printed();
    }
    REQUIRE(asked.size() == 3);
    CHECK(asked[0].words == std::vector<std::string>{"lamp", "desk"});
    CHECK(asked[0].product.empty());
    CHECK(asked[0].count);
    CHECK(asked[1].kind == "filter");
    CHECK(asked[1].product == "Lumen Mini");
    CHECK_FALSE(asked[1].count);
    std::istringstream lines(printed);
    std::string line;
    std::getline(lines, line);
    CHECK(line == "0\t12");
    double microseconds = -1;
    std::uint64_t number = 0;
    lines >> microseconds >> number;
    CHECK(microseconds >= 0);
    CHECK(number == 12);
    std::getline(lines >> std::ws, line);
    CHECK(line == "error\tno");
}
