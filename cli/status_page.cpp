#include "cli/status_page.h"

#include <algorithm>

#include "cli/block.h"
#include "cli/citation.h"
#include "cli/numbers.h"
#include "cli/report.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "engine/meaning/meaning.h"

namespace verbatim::cli {

namespace {

constexpr std::size_t kSourcesShown = 20;
constexpr std::size_t kCountsShown = 10;
constexpr std::size_t kLabel = 15;

using CountsByName = std::map<std::string, std::uint64_t>;

// Why not more, where that is due to their language.
std::string english_alone(const Status& status) {
    const bool foreign = std::ranges::any_of(
        status.verbatims_by_lang,
        [](const CountsByName::value_type& language) { return !meaning_knows(language.first); });
    return foreign ? ", those in English" : "";
}

std::string joined(const std::vector<std::string>& paths, std::string_view with,
                   std::string_view working_directory) {
    std::string text;
    for (const std::string& path : paths)
        text.append(text.empty() ? "" : with).append(printable_path(path, working_directory));
    return text;
}

// Where the models are, as a rule in one folder; or where they were looked for.
std::string models_text(const Status& status, std::string_view working_directory) {
    constexpr std::size_t kModels = 2;
    std::vector<std::string> folders;
    for (const std::string& model : status.models)
        folders.push_back(model.substr(0, model.rfind('/')));
    if (folders.size() == kModels)
        return joined(folders.front() == folders.back() ? std::vector{folders.front()} : folders,
                      " and ", working_directory);
    std::string found;
    if (!status.models.empty())
        found = "only " + joined(status.models, "", working_directory) + "; ";
    return found + "looked for in " + joined(status.model_folders, " and ", working_directory);
}

class Page {
public:
    explicit Page(const Console& console) : console_(console) {}

    void line(std::string_view label, std::string_view value) {
        BlockStyle style = labelled(label);
        text_ += block(value, {}, style);
    }

    // Most frequent first.
    void counts(std::string_view label, const CountsByName& by_name) {
        std::vector<std::pair<std::string, std::uint64_t>> ordered(by_name.begin(), by_name.end());
        std::ranges::stable_sort(ordered, std::greater(),
                                 &std::pair<std::string, std::uint64_t>::second);
        std::vector<std::string> parts;
        for (const auto& [name, count] : ordered) {
            if (parts.size() == kCountsShown) {
                parts.push_back("and " + grouped(ordered.size() - kCountsShown) + " more");
                break;
            }
            parts.push_back((name.empty() ? "undecided" : one_line(name)) + " " + grouped(count));
        }
        if (!parts.empty()) text_ += joined_block(parts, labelled(label));
    }

    void gap() { text_ += "\n"; }
    void add(const std::string& text) { text_ += text; }
    std::string take() { return std::move(text_); }

private:
    BlockStyle labelled(std::string_view label) const {
        BlockStyle style;
        style.first = pad(label, kLabel);
        style.rest = std::string(kLabel, ' ');
        style.width = std::min(console_.width, kReadableWidth + kLabel);
        style.color = console_.color;
        return style;
    }

    const Console& console_;
    std::string text_;
};

std::string read_as(const Source& source) {
    if (source.format.empty()) return "not read";
    return one_line(source.format) + " " + std::string(name_of(source.kind)) +
           (source.same_as.empty() ? "" : ", set aside");
}

// The directory that all sources lie below, with its last '/'; empty if it is none worth a line.
std::string common_directory(const std::vector<Source>& sources) {
    std::string common = sources.front().path;
    for (const Source& source : sources) {
        const auto differs = std::ranges::mismatch(common, source.path);
        common.erase(differs.in1, common.end());
    }
    common.erase(common.rfind('/') + 1);
    return sources.size() < 2 || common.size() < 2 ? "" : common;
}

std::string sources_table(const std::vector<Source>& sources, const Console& console) {
    const std::string common = common_directory(sources);
    const std::string below = printable_path(common, console.working_directory);
    const bool says_something = !common.empty() && common != console.working_directory + "/";
    const std::vector<Column> columns = {
        {says_something ? "source in " + below : "source", Fit::shorten_front},
        {"read as", Fit::whole},
        {"round", Fit::shorten, 3},
        {"records", Fit::number, 1},
        {"rejected", Fit::number, 2},
        {"verbatims", Fit::number}};
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < std::min(sources.size(), kSourcesShown); ++i) {
        const Source& source = sources[i];
        const std::uint64_t rejected = source.counts.rejected;
        rows.push_back({printable(source.path.substr(common.size())), read_as(source),
                        one_line(source.round), grouped(source.counts.records()),
                        rejected == 0 ? "" : grouped(rejected), grouped(source.counts.verbatims)});
    }
    std::string text = table(columns, rows, console.width, console.color);
    if (sources.size() > kSourcesShown)
        text += "and " + counted(sources.size() - kSourcesShown, "more source") +
                " (--json lists all)\n";
    return text;
}

Json source_json(const Source& source, std::string_view working_directory) {
    Json json = {{"path", openable_path(source.path, working_directory)},
                 {"sha256", source.sha256},
                 {"size", source.size},
                 {"format", source.format},
                 {"kind", name_of(source.kind)},
                 {"round", text_or_null(source.round)},
                 {"added", text_or_null(source.added)}};
    if (!source.same_as.empty()) json["same_as"] = openable_path(source.same_as, working_directory);
    json.update(counts_json(source.counts));
    return json;
}

}  // namespace

