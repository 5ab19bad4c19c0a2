#include "indexer/twins.h"

#include "indexer/likeness.h"
#include "tests/ingest_fixture.h"

using namespace verbatim;

namespace {

const std::vector<std::string> kSaid = {
    "What made you look around for a new tool this spring?",
    "Honestly, the old one lost my notes twice before a board meeting, and nobody answered.",
    "And why did you not take the bigger plan then?",
    "I could not justify the cost to my boss without a trial of at least two months."};
const std::vector<std::string> kOthers = {
    "What would you tell a friend who asks about it today?",
    "Take your time with the import, mine stopped halfway through the second night.",
    "How long did all of that take you in the end?",
    "Three weekends, and I still miss the photographs of my first customers."};

std::string as_text(const std::vector<std::string>& said) {
    std::string text;
    for (std::size_t i = 0; i < said.size(); ++i)
        text += (i % 2 == 0 ? "Interviewer: " : "Dana: ") + said[i] + "\n";
    return text;
}

std::string as_captions(const std::vector<std::string>& said) {
    std::string text = "WEBVTT\n";
    for (std::size_t i = 0; i < said.size(); ++i) {
        const std::string minute = std::to_string(10 + i);
        text += "\n00:" + minute + ":00.000 --> 00:" + minute + ":50.000\n" + said[i] + "\n";
    }
    return text;
}

std::string set_aside(const AddReport& report, const std::string& name) {
    const std::string& path = report_of(report, name).same_as;
    return path.substr(path.rfind('/') + 1);
}

Likeness likeness(const TestLibrary& test, const std::string& name) {
    const auto found = LikenessReader().likeness_of({test.file(name).string(), 0, 0}, {});
    REQUIRE(found);
    return *found;
}

}  // namespace

TEST_CASE("of a call in several formats the one that names the speakers is indexed") {
    TestLibrary test;
    test.write("a/call.vtt", as_captions(kSaid));
    test.write("a/call.txt", as_text(kSaid));
    test.write("a/other.vtt", as_captions(kOthers));
    const AddReport report = test.add({"a"});
    CHECK(set_aside(report, "call.vtt") == "call.txt");
    CHECK(set_aside(report, "call.txt").empty());
    CHECK(set_aside(report, "other.vtt").empty());
    CHECK(report_of(report, "call.vtt").counts.duplicates == 1);
    CHECK(report_of(report, "call.vtt").counts.records() == 1);
    CHECK(test.texts("notes").size() == 1);
    CHECK(test.search("notes").quotes.front().citation.speaker == "Dana");
    CHECK(test.faults().empty());
}

TEST_CASE("which format is indexed does not depend on which came first") {
    TestLibrary test;
    test.write("a/call.vtt", as_captions(kSaid));
    test.add({"a"});
    test.write("a/call.txt", as_text(kSaid));
    const AddReport report = test.sync();
    CHECK(report_of(report, "call.vtt").state == FileState::changed);
    CHECK(set_aside(report, "call.vtt") == "call.txt");
    CHECK(test.search("notes").quotes.front().citation.speaker == "Dana");

    TestLibrary at_once;
    at_once.write("a/call.vtt", as_captions(kSaid));
    at_once.write("a/call.txt", as_text(kSaid));
    at_once.add({"a"});
    CHECK(test.ids("notes") == at_once.ids("notes"));
    CHECK(report_of(test.sync(), "call.vtt").state == FileState::unchanged);
}

TEST_CASE("the next best format takes the place of one that is gone") {
    TestLibrary test;
    test.write("a/call.vtt", as_captions(kSaid));
    test.write("a/call.txt", as_text(kSaid));
    test.add({"a"});
    test.erase("a/call.txt");
    const AddReport report = test.sync();
    CHECK(set_aside(report, "call.vtt").empty());
    CHECK(report_of(report, "call.vtt").counts.indexed == 1);
    CHECK(report_of(test.sync(), "call.vtt").state == FileState::unchanged);
    CHECK(test.faults().empty());
}

TEST_CASE("two calls of like names are two, and so are two files of one format") {
    TestLibrary test;
    test.write("a/call.vtt", as_captions(kSaid));
    test.write("a/call 2.txt", as_text(kOthers));
    test.write("a/call 3.vtt", as_captions(kSaid) + "\n00:20:00.000 --> 00:20:09.000\nBye.\n");
    const AddReport report = test.add({"a"});
    for (const FileReport& file : report.files) CHECK(file.same_as.empty());
}

TEST_CASE("a transcript with the speakers' names that lacks most of the call is not the best") {
    TestLibrary test;
    std::vector<std::string> all = kSaid;
    all.insert(all.end(), kOthers.begin(), kOthers.end());
    test.write("a/call.vtt", as_captions(all));
    test.write("a/call.txt", as_text(kSaid));
    CHECK(set_aside(test.add({"a"}), "call.txt") == "call.vtt");
}

TEST_CASE("of what Zoom saves of a meeting the captions with names are indexed") {
    TestLibrary test;
    std::string saved;
    for (std::size_t i = 0; i < kSaid.size(); ++i)
        saved += std::string(i % 2 == 0 ? "[Kim Berg]" : "[Dana Ode]") + " 10:0" +
                 std::to_string(i) + ":00\n" + kSaid[i] + "\n\n";
    test.write("m/meeting_saved_closed_caption.txt", saved);
    test.write("m/GMT20260501-100000_Recording.transcript.vtt", as_captions(kSaid));
    CHECK(set_aside(test.add({"m"}), "transcript.vtt") == "meeting_saved_closed_caption.txt");
}

TEST_CASE("how much two transcripts have in common is told from a sample of each") {
    TestLibrary test;
    std::vector<std::string> many, half;
    for (int i = 0; i < 2000; ++i) {
        many.push_back("number " + std::to_string(i) + " is quite another sentence " +
                       std::to_string(i * 7919 % 2003) + ".");
        half.push_back(i % 4 < 2 ? many.back() : "nothing " + std::to_string(i) + " of it.");
    }
    test.write("many.txt", as_text(many));
    test.write("many.vtt", as_captions({many.begin(), many.begin() + 80}));
    test.write("half.txt", as_text(half));
    const Likeness whole = likeness(test, "many.txt");
    CHECK(whole.least.size() == Likeness::kKept);
    CHECK(whole.named);
    CHECK_FALSE(whole.timed);
    CHECK(overlap(whole, whole).of_all == 1);
    const Likeness beginning = likeness(test, "many.vtt");
    CHECK(beginning.timed);
    CHECK(overlap(whole, beginning).of_shorter > 0.7);
    CHECK(overlap(whole, beginning).of_all < 0.1);
    CHECK(overlap(whole, likeness(test, "half.txt")).of_all < 0.7);
}
