#include "indexer/asking.h"

#include <algorithm>
#include <string_view>

#include "engine/asked.h"
#include "engine/text.h"

namespace verbatim {

namespace {

constexpr double kFewWords = 100;
constexpr std::size_t kPanel = 3;  // speakers from which on one who is no interviewer may be a host

// The words of a text, which is cut at spaces: a list of all its words would take many times its
// size.
std::size_t count_words(std::string_view text) {
    constexpr std::size_t kPiece = 64u << 10;
    std::size_t count = 0;
    while (text.size() > kPiece) {
        const auto space = text.find(' ', kPiece);
        if (space == std::string_view::npos) break;
        count += words(text.substr(0, space)).size();
        text.remove_prefix(space);
    }
    return count + words(text).size();
}

struct Sides {
    std::vector<Role> roles;
    Asking askers, answerers;
};

void add(Asking& sum, const Asking& one) {
    sum.turns += one.turns;
    sum.asked += one.asked;
    sum.words += one.words;
}

double words_at_a_stretch(const Asking& asking) {
    return static_cast<double>(asking.words) /
           static_cast<double>(std::max<std::size_t>(asking.turns, 1));
}

// How many of them speak often enough to be judged.
std::size_t count_judged(const std::vector<Asking>& asking, const std::vector<std::size_t>& among) {
    return static_cast<std::size_t>(std::ranges::count_if(
        among, [&asking](std::size_t i) { return asking[i].turns >= kLeastTurns; }));
}

// Whether one of several who is no interviewer is a guest, and not another host or somebody who
// looks on.
bool answers_clearly(const Asking& one, std::size_t judged, std::size_t most_words) {
    if (one.turns < kLeastTurns) return false;
    const bool little =
        static_cast<double>(one.words) < kLeastOfMost * static_cast<double>(most_words);
    if (little && words_at_a_stretch(one) < kLeastAtAStretch) return false;
    const double share = static_cast<double>(one.asked) / static_cast<double>(one.turns);
    return judged < kPanel || share <= kGuestAsking;
}

Sides take_sides(const std::vector<Asking>& asking, const std::vector<std::size_t>& among,
                 std::size_t opener, double top) {
    Sides sides;
    const bool panel = among.size() >= kPanel;
    const std::size_t judged = count_judged(asking, among);
    std::size_t most_words = 0;
    for (const std::size_t speaker : among)
        most_words = std::max(most_words, asking[speaker].words);
    for (const std::size_t speaker : among) {
        const Asking& one = asking[speaker];
        const double share = one.rate() / top;
        const bool asks =
            share >= kInterviewerShare || (speaker == opener && share >= kOpenerShare);
        if (asks && one.asked >= kLeastLoneQuestions) {
            sides.roles.push_back(Role::interviewer);
            add(sides.askers, one);
        } else {
            const bool doubtful = !asks && share >= kCustomerShare;
            const bool guest = !doubtful && (!panel || answers_clearly(one, judged, most_words));
            sides.roles.push_back(guest ? Role::customer : Role::unknown);
            add(sides.answerers, one);
        }
    }
    return sides;
}

// In a talk of two, if nobody is a customer for certain, the one in doubt is.
void settle_doubt(std::vector<Role>& roles, const std::vector<Asking>& asking,
                  const std::vector<std::size_t>& among) {
    if (std::ranges::find(roles, Role::customer) != roles.end()) return;
    std::size_t least = roles.size();
    for (std::size_t i = 0; i < roles.size(); ++i)
        if (roles[i] == Role::unknown &&
            (least == roles.size() || asking[among[i]].rate() < asking[among[least]].rate()))
            least = i;
    if (least < roles.size()) roles[least] = Role::customer;
}

}  // namespace

double Asking::rate() const {
    return 1000.0 * static_cast<double>(asked) / (static_cast<double>(words) + kFewWords);
}

std::vector<Asking> count_asking(const Conversation& conversation) {
    std::vector<Asking> asking(conversation.speakers.size());
    const auto& utterances = conversation.utterances;
    for (std::size_t i = 0; i < utterances.size(); ++i) {
        Asking& one = asking[utterances[i].speaker];
        one.words += count_words(utterances[i].text);
        if (i + 1 < utterances.size() && utterances[i + 1].speaker == utterances[i].speaker)
            continue;
        ++one.turns;
        if (ends_with_question(utterances[i].text)) ++one.asked;
    }
    return asking;
}

std::vector<Role> tell_by_asking(const std::vector<Asking>& asking,
                                 const std::vector<std::size_t>& among, std::size_t opener) {
    const std::vector<Role> undecided(among.size(), Role::unknown);
    std::size_t top = among.empty() ? 0 : among[0];
    std::size_t questions = 0;
    for (const std::size_t speaker : among) {
        questions += asking[speaker].asked;
        if (asking[speaker].rate() > asking[top].rate()) top = speaker;
    }
    if (among.size() < 2 || questions == 0) return undecided;
    const std::size_t asked = asking[top].asked;
    if (asked < kLeastQuestions && !(asked == questions && asked >= kLeastLoneQuestions))
        return undecided;
    Sides sides = take_sides(asking, among, opener, asking[top].rate());
    if (sides.answerers.turns == 0 || sides.askers.turns == 0) return undecided;
    const double share =
        static_cast<double>(sides.askers.asked) / static_cast<double>(sides.askers.turns);
    const bool asks_briefly =
        words_at_a_stretch(sides.askers) <= words_at_a_stretch(sides.answerers);
    if (share < kLeastAsking || (share < kPlainAsking && !asks_briefly)) return undecided;
    if (count_judged(asking, among) < kPanel) settle_doubt(sides.roles, asking, among);
    return sides.roles;
}

}  // namespace verbatim
