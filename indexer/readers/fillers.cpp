#include "indexer/readers/fillers.h"

#include <algorithm>
#include <array>

#include "indexer/mapping/aliases.h"
#include "indexer/space.h"

namespace verbatim {

bool is_beginning_of(std::string_view title, std::string_view text) {
    title = trim_space(title);
    for (const std::string_view dots : {"\u2026", "..."})
        if (title.ends_with(dots)) title = trim_space(title.substr(0, title.size() - dots.size()));
    return trim_space(text).starts_with(title);
}

bool is_filled_in(std::string_view cell) {
    static constexpr std::array<std::string_view, 8> kFillers = {
        "nonegative",  "nopositive", "nonegatives",
        "nopositives", "na",         "therearenocommentsavailableforthisreview",
        "nocomment",   "nocomments"};
    constexpr std::size_t kLongestFiller = 50;
    cell = trim_space(cell);
    if (cell.size() > kLongestFiller) return false;
    if (cell.find_first_not_of("-./ ") == cell.npos) return true;
    return (cell[0] == 'n' || cell[0] == 'N' || cell[0] == 'T') &&
           std::ranges::find(kFillers, plain_name(cell)) != kFillers.end();
}

bool asks_for_faults(std::string_view header) {
    static constexpr std::string_view kFaults[] = {
        "cons",        "negativereview", "negative", "negatives",     "dislikes",
        "disliked",    "whatidislike",   "hate",     "disadvantages", "weaknesses",
        "thebad",      "nachteile",      "lopeor",   "inconvénients", "pointsfaibles",
        "desventajas", "inconvenientes", "difetti",  "desvantagens",  "svantaggi",
        "nadelen",     "minpunten",      "悪い点"};
    const auto is = [name = plain_name(header)](std::string_view fault) {
        return name == plain_name(fault);
    };
    return std::ranges::any_of(kFaults, is);
}

bool names_nothing(std::string_view cell) {
    static constexpr std::string_view kNothing[] = {
        "none",      "nothing",      "nil",          "na",         "nocons",     "nodislikes",
        "noneyet",   "nonesofar",    "nothingsofar", "nothingyet", "nonereally", "nothingreally",
        "noneatall", "nothingatall", "keine",        "nichts",     "keines",     "aucun",
        "aucune",    "rien",         "ninguno",      "ninguna",    "nada",       "nessuno",
        "niente",    "geen",         "niets",        "nenhum",     "nenhuma",    "なし",
        "特になし"};
    return std::ranges::find(kNothing, plain_name(cell)) != std::end(kNothing);
}

bool is_title_of_stars(std::string_view title) {
    static constexpr std::array<std::string_view, 5> kTitles = {
        "One Star", "Two Stars", "Three Stars", "Four Stars", "Five Stars"};
    return std::ranges::find(kTitles, trim_space(title)) != kTitles.end();
}

}  // namespace verbatim
