#include "indexer/refusal.h"

#include <algorithm>

#include "indexer/readers/names.h"
#include "indexer/readers/transcript_lines.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

using namespace std::string_view_literals;

struct Known {
    std::string_view begins;
    std::string_view what;
};

// By the first bytes of the file.
constexpr Known kBinaries[] = {
    {"PK\x03\x04", "a zip file that is neither a text nor a spreadsheet"},
    {"\xD0\xCF\x11\xE0", "an old Office file: save it as CSV or text"},
    {"%PDF", "a PDF: save it as text"},
    {"7z\xBC\xAF", "an archive: unpack it"},
    {"\x89PNG", "an image"},
    {"\xFF\xD8\xFF", "an image"},
    {"GIF8", "an image"},
    {"BM", "an image"},
    {"ID3", "a recording: have it transcribed"},
    {"OggS", "a recording: have it transcribed"},
    {"fLaC", "a recording: have it transcribed"},
    {"\x1A\x45\xDF\xA3", "a recording: have it transcribed"},
    {"SQLite format 3", "a database: export its tables as CSV"},
    {"PAR1", "a Parquet file: save it as CSV or JSON Lines"},
};

// By the first characters of the text.
constexpr Known kTexts[] = {
    {"{\\rtf", "rich text: save it as plain text"},
    {"<?xml", "XML: save it as CSV or JSON"},
    {"<", "HTML or XML: save it as text, CSV or JSON"},
};

// Recordings and pictures in containers that name themselves behind the first bytes.
std::string_view container(std::string_view bytes) {
    if (bytes.substr(std::min<std::size_t>(4, bytes.size())).starts_with("ftyp"))
        return "a recording: have it transcribed";
    if (!bytes.starts_with("RIFF")) return {};
    return bytes.find("WEBP") != bytes.npos ? "an image"sv : "a recording: have it transcribed"sv;
}

bool is_binary(std::string_view text) {
    const auto controls = std::ranges::count_if(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f';
    });
    return static_cast<std::size_t>(controls) * 50 > text.size() || text.find('\0') != text.npos;
}

bool is_table_name(std::string_view path) {
    constexpr std::string_view kEndings[] = {".csv", ".tsv", ".CSV", ".xlsx", ".ods"};
    return std::ranges::any_of(kEndings, [path](auto ending) { return path.ends_with(ending); });
}

std::string of_text(const Sample& sample) {
    const std::string_view text = trim_space(sample.text);
    if (text.empty()) return "nothing but white space";
    if (is_binary(text)) return "a binary file";
    for (const Known& known : kTexts)
        if (text.starts_with(known.begins)) return std::string(known.what);
    if (text[0] == '{' || text[0] == '[')
        return "JSON in which no list of records with a text was found: `--as json` with --map "
               "can name the text";
    if (is_table_name(sample.path)) return "a table in which no column with a text was found";
    if (!sample.whole && text.find('\n') == text.npos)
        return "its first line is longer than 64 KiB";
    bool speaker = false;
    for (const SourceLine& line : split_lines(text)) {
        const auto prefix = name_prefix(line.text);
        speaker = speaker || (prefix && looks_like_name(prefix->name));
    }
    return speaker ? "text with too few turns to be sure of its speakers: try `--as transcript`"
                   : "plain text without speakers: `--as transcript` takes `Name: what was said`, "
                     "`--as notes` prose";
}

std::string formats() {
    std::string names;
    for (const Reader* reader : readers())
        names += (names.empty() ? "" : ", ") + std::string(reader->name);
    return names;
}

}  // namespace

std::string why_refused(const Sample& sample, std::string_view first_bytes) {
    std::string what(container(first_bytes));
    const bool unpacked = first_bytes.starts_with(kBinaries[0].begins) &&
                          !sample.text.starts_with(kBinaries[0].begins);  // and so a document
    for (const Known& known : kBinaries)
        if (what.empty() && !unpacked && first_bytes.starts_with(known.begins) &&
            (known.begins.size() > 2 || is_binary(sample.text)))
            what = known.what;
    if (what.empty()) what = of_text(sample);
    return "no reader takes this format: " + what + " (read are " + formats() + ")";
}

}  // namespace verbatim
