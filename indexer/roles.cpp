#include "indexer/roles.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text.h"
#include "indexer/asking.h"
#include "indexer/role_names.h"

namespace verbatim {

namespace {

bool is_open(const Speaker& speaker) {
    return speaker.role == Role::unknown && speaker.role_reason.empty();
}

// Whether the source says who it is: "Unknown Speaker" may be anybody, and now the one, now the
// other.
bool is_somebody(const Speaker& speaker) {
    static constexpr std::string_view kAnybody[] = {"unknown speaker",
                                                    "unknown",
                                                    "unidentified speaker",
                                                    "unidentified",
                                                    "unknown participant",
                                                    "multiple speakers",
                                                    "speakers",
                                                    "all",
                                                    "everyone"};
    if (std::ranges::find(kAnybody, fold(speaker.name)) != std::end(kAnybody)) return false;
    return !speaker.name.empty() || !speaker.id.empty();
}

void decide(Speaker& speaker, Role role, std::string reason) {
    speaker.role = role;
    speaker.role_reason = std::move(reason);
}

void decide_open(Conversation& conversation, Role role, const std::string& reason) {
    for (Speaker& speaker : conversation.speakers)
        if (is_open(speaker)) decide(speaker, role, reason);
}

void apply_given(Conversation& conversation, const std::map<std::string, Role>& given) {
    if (given.empty()) return;
    const auto nameless = given.find(std::string(kNoName));
    for (Speaker& speaker : conversation.speakers) {
        bool found = false;
        for (const std::string& name : names_of(speaker)) {
            const auto named = given.find(name);
            if (found || named == given.end()) continue;
            decide(speaker, named->second, std::string(kAsGiven));
            found = true;
        }
        if (!found && nameless != given.end() && is_called(speaker, nameless->first))
            decide(speaker, nameless->second, std::string(kAsGiven));
    }
}

bool has_role(const Conversation& conversation, Role role) {
    return std::ranges::any_of(conversation.speakers,
                               [role](const Speaker& speaker) { return speaker.role == role; });
}

// What the names say. A word such as "Participant" counts only beside a speaker of another role.
void decide_by_name(Conversation& conversation) {
    std::vector<std::optional<NamedRole>> named;
    for (const Speaker& speaker : conversation.speakers)
        named.push_back(is_open(speaker) ? role_of_name(speaker.name) : std::nullopt);
    const auto has_counterpart = [&](Role role) {
        for (std::size_t i = 0; i < named.size(); ++i) {
            const Role other = named[i] ? named[i]->role : conversation.speakers[i].role;
            if (other != role && other != Role::unknown && other != Role::bot) return true;
        }
        return false;
    };
    std::vector<bool> counts;
    counts.reserve(named.size());
    for (const auto& role : named)
        counts.push_back(role && (!role->needs_counterpart || has_counterpart(role->role)));
    for (std::size_t i = 0; i < named.size(); ++i)
        if (counts[i])
            decide(conversation.speakers[i], named[i]->role,
                   "named \"" + conversation.speakers[i].name + "\"");
}

// Who writes a review, an answer or a mail is a customer.
void decide_by_kind(Conversation& conversation) {
    switch (conversation.kind) {
        case Kind::review:
            return decide_open(conversation, Role::customer, "wrote the review");
        case Kind::survey:
            return decide_open(conversation, Role::customer, "answered the survey");
        case Kind::forum:
            return decide_open(conversation, Role::customer, "wrote in the forum");
        case Kind::mail:
            return decide_open(conversation, Role::customer, "wrote the mail");
        case Kind::interview:
        case Kind::call:
        case Kind::chat:
            return;
    }
}

// "Speaker 3", "SPEAKER_02": what a recogniser calls a voice that nobody has named.
bool is_label(const Speaker& speaker) {
    const std::string folded = fold(speaker.name);
    return folded.starts_with("speaker") || folded.starts_with("spk");
}

// Whoever is left speaks with the ones whose role is known; but where both sides are, a voice that
// nobody has named may be anybody's.
void decide_by_counterpart(Conversation& conversation) {
    const bool interviewer = has_role(conversation, Role::interviewer);
    const bool agent = has_role(conversation, Role::agent);
    const bool customer = has_role(conversation, Role::customer);
    const bool bot = has_role(conversation, Role::bot);
    std::string reason;
    Role role = Role::customer;
    if (interviewer || agent) {
        if (customer && !interviewer) return;  // two sides are known; a third is anybody
        reason = interviewer ? "speaks with the interviewer" : "speaks with the agent";
    } else if (customer) {
        role = conversation.kind == Kind::interview ? Role::interviewer : Role::agent;
        reason = "speaks with the customer";
    } else if (bot && conversation.kind == Kind::chat) {
        reason = "writes with the bot";
    } else {
        return;
    }
    for (Speaker& speaker : conversation.speakers) {
        if (!is_open(speaker) || !is_somebody(speaker)) continue;
        if (customer && is_label(speaker))
            decide(speaker, Role::unknown, "a voice that is neither of the two sides by name");
        else
            decide(speaker, role, reason);
    }
}

std::string_view host_of(std::string_view address) {
    const auto at = address.find('@');
    return at == std::string_view::npos ? std::string_view{} : address.substr(at + 1);
}

// Who writes first in a chat is the customer, if all the others write from another company's host.
void decide_by_host(Conversation& conversation) {
    if (conversation.kind != Kind::chat || conversation.utterances.empty()) return;
    const auto address = [](const Speaker& speaker) {
        return fold(speaker.name.find('@') != std::string::npos ? speaker.name : speaker.id);
    };
    Speaker& first = conversation.speakers[conversation.utterances[0].speaker];
    const std::string customer = address(first);
    std::string company;
    for (const Speaker& speaker : conversation.speakers) {
        if (!is_open(speaker)) return;
        if (&speaker == &first) continue;
        const std::string other = address(speaker);
        const std::string host(host_of(other));
        if (host.empty() || (!company.empty() && host != company)) return;
        company = host;
    }
    const bool is_company = !company.empty() && !is_mailbox_host(company);
    if (!is_company || host_of(customer).empty() || host_of(customer) == company) return;
    decide(first, Role::customer, "writes first, to " + company);
    decide_open(conversation, Role::agent, "writes from " + company);
}

std::string asked_of(const Asking& asking) {
    return "ends " + std::to_string(asking.asked) + " of " + std::to_string(asking.turns) +
           " turns with a question";
}

void decide_by_asking(Conversation& conversation) {
    if (conversation.kind == Kind::chat) return;
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < conversation.speakers.size(); ++i)
        if (is_open(conversation.speakers[i]) && is_somebody(conversation.speakers[i]))
            open.push_back(i);
    if (open.size() < 2) return;
    const auto asking = count_asking(conversation);
    std::size_t opener = conversation.speakers.size();
    for (const Utterance& utterance : conversation.utterances)
        if (std::ranges::find(open, utterance.speaker) != open.end()) {
            opener = utterance.speaker;
            break;
        }
    const auto roles = tell_by_asking(asking, open, opener);
    for (std::size_t i = 0; i < open.size(); ++i) {
        const std::string asked = asked_of(asking[open[i]]);
        Speaker& speaker = conversation.speakers[open[i]];
        if (roles[i] == Role::interviewer) decide(speaker, roles[i], asked);
        if (roles[i] == Role::customer) decide(speaker, roles[i], "answers: " + asked);
    }
    const bool told = std::ranges::any_of(roles, [](Role role) { return role != Role::unknown; });
    for (const std::size_t i : open)
        if (is_open(conversation.speakers[i]))
            conversation.speakers[i].role_reason =
                told ? "neither clearly asks nor answers: " + asked_of(asking[i])
                     : "no speaker asks clearly more questions than the others";
}

// What remains says why.
void give_up(Conversation& conversation) {
    const auto named = std::ranges::count_if(conversation.speakers, is_somebody);
    for (Speaker& speaker : conversation.speakers) {
        if (!is_open(speaker)) continue;
        if (named == 0)
            speaker.role_reason = "the source names no speakers";
        else if (!is_somebody(speaker))
            speaker.role_reason = "the source does not say who speaks";
        else if (conversation.kind == Kind::chat)
            speaker.role_reason = "the source does not say who is the customer";
        else
            speaker.role_reason = "no other speaker to tell the role by";
    }
}

}  // namespace

std::vector<std::string> names_of(const Speaker& speaker) {
    std::vector<std::string> names;
    for (const std::string& name : {speaker.name, speaker.id})
        if (!name.empty()) names.push_back(fold(name));
    for (std::size_t i = 0, count = names.size(); i < count; ++i)
        if (const auto host = host_of(names[i]); !host.empty())
            names.push_back("@" + std::string(host));
    return names;
}

bool is_called(const Speaker& speaker, const std::string& folded_name) {
    if (!speaker.name.empty()) return fold(speaker.name) == folded_name;
    return folded_name == kNoName && !speaker.stated;
}

void decide_roles(Conversation& conversation, const std::map<std::string, Role>& given) {
    for (Speaker& speaker : conversation.speakers) speaker.stated |= !speaker.role_reason.empty();
    apply_given(conversation, given);
    decide_by_name(conversation);
    decide_by_kind(conversation);
    decide_by_counterpart(conversation);
    decide_by_host(conversation);
    decide_by_asking(conversation);
    give_up(conversation);
}

}  // namespace verbatim
