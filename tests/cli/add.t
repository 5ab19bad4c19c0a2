$ mkdir calls

$ cat > calls/2026-05-12-dana.vtt <<'EOF'
> WEBVTT
>
> 00:00:01.000 --> 00:00:04.000
> Host: What nearly stopped you from buying the lamp?
>
> 00:00:04.500 --> 00:00:09.000
> Dana: Honestly, I could not justify the cost to my partner.
>
> 00:00:09.200 --> 00:00:12.000
> Dana: We already had two lamps in the hall.
>
> 00:00:12.500 --> 00:00:14.000
> Host: And what changed your mind?
>
> 00:00:14.200 --> 00:00:20.000
> Dana: The old one buzzed all night and nobody could sleep.
> EOF

$ cat > reviews.csv <<'EOF'
> Review ID,Reviewer,Rating,Date,Review Text
> r1,Ann,2,2026-04-01,The switch broke after a week. Support never answered me.
> r2,Bo,5,2026-04-02,I sleep much better since it arrived.
> r3,Cy,1,2026-04-03
> r4,Di,4,2026-04-04,
> r2,Bo,5,2026-04-02,I sleep much better since it arrived.
> EOF

# What would be read, and how; nothing is written.
$ verbatim add --dry-run calls reviews.csv
calls/2026-05-12-dana.vtt
  webvtt, interview, UTF-8: 1 record, all indexed
  5 cues, 2 speakers, 4 utterances
  dated 2026-05-12
  Host: interviewer, named "Host"
  Dana: customer, speaks with the interviewer
  “ Honestly, I could not justify the cost to my partner.
  “ We already had two lamps in the hall.
  “ The old one buzzed all night and nobody could sleep.

reviews.csv
  csv, review, UTF-8: 5 records = 3 indexed + 1 empty + 1 rejected
  commas between 5 columns
  id <- column 1 'Review ID' (by its name)
  author <- column 2 'Reviewer' (by its name)
  rating <- column 3 'Rating' (by its name, to 5)
  date <- column 4 'Date' (by its name, ymd)
  text <- column 5 'Review Text' (by its name)
  left out, as nothing was said: 1 rating without a text
  dated 2026-04-01 to 2026-04-02
  Ann: customer, wrote the review
  Bo: customer, wrote the review
  “ The switch broke after a week.
  “ Support never answered me.
  “ I sleep much better since it arrived.
  rejected reviews.csv:4: the row has 4 cells, the header 5
? 1

$ verbatim status
verbatim: there is no library in /TMP/home/data/verbatim ($XDG_DATA_HOME)
  `verbatim add PATH` makes one
? 2

# The first add makes the library. The status is 1 because a row could not be read.
# The models lie there already.
$ mkdir -p "$XDG_DATA_HOME/verbatim/models"

$ verbatim add calls reviews.csv --round 2026-05
Made a library in /TMP/home/data/verbatim ($XDG_DATA_HOME).
  reviews.csv:4: the row has 4 cells, the header 5
2 files: 6 records = 3 indexed + 1 duplicate + 1 empty + 1 rejected → 8 verbatims in <*>. See `verbatim status --rejects`.
? 1

# Again: nothing changes.
$ verbatim add calls reviews.csv --round 2026-05
2 files, nothing new in <*>.

# Who names a file sees how it is read, new or not.
$ verbatim add --dry-run calls/2026-05-12-dana.vtt --round 2026-05 | head -3; verbatim add --dry-run calls --round 2026-05
calls/2026-05-12-dana.vtt
  webvtt, interview, UTF-8: 1 record, all indexed
  5 cues, 2 speakers, 4 utterances
No file is new or changed. Nothing was written.

$ verbatim status
Library        /TMP/home/data/verbatim
Size           <*>

Sources        2
Account        6 records = 3 indexed + 1 duplicate + 1 empty + 1 rejected
Conversations  3
Verbatims      8, 6 by customers
  by meaning   by words alone: the models are not installed; scripts/models
               fetches them
  models       <*>
...
  by kind      interview 5 · review 3
  by role      customer 6 · interviewer 2
  by language  en 8
Rejected       1  the row has … cells, the header …
               `verbatim status --rejects` lists them

source                   read as           round    records  rejected  verbatims
…ls/2026-05-12-dana.vtt  webvtt interview  2026-05        1                    5
reviews.csv              csv review        2026-05        5         1          3

# The models are looked for, or were found, in one folder or in two.
$ VERBATIM_MODELS=/no/models verbatim status | grep '  models'
  models       looked for in /no/models

$ VERBATIM_MODELS=/no/models verbatim status --json | grep -o '"model[^]]*]'
"models":[]
"model_folders":["/no/models"]

