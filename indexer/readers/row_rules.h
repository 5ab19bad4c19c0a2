#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/mapping/mapping.h"

namespace verbatim {

// Rows that no customer wrote, told by one cell: a survey's previews, the app above its reviews.
class RowRules {
public:
    explicit RowRules(const std::vector<Column>& columns);

    // Whether to leave a row out; counts those that are. `cell(i)` is the cell of column i.
    template <typename Cell>
    bool leave_out(const Cell& cell) {
        for (Rule& rule : rules_)
            if (applies(rule, cell(rule.column))) return ++rule.count > 0;
        return false;
    }
    void note(std::vector<std::string>& notes) const;

private:
    struct Rule {
        std::size_t column = 0;
        std::string_view value;  // folded; empty: whatever is there
        std::string_view what;
        std::uint64_t count = 0;
    };
    static bool applies(const Rule& rule, std::string_view cell);

    std::vector<Rule> rules_;
};

}  // namespace verbatim
