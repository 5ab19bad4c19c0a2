#include "indexer/readers/cells.h"

#include <algorithm>
#include <array>

#include "engine/text.h"
#include "indexer/charset.h"
#include "indexer/mapping/dates.h"
#include "indexer/mapping/ratings.h"
#include "indexer/readers/markup.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

constexpr std::uint64_t kMostWarnings = 1000;
constexpr std::size_t kQuotedBytes = 40;
// What programs write for a date that they do not know: second 0 of their clock.
constexpr std::string_view kNoDate = "1970-01-01";

std::string quoted(std::string_view cell) {
    const std::string_view begin = cell.substr(0, kQuotedBytes);
    return "\"" + std::string(begin.substr(0, whole_characters(begin))) +
           (begin.size() < cell.size() ? "...\"" : "\"");
}

// "yes" or "no" for what exports write for thumbs up and down; any other word as it is.
std::string_view yes_or_no(std::string_view cell) {
    static constexpr std::array<std::string_view, 5> kYes = {"1", "true", "yes", "y",
                                                             "recommended"};
    static constexpr std::array<std::string_view, 6> kNo = {"0",  "-1", "false",
                                                            "no", "n",  "not recommended"};
    const std::string folded = fold(cell);
    if (std::ranges::find(kYes, folded) != kYes.end()) return "yes";
    return std::ranges::find(kNo, folded) != kNo.end() ? "no" : cell;
}

// Google Play's reviews have their id in their link alone: "...?reviewId=gp%3AAOq...&corpus=...".
std::string id_in(std::string_view url) {
    constexpr std::string_view kKey = "reviewId=";
    const std::size_t begin = url.find(kKey);
    if (begin == std::string_view::npos) return {};
    std::string_view value = url.substr(begin + kKey.size());
    value = value.substr(0, value.find_first_of("&#"));
    std::string id;
    for (; !value.empty(); value.remove_prefix(1)) {
        const bool colon = value.starts_with("%3A") || value.starts_with("%3a");
        id += colon ? ':' : value[0];
        if (colon) value.remove_prefix(2);
    }
    return id;
}

}  // namespace

bool says_nothing(std::string_view cell) {
    static constexpr std::array<std::string_view, 4> kMissing = {"nan", "NaN", "NULL", "null"};
    cell = trim_space(cell);
    return cell.empty() || std::ranges::find(kMissing, cell) != kMissing.end();
}

std::string text_of(std::string_view cell) {
    return looks_like_html(cell) ? html_to_text(cell) : std::string(cell);
}

std::string original_of(std::string text) {
    constexpr std::string_view kTranslated = "(Translated by Google)", kOriginal = "(Original)";
    const std::size_t translated = text.find(kTranslated);
    if (translated == std::string::npos) return text;
    const std::size_t original = text.find(kOriginal, translated);
    std::string_view own;
    if (original != std::string::npos)
        own = std::string_view(text).substr(original + kOriginal.size());
    else if (translated > 0)
        own = std::string_view(text).substr(0, translated);
    return own.empty() ? text : std::string(trim_space(own));
}

std::string name_of_speaker(std::string_view cell) {
    cell = trim_space(cell);
    const bool rounded = cell.find("E+") != std::string_view::npos &&
                         cell.find_first_not_of("0123456789.E+") == std::string_view::npos;
    return rounded || says_nothing(cell) ? std::string() : std::string(cell);
}

CellReader::CellReader(const TablePlan& plan, const ReadOptions& options, RecordSink& sink)
    : plan_(plan), options_(options), sink_(sink) {
    first_of_role_.assign(static_cast<std::size_t>(ColumnRole::custom) + 1, -1);
    for (std::size_t i = plan.columns.size(); i-- > 0;)
        first_of_role_[static_cast<std::size_t>(plan.columns[i].role)] = static_cast<int>(i);
}

std::string_view CellReader::cell(const TableRow& row, ColumnRole role) const {
    const int column = first_of_role_[static_cast<std::size_t>(role)];
    return column < 0 ? std::string_view()
                      : trim_space(cell(row, static_cast<std::size_t>(column)));
}