$ verbatim status --rejects
reviews.csv:4: the row has 4 cells, the header 5

$ verbatim add reviews.csv calls --json 2>/dev/null | python3 -m json.tool --indent 1 | head -n 24
{
 "schema": "verbatim.add/1",
 "files": [
  {
   "path": "calls/2026-05-12-dana.vtt",
   "format": "webvtt",
   "kind": "interview",
   "state": "unchanged",
   "records": 0,
   "indexed": 0,
   "duplicates": 0,
   "empty": 0,
   "rejected": 0,
   "conversations": 0,
   "verbatims": 0
  },
  {
   "path": "reviews.csv",
   "format": "csv",
   "kind": "review",
   "state": "unchanged",
   "records": 0,
   "indexed": 0,
   "duplicates": 0,

# A file that no reader takes, and one that is not there beside one that is.
$ printf 'nothing of note' > notes.xyz; verbatim add notes.xyz gone.csv
  gone.csv: no such file or directory
  notes.xyz: no reader takes this format: plain text without speakers: `--as
    transcript` takes `Name: what was said`, `--as notes` prose (read are
    webvtt, srt, ass, cues, speech, channel, chat, whatsapp, json, jsonl,
    discord, transcript, csv, notes, mail)
2 files (1 new, 1 unreadable): 1 record = 1 rejected → 0 verbatims in <*>. See `verbatim status --rejects`.
? 1

$ verbatim add --as cvs reviews.csv
verbatim: --as does not take 'cvs'
  did you mean csv?
? 2

$ echo '{"columns": {"txt": "Review Text"}}' > map.json; verbatim add --map map.json reviews.csv
verbatim: map.json:1: "txt" is nothing that a column can be
  docs/formats.md lists the keys of a mapping file
? 2

# The same transcript again, under no name: a copy.
$ cat calls/2026-05-12-dana.vtt | verbatim add - --kind interview --as webvtt
1 file: 1 record = 1 duplicate → 0 verbatims in <*>.

$ verbatim add reviews.csv --role 'Nobody=customer' 2>&1 | head -n 1
Nobody in what was read is called Nobody.

# Broken links and loops are listed until they are gone.
$ mkdir odd; ln -s nowhere odd/broken.csv; ln -s .. odd/loop; verbatim add odd
  odd/broken.csv: a broken link
  odd/loop: the directory contains itself
2 files (2 unreadable): 0 records → 0 verbatims in <*>.
? 1

$ verbatim status --rejects | grep odd; verbatim status | grep 'Not read'
odd/broken.csv: a broken link
odd/loop: the directory contains itself
Not read       1 file  a broken link
Not read       1 file  the directory contains itself

$ printf 'id,text,date\n1,It is dim.,2026-01-02\n2,It is loud.,2026-01-03\n3,It is dear.,2026-99-99\n' > dates.csv; verbatim add dates.csv; verbatim status | grep Noted
(re)  noted dates.csv:4: .*
1 file: 3 records, all indexed → 3 verbatims in <*>.
(re)Noted +1  .*

# Notes of an interview are kept, and shown to whom asks for more than what customers said.
$ mkdir notes && printf '# Visit\n\nThe team keeps a paper list beside the screen.\nThey trust it more than the app.\n' > notes/visit.md; verbatim add notes --dry-run
notes/visit.md
  notes, interview, UTF-8: 1 record, all indexed
  2 paragraphs of notes, which a search shows with --role any alone
  notes: unknown, notes, not speech: the text names no speakers
  uncertain: notes has no role: notes, not speech: the text names no speakers;
    --role 'notes=ROLE' says who it is

$ verbatim add notes && verbatim search '"paper list"'; verbatim search '"paper list"' --role any
1 file: 1 record, all indexed → 2 verbatims in <*>.
Searches leave out 2 verbatims of notes, which are nobody's words: --role unknown finds them too.
1 more by speakers whose role is not known: add --role unknown, or say who is who with `verbatim speakers --set NAME=customer`
No quotes for "paper list". Try without the quotation marks; `verbatim status` shows what the library holds.
“ The team keeps a paper list beside the screen.
  — notes · interview · notes/visit.md:3
                                                                        vwjfczcb

# Which stage took how long; the rows are of all threads.
$ printf 'id,text\nr9,The switch of the second lamp broke too.\n' > more.csv
$ verbatim add more.csv --profile
1 file: 1 record, all indexed → 1 verbatim in <*>.
(re)Where the time went +all threads +computing
(re)  reading files +[0-9.]+ m?s +[0-9.]+ m?s
...
(re)  waiting +[0-9.]+ m?s +[0-9.]+ m?s
