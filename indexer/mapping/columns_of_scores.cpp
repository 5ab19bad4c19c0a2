#include <algorithm>
#include <array>

#include "engine/ascii.h"
#include "engine/text.h"
#include "indexer/mapping/column_mapper.h"
#include "indexer/mapping/ratings.h"

namespace verbatim {

namespace {

constexpr std::size_t kMostGrades = 11;  // 0 to 10

// What a question asks that is answered by a number, folded; the surest first.
constexpr std::array<std::string_view, 36> kScoreQuestions = {"likely",
                                                              "recommend",
                                                              "nps",
                                                              "wahrscheinlich",
                                                              "weiterempfehl",
                                                              "probabl",
                                                              "recommander",
                                                              "recomend",
                                                              "consigl",
                                                              "aanbevelen",
                                                              "waarschijnlijk",
                                                              "satisf",
                                                              "zufrieden",
                                                              "tevreden",
                                                              "soddisfatt",
                                                              "how would you rate",
                                                              "rate ",
                                                              "rating",
                                                              "scale of",
                                                              "scale from",
                                                              "on a scale",
                                                              "out of ",
                                                              "score",
                                                              "bewerte",
                                                              "note de",
                                                              "how easy",
                                                              "how difficult",
                                                              "effort",
                                                              "how well",
                                                              "how much",
                                                              "how happy",
                                                              "how useful",
                                                              "how helpful",
                                                              "0-10",
                                                              "1-5",
                                                              "1-7"};

bool asks_for_recommendation(std::string_view question) {
    return std::any_of(kScoreQuestions.begin(), kScoreQuestions.begin() + 11,
                       [question](auto words) { return question.find(words) != question.npos; });
}

bool asks_for_score(std::string_view question) {
    return std::ranges::any_of(
        kScoreQuestions, [question](auto words) { return question.find(words) != question.npos; });
}

// The number at `at`, if it is one of a scale's ends; steps behind it.
std::optional<int> take_end(std::string_view text, std::size_t& at) {
    const std::size_t begin = at;
    int value = 0;
    while (at < text.size() && is_digit(text[at]) && at - begin < 4)
        value = value * 10 + (text[at++] - '0');
    if (at == begin || at - begin > 3 || (at < text.size() && is_digit(text[at])))
        return std::nullopt;
    return value;
}

// "0-10", "1 to 5", "1 (not at all) - 7 (very)", "1 = no, 5 = yes": where a scale ends that begins
// with 0 or 1 in a folded header.
std::optional<double> scale_in(std::string_view header) {
    int high = 0;
    bool begins = false;
    for (std::size_t at = 0; at < header.size();) {
        if (!is_digit(header[at])) {
            ++at;
            continue;
        }
        const auto value = take_end(header, at);
        while (at < header.size() && is_digit(header[at])) ++at;
        if (!value) continue;
        if (*value <= 1 && !begins)
            begins = true;
        else if (begins && high == 0)
            high = *value;
    }
    const bool usual =
        high == 3 || high == 4 || high == 5 || high == 6 || high == 7 || high == 10 || high == 100;
    return begins && usual ? std::optional<double>(high) : std::nullopt;
}

// Yes and no, however they are written.
bool is_yes_or_no(std::string_view cell) {
    static constexpr std::array<std::string_view, 11> kWords = {
        "1", "0", "-1", "yes", "no", "true", "false", "y", "n", "recommended", "not recommended"};
    return std::ranges::find(kWords, fold(cell)) != kWords.end();
}

bool has_cell(const ColumnLook& look, std::string_view cell) {
    return std::ranges::find(look.cells, cell) != look.cells.end();
}

// All are whole numbers to seven and some are seven: with enough of them, a scale of seven.
bool ends_at_seven(const ColumnLook& look) {
    constexpr std::size_t kEnough = 30;
    return look.filled() >= kEnough &&
           std::ranges::all_of(look.cells,
                               [](const std::string& cell) {
                                   return cell.size() == 1 && cell[0] >= '1' && cell[0] <= '7';
                               }) &&
           has_cell(look, "7");
}

}  // namespace

// Where a rating column's scale ends: as its name or the survey's type says, else by its values.
std::optional<double> ColumnMapper::scale_of(std::size_t i) const {
    const std::optional<double> seen = rating_scale_of(looks_[i]);
    if (!seen) return seen;
    const std::string name = plain_name(header_[i]);
    const std::string question = fold(header_[i]);
    const auto stated = scale_in(question);
    if (stated && (*stated >= *seen || ends_at_seven(looks_[i]) || *stated == 7)) return stated;
    bool to_ten = name.find("nps") != name.npos || name.find("likelihood") != name.npos ||
                  (question.find("likely") != question.npos && asks_for_recommendation(question));
    for (std::size_t other = 0; other < header_.size(); ++other)
        to_ten = to_ten || (plain_name(header_[other]) == "surveytype" &&
                            looks_[other].distinct == 1 && looks_[other].cells[0] == "nps");
    if (to_ten) return std::max(*seen, 10.0);
    return ends_at_seven(looks_[i]) ? 7 : seen;
}

// A survey's score: the question about recommending before any other.
void ColumnMapper::choose_rating() {
    if (has(ColumnRole::rating)) return;
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const std::string question = fold(header_[i]);
        if (!is_free(i) || looks_[i].filled() == 0 || !asks_for_score(question)) continue;
        if (looks_[i].distinct > kMostGrades || !rating_scale_of(looks_[i])) continue;
        if (!best ||
            (asks_for_recommendation(question) && !asks_for_recommendation(fold(header_[*best]))))
            best = i;
    }
    if (best) set(*best, ColumnRole::rating, ColumnReason::score_question);
}

// Thumbs up or down, whatever the column is called.
void ColumnMapper::choose_recommended() {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const ColumnLook& look = looks_[i];
        const std::string name = plain_name(header_[i]);
        const bool named = name.find("recommend") != name.npos || name == "votedup" ||
                           (aliases_[i] && aliases_[i]->role == ColumnRole::rating &&
                            look.distinct == 2 && has_cell(look, "-1") && has_cell(look, "1"));
        if (is_free(i) && named && look.filled() > 0 &&
            std::ranges::all_of(look.cells, is_yes_or_no))
            return add_field(i, std::string(kRecommended), ColumnReason::yes_or_no);
    }
}

// The other scores of a review or a survey, each a field.
void ColumnMapper::choose_score_fields() {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const ColumnLook& look = looks_[i];
        if (!is_free(i) || count(ColumnRole::custom) >= kMostFields) continue;
        if (look.filled() == 0 || look.distinct > kMostGrades || !has(ColumnRole::rating)) continue;
        const std::string question = fold(header_[i]);
        const bool named = (aliases_[i] && aliases_[i]->role == ColumnRole::rating) ||
                           asks_for_score(question) || question.starts_with("ease of") ||
                           question.starts_with("value for") || question.ends_with("service") ||
                           question.find("rating") != question.npos;
        if (named && rating_scale_of(look))
            add_field(i, field_key(telling_part(header_[i])), ColumnReason::score);
    }
}

}  // namespace verbatim
