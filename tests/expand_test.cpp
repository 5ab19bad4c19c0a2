#include "indexer/containers/expand.h"

#include <filesystem>
#include <fstream>
#include <functional>

#include "benchmarks/splitmix.h"
#include "tests/ingest_fixture.h"
#include "tests/seven_zip.h"

using namespace verbatim;
namespace fs = std::filesystem;

namespace {

constexpr int kMembers = 100;
constexpr std::size_t kRecord = 512;  // of a tar file
constexpr std::uint64_t kFew = 8;     // readings

// A file as a tar file holds it (POSIX.1, ustar).
std::string tar_member(const std::string& name, const std::string& text) {
    std::string head(kRecord, '\0');
    const auto put = [&head](std::size_t at, const std::string& value) {
        head.replace(at, value.size(), value);
    };
    const auto octal = [](std::size_t value) {
        std::string digits;
        for (; digits.size() < 11; value /= 8)
            digits.insert(0, 1, static_cast<char>('0' + value % 8));
        return digits;
    };
    put(0, name);
    put(100, "0000644");
    put(124, octal(text.size()));
    put(136, octal(0));
    put(156, "0");
    put(257, "ustar");
    put(263, "00");
    put(148, std::string(8, ' '));
    std::size_t sum = 0;
    for (const char c : head) sum += static_cast<unsigned char>(c);
    put(148, octal(sum).substr(5) + '\0');
    return head + text + std::string((kRecord - text.size() % kRecord) % kRecord, '\0');
}

std::string tar_end() {
    return std::string(2 * kRecord, '\0');
}

std::string review(int number) {
    return "id,text\nr" + std::to_string(number) + ",The lamp hums all night long.\n" +
           std::string(20'000, '\n');
}

// In another order than that of their paths.
std::string name_of_member(int number) {
    return std::to_string(number * 37 % kMembers) + ".csv";
}

std::string reviews_in_tar() {
    std::string tar;
    for (int i = 0; i < kMembers; ++i) tar += tar_member(name_of_member(i), review(i));
    return tar + tar_end();
}

std::string tars_in_tar() {
    std::string tar;
    for (int i = 0; i < kMembers; ++i)
        tar +=
            tar_member(std::to_string(i * 37 % kMembers) + ".tar",
                       tar_member("a.csv", review(i)) + tar_member("b.csv", review(i)) + tar_end());
    return tar + tar_end();
}

// Each tar in it holds another.
std::string tars_three_deep() {
    std::string tar;
    for (int i = 0; i < kMembers; ++i) {
        const std::string inner =
            tar_member("in.tar", tar_member("a.csv", review(i)) + tar_end()) + tar_end();
        tar += tar_member(std::to_string(i * 37 % kMembers) + ".tar", inner);
    }
    return tar + tar_end();
}

// What is said in a call, each line after `before` and its number.
std::string said_in_call(int number, const std::function<std::string(int)>& before) {
    std::string text;
    for (int line = 10; line < 20; ++line)
        text += before(line) + "The lamp hums in call " + std::to_string(number) + " since day " +
                std::to_string(line * kMembers + number) + ".\n";
    return text + std::string(20'000, '\n');
}

std::string call_as_text(int number) {
    return said_in_call(number,
                        [](int line) { return line % 2 == 0 ? "Interviewer: " : "Dana: "; });
}

// Calls as captions, and as plain text too if `twice`.
std::string calls_in_tar(bool twice) {
    std::string tar;
    for (int i = 0; i < kMembers; ++i) {
        const std::string name = "call" + std::to_string(i * 37 % kMembers);
        tar += tar_member(name + ".vtt", "WEBVTT\n" + said_in_call(i, [](int line) {
                                             const std::string minute = std::to_string(line);
                                             return "\n00:" + minute + ":00.000 --> 00:" + minute +
                                                    ":50.000\n";
                                         }));
        if (twice) tar += tar_member(name + ".txt", call_as_text(i));
    }
    return tar + tar_end();
}

// Calls as Gong exports them, with a list of their parties, and as plain text too if `twice`.
std::string gong_calls_in_tar(const std::string& customer, bool twice) {
    std::string tar = tar_member(
        "parties.json", R"({"calls": [{"metaData": {"id": "1"}, "parties": [{"speakerId": "s", )"
                        R"("name": ")" +
                            customer + R"(", "affiliation": "External"}]}]})");
    for (int i = 0; i < kMembers; ++i) {
        const std::string name = "call" + std::to_string(i * 37 % kMembers);
        const std::string said = said_in_call(i, [](int) { return ""; });
        std::string sentences;
        for (std::size_t begin = 0, end; (end = said.find('\n', begin)) != begin; begin = end + 1)
            sentences += (begin == 0 ? "" : ", ") + (R"({"start": 1, "end": 2, "text": ")" +
                                                     said.substr(begin, end - begin) + "\"}");
        tar +=
            tar_member(name + ".json", R"({"callTranscripts": [{"callId": ")" + std::to_string(i) +
                                           R"(", "transcript": [{"speakerId": "s", )"
                                           R"("sentences": [)" +
                                           sentences + "]}]}]}" + std::string(20'000, '\n'));
        if (twice) tar += tar_member(name + ".txt", call_as_text(i));
    }
    return tar + tar_end();
}

