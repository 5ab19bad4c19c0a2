#include "indexer/containers/mail_parts.h"

#include <gmime/gmime.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

#include "engine/ascii.h"
#include "indexer/charset.h"
#include "indexer/containers/mail_shape.h"

namespace verbatim {

namespace {

constexpr std::size_t kMostOfHeader = 64u << 10;
constexpr std::size_t kMostBodies = 100;

struct Unreference {
    void operator()(void* object) const { g_object_unref(object); }
};
template <typename T>
using Owned = std::unique_ptr<T, Unreference>;

struct FreeText {
    void operator()(char* text) const { g_free(text); }
};
using OwnedText = std::unique_ptr<char, FreeText>;

struct FreeOptions {
    void operator()(GMimeParserOptions* options) const { g_mime_parser_options_free(options); }
};

// What readers look at, beside who wrote to whom.
constexpr std::array kHeaders = {"subject",          "date",
                                 "message-id",       "in-reply-to",
                                 "references",       "list-id",
                                 "list-post",        "list-unsubscribe",
                                 "auto-submitted",   "precedence",
                                 "x-autoreply",      "x-autorespond",
                                 "x-gmail-labels",   "x-mozilla-status",
                                 "x-original-from",  "x-mailing-list",
                                 "x-mailman-version"};

std::string valid(const char* text) {
    std::string out;
    std::uint64_t ignored = 0;
    if (text != nullptr) decode(Charset::utf8, text, true, out, ignored);
    return out;
}

// "user at example.com", as archives on the web write addresses.
std::string with_at_sign(std::string value) {
    const std::size_t at = value.find(" at ");
    const bool hidden = at != std::string::npos && value.find('@') == std::string::npos &&
                        value.find(' ') == at && value.find('.', at) != std::string::npos;
    if (hidden) value.replace(at, 4, "@");
    return value;
}

// Walks one mail.
class MailParser {
public:
    MailParser(const RawMail& raw, std::uint64_t& ill_formed) : raw_(raw), ill_formed_(ill_formed) {
        static std::array<const char*, 3> charsets = {"utf-8", "windows-1252", nullptr};
        options_.reset(g_mime_parser_options_new());
        g_mime_parser_options_set_fallback_charsets(options_.get(), charsets.data());
    }

    Mail parse() {
        mail_.line = raw_.line;
        mail_.cut = raw_.cut;
        mail_.unread = why_unparsable(raw_.bytes);
        if (!mail_.unread.empty()) return std::move(mail_);
        const Owned<GMimeStream> stream(
            g_mime_stream_mem_new_with_buffer(raw_.bytes.data(), raw_.bytes.size()));
        const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
        const Owned<GMimeMessage> message(
            g_mime_parser_construct_message(parser.get(), options_.get()));
        if (!message) {
            mail_.unread = "no mail can be read here";
            return std::move(mail_);
        }
        read_header(GMIME_OBJECT(message.get()));
        GMimeObject* root = g_mime_message_get_mime_part(message.get());
        if (root != nullptr) measure(root, 0);
        if (mail_.unread.empty() && root != nullptr) take(root, 0);
        if (raw_.cut && mail_.unread.empty() && last_ == last_taken_) mail_.unread = too_long();
        if (!mail_.unread.empty()) mail_.bodies.clear();
        return std::move(mail_);
    }

private:
    static std::string too_long() {
        return "a mail of more than " + std::to_string(kMostOfMail >> 20) + " MiB";
    }

    std::string raw_header(GMimeObject* message, const char* name) const {
        GMimeHeader* header =
            g_mime_header_list_get_header(g_mime_object_get_header_list(message), name);
        const char* raw = header != nullptr ? g_mime_header_get_raw_value(header) : nullptr;
        std::string value(raw != nullptr ? raw : "");
        if (value.size() > kMostOfHeader) value.resize(kMostOfHeader);
        std::erase_if(value, [](char c) { return c == '\r' || c == '\n'; });
        std::ranges::replace(value, '\t', ' ');
        const std::size_t begin = std::min(value.find_first_not_of(" \t"), value.size());
        value.erase(0, begin);
        value.erase(value.find_last_not_of(" \t") + 1);
        return value;
    }

