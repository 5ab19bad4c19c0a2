#include "engine/codec_packed.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "engine/codec.h"

using namespace verbatim;

namespace {

Document document_saying(std::string text) {
    Document document;
    document.text = std::move(text);
    document.citation.lang = "en";
    document.citation.product = "Kestrel Chair";
    document.lenses = {{"pain", 0.5f}};
    return document;
}

// Of as many people.
RecordDictionary dictionary_from(const std::vector<std::string>& records) {
    std::vector<RecordSample> samples;
    for (std::size_t i = 0; i < records.size(); ++i)
        samples.push_back({i + 1, payload_of(records[i])});
    return RecordDictionary(dictionary_of(samples));
}

std::vector<std::string> records_saying(const std::string& text, int count) {
    std::vector<std::string> records;
    for (int i = 0; i < count; ++i)
        records.push_back(encode(document_saying(text + " " + std::to_string(1000 + i))));
    return records;
}

}  // namespace

TEST_CASE("packed records: a packed record is the record again, with a dictionary or without") {
    const auto records = records_saying("I waited an hour for each of the reports", 40);
    const RecordDictionary none, known = dictionary_from(records);
    REQUIRE_FALSE(known.bytes().empty());
    for (const RecordDictionary* dictionary : {&none, &known})
        for (const std::string& record : {records.front(), encode(document_saying("")),
                                          encode(document_saying(std::string(70'000, 'x')))}) {
            const std::string packed = dictionary->packed(record);
            REQUIRE(dictionary->may_have(packed));
            const auto unpacked = dictionary->unpacked(packed);
            REQUIRE(unpacked);
            CHECK(*unpacked == record);
        }
    CHECK(known.packed(records.front()).size() < none.packed(records.front()).size() / 2);
}

TEST_CASE("packed records: what another dictionary packed, or what is damaged, is no record") {
    const auto records = records_saying("I waited an hour for each of the reports", 40);
    const RecordDictionary none, known = dictionary_from(records);
    const std::string packed = known.packed(records.front());
    const auto is_record = [](const RecordDictionary& dictionary, const std::string& bytes) {
        const auto record = dictionary.unpacked(bytes);
        return record && decode_document(*record);
    };
    CHECK(is_record(known, packed));
    CHECK_FALSE(is_record(none, packed));
    CHECK_FALSE(is_record(known, records.front()));
    for (std::size_t i = 0; i < packed.size(); ++i) {
        CHECK_FALSE(is_record(known, packed.substr(0, i)));
        std::string damaged = packed;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x55);
        const bool is_tag = i == 5;  // it only tells dictionaries apart
        CHECK(is_record(known, damaged) == is_tag);
    }
    CHECK_FALSE(none.may_have(""));
}

TEST_CASE("packed records: a dictionary has nothing that fewer than eight people have") {
    std::vector<std::string> texts;
    for (int i = 0; i < 20; ++i) {
        std::string text = "the whole team waits for the export";
        if (i < 7) text += ", and so does my uncle Bartholomew";
        texts.push_back(text);
    }
    std::vector<RecordSample> samples;
    for (std::size_t i = 0; i < texts.size(); ++i) samples.push_back({i, texts[i]});
    const std::string seven = common_pieces(samples, 1000);
    CHECK(seven.find("waits for the export") != std::string::npos);
    CHECK(seven.find("uncle") == std::string::npos);
    samples.push_back({0, texts[0]});  // one says it again
    CHECK(common_pieces(samples, 1000).find("uncle") == std::string::npos);
    samples.push_back({20, texts[0]});
    CHECK(common_pieces(samples, 1000).find("uncle") != std::string::npos);
    CHECK(common_pieces({}, 1000).empty());
    CHECK(common_pieces(samples, 30).size() <= 30);
}
