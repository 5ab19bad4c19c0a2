#include "indexer/readers/table.h"

#include <algorithm>
#include <array>

#include "engine/nearest.h"
#include "engine/text.h"
#include "indexer/damage.h"
#include "indexer/mapping/column_mapper.h"
#include "indexer/readers/cells.h"
#include "indexer/readers/chat_table.h"
#include "indexer/readers/dialogue.h"
#include "indexer/readers/fillers.h"
#include "indexer/readers/row_rules.h"
#include "indexer/role_names.h"

namespace verbatim {

namespace {

// Kinds in which two sides speak. A row has one author even there, and that is the customer.
bool is_talk(Kind kind) {
    return kind == Kind::interview || kind == Kind::call || kind == Kind::chat;
}

// The column that says what the text beside it answers, where a row is one answer of a survey.
std::optional<std::size_t> question_column(const std::vector<Column>& columns) {
    static constexpr std::array<std::string_view, 9> kNames = {
        "question", "questiontext", "surveyquestion", "frage", "pregunta",
        "pergunta", "domanda",      "vraag",          "質問"};
    const auto found = std::ranges::find_if(columns, [](const Column& column) {
        return column.role != ColumnRole::text &&
               std::ranges::find(kNames, plain_name(column.name)) != kNames.end();
    });
    if (found == columns.end()) return std::nullopt;
    return static_cast<std::size_t>(found - columns.begin());
}

// Each row one conversation: a review or a survey's response.
class ReviewTable final : public Table {
public:
    ReviewTable(TablePlan plan, const ReadOptions& options, RecordSink& sink)
        : plan_(std::move(plan)),
          cells_(plan_, options, sink),
          rules_(plan_.columns),
          question_(question_column(plan_.columns)),
          sink_(sink),
          holds_talks_(std::ranges::any_of(plan_.columns, [](const Column& column) {
              return column.role == ColumnRole::text && is_called_transcript(column.name);
          })) {}

    Result<void> add(const TableRow& row) override {
        if (rules_.leave_out([&](std::size_t i) { return cells_.cell(row, i); })) {
            sink_.empty(1);
            return {};
        }
        Conversation conversation;
        add_speech(row, conversation);
        if (conversation.utterances.empty()) {
            ratings_only_ += !says_nothing(cells_.cell(row, ColumnRole::rating));
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
        part_dialogues(conversation);
        cells_.fill(row, conversation);
        return sink_.accept(std::move(conversation));
    }

    Result<void> finish(std::vector<std::string>& notes) override {
        cells_.note(notes);
        rules_.note(notes);
        if (ratings_only_ > 0)
            notes.push_back("left out, as nothing was said: " + std::to_string(ratings_only_) +
                            (ratings_only_ == 1 ? " rating" : " ratings") + " without a text");
        return {};
    }

private:
    void add_utterance(const TableRow& row, std::size_t column, Conversation& conversation) {
        Utterance utterance;
        utterance.text = original_of(text_of(cells_.cell(row, column)));
        const Column& of = plan_.columns[column];
        utterance.question = of.question;
        if (question_ && of.role == ColumnRole::text && of.question.empty())
            utterance.question = text_of(trimmed_cell(cells_.cell(row, *question_)));
        utterance.locator = cells_.locate(row, column);
        conversation.utterances.push_back(std::move(utterance));
    }

    void add_answer(const TableRow& row, const RowAnswer& answer, Conversation& conversation) {
        if (says_nothing(answer.text) || is_filled_in(answer.text)) return;
        Utterance utterance;
        utterance.text = text_of(answer.text);
        utterance.question = answer.question;
        utterance.locator = row.locator;
        utterance.locator.pointer += answer.pointer;
        conversation.utterances.push_back(std::move(utterance));
    }

    // What the customer says: the title, unless it repeats the text, then the texts and the
    // answers.
    void add_speech(const TableRow& row, Conversation& conversation) {
        std::optional<std::size_t> title;
        bool repeats = false;
        for (std::size_t i = 0; i < plan_.columns.size(); ++i) {
            const std::string_view cell = cells_.cell(row, i);
            const Column& column = plan_.columns[i];
            if (column.role == ColumnRole::title && column.spoken && !says_nothing(cell) &&
                !is_title_of_stars(cell))
                title = i;
            if (column.role != ColumnRole::text || says_nothing(cell) || is_filled_in(cell))
                continue;
            add_utterance(row, i, conversation);
        }
        for (const RowAnswer& answer : row.answers) add_answer(row, answer, conversation);
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
        customer.name = cells_.author(row);
        customer.id = name_of_speaker(cells_.cell(row, ColumnRole::author_id));
        if (holds_talks_) {
            customer.role_reason = "a transcript that does not say who speaks";
        } else if (is_talk(plan_.kind) && !role_of_name(customer.name)) {
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
    RowRules rules_;
    const std::optional<std::size_t> question_;  // a column
    RecordSink& sink_;
    const bool holds_talks_;  // of which nobody said all
    std::uint64_t ratings_only_ = 0;
};

bool has_role(const std::vector<Column>& columns, ColumnRole role) {
    return std::ranges::find(columns, role, &Column::role) != columns.end();
}

// A survey asks: questions as headers or beside the answers, or a name that only surveys use. Sites
// for reviews ask too, but call them reviews or count stars.
Kind guess_kind(const std::vector<Column>& columns, bool answers) {
    const auto asks = std::ranges::count_if(columns, [](const Column& column) {
        return column.role == ColumnRole::text &&
               (column.question.find('?') != std::string::npos || column.reason == kByQuestion ||
                column.reason == kOpenEnded);
    });
    const bool reviewed = std::ranges::any_of(columns, [](const Column& column) {
        return column.role == ColumnRole::rating && column.reason != kByScoreQuestion;
    });
    const bool survey_name = std::ranges::any_of(columns, [](const Column& column) {
        const std::string name = plain_name(column.name);
        return name == "respondentid" || name == "networkid" || name == "nps" ||
               name == "npsscore" || name == "collectorid" || name == "responsetype" ||
               name == "responseid" || name == "surveytype" || name == "surveyid";
    });
    const bool forum_name = std::ranges::any_of(
        columns, [](const Column& column) { return plain_name(column.name) == "subreddit"; });
    const bool review_name = std::ranges::any_of(columns, [](const Column& column) {
        const std::string name = plain_name(column.name);
        return name.find("review") != name.npos || name.ends_with("starrating");
    });
    const bool transcripts = std::ranges::any_of(columns, [](const Column& column) {
        return column.role == ColumnRole::text && is_called_transcript(column.name);
    });
    if (transcripts) return Kind::call;
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

}  // namespace

Result<TablePlan> plan_table(const std::vector<std::string>& header,
                             const std::vector<std::vector<std::string>>& rows,
                             const ReadOptions& options, const TableFacts& facts) {
    const Mapping* mapping = options.mapping ? &*options.mapping : nullptr;
    auto columns = map_columns(header, rows, mapping, facts);
    if (!columns) return columns.error();
    TablePlan plan;
    plan.columns = *std::move(columns);
    plan.community = is_of_discord(header);
    plan.chat = plan.community || has_role(plan.columns, ColumnRole::direction) ||
                has_role(plan.columns, ColumnRole::conversation);
    plan.kind = plan.chat ? Kind::chat : guess_kind(plan.columns, facts.text_elsewhere);
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
