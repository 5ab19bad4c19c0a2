#include "indexer/readers/mail_sender.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "engine/text.h"
#include "indexer/role_names.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

using namespace std::string_view_literals;

// Names of folders and labels, folded.
constexpr std::array kSent = {"sent"sv,
                              "sent items"sv,
                              "sent messages"sv,
                              "sent mail"sv,
                              "sent-mail"sv,
                              "gesendet"sv,
                              "gesendete objekte"sv,
                              "gesendete elemente"sv,
                              "envoyes"sv,
                              "messages envoyes"sv,
                              "elements envoyes"sv,
                              "enviados"sv,
                              "elementos enviados"sv,
                              "itens enviados"sv,
                              "inviata"sv,
                              "posta inviata"sv,
                              "verzonden"sv,
                              "verzonden items"sv,
                              "skickat"sv,
                              "skickade objekt"sv,
                              "sendt"sv,
                              "sendte elementer"sv,
                              "wyslane"sv,
                              "отправленные"sv,
                              "outbox"sv,
                              "drafts"sv,
                              "entwurfe"sv,
                              "brouillons"sv,
                              "borradores"sv,
                              "rascunhos"sv,
                              "bozze"sv,
                              "concepten"sv};
constexpr std::array kSpam = {"spam"sv,
                              "junk"sv,
                              "junk e-mail"sv,
                              "junk mail"sv,
                              "bulk mail"sv,
                              "indesirables"sv,
                              "werbung"sv,
                              "ongewenste e-mail"sv,
                              "posta indesiderata"sv,
                              "correo no deseado"sv,
                              "спам"sv};

constexpr std::array kNobody = {"noreply"sv,         "no-reply"sv,      "no_reply"sv,
                                "do-not-reply"sv,    "donotreply"sv,    "dontreply"sv,
                                "nicht-antworten"sv, "mailer-daemon"sv, "postmaster"sv,
                                "bounce"sv,          "bounces"sv};
// What the software of lists calls itself: "users-request@lists.example.org".
constexpr std::array kListEnds = {"-request"sv, "-bounces"sv, "-owner"sv, "-admin"sv};
constexpr std::array kHouse = {"support"sv,         "helpdesk"sv,         "help"sv,
                               "customerservice"sv, "customer.service"sv, "customer-service"sv,
                               "customercare"sv,    "kundenservice"sv,    "kundendienst"sv,
                               "kundensupport"sv,   "serviceclient"sv,    "soporte"sv,
                               "suporte"sv,         "assistenza"sv,       "klantenservice"sv};

template <typename Table>
bool among(const Table& table, std::string_view word) {
    return std::ranges::find(table, word) != table.end();
}

std::string_view local_part(std::string_view address) {
    return address.substr(0, address.find_first_of("@+"));
}

std::string_view host_of(std::string_view address) {
    const std::size_t at = address.rfind('@');
    return at == address.npos ? std::string_view() : address.substr(at + 1);
}

// "Sent-1.mbox" -> "sent"
std::string folder_name(std::string_view part) {
    for (const std::string_view end : {".gz", ".zst", ".mbox", ".mbx", ".eml"})
        if (part.ends_with(end)) part.remove_suffix(end.size());
    if (part.starts_with("INBOX.") || part.starts_with("INBOX_")) part.remove_prefix(6);
    std::string name = fold(part);
    while (!name.empty() && std::string_view("0123456789()-_ ").find(name.back()) != name.npos)
        name.pop_back();
    return name;
}

// Whether a label of the mail, its mailbox or the folder of it is called so.
template <typename Table>
bool lies_in(const Table& table, const Mail& mail, std::string_view path) {
    std::string_view labels = header_of(mail, "x-gmail-labels");
    while (!labels.empty()) {
        const std::size_t end = std::min(labels.find(','), labels.size());
        if (among(table, fold(labels.substr(0, end)))) return true;
        labels.remove_prefix(std::min(end + 1, labels.size()));
    }
    for (int part = 0; part < 2 && !path.empty(); ++part) {
        const std::size_t slash = path.rfind('/');
        if (among(table, folder_name(path.substr(slash + 1)))) return true;
        path = slash == path.npos ? std::string_view() : path.substr(0, slash);
    }
    return false;
}

