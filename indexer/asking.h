#pragma once

#include <cstddef>
#include <vector>

#include "engine/model.h"

// Who asks and who answers, as far as the talk itself shows it.
namespace verbatim {

// What one speaker did in a conversation. A turn is all that is said until somebody else speaks.
struct Asking {
    std::size_t turns = 0;
    std::size_t asked = 0;  // turns that end with a question: the floor is handed over
    std::size_t words = 0;

    // Turns that end with a question per thousand words; a speaker of few words counts as one of
    // somewhat more, so that one "Really?" makes nobody an interviewer.
    double rate() const;
};

// By speaker index. A question mark is that of any script; brackets, quotes and stage directions
// ("\[laughter\]") after it do not count. Linear.
std::vector<Asking> count_asking(const Conversation& conversation);

// An interviewer asks at least this share of the rate of whoever asks most; who speaks first needs
// less, since hosts open.
inline constexpr double kInterviewerShare = 0.45;
inline constexpr double kOpenerShare = 0.25;
// Who asks less than kInterviewerShare and more than this stays undecided, if others do not.
inline constexpr double kCustomerShare = 0.3;
// The interviewers together end this share of their turns with a question, and say less at a
// stretch than those who answer, unless they end the larger share.
inline constexpr double kLeastAsking = 0.15;
inline constexpr double kPlainAsking = 0.4;
// Questions that whoever asks most must end turns with, or fewer if nobody else does.
inline constexpr std::size_t kLeastQuestions = 3;
inline constexpr std::size_t kLeastLoneQuestions = 2;

// Of three speakers or more, one with fewer turns is neither, and one who ends a larger share of
// them with a question is no customer: panels have several hosts. Nor is one who only puts in a
// word: fewer than so many at a stretch, and less than this share of what the one says who says
// most.
inline constexpr std::size_t kLeastTurns = 3;
inline constexpr double kGuestAsking = 0.2;
inline constexpr double kLeastAtAStretch = 5;
inline constexpr double kLeastOfMost = 0.1;

// interviewer, customer or unknown for each of the speakers in `among` (indices), in their order;
// all unknown where nobody asks clearly more than the others. `opener` is who speaks first.
std::vector<Role> tell_by_asking(const std::vector<Asking>& asking,
                                 const std::vector<std::size_t>& among, std::size_t opener);

}  // namespace verbatim
