#include "cli/report.h"

#include <algorithm>

#include "cli/block.h"
#include "cli/citation.h"
#include "cli/numbers.h"
#include "cli/saved_arguments.h"
#include "cli/terminal.h"

namespace verbatim::cli {

namespace {

constexpr std::size_t kRejectsShown = 5;

bool is_noted(const RejectRow& row) {
    return row.warning;
}

Json rows_json(const std::vector<RejectRow>& rows, bool noted, std::string_view working_directory) {
    Json list = Json::array();
    for (const RejectRow& row : rows)
        if (row.warning == noted) list.push_back(reject_json(row, working_directory));
    return list;
}

constexpr FileState kStates[] = {FileState::added,   FileState::changed,   FileState::moved,
                                 FileState::removed, FileState::unchanged, FileState::unreadable};

Json file_json(const FileReport& file, std::string_view working_directory) {
    Json json = {{"path", openable_path(file.path, working_directory)},
                 {"format", text_or_null(file.format)},
                 {"kind", file.format.empty() ? Json(nullptr) : Json(name_of(file.kind))},
                 {"state", name_of(file.state)}};
    if (!file.moved_from.empty())
        json["moved_from"] = openable_path(file.moved_from, working_directory);
    if (!file.same_as.empty()) json["same_as"] = openable_path(file.same_as, working_directory);
    json.update(counts_json(file.counts));
    return json;
}

// "12 files", "12 files (3 new, 9 unchanged)"
std::string files_by_state(const std::vector<FileReport>& files) {
    std::string states;
    bool is_mixed = false;
    for (const FileState state : kStates) {
        const auto count = std::ranges::count(files, state, &FileReport::state);
        if (count == 0) continue;
        states += (states.empty() ? "" : ", ") + grouped(static_cast<std::uint64_t>(count)) + " " +
                  std::string(name_of(state));
        is_mixed |= state != FileState::added;
    }
    const std::string total = counted(files.size(), "file");
    return is_mixed ? total + " (" + states + ")" : total;
}

}  // namespace

Json counts_json(const Counts& counts) {
    return {{"records", counts.records()},     {"indexed", counts.indexed},
            {"duplicates", counts.duplicates}, {"empty", counts.empty},
            {"rejected", counts.rejected},     {"conversations", counts.conversations},
            {"verbatims", counts.verbatims}};
}

Json reject_json(const RejectRow& reject, std::string_view working_directory) {
    return {{"path", openable_path(reject.path, working_directory)},
            {"locator", locator_json(reject.reject.locator)},
            {"reason", reject.reject.reason}};
}

Json rejects_json(const std::vector<RejectRow>& rows, std::string_view working_directory) {
    return rows_json(rows, false, working_directory);
}

Json noted_json(const std::vector<RejectRow>& rows, std::string_view working_directory) {
    return rows_json(rows, true, working_directory);
}

Json report_json(const AddReport& report, std::string_view working_directory) {
    Json files = Json::array();
    for (const FileReport& file : report.files) files.push_back(file_json(file, working_directory));
    Json totals = {{"files", report.files.size()}};
    totals.update(counts_json(report.totals));
    totals["seconds"] = report.seconds;
    return {{"schema", "verbatim.add/1"},
            {"files", std::move(files)},
            {"totals", std::move(totals)},
            {"rejects", rejects_json(report.rejects, working_directory)},
            {"noted", noted_json(report.rejects, working_directory)}};
}

std::string accounted(const Counts& counts) {
    const std::string records = counted(counts.records(), "record");
    if (counts.records() == counts.indexed)
        return counts.indexed == 0 ? records : records + ", all indexed";
    std::string terms;
    const auto add = [&](std::uint64_t number, std::string_view noun) {
        if (number > 0)
            terms.append(terms.empty() ? "" : " + ")
                .append(grouped(number))
                .append(" ")
                .append(noun);
    };
    add(counts.indexed, "indexed");
    add(counts.duplicates, counts.duplicates == 1 ? "duplicate" : "duplicates");
    add(counts.empty, "empty");
    add(counts.rejected, "rejected");
    return records + " = " + terms;
}

namespace {

// What was not used, or not all of it, and where that is listed.
std::string left_out(const AddReport& report) {
    std::string text;
    if (!report.kept_out.empty())
        text += " " + counted(report.kept_out.size(), "file") +
                " left out: taken out before; `add` its name brings one back.";
    const auto aside = std::ranges::count_if(
        report.files, [](const FileReport& file) { return !file.same_as.empty(); });
    if (aside > 0)
        text += " " + counted(static_cast<std::uint64_t>(aside), "file") +
                (aside == 1 ? " is" : " are") + " set aside: what " +
                (aside == 1 ? "it holds" : "they hold") + " lies beside " +
                (aside == 1 ? "it" : "them") + " in a better format.";
    const auto noted = std::ranges::count_if(report.rejects, is_noted);
    if (noted > 0) text += " " + grouped(static_cast<std::uint64_t>(noted)) + " noted.";
    if (report.totals.rejected > 0 || noted > 0) text += " See `verbatim status --rejects`.";
    return text;
}

}  // namespace

std::string closing_line(const AddReport& report) {
    const bool nothing_new = report.totals.records() == 0 &&
                             std::ranges::all_of(report.files, [](const FileReport& file) {
                                 return file.state == FileState::unchanged;
                             });
    const std::string seconds = " in " + seconds_for_people(report.seconds) + ".";
    const std::string files = files_by_state(report.files);
    if (nothing_new)
        return counted(report.files.size(), "file") + ", nothing new" + seconds + left_out(report);
    const std::string line = files + ": " + accounted(report.totals) + " → " +
                             counted(report.totals.verbatims, "verbatim") + seconds;
    return line + left_out(report);
}

std::vector<std::string> not_quoted(const AddReport& report) {
    constexpr std::size_t kNamed = 3;
    const auto& [verbatims, speakers, notes] = report.not_quoted;
    std::vector<std::string> lines;
    if (notes > 0)
        lines.push_back("Searches leave out " + counted(notes, "verbatim") +
                        " of notes, which are nobody's words: --role unknown finds them too.");
    if (verbatims == 0) return lines;
    std::string names;
    const std::size_t shown = std::min(speakers.size(), kNamed);
    for (std::size_t i = 0; i < shown; ++i) {
        const bool is_last = i + 1 == speakers.size();
        names += (i == 0 ? "" : is_last ? " and " : ", ") + speakers[i];
    }
    if (speakers.size() > shown) names += " and others";
    const bool is_one = speakers.size() == 1;
    const std::string told =
        shell_line({"verbatim", "speakers", "--set", speakers.front() + "=customer"});
    lines.push_back("Searches leave out " + counted(verbatims, "verbatim") + " of these: whether " +
                    names + (is_one ? " is a customer" : " are customers") + " is not known.");
    lines.push_back("If so: `" + told + "`" +
                    (is_one ? "" : "; `verbatim speakers --role unknown` lists all"));
    return lines;
}

std::string reject_line(const RejectRow& reject, std::string_view working_directory) {
    return (reject.warning ? "noted " : "") + printable_path(reject.path, working_directory) +
           printable_locator(reject.reject.locator) + ": " + one_line(reject.reject.reason);
}

std::string reject_block(const RejectRow& reject, std::string_view working_directory,
                         std::size_t width) {
    BlockStyle style;
    style.first = "  ";
    style.rest = "    ";
    style.width = width;
    return block(reject_line(reject, working_directory), {}, style);
}

std::string first_rejects(const std::vector<RejectRow>& rejects, std::string_view working_directory,
                          std::size_t width) {
    std::string text;
    const std::size_t shown = std::min(rejects.size(), kRejectsShown);
    for (std::size_t i = 0; i < shown; ++i)
        text += reject_block(rejects[i], working_directory, width);
    if (rejects.size() > shown) text += "  and " + grouped(rejects.size() - shown) + " more\n";
    return text;
}

int exit_status(const AddReport& report) {
    const bool is_incomplete =
        report.totals.rejected > 0 || !report.rejects.empty() ||
        std::ranges::count(report.files, FileState::unreadable, &FileReport::state) > 0;
    return is_incomplete ? 1 : 0;
}

}  // namespace verbatim::cli