// What this process has asked the system for, in bytes.
std::uint64_t bytes_read() {
    std::ifstream counts("/proc/self/io");
    std::string name;
    std::uint64_t bytes = 0;
    REQUIRE(counts >> name >> bytes);
    REQUIRE(name == "rchar:");
    return bytes;
}

// How many times over an archive is read.
template <typename Work>
std::uint64_t readings(const fs::path& archive, Work work) {
    const std::uint64_t before = bytes_read();
    work();
    return (bytes_read() - before) / fs::file_size(archive);
}

// What adding the archive again would do.
std::vector<Preview> previews_in_few_readings(const TestLibrary& test) {
    const fs::path archive = test.file("export.tar");
    AddRequest request;
    request.paths = {archive};
    Library library = test.open();
    std::vector<Preview> previews;
    CHECK(readings(archive, [&] { previews = require(preview_add(&library, request)); }) <= kFew);
    return previews;
}

}  // namespace

TEST_CASE("an archive is read a few times over, however many files it has") {
    for (const std::string& tar : {reviews_in_tar(), tars_in_tar(), tars_three_deep(),
                                   calls_in_tar(true), gong_calls_in_tar("Ada", true)}) {
        TestLibrary test;
        test.write("export.tar", tar);
        const fs::path archive = test.file("export.tar");
        AddRequest request;
        request.paths = {archive};
        std::size_t files = 0;
        CHECK(readings(archive, [&] { files = require(preview_add(nullptr, request)).size(); }) <=
              kFew);
        CHECK(files >= kMembers);
        CHECK(readings(archive, [&] { test.add(); }) <= kFew);
        fs::last_write_time(archive, fs::last_write_time(archive) + std::chrono::hours(1));
        AddReport again;
        CHECK(readings(archive, [&] { again = test.add(); }) <= kFew);
        CHECK(std::ranges::all_of(again.files, [](const FileReport& file) {
            return file.state == FileState::unchanged;
        }));
        std::vector<std::string> faults;
        CHECK(readings(archive, [&] { faults = test.faults(); }) <= kFew);
        CHECK(faults.empty());
    }
}

TEST_CASE("calls of an archive that come in a second format are read a few times over") {
    TestLibrary test;
    test.write("export.tar", calls_in_tar(false));
    test.add();
    test.write("export.tar", calls_in_tar(true));
    const std::vector<Preview> previews = previews_in_few_readings(test);
    CHECK(std::ranges::count_if(previews, [](const Preview& preview) {
              return preview.path.ends_with(".vtt") && preview.same_as.ends_with(".txt");
          }) == kMembers);
}

TEST_CASE("calls of an archive whose parties change are read a few times over") {
    TestLibrary test;
    test.write("export.tar", gong_calls_in_tar("Ada", false));
    test.add();
    test.write("export.tar", gong_calls_in_tar("Bea", false));
    CHECK(previews_in_few_readings(test).size() == kMembers + 1);
}

TEST_CASE("of two archives of one name in an archive the first is read") {
    TestLibrary test;
    test.write("export.tar", tar_member("a.tar", tar_member("one.csv", review(1)) + tar_end()) +
                                 tar_member("a.tar", tar_member("two.csv", review(2)) + tar_end()) +
                                 tar_end());
    ScanResult found;
    found.files.push_back({test.file("export.tar").string(), 0, 0});
    expand_archives(found);
    REQUIRE(found.files.size() == 1);
    CHECK(found.files.front().path.ends_with("export.tar/a.tar/one.csv"));
}

// Of a solid archive everything behind the damage is lost, and each file of it would be looked for
// from the beginning.
TEST_CASE("what lies behind the damage of an archive is given up after a few walks") {
    std::vector<std::pair<std::string, std::string>> reviews;
    bench::SplitMix numbers(1);
    for (int i = 0; i < kMembers; ++i) {
        std::string text = "id,text\n";
        for (int row = 0; row < 200; ++row)
            text += std::to_string(numbers.next()) + ",The lamp hums all night long.\n";
        reviews.emplace_back(name_of_member(i), text);
    }
    std::string bytes = seven_zip(reviews);
    for (std::size_t i = bytes.size() / 3; i < bytes.size() / 3 + 40; ++i) bytes[i] ^= 0x5A;
    TestLibrary test;
    test.write("reviews.7z", bytes);
    const std::string archive = test.file("reviews.7z").string();
    SourceOpener opener;
    int read = 0;
    const std::uint64_t times = readings(archive, [&] {
        for (int i = 0; i < kMembers; ++i)
            if (auto source = opener.open(archive + "/" + name_of_member(i)))
                read += read_all(**source, 1u << 20).has_value();
    });
    CHECK(times <= kFew);
    CHECK(read >= kMembers / 5);
    CHECK(read <= kMembers / 2);
    const auto first = opener.open(archive + "/" + name_of_member(0));
    CHECK(first);
}

TEST_CASE("an archive in an archive that cannot be read is tried once") {
    TestLibrary test;
    test.write("export.tar", tar_member("broken.7z", seven_zip({{"a.csv", review(1)}}).substr(50)) +
                                 tar_member("b.csv", review(2)) + tar_end());
    const std::string archive = test.file("export.tar").string();
    SourceOpener opener;
    CHECK(readings(archive, [&] {
              for (int i = 0; i < kMembers; ++i)
                  CHECK_FALSE(opener.open(archive + "/broken.7z/" + name_of_member(i)));
          }) <= kFew);
    CHECK(opener.open(archive + "/b.csv"));
}
