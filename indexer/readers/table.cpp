#include "indexer/readers/table.h"

#include <algorithm>
#include <array>

#include "indexer/damage.h"
#include "indexer/mapping/aliases.h"
#include "indexer/readers/cells.h"
#include "indexer/readers/chat_table.h"
#include "indexer/readers/dialogue.h"
#include "indexer/readers/fillers.h"
#include "indexer/readers/names.h"
#include "indexer/readers/row_rules.h"
#include "indexer/role_names.h"
#include "indexer/space.h"

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

std::optional<std::size_t> column_called(const std::vector<Column>& columns,
                                         std::string_view plain) {
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (plain_name(columns[i].name) == plain) return i;
    return std::nullopt;
}

// Each row one conversation: a review or a survey's response.
class ReviewTable final : public Table {
public:
    ReviewTable(TablePlan plan, const ReadOptions& options, RecordSink& sink)
        : plan_(std::move(plan)),
          cells_(plan_, options, sink),
          rules_(plan_.columns),
          question_(question_column(plan_.columns)),
          requester_(column_called(plan_.columns, "requesterid")),
          submitter_(column_called(plan_.columns, "submitterid")),
          sink_(sink) {
        for (const Column& column : plan_.columns)
            for_faults_.push_back(asks_for_faults(column.name));
    }

    Result<void> add(const TableRow& row) override {
        if (rules_.leave_out([&](std::size_t i) { return cells_.cell(row, i); })) {
            sink_.empty(1);
            return {};
        }
        Conversation conversation;
        conversation.kind = plan_.kind;
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
        add_rating(row, conversation);
        return sink_.accept(std::move(conversation));
    }

    Result<void> finish(std::vector<std::string>& notes) override {
        cells_.note(notes);
        rules_.note(notes);
        if (ratings_only_ > 0)
            notes.push_back("left out, as nothing was said: " + std::to_string(ratings_only_) +
                            (ratings_only_ == 1 ? " rating" : " ratings") + " without a text");
        if (ratings_without_scale_ > 0)
            notes.push_back(counted(ratings_without_scale_, "rating") +
                            " without a scale, which the form would tell: its definition is not "
                            "in the file");
        return {};
    }

private:
    void add_utterance(const TableRow& row, std::size_t column, Conversation& conversation) {
        Utterance utterance;
        utterance.text = original_of(text_of(cells_.cell(row, column)));
        const Column& of = plan_.columns[column];
        utterance.question = of.question;
        if (question_ && of.role == ColumnRole::text && of.question.empty())
            utterance.question = text_of(trim_space(cells_.cell(row, *question_)));
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

    // A form's score, where no column is one.
    void add_rating(const TableRow& row, Conversation& conversation) {
        if (conversation.rating || !row.rating) return;
        conversation.rating = row.rating->value;
        conversation.rating_max = row.rating->max;
        ratings_without_scale_ += !row.rating->max;
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
            if (column.role != ColumnRole::text || says_nothing(cell) || is_filled_in(cell) ||
                (for_faults_[i] && names_nothing(cell)))
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

    // The description of a ticket that somebody else filed for its requester.
    void add_submitter(const TableRow& row, Conversation& conversation) {
        if (!requester_ || !submitter_) return;
        std::string submitter = name_of_speaker(cells_.cell(row, *submitter_));
        if (submitter.empty() || submitter == name_of_speaker(cells_.cell(row, *requester_)))
            return;
        conversation.speakers.push_back(
            {std::move(submitter), "", Role::agent, "filed the ticket for the requester"});
        for (Utterance& utterance : conversation.utterances)
            if (utterance.question.empty()) utterance.speaker = 1;
    }

    void add_speakers(const TableRow& row, Conversation& conversation) {
        Speaker customer;
        customer.name = cells_.author(row);
        customer.id = name_of_speaker(cells_.cell(row, ColumnRole::author_id));
        if (plan_.talks) {
            customer.role_reason = "a transcript that does not say who speaks";
        } else if (is_talk(plan_.kind) && !role_of_name(customer.name)) {
            customer.role = Role::customer;
            customer.role_reason = "wrote the row";
        }
        conversation.speakers.push_back(std::move(customer));
        add_submitter(row, conversation);
        add_replies(row, conversation);
    }

    void add_replies(const TableRow& row, Conversation& conversation) {
        std::optional<std::uint32_t> company;
        for (std::size_t i = 0; i < plan_.columns.size(); ++i) {
            const Column& column = plan_.columns[i];
            if (column.role != ColumnRole::reply || says_nothing(cells_.cell(row, i))) continue;
            if (!company) {
                company = static_cast<std::uint32_t>(conversation.speakers.size());
                conversation.speakers.push_back(
                    {"", "Company", Role::agent,
                     "column '" + column.name + "' is the company's reply"});
            }
            add_utterance(row, i, conversation);
            conversation.utterances.back().speaker = *company;
        }
    }

    TablePlan plan_;
    CellReader cells_;
    RowRules rules_;
    const std::optional<std::size_t> question_, requester_, submitter_;  // columns
    RecordSink& sink_;
    std::vector<bool> for_faults_;  // by column
    std::uint64_t ratings_only_ = 0, ratings_without_scale_ = 0;
};

}  // namespace

std::unique_ptr<Table> open_table(TablePlan plan, const ReadOptions& options, RecordSink& sink) {
    if (plan.chat) return open_chat_table(std::move(plan), options, sink);
    return std::make_unique<ReviewTable>(std::move(plan), options, sink);
}

}  // namespace verbatim