    std::vector<MailAddress> addresses(GMimeObject* message, const char* name) const {
        std::vector<MailAddress> found;
        const std::string value = with_at_sign(raw_header(message, name));
        InternetAddressList* list = internet_address_list_parse(options_.get(), value.c_str());
        if (list == nullptr) return found;
        const Owned<InternetAddressList> owned(list);
        for (int i = 0; i < internet_address_list_length(list); ++i) {
            InternetAddress* address = internet_address_list_get_address(list, i);
            if (!INTERNET_ADDRESS_IS_MAILBOX(address)) continue;
            found.push_back({valid(internet_address_get_name(address)),
                             lower(valid(internet_address_mailbox_get_addr(
                                 INTERNET_ADDRESS_MAILBOX(address))))});
        }
        return found;
    }

    void read_header(GMimeObject* message) {
        for (const char* name : kHeaders) {
            const std::string raw = raw_header(message, name);
            if (raw.empty()) continue;
            const OwnedText text(g_mime_utils_header_decode_text(options_.get(), raw.c_str()));
            mail_.headers[name] = valid(text.get());
        }
        mail_.from = addresses(message, "from");
        mail_.to = addresses(message, "to");
        mail_.reply_to = addresses(message, "reply-to");
        if (!raw_.from_line.empty()) {
            std::uint64_t ignored = 0;
            mail_.headers["from-line"] = decode_named("", raw_.from_line, ignored);
        }
        if (GDateTime* date =
                g_mime_utils_header_decode_date(raw_header(message, "date").c_str())) {
            const std::unique_ptr<GDateTime, void (*)(GDateTime*)> owned(date, g_date_time_unref);
            const std::unique_ptr<GDateTime, void (*)(GDateTime*)> utc(g_date_time_to_utc(date),
                                                                       g_date_time_unref);
            const OwnedText iso(utc ? g_date_time_format(utc.get(), "%Y-%m-%dT%H:%M:%S") : nullptr);
            mail_.headers["date-read"] = valid(iso.get());
        }
    }

    // Looks at all of it, that of forwarded mails too.
    void measure(GMimeObject* part, int depth) {
        if (depth > kMostNested || ++parts_ > kMostParts) {
            mail_.unread = depth > kMostNested
                               ? "parts nested more than " + std::to_string(kMostNested) + " deep"
                               : "more than " + std::to_string(kMostParts) + " parts";
            return;
        }
        last_ = part;
        if (GMIME_IS_MESSAGE_PART(part)) {
            GMimeMessage* message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part));
            GMimeObject* root =
                message != nullptr ? g_mime_message_get_mime_part(message) : nullptr;
            if (root != nullptr) measure(root, depth + 1);
        } else if (GMIME_IS_MULTIPART(part)) {
            GMimeMultipart* parts = GMIME_MULTIPART(part);
            for (int i = 0; i < g_mime_multipart_get_count(parts) && mail_.unread.empty(); ++i)
                measure(g_mime_multipart_get_part(parts, i), depth + 1);
        }
    }

    void take(GMimeObject* part, int depth) {
        if (GMIME_IS_MULTIPART(part)) return take_parts(GMIME_MULTIPART(part), depth);
        GMimeContentType* type = g_mime_object_get_content_type(part);
        const bool is_mail = GMIME_IS_MESSAGE_PART(part);
        if (depth == 0 && !is_mail && type != nullptr)
            mail_.headers["content-type"] = type_of(type);
        if (type != nullptr && (g_mime_content_type_is_type(type, "application", "pkcs7-mime") ||
                                g_mime_content_type_is_type(type, "application", "x-pkcs7-mime")))
            mail_.unread = "the mail is encrypted, or signed in a way that hides its text";
        if (is_mail || !GMIME_IS_PART(part) || type == nullptr) return;
        const bool html = g_mime_content_type_is_type(type, "text", "html");
        const bool plain = g_mime_content_type_is_type(type, "text", "plain");
        const char* how = g_mime_object_get_disposition(part);
        const bool attached = (how != nullptr && lower(how) == "attachment") ||
                              (depth > 0 && g_mime_part_get_filename(GMIME_PART(part)) != nullptr);
        if ((html || plain) && !attached) take_text(GMIME_PART(part), type, html);
    }

