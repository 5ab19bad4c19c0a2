# An unpacked Slack export: people by name, a thread a conversation, files of names no failure.
$ mkdir -p slack/help; cat > slack/users.json <<'JSON'
> [{"id": "U1", "team_id": "T", "name": "maya", "is_admin": true, "profile": {"real_name": "Maya Brandt"}},
>  {"id": "U2", "team_id": "T", "name": "ren", "is_restricted": true, "profile": {"real_name": "Ren Okafor"}}]
> JSON

$ cat > slack/help/2026-02-03.json <<'JSON'
> [{"type": "message", "user": "U2", "ts": "1770110100.000200", "thread_ts": "1770110100.000200", "text": "<@U1> the export drops rows &amp; I can't close the month."},
>  {"type": "message", "user": "U1", "ts": "1770110200.000300", "thread_ts": "1770110100.000200", "text": "Which rows does it drop?"},
>  {"type": "message", "subtype": "channel_join", "user": "U2", "ts": "1770110000.000100", "text": "<@U2> has joined the channel"}]
> JSON

$ verbatim init; verbatim add --dry-run slack
Made a library in .verbatim.
slack/help/2026-02-03.json
  channel, chat, UTF-8: 3 records = 2 indexed + 1 empty
  Slack: 1 conversation
  dated 2026-02-03T09:15:00 to 2026-02-03T09:16:40
  Ren Okafor: customer, a guest of the workspace
  Maya Brandt: agent, administers the workspace
  “ @Maya Brandt the export drops rows & I can't close the month.

slack/users.json
  channel, chat, UTF-8: 1 record = 1 empty
  the people of a Slack workspace, no messages

$ verbatim add slack
2 files: 4 records = 2 indexed + 2 empty → 2 verbatims in <*>.

$ verbatim search channel:help rows
“ @Maya Brandt the export drops rows & I can't close the month.
  — Ren Okafor, customer · chat · 2026-02-03
    slack/help/2026-02-03.json#/0/text
  [pain]                                                                2t83mmqa

$ verbatim speakers
speaker      role      how decided                conv.  source
Maya Brandt  agent     administers the workspace      1  2026-02-03.json
Ren Okafor   customer  a guest of the workspace       1  2026-02-03.json

# A chat whose dates can be read in two ways, until a mapping file says how.
$ cat > chat.txt <<'TEXT'
> 03/04/2024, 10:00 - Ana Lima: The kitchen tap drips all night.
> 03/04/2024, 10:05 - Bob: Which tap?
> 03/04/2024, 10:06 - Ana Lima: <Media omitted>
> TEXT

$ verbatim add --dry-run chat.txt
chat.txt
  whatsapp, chat, UTF-8: 3 records = 2 indexed + 1 empty
  1 day
  Ana Lima: unknown, the source does not say who is the customer
  Bob: unknown, the source does not say who is the customer
  uncertain: Ana Lima has no role: the source does not say who is the
    customer; --role 'Ana Lima=ROLE' says who it is
  uncertain: Bob has no role: the source does not say who is the customer;
    --role 'Bob=ROLE' says who it is
  noted chat.txt:1: the dates can be read in two ways, day first or month
    first, and were left out: state "date_order" in a mapping file

# The order is said once, where it is told: of a Discord text too.
$ rule=$(printf '=%.0s' {1..62}); printf '%s\n' $rule 'Guild: Greenhouse' 'Channel: help' $rule '' '[13/04/2024 10:00 AM] Bo' 'The vent sticks.' > discord.txt

$ verbatim add --dry-run discord.txt
discord.txt
  discord, chat, UTF-8: 1 record, all indexed
  1 day
  dated 2024-04-13T10:00:00, day before month
  Bo: customer, writes in the community
  uncertain: Bo is taken for the customer: writes in the community; --role
    'Bo=ROLE' says who it is
  “ The vent sticks.

$ rm discord.txt; echo '{"date_order": "dmy"}' > map.json; mv chat.txt 'WhatsApp Chat with Ana Lima.txt'

$ verbatim add --map map.json 'WhatsApp Chat with Ana Lima.txt'
1 file: 3 records = 2 indexed + 1 empty → 2 verbatims in <*>.

$ verbatim search tap
“ The kitchen tap drips all night.
  — Ana Lima, customer · chat · 2024-04-03 · WhatsApp Chat with Ana Lima.txt:1
                                                                        3wzt61k9

$ verbatim check
Whole: 4 verbatims; 3 sources verified.
