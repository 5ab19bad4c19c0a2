// Runs the commands that benchmarks/peers writes to standard input, a line each with tabs between
// the words, one after the other: time in microseconds, tab, exit status, tab, peak of memory.

#include <iostream>
#include <sstream>

#include "benchmarks/process.h"
#include "benchmarks/report.h"

int main() {
    using namespace verbatim;
    for (std::string line; std::getline(std::cin, line);) {
        std::vector<std::string> command;
        std::istringstream words(line);
        for (std::string word; std::getline(words, word, '\t');) command.push_back(word);
        if (command.empty()) continue;
        const Result<bench::Ran> ran = bench::run(command);
        if (!ran)
            std::cout << "error\t" << ran.error().message << std::endl;
        else
            std::cout << ran->seconds * 1e6 << '\t' << ran->status << '\t' << ran->peak_bytes
                      << std::endl;
    }
    return 0;
}
