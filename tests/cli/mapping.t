$ cat > export.csv <<'EOT'
> id,text,when,Remark by hand
> r1,The lamp hums all night long.,03/04/2026,We have called her about the lamp.
> r2,The shade came with a tear.,05/06/2026,He was quite friendly on the phone.
> EOT

# What is uncertain is said.
$ verbatim add --dry-run --save-map map.json export.csv
export.csv
  csv, review, UTF-8: 2 records, all indexed
  commas between 4 columns
  id <- column 1 'id' (by its name)
  text <- column 2 'text' (by its name)
  date <- column 3 'when' (dates)
  2 dates can be read day first or month first and were left out: state
    "date_order" in a mapping file
  (no name): customer, wrote the review
  uncertain: column 3 'when' day or month first cannot be told, so its dates
    are left out; "date_order" in a mapping file says it
  uncertain: column 4 'Remark by hand' holds long text too, and is not used
  “ The lamp hums all night long.
  “ The shade came with a tear.
The mapping is in map.json; edit it, then `verbatim add --map map.json`.

$ cat map.json
{
  "format": "csv",
  "delimiter": ",",
  "kind": "review",
  "columns": {
    "ignore": [
      "Remark by hand"
    ],
    "text": "text",
    "date": "when",
    "id": "id"
  },
  "fields": {},
  "questions": {
    "text": ""
  }
}

$ verbatim add --dry-run --save-map map.json export.csv 2>&1 >/dev/null
verbatim: map.json is there already, and may have been edited
  name another file, or remove it
? 2

# Edited, it is how the file is read from now on.
$ sed -i 's/"kind"/"date_order": "dmy",\n  "kind"/' map.json && verbatim add --map map.json export.csv
Made a library in /TMP/home/data/verbatim ($XDG_DATA_HOME).
1 file: 2 records, all indexed → 2 verbatims in <*>.

$ verbatim search hums | grep lamp
“ The lamp hums all night long.

$ verbatim add --save-map map.json export.csv
verbatim: --save-map goes with --dry-run
  look at the guess first, then `verbatim add --map FILE` reads by it
? 2

$ verbatim add --map . export.csv
verbatim: .: Is a directory
  `verbatim add --dry-run --save-map FILE` writes one
? 2

$ verbatim add --map nowhere.json export.csv
verbatim: nowhere.json: No such file or directory
  `verbatim add --dry-run --save-map FILE` writes one
? 2

# Of a transcript or a chat it is the reader, the kind and who is who.
$ cat > call.txt <<'EOT'
> Kim: It hums all night long.
> Dana: So it does, and the shade is torn.
> EOT

$ verbatim add --dry-run --save-map call.json call.txt
call.txt
  notes, interview, UTF-8: 1 record, all indexed
  2 paragraphs of notes, which a search shows with --role any alone
  notes: unknown, notes, not speech: the text names no speakers
  uncertain: notes has no role: notes, not speech: the text names no speakers;
    --role 'notes=ROLE' says who it is
The mapping is in call.json; edit it, then `verbatim add --map call.json`.

$ cat call.json
{
  "format": "notes",
  "kind": "interview",
  "roles": {
    "notes": "unknown"
  }
}

$ sed -i 's/"format": "notes"/"format": "transcript"/; s/"notes": "unknown"/"Kim": "customer"/' call.json && verbatim add --map call.json call.txt && verbatim search hums shade
1 file: 1 record, all indexed → 2 verbatims in <*>.
“ It hums all night long.
  — Kim, customer · interview · call.txt:1
                                                                        r5q5x6n9

“ The shade came with a tear.
  — customer · review · 2026-06-05 · export.csv:3
                                                                        35cbwbrq

“ The lamp hums all night long.
  — customer · review · 2026-04-03 · export.csv:2
                                                                        kbhnpvag

$ verbatim speakers
speaker    role         how decided               conv.  source
(no name)  customer     wrote the review              2  export.csv
Dana       interviewer  speaks with the customer      1  call.txt
Kim        customer     as given                      1  call.txt

$ printf '\nKim: It hums again.\n' >> call.txt && verbatim sync && verbatim search again
2 files (1 changed, 1 unchanged): 1 record, all indexed → 3 verbatims in <*>.
“ It hums again.
  — Kim, customer · interview · call.txt:4
                                                                        506fesz8

$ printf '{"roles": {"Kim": "boss"}}' > wrong.json && verbatim add --map wrong.json call.txt
verbatim: wrong.json:1: "Kim" is none of customer, interviewer, agent, bot, unknown
  docs/formats.md lists the keys of a mapping file
? 2

$ touch nothing.txt && verbatim add --dry-run --save-map nothing.json nothing.txt 2>&1 >/dev/null
verbatim: --save-map: no file could be read
  --as chooses the reader
? 2

# Of a chat as text also the order of its dates, which go up month first alone; edited, it is obeyed.
$ printf '03/04/20, 10:00 - Ana Lima: The tap drips all night.\n04/03/20, 10:05 - Bob: The valve came cracked.\n' > chat.txt

$ verbatim --library chats add --dry-run --save-map chat.json chat.txt | grep date && cat chat.json
The mapping is in chat.json; edit it, then `verbatim add --map chat.json`.
  dated 2020-03-04T10:00:00 to 2020-04-03T10:05:00, month before day
{
  "format": "whatsapp",
  "kind": "chat",
  "date_order": "mdy",
  "roles": {
    "Ana Lima": "unknown",
    "Bob": "unknown"
  }
}

$ sed -i 's/"date_order": "mdy"/"date_order": "dmy"/' chat.json && verbatim --library chats add --map chat.json chat.txt && verbatim --library chats search tap --role any
Made a library in chats (--library).
1 file: 2 records, all indexed → 2 verbatims in <*>.
Searches leave out 2 verbatims of these: whether Ana Lima and Bob are customers is not known.
If so: `verbatim speakers --set 'Ana Lima=customer'`; `verbatim speakers --role unknown` lists all
“ The tap drips all night.
  — Ana Lima · chat · 2020-04-03 · chat.txt:1
                                                                        v3be83sj

# A scale may end anywhere.
$ printf 'Comment,Stars\nThe lid never closes.,4\n' > stars.csv; echo '{"rating_max": 4.5}' > stars.json; verbatim --library stars add --dry-run --map stars.json stars.csv | grep rating
  rating <- column 2 'Stars' (by its name, to 4.5)
