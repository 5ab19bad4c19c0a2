#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "engine/text.h"

using namespace verbatim;

namespace {

// White space collapsed and trimmed: the golden sentences are printed without their line breaks.
std::string spaced(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool space = c == ' ' || (c >= '\t' && c <= '\r');
        if (!space)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

std::vector<std::string> split(const std::string& text, const std::string& lang) {
    std::vector<std::string> parts;
    for (const Span span : sentences(text, lang)) {
        std::string part = spaced(std::string_view(text).substr(span.begin, span.end - span.begin));
        if (!part.empty()) parts.push_back(std::move(part));
    }
    return parts;
}

struct Share {
    int exact = 0;
    int all = 0;
};

void print_miss(const nlohmann::json& row, const std::vector<std::string>& got) {
    std::cerr << "miss: " << row["lang"].get<std::string>() << ' '
              << row["name"].get<std::string>().substr(0, 80) << '\n';
    for (const auto& part : row["sentences"])
        std::cerr << "    want [" << part.get<std::string>() << "]\n";
    for (const std::string& part : got) std::cerr << "     got [" << part << "]\n";
}

}  // namespace

TEST_CASE("most of the golden rules are split exactly as given") {
    const char* data = std::getenv("VERBATIM_DATA");
    const auto path = std::filesystem::path(data ? data : "") / "sentences" / "golden_rules.jsonl";
    std::ifstream file(path);
    if (!data || !file) {
        WARN("skipped: VERBATIM_DATA names no directory with sentences/golden_rules.jsonl");
        return;
    }
    const bool print_misses = std::getenv("VERBATIM_MISSES") != nullptr;
    std::map<std::string, Share> shares;
    for (std::string line; std::getline(file, line);) {
        const auto row = nlohmann::json::parse(line);
        const std::string lang = row["lang"];
        std::vector<std::string> want;
        for (const auto& part : row["sentences"]) want.push_back(spaced(part.get<std::string>()));
        const auto got = split(row["text"], lang);
        shares[lang].all += 1;
        shares[lang].exact += got == want;
        if (print_misses && got != want) print_miss(row, got);
    }
    for (const auto& [lang, share] : shares)
        std::cout << "golden rules, " << lang << ": " << share.exact << " of " << share.all
                  << " exactly as given (" << 100 * share.exact / share.all << " %)\n";
    CHECK(shares["en"].exact * 100 >= shares["en"].all * 75);
}
