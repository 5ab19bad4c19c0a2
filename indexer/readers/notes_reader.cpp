#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/readers/cues.h"
#include "indexer/readers/names.h"
#include "indexer/readers/other_formats.h"
#include "indexer/readers/reader.h"
#include "indexer/readers/transcript_form.h"
#include "indexer/readers/transcript_lines.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

// Below everything that knows its format for certain.
constexpr int kLikely = 20;
constexpr std::size_t kFewestWords = 8;

bool is_document_name(std::string_view path) {
    constexpr std::string_view kEnds[] = {".txt", ".text", ".md",  ".markdown",
                                          ".doc", ".docx", ".odt", ".rtf"};
    std::string name(path.substr(path.size() - std::min<std::size_t>(path.size(), 16)));
    std::ranges::transform(name, name.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return std::ranges::any_of(kEnds, [&name](auto end) { return name.ends_with(end); });
}

// Prose is letters and spaces for the most part, and has few of the signs of programs and logs.
bool is_prose(std::string_view text) {
    std::size_t letters = 0, others = 0, words = 0;
    bool inside = false;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool letter = (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
        if (letter || byte > 127) {
            ++letters;
            if (!std::exchange(inside, true)) ++words;
            continue;
        }
        inside = false;
        if (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') return false;
        if (std::string_view(" \t\r\n.,!?'\"-").find(c) == std::string_view::npos) ++others;
    }
    return words >= kFewestWords && others * 5 < letters;
}

int probe(const Sample& sample) {
    if (!is_document_name(sample.path) || !is_prose(sample.text)) return 0;
    return is_other_format(sample.text, split_lines(sample.text)) ? 0 : kLikely;
}

// The size of what makes a line an item of a list: "- ", "* ", "• ", "3. ".
std::size_t item_mark(std::string_view line) {
    const auto begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return 0;
    const std::string_view rest = line.substr(begin);
    for (const std::string_view mark : {"- ", "* ", "+ ", "\u2022 ", "\u2022\t", "\u2013 "})
        if (rest.starts_with(mark)) return begin + mark.size();
    const auto digits = rest.find_first_not_of("0123456789");
    const bool numbered = digits != std::string_view::npos && digits > 0 && digits <= 2 &&
                          (rest[digits] == '.' || rest[digits] == ')') &&
                          rest.substr(digits + 1).starts_with(' ');
    return numbered ? begin + digits + 2 : 0;
}

// Paragraphs and items of lists, byte for byte.
class Paragraphs {
public:
    Paragraphs(std::string_view text, Conversation& conversation)
        : text_(text), conversation_(conversation) {}

    void line(const SourceLine& line, std::uint64_t number) {
        const std::size_t mark = item_mark(line.text);
        const std::string_view said = trim_space(line.text.substr(mark));
        if (said.empty() || is_heading(line.text) || mark > 0 || ended_) close();
        if (is_heading(line.text)) {
            if (conversation_.title.empty() && !begins_notes(line.text))
                conversation_.title = title_line(line.text).value_or("");
            return;
        }
        if (said.empty()) return;
        const auto begin = static_cast<std::size_t>(said.data() - text_.data());
        if (from_ == to_) {
            from_ = begin;
            line_ = number;
        }
        to_ = begin + said.size();
        ended_ = ends_sentence(said);
    }

    void close() {
        ended_ = false;
        if (from_ == to_) return;
        Utterance utterance;
        utterance.text = text_.substr(from_, to_ - from_);
        utterance.locator.line = line_;
        conversation_.utterances.push_back(std::move(utterance));
        from_ = to_ = 0;
    }

private:
    std::string_view text_;
    Conversation& conversation_;
    std::size_t from_ = 0, to_ = 0;
    std::uint64_t line_ = 0;
    bool ended_ = false;  // the line before ended a sentence
};

Speaker writer_of(const std::vector<SourceLine>& lines) {
    const bool program =
        std::ranges::any_of(lines, [](const SourceLine& line) { return begins_notes(line.text); });
    if (program) return {{}, "notes", Role::bot, "notes that a program wrote"};
    return {{}, "notes", Role::unknown, "notes, not speech: the text names no speakers"};
}

Result<ReadReport> read(Input& input, const ReadOptions& options, RecordSink& sink) {
    ReadReport report;
    report.kind = options.kind.value_or(Kind::interview);
    std::string text;
    for (auto chunk = input.next_chunk(); !chunk.empty(); chunk = input.next_chunk()) {
        text += chunk;
        if (text.size() <= kMaxRecordBytes) continue;
        sink.reject({{}, "the notes are larger than 16 MiB"});
        return report;
    }
    if (!input.read_error().empty())
        return Error{ErrorCode::unavailable, input.path() + ": " + input.read_error(), ""};
    const std::vector<SourceLine> lines = split_lines(text);
    Conversation conversation;
    conversation.kind = report.kind;
    conversation.fields = options.fields;
    conversation.fields["fidelity"] = "notes";
    conversation.locator.line = 1;
    conversation.speakers.push_back(writer_of(lines));
    const TranscriptForm form = find_form(lines);
    conversation.title = form.title;
    for (std::size_t i = 0; i < form.lines && conversation.date.empty(); ++i)
        conversation.date = date_line(lines[i].text).value_or("");
    Paragraphs paragraphs(text, conversation);
    for (std::size_t i = form.lines; i < lines.size(); ++i) paragraphs.line(lines[i], i + 1);
    paragraphs.close();
    if (conversation.utterances.empty()) {
        sink.empty(1);
        return report;
    }
    if (conversation.date.empty()) conversation.date = date_in_name(input.path()).value_or("");
    report.notes.push_back(counted(conversation.utterances.size(), "paragraph") +
                           " of notes, which a search shows with --role any alone");
    if (auto accepted = sink.accept(std::move(conversation)); !accepted) return accepted.error();
    return report;
}

}  // namespace

const Reader kNotesReader = {"notes", "Notes of interviews: prose without speakers, never quoted",
                             &probe, &read};

}  // namespace verbatim
