#include "indexer/readers/transcript_form.h"

#include <algorithm>
#include <optional>
#include <set>

#include "engine/text.h"
#include "indexer/readers/names.h"
#include "indexer/role_names.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

constexpr std::size_t kMostLines = 40;
constexpr std::size_t kLongestValue = 200;

// Folded.
constexpr std::string_view kLabels[] = {"date",
                                        "datum",
                                        "fecha",
                                        "time",
                                        "location",
                                        "place",
                                        "ort",
                                        "project",
                                        "study",
                                        "recording",
                                        "file",
                                        "duration",
                                        "length",
                                        "session",
                                        "language",
                                        "notes",
                                        "transcript",
                                        "transcriber",
                                        "company",
                                        "transcribed by",
                                        "note taker",
                                        "notetaker",
                                        "notes by",
                                        "interview",
                                        "interview date",
                                        "date of interview",
                                        "participant id"};

struct Entry {
    std::string_view label;
    std::string_view value;
};

std::string_view without_bold(std::string_view text) {
    const auto begin = text.find_first_not_of("*_ \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of("*_ \t") - begin + 1);
}

std::optional<Entry> entry_of(std::string_view line) {
    if (line.size() > kLongestValue) return std::nullopt;
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const Entry entry{without_bold(line.substr(0, colon)), without_bold(line.substr(colon + 1))};
    if (entry.label.empty() || entry.value.empty() || !looks_like_name(entry.label))
        return std::nullopt;
    return entry;
}

bool is_label(std::string_view label) {
    return std::ranges::find(kLabels, fold(label)) != std::end(kLabels);
}

// "Ana Lima", "Ana Lima, head of operations", "P7"
std::string_view name_in(std::string_view value) {
    const std::string_view name = trim_space(value.substr(0, value.find_first_of(",(")));
    return looks_like_name(name) ? name : std::string_view{};
}

// "Interview 7": a short line that is no sentence.
bool is_title(std::string_view line) {
    constexpr std::size_t kLongest = 80;
    line = trim_space(line);
    return line.size() <= kLongest &&
           std::string_view(".?!,;:-").find(line.back()) == std::string_view::npos &&
           looks_like_name(line.substr(0, line.find(' ')));
}

// Whether the line may stand in a form; what is said ends as sentences do, and is no name.
bool may_stand(const Entry& entry) {
    if (is_label(entry.label)) return true;
    if (std::string_view(".?!").find(entry.value.back()) != std::string_view::npos) return false;
    return !role_of_name(entry.label) || !name_in(entry.value).empty();
}

bool recurs(const std::vector<SourceLine>& lines, std::size_t from,
            const std::set<std::string>& labels) {
    return std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(from), lines.end(),
                       [&labels](const SourceLine& line) {
                           const auto prefix = name_prefix(line.text);
                           return prefix && labels.contains(fold(without_bold(prefix->name)));
                       });
}

bool says_more(const std::vector<SourceLine>& lines, std::size_t from) {
    return std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(from), lines.end(),
                       [](const SourceLine& line) { return !trim_space(line.text).empty(); });
}

std::string initials(std::string_view name) {
    std::string letters;
    for (std::size_t at = 0; at < name.size(); at = std::min(name.find(' ', at), name.size()) + 1)
        letters += name.substr(at, 1);
    return letters;
}

bool is_name_of(const std::string& speaker, const std::string& person) {
    return fold(speaker) == fold(person) ||
           fold(speaker) == fold(std::string_view(person).substr(0, person.find(' '))) ||
           (speaker.size() >= 2 && speaker == initials(person));
}

}  // namespace

TranscriptForm find_form(const std::vector<SourceLine>& lines) {
    TranscriptForm form;
    const std::size_t end = std::min(lines.size(), kMostLines);
    std::size_t at = 0;
    const auto is_above = [](std::string_view line) {
        return trim_space(line).empty() || title_line(line) || date_line(line) || is_title(line);
    };
    for (; at < end && !entry_of(lines[at].text) && is_above(lines[at].text); ++at)
        if (form.title.empty() && !date_line(lines[at].text))
            form.title =
                title_line(lines[at].text).value_or(std::string(trim_space(lines[at].text)));
    std::size_t entries = 0;
    bool labelled = false;
    std::set<std::string> labels;
    for (; at < end && !trim_space(lines[at].text).empty(); ++at, ++entries) {
        const auto entry = entry_of(lines[at].text);
        if (!entry || !may_stand(*entry)) return {};
        labelled = labelled || is_label(entry->label);
        if (!labels.insert(fold(entry->label)).second) return {};
        const auto role = role_of_name(entry->label);
        if (role && role->role != Role::bot)
            form.people.push_back(
                {std::string(name_in(entry->value)), role->role, std::string(entry->label)});
    }
    const bool roles = form.people.size() == entries && !recurs(lines, at, labels);
    if (entries < 2 || (!labelled && !roles) || at == end || !says_more(lines, at)) return {};
    form.lines = at;
    return form;
}

void apply_form(const TranscriptForm& form, std::vector<Speaker>& speakers) {
    for (Speaker& speaker : speakers)
        for (const TranscriptForm::Person& person : form.people) {
            if (!speaker.role_reason.empty() || speaker.name.empty() ||
                !is_name_of(speaker.name, person.name))
                continue;
            speaker.role = person.role;
            speaker.role_reason = "listed as \"" + person.label + "\"";
        }
}

}  // namespace verbatim
