#include <algorithm>
#include <array>
#include <sstream>

#include "engine/nearest.h"
#include "engine/text.h"
#include "indexer/mapping/aliases.h"
#include "indexer/readers/dialogue.h"
#include "indexer/readers/table.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

bool has_role(const std::vector<Column>& columns, ColumnRole role) {
    return std::ranges::find(columns, role, &Column::role) != columns.end();
}

// What a help desk exports: a ticket is a talk of which the table has the beginning.
bool is_of_tickets(const std::vector<Column>& columns) {
    bool requester = false, subject = false;
    for (const Column& column : columns) {
        const std::string name = plain_name(column.name);
        requester = requester || name == "requesterid" || name == "requester";
        subject = subject || name == "subject" || name == "description";
    }
    return requester && subject;
}

// Whether a text is called a transcript, or most of its cells are talks.
bool hold_talks(const std::vector<Column>& columns,
                const std::vector<std::vector<std::string>>& rows) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].role != ColumnRole::text) continue;
        if (is_called_transcript(columns[i].name)) return true;
        std::size_t filled = 0, talks = 0;
        for (const auto& row : rows) {
            if (i >= row.size() || trim_space(row[i]).empty()) continue;
            ++filled;
            talks += !dialogue_in(row[i]).empty();
        }
        if (talks * 2 > filled) return true;
    }
    return false;
}

// A survey asks: questions as headers or beside the answers, or a name that only surveys use. Sites
// for reviews ask too, but call them reviews or count stars.
Kind guess_kind(const std::vector<Column>& columns, bool answers, bool talks) {
    const auto asks = std::ranges::count_if(columns, [](const Column& column) {
        return column.role == ColumnRole::text && (column.question.find('?') != std::string::npos ||
                                                   column.reason == ColumnReason::question ||
                                                   column.reason == ColumnReason::open_ended);
    });
    const bool reviewed = std::ranges::any_of(columns, [](const Column& column) {
        return column.role == ColumnRole::rating && column.reason != ColumnReason::score_question;
    });
    const bool survey_name = std::ranges::any_of(columns, [](const Column& column) {
        const std::string name = plain_name(column.name);
        return name == "respondentid" || name == "networkid" || name == "nps" ||
               name == "npsscore" || name == "collectorid" || name == "responsetype" ||
               name == "responseid" || name == "surveyresponseid" || name == "surveytype" ||
               name == "surveyid";
    });
    const bool forum_name = std::ranges::any_of(
        columns, [](const Column& column) { return plain_name(column.name) == "subreddit"; });
    const bool review_name = std::ranges::any_of(columns, [](const Column& column) {
        const std::string name = plain_name(column.name);
        return name.find("review") != name.npos || name.ends_with("starrating");
    });
    const bool tickets = is_of_tickets(columns);
    if (talks) return Kind::call;
    if (tickets) return Kind::chat;
    if (forum_name) return Kind::forum;
    if (review_name && !survey_name) return Kind::review;
    return survey_name || answers || asks >= 2 || (asks == 1 && !reviewed) ? Kind::survey
                                                                           : Kind::review;
}

// DiscordChatExporter's: AuthorID,Author,Date,Content,Attachments,Reactions.
bool is_of_discord(const std::vector<std::string>& header) {
    return std::ranges::all_of(
        std::array{"AuthorID", "Author", "Date", "Content", "Attachments", "Reactions"},
        [&header](std::string_view name) {
            return std::ranges::find(header, name) != header.end();
        });
}

std::string place_of(const TablePlan& plan, std::size_t column) {
    return "column " + std::to_string(column + 1) + " '" + plan.columns[column].name + "'";
}

// "5", "4.5"
std::string printed(double number) {
    std::ostringstream text;
    text << number;
    return std::move(text).str();
}

}  // namespace

Result<TablePlan> plan_table(const std::vector<std::string>& header,
                             const std::vector<std::vector<std::string>>& rows,
                             const ReadOptions& options, const TableFacts& facts) {
    const Mapping* mapping = options.mapping ? &*options.mapping : nullptr;
    auto columns = map_columns(header, rows, mapping, facts);
    if (!columns) return columns.error();
    TablePlan plan;
    plan.columns = *std::move(columns);
    plan.talks = hold_talks(plan.columns, rows);
    plan.community = is_of_discord(header);
    plan.chat = plan.community || has_role(plan.columns, ColumnRole::direction) ||
                has_role(plan.columns, ColumnRole::conversation);
    plan.kind = plan.chat ? Kind::chat : guess_kind(plan.columns, facts.text_elsewhere, plan.talks);
    if (mapping && mapping->kind) plan.kind = *mapping->kind;
    if (options.kind) plan.kind = *options.kind;
    return plan;
}

void warn_of_missing(const ReadOptions& options, const std::vector<std::string>& header,
                     RecordSink& sink) {
    if (!options.mapping) return;
    for (const std::string& name : missing_columns(*options.mapping, header)) {
        const std::vector<std::string_view> there(header.begin(), header.end());
        const std::string_view near = nearest(name, there);
        sink.warn({{},
                   "there is no column '" + name + "', which the mapping file names" +
                       (near.empty() ? "" : "; the nearest is '" + std::string(near) + "'")});
    }
}

void report_plan(const TablePlan& plan, const MappedLayout& layout, ReadReport& report) {
    const auto notes = describe(plan);
    report.notes.insert(report.notes.end(), notes.begin(), notes.end());
    std::map<std::string, std::size_t> named;
    for (std::size_t i = 0; i < plan.columns.size(); ++i) {
        const Column& column = plan.columns[i];
        if (column.role == ColumnRole::date) report.date_order = column.date_order;
        if (!column.doubt.empty()) report.doubts.push_back(place_of(plan, i) + " " + column.doubt);
        if (++named[fold(column.name)] == 2 && !column.name.empty())
            report.doubts.push_back("several columns are called '" + column.name +
                                    "': a mapping file cannot tell them apart");
    }
    report.mapping = print_mapping(plan.columns, plan.kind, layout);
}

std::vector<std::string> describe(const TablePlan& plan) {
    std::vector<std::string> notes;
    for (std::size_t i = 0; i < plan.columns.size(); ++i) {
        const Column& column = plan.columns[i];
        const std::string place = place_of(plan, i);
        const std::string why = print(column.reason, column.counted);
        if (column.role == ColumnRole::ignore) {
            if (column.reason != ColumnReason::none)
                notes.push_back("unused: " + place + " (" + why + ")");
            continue;
        }
        std::string what(name_of(column.role));
        if (column.role == ColumnRole::custom) what = "field " + column.key;
        std::string how = why;
        if (column.rating_max) how += ", to " + printed(*column.rating_max);
        if (!column.date_order.empty()) how += ", " + column.date_order;
        if (!column.spoken) how += ", not the customer's words: it repeats";
        notes.push_back(what + " <- " + place + " (" + how + ")");
    }
    return notes;
}

}  // namespace verbatim
