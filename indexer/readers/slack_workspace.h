#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "engine/model.h"

namespace verbatim {

// Who is who in a Slack export: its users.json, which lies beside the folders of the channels.
class SlackWorkspace {
public:
    // Reads users.json in the folder, which may be within an archive. Without one, or where it is
    // no list of people, nobody is known.
    static SlackWorkspace read(const std::string& folder);

    // A person's name, role and reason; without a name if the id is not known.
    Speaker person(const std::string& id) const;
    bool knows_people() const { return !people_.empty(); }

private:
    void decide_roles();

    struct Person {
        Speaker speaker;
        std::string host;  // of the address, folded
        bool guest = false;
        bool admin = false;
    };
    std::map<std::string, Person> people_;
};

// The workspace that was asked for last, so that one users.json is read once for the many files of
// its channels. One thread at a time.
class SlackWorkspaces {
public:
    // Valid until another folder is asked for.
    const SlackWorkspace& of(const std::string& folder);

private:
    std::string folder_;
    std::optional<SlackWorkspace> workspace_;
};

// What Slack shows for a message's text: "<@U12>" is "@Ana", "<https://a.b|here>" is "here",
// "<#C1|general>" is "#general", "&amp;" is "&". Nothing else changes.
std::string slack_text(std::string_view text, const SlackWorkspace& workspace);

}  // namespace verbatim
