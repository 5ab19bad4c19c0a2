#pragma once

#include <string_view>

// How lines of mails begin and end what is not their author's own words, in the languages that mail
// programs speak. Lines come trimmed. Linear in the line.
namespace verbatim {

// "On Thu, 14 Apr 2016 at 11:06, Jane <jane@example.com> wrote:", in as many lines as it takes,
// joined by spaces; `above_quote`: quoted lines follow, so that less is enough.
bool is_attribution(std::string_view text, bool above_quote);
// Whether such a text may begin in this line: "On ...", "Am ...", "2016-04-14 ...".
bool may_begin_attribution(std::string_view line);

// "-----Original Message-----", "Begin forwarded message:"
bool is_original_message(std::string_view line);

// "From: ...", "Gesendet: ...", "*To:* ...", of the header that Outlook puts above what it quotes.
enum class QuotedHeader { none, from, date, to, subject };
QuotedHeader quoted_header(std::string_view line);

// "Sent from my iPhone"
bool is_device_line(std::string_view line);

// "Best regards,", "Mit freundlichen Grüßen", alone or with a name behind a comma.
bool is_closing(std::string_view line);

// "Hi all,", "Sehr geehrte Damen und Herren,"
bool is_greeting(std::string_view line);

// What a footer of a mailing list or a newsletter says below its rule.
bool tells_of_list(std::string_view line);

// "You received this message because you are subscribed to ..."
bool begins_list_footer(std::string_view line);

// A paragraph about who may read a mail: "This e-mail and any attachments are confidential ..."
bool is_disclaimer(std::string_view paragraph);

}  // namespace verbatim