    static std::string type_of(GMimeContentType* type) {
        return lower(valid(g_mime_content_type_get_media_type(type)) + "/" +
                     valid(g_mime_content_type_get_media_subtype(type)));
    }

    void take_parts(GMimeMultipart* parts, int depth) {
        GMimeContentType* type = g_mime_object_get_content_type(GMIME_OBJECT(parts));
        const std::string kind =
            type != nullptr ? lower(valid(g_mime_content_type_get_media_subtype(type))) : "mixed";
        if (depth == 0) mail_.headers["content-type"] = "multipart/" + kind;
        const int count = g_mime_multipart_get_count(parts);
        const auto child = [&](int i) { return g_mime_multipart_get_part(parts, i); };
        if (kind == "encrypted") {
            mail_.unread = "the mail is encrypted";
        } else if (kind == "alternative") {
            take_best(parts, depth);
        } else if (kind == "related" || kind == "signed" || kind == "report") {
            if (count > 0) take(child(0), depth + 1);
        } else if (kind != "digest") {
            for (int i = 0; i < count; ++i) take(child(i), depth + 1);
        }
    }

    // The first alternative that says anything: they stand in the order of their faithfulness, and
    // plain text needs the least guessing. What invites to a meeting is said beside it.
    void take_best(GMimeMultipart* parts, int depth) {
        const std::size_t before = mail_.bodies.size();
        bool taken = false;
        for (int i = 0; i < g_mime_multipart_get_count(parts); ++i) {
            GMimeObject* part = g_mime_multipart_get_part(parts, i);
            GMimeContentType* type = g_mime_object_get_content_type(part);
            if (type != nullptr && g_mime_content_type_is_type(type, "text", "calendar"))
                mail_.headers["calendar"] =
                    valid(g_mime_object_get_content_type_parameter(part, "method"));
            if (taken) continue;
            mail_.bodies.resize(before);
            take(part, depth + 1);
            taken = std::any_of(mail_.bodies.begin() + static_cast<std::ptrdiff_t>(before),
                                mail_.bodies.end(), [](const MailBody& body) {
                                    return body.text.find_first_not_of(" \t\n\u00A0") !=
                                           std::string::npos;
                                });
        }
    }

    void take_text(GMimePart* part, GMimeContentType* type, bool html) {
        if (mail_.bodies.size() >= kMostBodies) return;
        last_taken_ = GMIME_OBJECT(part);
        GMimeDataWrapper* content = g_mime_part_get_content(part);
        if (content == nullptr) return;
        const Owned<GMimeStream> stream(g_mime_stream_mem_new());
        g_mime_data_wrapper_write_to_stream(content, stream.get());
        const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
        const auto parameter = [&](const char* name) {
            const char* value = g_mime_content_type_get_parameter(type, name);
            return std::string(value != nullptr ? value : "");
        };
        MailBody body;
        body.html = html;
        body.flowed = !html && lower(parameter("format")) == "flowed";
        body.delsp = lower(parameter("delsp")) == "yes";
        std::string_view raw;
        if (bytes->len > 0) raw = {reinterpret_cast<const char*>(bytes->data), bytes->len};
        size_ += raw.size();
        if (size_ > kMostOfMailText) {
            mail_.unread =
                "a text of more than " + std::to_string(kMostOfMailText >> 20) + " MiB in a mail";
            return;
        }
        body.text = decode_named(parameter("charset"), raw, ill_formed_);
        std::size_t to = 0;  // line ends as LF
        for (std::size_t i = 0; i < body.text.size(); ++i)
            if (body.text[i] != '\r' || i + 1 == body.text.size() || body.text[i + 1] != '\n')
                body.text[to++] = body.text[i];
        body.text.resize(to);
        mail_.bodies.push_back(std::move(body));
    }

    const RawMail& raw_;
    std::uint64_t& ill_formed_;
    std::unique_ptr<GMimeParserOptions, FreeOptions> options_;
    Mail mail_;
    int parts_ = 0;
    std::size_t size_ = 0;
    const GMimeObject* last_ = nullptr;
    const GMimeObject* last_taken_ = nullptr;
};

}  // namespace

Mail parse_mail(const RawMail& raw, std::uint64_t& ill_formed) {
    return MailParser(raw, ill_formed).parse();
}

}  // namespace verbatim
