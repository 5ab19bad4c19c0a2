#include <catch2/catch.hpp>

#include "tests/heard.h"

using namespace verbatim;
using namespace verbatim::test;

namespace {

std::string chosen(std::string_view text, std::string_view path) {
    const Reader* reader = choose_reader({path, text, true});
    return reader ? std::string(reader->name) : "none";
}

}  // namespace

TEST_CASE("notes come to what they came to before") {
    for (const std::string name : {"notes.txt", "notes.md", "gemini_notes.md"}) {
        INFO(name);
        const std::string path = "transcripts/" + name;
        const std::string text = file_text(fixture_path(path));
        CHECK(chosen(text, name) == "notes");
        const std::string now = print(hear(kNotesReader, text));
        CHECK(now == golden(path, now));
    }
}

TEST_CASE("notes are told by prose in a document") {
    const std::string prose = "She exports by hand every Friday, for the import breaks.\n";
    CHECK(chosen(prose, "a.txt") == "notes");
    CHECK(chosen(prose, "A.DOCX") == "notes");
    CHECK(chosen(prose, "a.odt") == "notes");
    CHECK(chosen(prose, "a.log") == "none");
    CHECK(chosen("Two words.\n", "a.txt") == "none");
    CHECK(chosen("int main() { return f(1, 2) == 3 ? 4 : 5; } // no prose\n", "a.txt") == "none");
    CHECK(chosen("MIME-Version: 1.0\nSubject: Hi\n\nHello, how are you all doing these days?\n",
                 "a.txt") == "none");
    CHECK(chosen("Interviewer: What made you buy the lamp in the first place?\nP1: The old one "
                 "buzzed all night long.\n",
                 "a.txt") == "transcript");
}

TEST_CASE("notes are nobody's speech unless somebody is named as their speaker") {
    const std::string text = "She exports by hand every Friday, for the import breaks.\n";
    const Heard heard = hear(kNotesReader, text);
    REQUIRE(heard.conversations.size() == 1);
    const Conversation& conversation = heard.conversations[0];
    CHECK(conversation.kind == Kind::interview);
    CHECK(conversation.fields.at("fidelity") == "notes");
    REQUIRE(conversation.speakers.size() == 1);
    CHECK(conversation.speakers[0].name == "notes");
    CHECK(conversation.speakers[0].role == Role::unknown);
    CHECK(hear(kNotesReader, "\n# Only a heading\n").empties == 1);
}
