#include "indexer/readers/row_rules.h"

#include "engine/text.h"
#include "indexer/mapping/aliases.h"

namespace verbatim {

namespace {

constexpr std::string_view kPreviews = "previews of the survey by its makers";

struct KnownRule {
    std::string_view column;  // a plain_name()
    std::string_view value;
    std::string_view what;
};

constexpr KnownRule kRules[] = {
    {"status", "survey preview", kPreviews},                // Qualtrics
    {"status", "survey test", kPreviews},                   // the same, answered by its robot
    {"distributionchannel", "preview", kPreviews},          // where Status is written as a number
    {"impricelabel", "", "what the feed says of the app"},  // Apple's feed begins with it
};

}  // namespace

RowRules::RowRules(const std::vector<Column>& columns) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::string name = plain_name(columns[i].name);
        for (const KnownRule& rule : kRules)
            if (name == rule.column) rules_.push_back({i, rule.value, rule.what});
    }
}

bool RowRules::applies(const Rule& rule, std::string_view cell) {
    if (cell.empty()) return false;
    return rule.value.empty() || (cell.size() == rule.value.size() && fold(cell) == rule.value);
}

void RowRules::note(std::vector<std::string>& notes) const {
    for (const Rule& rule : rules_)
        if (rule.count > 0)
            notes.push_back("left out: " + std::string(rule.what) + " (" +
                            std::to_string(rule.count) + ")");
}

}  // namespace verbatim