std::string status_text(const Status& status, const Console& console) {
    Page page(console);
    page.line("Library", printable_path(status.directory, console.working_directory));
    page.line("Size", bytes_for_people(status.store_bytes) + " store, " +
                          bytes_for_people(status.index_bytes) + " index, for " +
                          bytes_for_people(status.text_bytes) + " of text; version " +
                          std::to_string(status.version));
    page.gap();
    page.line("Sources", grouped(status.sources));
    page.line("Account", accounted(status.counts));
    page.line("Conversations", grouped(status.conversations));
    page.line("Verbatims", grouped(status.verbatims) + ", " + grouped(status.customer_verbatims) +
                               " by customers");
    page.line("  by meaning", status.no_meaning.empty()
                                  ? grouped(status.known_meanings) +
                                        " can be found in other words" + english_alone(status)
                                  : "by words alone: " + one_line(status.no_meaning));
    page.line("  models", models_text(status, console.working_directory));
    page.counts("  by kind", status.verbatims_by_kind);
    page.counts("  by role", status.verbatims_by_role);
    page.counts("  by language", status.verbatims_by_lang);
    for (const auto& [reason, count] : status.rejects_by_reason)
        page.line("Rejected", grouped(count) + "  " + one_line(reason));
    for (const auto& [reason, count] : status.unread_by_reason)
        page.line("Not read", counted(count, "file") + "  " + one_line(reason));
    for (const auto& [reason, count] : status.notes_by_reason)
        page.line("Noted", grouped(count) + "  " + one_line(reason));
    if (!(status.rejects_by_reason.empty() && status.unread_by_reason.empty() &&
          status.notes_by_reason.empty()))
        page.line("", "`verbatim status --rejects` lists them");
    if (!status.source_list.empty()) {
        page.gap();
        page.add(sources_table(status.source_list, console));
    }
    return page.take();
}

Json status_json(const Status& status, const std::vector<RejectRow>* rejects,
                 std::string_view working_directory) {
    Json json = {{"schema", "verbatim.status/1"},
                 {"library", openable_path(status.directory, working_directory)},
                 {"version", status.version},
                 {"conversations", status.conversations},
                 {"verbatims", status.verbatims},
                 {"customer_verbatims", status.customer_verbatims},
                 {"known_meanings", status.known_meanings},
                 {"no_meaning", text_or_null(status.no_meaning)},
                 {"models", status.models},
                 {"model_folders", status.model_folders},
                 {"records", counts_json(status.counts)},
                 {"rejects_by_reason", status.rejects_by_reason},
                 {"notes_by_reason", status.notes_by_reason},
                 {"unread_by_reason", status.unread_by_reason},
                 {"verbatims_by_kind", status.verbatims_by_kind},
                 {"verbatims_by_role", status.verbatims_by_role},
                 {"verbatims_by_lang", status.verbatims_by_lang},
                 {"bytes",
                  {{"store", status.store_bytes},
                   {"index", status.index_bytes},
                   {"text", status.text_bytes}}},
                 {"sources", Json::array()}};
    for (const Source& source : status.source_list)
        json["sources"].push_back(source_json(source, working_directory));
    if (!rejects) return json;
    json["rejects"] = rejects_json(*rejects, working_directory);
    json["noted"] = noted_json(*rejects, working_directory);
    return json;
}

}  // namespace verbatim::cli
