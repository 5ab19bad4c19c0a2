#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/heard.h"
#include "tests/table_sink.h"

using namespace verbatim;
using verbatim::test::Taken;

namespace {

namespace fs = std::filesystem;

std::string number(double value) {
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

std::string place(const Locator& locator) {
    std::string text = test::print(locator);
    if (locator.row) text += (text.empty() ? "row " : " row ") + std::to_string(*locator.row);
    return text;
}

void print_line(std::string& out, const char* what, const std::string& value) {
    if (!value.empty()) out += std::string(what) + value + "\n";
}

// All of a conversation that a table sets, but for what is empty.
std::string print(const Conversation& conversation) {
    std::string out = "== " + conversation.record + " at " + place(conversation.locator) + "\n";
    print_line(out, "title ", conversation.title);
    print_line(out, "date ", conversation.date);
    if (conversation.rating)
        out += "rating " + number(*conversation.rating) + " of " +
               (conversation.rating_max ? number(*conversation.rating_max) : "?") + "\n";
    print_line(out, "product ", conversation.product);
    print_line(out, "url ", conversation.url);
    print_line(out, "lang ", conversation.lang);
    for (const auto& [key, value] : conversation.fields) out += key + " = " + value + "\n";
    for (const Utterance& utterance : conversation.utterances) {
        const Speaker& speaker = conversation.speakers[utterance.speaker];
        out += std::string(name_of(speaker.role)) + " '" + speaker.name + "'" +
               (speaker.id.empty() ? "" : " " + speaker.id) + ", " + place(utterance.locator) +
               ":\n";
        print_line(out, "    asked: ", utterance.question);
        out += "    " + utterance.text + "\n";
    }
    return out;
}

const Reader* reader_of(const fs::path& path, Input& input) {
    const std::string name = path.filename().string();
    const std::string_view sample = input.peek(64 << 10);
    return choose_reader({name, sample, sample.size() < (64 << 10)});
}

std::string print(std::vector<Conversation> conversations) {
    std::string out;
    for (Conversation& conversation : conversations) {
        decide_roles(conversation, {});
        out += print(conversation);
    }
    return out;
}

// A fixture read as `add` would: by the reader that fits best.
std::string read(const fs::path& path) {
    auto input = Input::open(path.string());
    REQUIRE(input);
    const Reader* reader = reader_of(path, *input);
    if (!reader) return "no reader\n";
    const Taken taken = test::take(*reader, *std::move(input));
    std::string out = std::string(reader->name) + ", " + std::string(name_of(taken.kind)) + "\n";
    print_line(out, "failed: ", taken.error);
    for (const std::string& note : taken.notes) out += note + "\n";
    out += print(taken.conversations);
    for (const Reject& reject : taken.rejects)
        out += "rejected " + place(reject.locator) + ": " + reject.reason + "\n";
    for (const Reject& warning : taken.warnings)
        out += "warned " + place(warning.locator) + ": " + warning.reason + "\n";
    if (taken.empties > 0) out += "empty " + std::to_string(taken.empties) + "\n";
    return out;
}

// What is read by the guess of the reader as a mapping file, and what without one.
void check_own_mapping(const fs::path& path) {
    auto input = Input::open(path.string());
    REQUIRE(input);
    const Reader* reader = reader_of(path, *input);
    REQUIRE(reader);
    const Taken guessed = test::take(*reader, *std::move(input));
    if (guessed.mapping.empty()) return;
    const auto mapping = parse_mapping("guess", guessed.mapping);
    REQUIRE(mapping);
    ReadOptions options;
    options.mapping = *mapping;
    auto again = Input::open(path.string());
    REQUIRE(again);
    const Taken mapped = test::take(*reader, *std::move(again), options);
    CHECK(mapped.error.empty());
    CHECK(print(mapped.conversations) == print(guessed.conversations));
}

void check_folder(const std::string& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(test::fixture_path(folder)))
        if (entry.path().extension() != ".golden") files.push_back(entry.path());
    std::ranges::sort(files);
    REQUIRE(files.size() >= 10);
    for (const fs::path& file : files) {
        INFO(file);
        const std::string now = read(file);
        CHECK(now == test::golden(folder + "/" + file.filename().string(), now));
        check_own_mapping(file);
    }
}

}  // namespace

TEST_CASE("exports of reviews are read as a person would") {
    check_folder("reviews");
}

TEST_CASE("exports of surveys are read as a person would") {
    check_folder("surveys");
}