std::string why_bot(const Mail& mail, std::string_view address) {
    const std::string automatic = fold(header_of(mail, "auto-submitted"));
    if (!automatic.empty() && !automatic.starts_with("no")) return "sent by a program";
    if (!header_of(mail, "x-autoreply").empty() || !header_of(mail, "x-autorespond").empty())
        return "an automatic reply";
    const std::string precedence = fold(header_of(mail, "precedence"));
    const bool through_list = !header_of(mail, "list-post").empty() ||
                              !header_of(mail, "x-mailing-list").empty() ||
                              !header_of(mail, "x-mailman-version").empty();
    if (precedence == "auto_reply") return "an automatic reply";
    if ((precedence == "bulk" || precedence == "junk") && !through_list && list_of(mail).empty())
        return "sent in bulk";
    if (!header_of(mail, "list-unsubscribe").empty() && !through_list) return "a newsletter";
    const std::string_view local = local_part(address);
    const bool of_list = std::ranges::any_of(
        kListEnds, [local](std::string_view end) { return local.ends_with(end); });
    if (of_list || among(kNobody, local)) return "writes from " + std::string(address);
    const bool failure =
        !mail.from.empty() && fold(mail.from[0].name).starts_with("mail delivery ");
    if (failure || header_of(mail, "content-type") == "multipart/report")
        return "a report of delivery";
    if (fold(header_of(mail, "calendar")) == "reply") return "a calendar's reply";
    return {};
}

// The company within which the mail was written: sender and all recipients are there.
std::string_view house_of(const Mail& mail, std::string_view address) {
    const std::string_view host = host_of(address);
    if (host.empty() || is_mailbox_host(host) || mail.to.empty() || !list_of(mail).empty())
        return {};
    const bool all = std::ranges::all_of(mail.to, [&](const MailAddress& one) {
        return host_of(one.address) == host && one.address != address;
    });
    return all ? host : std::string_view();
}

// What lists write for members whose hosts forbid that others pass their mail on: "Jane via Users".
void undo_list_sender(const Mail& mail, Speaker& speaker) {
    const std::size_t via = speaker.name.rfind(" via ");
    if (via == std::string::npos) return;
    speaker.name.resize(via);
    speaker.id.clear();
    if (const auto original = header_of(mail, "x-original-from"); !original.empty()) {
        const std::size_t open = original.find('<');
        const std::size_t begin = open == original.npos ? 0 : open + 1;
        speaker.id = original.substr(begin, original.find('>', begin) - begin);
    } else if (mail.reply_to.size() == 1 && mail.reply_to[0].name == speaker.name) {
        speaker.id = mail.reply_to[0].address;
    }
}

void decide_role(const Mail& mail, std::string_view path, Speaker& speaker) {
    const auto decide = [&speaker](Role role, std::string reason) {
        speaker.role = role;
        speaker.role_reason = std::move(reason);
    };
    if (std::string why = why_bot(mail, speaker.id); !why.empty())
        return decide(Role::bot, std::move(why));
    if (lies_in(kSpam, mail, path)) return decide(Role::bot, "lies among the spam");
    if (lies_in(kSent, mail, path)) return decide(Role::agent, "sent by whose mailbox it is");
    if (among(kHouse, local_part(speaker.id)))
        return decide(Role::agent, "writes from " + speaker.id);
    if (const auto house = house_of(mail, speaker.id); !house.empty())
        decide(Role::agent, "writes within " + std::string(house));
}

}  // namespace

std::string_view header_of(const Mail& mail, const char* name) {
    const auto found = mail.headers.find(name);
    return found == mail.headers.end() ? std::string_view() : std::string_view(found->second);
}

std::string_view list_of(const Mail& mail) {
    std::string_view list = trim_space(header_of(mail, "list-id"));
    const std::size_t open = list.rfind('<');
    if (open != list.npos) list = list.substr(open + 1, list.find('>', open) - open - 1);
    return trim_space(list);
}

bool is_deleted(const Mail& mail) {
    // 0x0008 is "expunged": the mail was moved or deleted and the file not yet compacted.
    const std::string_view status = header_of(mail, "x-mozilla-status");
    unsigned bits = 0;
    std::from_chars(status.data(), status.data() + status.size(), bits, 16);
    return (bits & 0x0008) != 0;
}

Speaker sender_of(const Mail& mail, std::string_view path) {
    Speaker speaker;
    if (!mail.from.empty()) {
        speaker.name = mail.from[0].name;
        speaker.id = mail.from[0].address;
    }
    undo_list_sender(mail, speaker);
    if (fold(speaker.name) == fold(speaker.id)) speaker.name.clear();
    if (speaker.name.empty()) speaker.name = speaker.id;
    decide_role(mail, path, speaker);
    return speaker;
}

}  // namespace verbatim
