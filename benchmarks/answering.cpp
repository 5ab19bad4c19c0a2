#include "benchmarks/answering.h"

#include <chrono>
#include <iostream>
#include <sstream>

namespace verbatim::bench {

namespace {

std::vector<std::string> split(const std::string& text, char at) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, at);) parts.push_back(part);
    return parts;
}

}  // namespace

std::string joined(const std::vector<std::string>& words, std::string_view between) {
    std::string text;
    for (const std::string& word : words) {
        if (!text.empty()) text += between;
        text += word;
    }
    return text;
}

int answer_questions(const std::function<Result<std::uint64_t>(const Question&)>& answer) {
    for (std::string line; std::getline(std::cin, line);) {
        std::vector<std::string> cells = split(line, '\t');
        cells.resize(4);
        const Question question{cells[1], split(cells[2], ' '), cells[3], cells[0] == "count"};
        const auto start = std::chrono::steady_clock::now();
        const Result<std::uint64_t> number = answer(question);
        const std::chrono::duration<double, std::micro> took =
            std::chrono::steady_clock::now() - start;
        if (number)
            std::cout << (question.count ? 0 : took.count()) << '\t' << *number << std::endl;
        else
            std::cout << "error\t" << number.error().message << std::endl;
    }
    return 0;
}

}  // namespace verbatim::bench
