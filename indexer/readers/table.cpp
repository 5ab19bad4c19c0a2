#include "indexer/readers/table.h"

#include <algorithm>

#include "engine/nearest.h"
#include "engine/text.h"
#include "indexer/damage.h"
#include "indexer/mapping/aliases.h"
#include "indexer/readers/cells.h"
#include "indexer/readers/chat_table.h"
#include "indexer/role_names.h"

namespace verbatim {

namespace {

// Trustpilot and others cut the title from the text: "I just got Spot insurance and…".
bool is_beginning_of(std::string_view title, std::string_view text) {
    title = trimmed_cell(title);
    for (const std::string_view dots : {"\u2026", "..."})
        if (title.ends_with(dots))
            title = trimmed_cell(title.substr(0, title.size() - dots.size()));
    return trimmed_cell(text).starts_with(title);
}

// What forms fill in where nothing was said.
bool is_filled_in(std::string_view cell) {
    cell = trimmed_cell(cell);
    return cell == "No Negative" || cell == "No Positive";
}

// Kinds in which two sides speak. A row has one author even there, and that is the customer.
bool is_talk(Kind kind) {
    return kind == Kind::interview || kind == Kind::call || kind == Kind::chat;
}

// Each row one conversation: a review or a survey's response.
class ReviewTable final : public Table {
public:
    ReviewTable(TablePlan plan, const ReadOptions& options, RecordSink& sink)
        : plan_(std::move(plan)), cells_(plan_, options, sink), sink_(sink) {}

    Result<void> add(const TableRow& row) override {
        Conversation conversation;
        add_speech(row, conversation);
        if (conversation.utterances.empty()) {
            sink_.empty(1);
            return {};
        }
        if (row.damaged &&
            std::ranges::any_of(conversation.utterances, [](const Utterance& utterance) {
                return holds_replacement(utterance.text);
            })) {
            sink_.reject({row.locator, "ill-formed UTF-8"});
            return {};
        }
        add_speakers(row, conversation);
        cells_.fill(row, conversation);
        return sink_.accept(std::move(conversation));
    }

    Result<void> finish(std::vector<std::string>& notes) override {
        cells_.note(notes);
        return {};
    }

private:
    void add_utterance(const TableRow& row, std::size_t column, Conversation& conversation) {
        Utterance utterance;
        utterance.text = text_of(cells_.cell(row, column));
        utterance.question = plan_.columns[column].question;
        utterance.locator = cells_.locate(row, column);
        conversation.utterances.push_back(std::move(utterance));
    }

    // What the customer says: the title, unless it repeats the text, then the texts.
    void add_speech(const TableRow& row, Conversation& conversation) {
        std::optional<std::size_t> title;
        bool repeats = false;
        for (std::size_t i = 0; i < plan_.columns.size(); ++i) {
            const std::string_view cell = cells_.cell(row, i);
            const Column& column = plan_.columns[i];
            if (column.role == ColumnRole::title && column.spoken && !says_nothing(cell)) title = i;
            if (column.role != ColumnRole::text || says_nothing(cell) || is_filled_in(cell))
                continue;
            add_utterance(row, i, conversation);
        }
        if (!title) return;
        for (const Utterance& utterance : conversation.utterances)
            repeats = repeats || is_beginning_of(text_of(cells_.cell(row, *title)), utterance.text);
        if (repeats) return;
        add_utterance(row, *title, conversation);
        std::rotate(conversation.utterances.begin(), conversation.utterances.end() - 1,
                    conversation.utterances.end());
    }

    void add_speakers(const TableRow& row, Conversation& conversation) {
        Speaker customer;
        customer.name = name_of_speaker(cells_.cell(row, ColumnRole::author));
        customer.id = name_of_speaker(cells_.cell(row, ColumnRole::author_id));
        if (is_talk(plan_.kind) && !role_of_name(customer.name)) {
            customer.role = Role::customer;
            customer.role_reason = "wrote the row";
        }
        conversation.speakers.push_back(std::move(customer));
        for (std::size_t i = 0; i < plan_.columns.size(); ++i) {
            const Column& column = plan_.columns[i];
            if (column.role != ColumnRole::reply || says_nothing(cells_.cell(row, i))) continue;
            if (conversation.speakers.size() == 1)
                conversation.speakers.push_back(
                    {"", "Company", Role::agent,
                     "column '" + column.name + "' is the company's reply"});
            add_utterance(row, i, conversation);
            conversation.utterances.back().speaker = 1;
        }
    }

    TablePlan plan_;
    CellReader cells_;
    RecordSink& sink_;
};

bool has_role(const std::vector<Column>& columns, ColumnRole role) {
    return std::ranges::find(columns, role, &Column::role) != columns.end();
}

// A survey asks: questions as headers, or a name that only surveys use.
Kind guess_kind(const std::vector<Column>& columns) {
    const auto asks = std::ranges::count_if(columns, [](const Column& column) {
        return column.role == ColumnRole::text && (column.question.find('?') != std::string::npos ||
                                                   column.reason == "the header is a question");
    });
    const bool survey_name = std::ranges::any_of(columns, [](const Column& column) {
        const std::string name = plain_name(column.name);
        return name == "respondentid" || name == "networkid" || name == "nps" ||
               name == "npsscore" || name == "collectorid" || name == "responsetype" ||
               name == "responseid";
    });
    const bool forum_name = std::ranges::any_of(
        columns, [](const Column& column) { return plain_name(column.name) == "subreddit"; });
    if (forum_name) return Kind::forum;
    return survey_name || asks >= 2 || (asks == 1 && !has_role(columns, ColumnRole::rating))
               ? Kind::survey
               : Kind::review;
}

std::string place_of(const TablePlan& plan, std::size_t column) {
    return "column " + std::to_string(column + 1) + " '" + plan.columns[column].name + "'";
}

}  // namespace

Result<TablePlan> plan_table(const std::vector<std::string>& header,
                             const std::vector<std::vector<std::string>>& rows,
                             const ReadOptions& options) {
    const Mapping* mapping = options.mapping ? &*options.mapping : nullptr;
    auto columns = map_columns(header, rows, mapping);
    if (!columns) return columns.error();
    TablePlan plan;
    plan.columns = *std::move(columns);
    plan.chat = has_role(plan.columns, ColumnRole::direction) ||
                has_role(plan.columns, ColumnRole::conversation);
    plan.kind = plan.chat ? Kind::chat : guess_kind(plan.columns);
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

std::unique_ptr<Table> open_table(TablePlan plan, const ReadOptions& options, RecordSink& sink) {
    if (plan.chat) return open_chat_table(std::move(plan), options, sink);
    return std::make_unique<ReviewTable>(std::move(plan), options, sink);
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
        if (column.role == ColumnRole::ignore) {
            if (!column.reason.empty())
                notes.push_back("unused: " + place + " (" + column.reason + ")");
            continue;
        }
        std::string what(name_of(column.role));
        if (column.role == ColumnRole::custom) what = "field " + column.key;
        std::string how = column.reason;
        if (column.rating_max)
            how += ", to " + std::to_string(static_cast<int>(*column.rating_max));
        if (!column.date_order.empty()) how += ", " + column.date_order;
        if (!column.spoken) how += ", not the customer's words: it repeats";
        notes.push_back(what + " <- " + place + " (" + how + ")");
    }
    return notes;
}

}  // namespace verbatim
