#include "indexer/readers/slack_workspace.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/text.h"
#include "indexer/decode.h"
#include "indexer/readers/chat_fields.h"
#include "indexer/readers/json_elements.h"
#include "indexer/readers/markup.h"
#include "indexer/role_names.h"

namespace verbatim {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kSampleBytes = 64u << 10;
constexpr std::size_t kFewPeople = 5;

std::string name_of_user(const Json& user) {
    const Json* profile = json_member(user, "profile");
    std::string name = profile ? first_text(*profile, {"real_name", "display_name"}) : "";
    return name.empty() ? first_text(user, {"real_name", "name"}) : name;
}

std::string host_of_user(const Json& user) {
    const Json* profile = json_member(user, "profile");
    const std::string address = profile ? json_text(*profile, "email") : std::string();
    const auto at = address.find('@');
    return at == std::string::npos ? std::string() : fold(address.substr(at + 1));
}

}  // namespace

SlackWorkspace SlackWorkspace::read(const std::string& folder) {
    SlackWorkspace workspace;
    auto input = Input::open(folder + "/users.json");
    if (!input) return workspace;
    const auto arrays = find_json_arrays(input->peek(kSampleBytes));
    if (arrays.empty() || !arrays[0].pointer.empty()) return workspace;
    JsonElements elements(*input, arrays[0].offset);
    using State = JsonElements::State;
    for (State state = elements.next(); state != State::end; state = elements.next()) {
        if (state != State::element) continue;
        const Json user = Json::parse(elements.element(), nullptr, false);
        const std::string id = json_text(user, "id");
        if (id.empty()) continue;
        Person person;
        person.speaker.id = id;
        person.speaker.name = name_of_user(user);
        person.host = host_of_user(user);
        person.guest = json_flag(user, "is_restricted") || json_flag(user, "is_ultra_restricted") ||
                       json_flag(user, "is_stranger");
        person.admin = json_flag(user, "is_admin") || json_flag(user, "is_owner") ||
                       json_flag(user, "is_primary_owner");
        if (json_flag(user, "is_bot") || id == "USLACKBOT") {
            person.speaker.role = Role::bot;
            person.speaker.role_reason = "is_bot is true";
        }
        workspace.people_[id] = std::move(person);
    }
    workspace.decide_roles();
    return workspace;
}

// A host from which more than half write is the company's own. Where no host is, many people of
// many hosts are a community.
void SlackWorkspace::decide_roles() {
    std::map<std::string, std::size_t> hosts;
    std::size_t addressed = 0;
    for (const auto& [id, person] : people_) {
        if (person.speaker.role == Role::bot || person.host.empty()) continue;
        ++addressed;
        ++hosts[person.host];
    }
    std::string company;
    for (const auto& [host, count] : hosts)
        if (count > 1 && count * 2 > addressed && !is_mailbox_host(host)) company = host;
    const bool community = company.empty() && addressed >= kFewPeople;
    for (auto& [id, person] : people_) {
        Speaker& speaker = person.speaker;
        if (speaker.role == Role::bot) continue;
        const auto is = [&speaker](Role role, std::string reason) {
            speaker.role = role;
            speaker.role_reason = std::move(reason);
        };
        if (!company.empty() && person.host == company)
            is(Role::agent, "writes from " + company + ", as most do");
        else if (person.admin)
            is(Role::agent, "administers the workspace");
        else if (person.guest)
            is(Role::customer, "a guest of the workspace");
        else if (!company.empty() && !person.host.empty())
            is(Role::customer, "writes from " + person.host + ", not from " + company);
        else if (community)
            is(Role::customer, "a member of a community: no company's addresses prevail");
    }
}

Speaker SlackWorkspace::person(const std::string& id) const {
    const auto known = people_.find(id);
    if (known != people_.end()) return known->second.speaker;
    Speaker nobody;
    nobody.id = id;
    return nobody;
}

const SlackWorkspace& SlackWorkspaces::of(const std::string& folder) {
    if (!workspace_ || folder_ != folder) {
        folder_ = folder;
        workspace_ = SlackWorkspace::read(folder);
    }
    return *workspace_;
}

namespace {

// "<...>" without its brackets, as Slack shows it.
std::string shown(std::string_view mark, const SlackWorkspace& workspace) {
    const auto bar = mark.find('|');
    const std::string label(bar == mark.npos ? std::string_view() : mark.substr(bar + 1));
    const std::string_view target = mark.substr(0, bar);
    if (target.starts_with('@')) {
        if (!label.empty()) return "@" + label;
        const Speaker person = workspace.person(std::string(target.substr(1)));
        return "@" + (person.name.empty() ? person.id : person.name);
    }
    if (target.starts_with('#'))
        return "#" + (label.empty() ? std::string(target.substr(1)) : label);
    if (target.starts_with('!')) {
        if (!label.empty()) return label;
        return "@" + std::string(target.substr(1, target.find('^') - 1));
    }
    return label.empty() ? std::string(target) : label;
}

}  // namespace

std::string slack_text(std::string_view text, const SlackWorkspace& workspace) {
    std::string out;
    while (!text.empty()) {
        const auto open = text.find('<');
        const auto close = open == text.npos ? text.npos : text.find('>', open);
        append_unescaped(out, text.substr(0, close == text.npos ? text.size() : open));
        if (close == text.npos) break;
        append_unescaped(out, shown(text.substr(open + 1, close - open - 1), workspace));
        text.remove_prefix(close + 1);
    }
    return out;
}

}  // namespace verbatim