const Column* CellReader::column(ColumnRole role) const {
    const int column = first_of_role_[static_cast<std::size_t>(role)];
    return column < 0 ? nullptr : &plan_.columns[static_cast<std::size_t>(column)];
}

Locator CellReader::locate(const TableRow& row, std::size_t column) const {
    Locator locator = row.locator;
    if (column < plan_.pointers.size()) locator.pointer += plan_.pointers[column];
    return locator;
}

void CellReader::warn(const TableRow& row, std::string reason) {
    if (++warnings_ <= kMostWarnings) sink_.warn({row.locator, std::move(reason)});
}

std::string CellReader::author(const TableRow& row) const {
    std::string name = name_of_speaker(cell(row, ColumnRole::author));
    const std::string surname = name_of_speaker(cell(row, ColumnRole::surname));
    if (surname.empty()) return name;
    return name.empty() ? surname : name + " " + surname;
}

std::string CellReader::date(const TableRow& row) {
    const bool sent = !says_nothing(cell(row, ColumnRole::date));
    const ColumnRole role = sent ? ColumnRole::date : ColumnRole::started;
    const std::string_view text = cell(row, role);
    if (says_nothing(text)) return {};
    const std::string& order = column(role)->date_order;
    auto date = parse_date(text, order);
    if (text == "0" || (date ? *date : std::string(text)).starts_with(kNoDate)) {
        ++epochs_;
        return {};
    }
    if (date) return *std::move(date);
    if (order.empty() && parse_date(text, "dmy"))
        ++undecided_dates_;
    else
        warn(row, "the date " + quoted(text) + " is none");
    return {};
}

void CellReader::set_rating(const TableRow& row, Conversation& conversation) {
    const std::string_view text = cell(row, ColumnRole::rating);
    if (says_nothing(text)) return;
    const auto rating = parse_rating(text);
    if (!rating) return warn(row, "the rating " + quoted(text) + " is none");
    const std::optional<double> max =
        rating->max ? rating->max : column(ColumnRole::rating)->rating_max;
    if (max && rating->value > *max)
        return warn(row, "the rating " + quoted(text) + " is beyond the scale");
    conversation.rating = rating->value;
    conversation.rating_max = max;
}

void CellReader::fill(const TableRow& row, Conversation& conversation) {
    conversation.kind = plan_.kind;
    conversation.locator = row.locator;
    conversation.record = cell(row, ColumnRole::id);
    conversation.title = cell(row, ColumnRole::title);
    conversation.date = date(row);
    conversation.product = cell(row, ColumnRole::product);
    conversation.url = cell(row, ColumnRole::url);
    if (conversation.record.empty()) conversation.record = id_in(conversation.url);
    conversation.lang = language_code(trim_space(cell(row, ColumnRole::lang)));
    set_rating(row, conversation);
    conversation.fields = options_.fields;
    for (std::size_t i = 0; i < plan_.columns.size(); ++i) {
        if (plan_.columns[i].role != ColumnRole::custom) continue;
        std::string_view value = trim_space(cell(row, i));
        if (value.empty()) continue;
        if (plan_.columns[i].key == kRecommended) value = yes_or_no(value);
        conversation.fields.try_emplace(plan_.columns[i].key, value);
    }
}

void CellReader::note(std::vector<std::string>& notes) const {
    if (warnings_ > kMostWarnings)
        notes.push_back(std::to_string(warnings_) + " dates or ratings are none; the first " +
                        std::to_string(kMostWarnings) + " are listed");
    if (epochs_ > 0)
        notes.push_back(std::to_string(epochs_) + (epochs_ == 1 ? " date is " : " dates are ") +
                        std::string(kNoDate) + ", which is none, and left out");
    if (undecided_dates_ > 0)
        notes.push_back(std::to_string(undecided_dates_) +
                        " dates can be read day first or month first and were left out: state "
                        "\"date_order\" in a mapping file");
}

}  // namespace verbatim
