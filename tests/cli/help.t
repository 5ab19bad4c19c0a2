# Examples come first, then usage and flags.
$ verbatim --help
Verbatim finds the exact words of customers in interviews, calls, reviews,
chats, surveys and mail, with a citation for each.

Examples
  verbatim add interviews/ reviews.csv  read files and folders
  verbatim search too expensive         what customers say about it
  verbatim objections price             what held them back
  verbatim pains                        the strongest pains
  verbatim show k3v9q2m7                a quote in its conversation
  verbatim sync                         after a new round of interviews
  verbatim search --saved price --new   what a saved search finds anew

Usage
  verbatim [--library DIR] COMMAND [FLAGS] ...

Commands
  init        Make an empty library.
  add         Read interviews, calls, reviews, chats, surveys and mail into the
              library.
  sync        Visit all that was added before: what is new, changed, moved or
              gone.
  remove      Take a conversation or a source out of the library.
  search      Search for what customers said, in their exact words.
  pains       Search for pains; without a topic, the strongest kinds.
  objections  Search for objections; without a topic, the strongest kinds.
  show        Show a quote in its conversation.
  lenses      List the lenses and their kinds: what each means, how many
              verbatims each has.
  classify    Tell which lenses hold for texts on standard input, one a line.
  speakers    List speakers with their roles and how each was decided; correct
              them.
  status      Show what the library holds, and what could not be read.
  check       Prove the library whole.
  reindex     Rebuild the index from the store.
  backup      Copy the library to a new directory.
  restore     Make the library anew from a backup.
  people      Say who the speakers are: people, with what is known of them as
              fields.
  lens        Make lenses of your own, and teach all of them by marks.
  searches    List the saved searches, with what is marked and what is new.
  mark        Mark quotes as good or bad for a saved search, which it learns
              from.
  index       Search other indexes too, on this machine or on others, as if they
              were one.
  split       Make several libraries of this one, which stays.
  merge       Make one library of several, which stay.

Everywhere
  -h, --help                 this help, or a command's
  --library DIR              the library to use
  --color auto|always|never  colour; auto is on a terminal, unless NO_COLOR is
                             set
  --wait                     wait for another command that writes
  --version                  print the version

$ verbatim search --help
Search for what customers said, in their exact words.

Examples
  verbatim search too expensive            what says most of it first
  verbatim search '"hidden fees"' --exact  a phrase, as it is written
  verbatim search cancel -trial            without a word
  verbatim search support --kind review --rating ..2
                                           from bad reviews
  verbatim search onboarding --since 2026-01 --facet product
                                           count the products
  verbatim search --question 'why did you buy'
                                           answers, by what was asked
  verbatim search price --json | jq .quotes[].text
                                           for programs
  verbatim search --batch queries.tsv      many queries at once
  verbatim search --like k3v9q2m7          more like a quote
  verbatim search too expensive --save price
                                           keep it; `verbatim mark` teaches it
  verbatim search --saved price --new      run it again: what came since

Usage
  verbatim search [FLAGS] QUERY...

Arguments
  QUERY...  words, any of which counts; "a phrase"; -without; AND OR NOT ( );
            NEAR/5; begin*; field:value, rating:1..3, date:2026-01..2026-06

Flags
  --exact           words only as they are written
  --concept         what is said in other words than these, first
  --no-meaning      these words and their forms only
  --like ID|TEXT    what is like a quote, a word or a sentence
  --unlike ID|TEXT  and not like this one

Filters (several values of one: any of them)
  --lens NAME        pain, objection, ...
  --kind KIND        interview, call, review, chat, survey, forum, mail
  --source TEXT      part of the source's path
  --speaker NAME     who said it
  --product NAME     what it is about
  --question TEXT    what it answers: 'why did you buy'
  --rating A..B      the rating: 1..3, ..2, 4.., 5
  --since DATE       2026, 2026-05 or 2026-05-12
  --until DATE       the same; that day, month or year included
  --lang CODE        language: en, de, ja, ...
  --round NAME       the round of research
  --where KEY=VALUE  a field given by `add --set`, a mapping or a people file
  --role ROLE        customer (the default), any, agent, ...

Answer
  -n, --limit N  quotes (10)
  --offset N     leave out the first
  --context N    so many utterances before and after
  --sort relevance|newest|oldest|rating|strongest|bm25
                 the order of the quotes
  --collapse none|conversation|speaker
                 the best of each conversation or speaker only
  --similar      near-duplicates too, not one of each
  --facet FIELD  count the matches by kind, product, ...
  --explain      why each quote was found, and what took how long
  --format text|json|ndjson|csv|md
                 how to print them
  --json         the same as --format json
  --batch FILE   a query a line; a JSON answer a line

Saved searches
  --save NAME   keep this search under a name
  --replace     in place of the one that has it
  --saved NAME  run a saved one; other flags add to it
  --new         only what came since it was run before

Everywhere
  -h, --help                 this help, or a command's
  --library DIR              the library to use
  --color auto|always|never  colour; auto is on a terminal, unless NO_COLOR is
                             set
  --wait                     wait for another command that writes
  --version                  print the version

$ verbatim help add
Read interviews, calls, reviews, chats, surveys and mail into the library.

Examples
  verbatim add interviews/ reviews.csv    files and whole folders
  verbatim add --dry-run export.csv       show how a file would be read
  verbatim add --dry-run --save-map map.json export.csv
                                          and write it down, to correct it
  verbatim add --map map.json export.csv  read it as corrected
  verbatim add --kind interview --round 2026-05 calls/
                                          name the round
  verbatim add --role 'Dana=customer' call.txt
                                          say who the customer is
  verbatim add --role @acme.com=agent mail.mbox
                                          and who is not: all of a host
  pbpaste | verbatim add - --kind review --as csv
                                          standard input

Usage
  verbatim add [FLAGS] PATH...

Arguments
  PATH...  files and folders; - is standard input

Flags
  --kind interview|call|review|chat|survey|forum|mail
                    what the files are, where they do not tell
  --as FORMAT       read them as csv, json, webvtt, ...
  --map FILE        which column is what, as JSON
  --save-map FILE   with --dry-run: write how a file is read (columns, roles),
                    to edit and give to --map
  --round NAME      the name of this round of research
  --set KEY=VALUE   a field of every quote in them, to filter by
  --role NAME=ROLE  who is customer, interviewer, agent or bot
  -j, --jobs N      worker threads (one a core)
  --no-meaning      searchable by words alone; `sync` adds the rest
  --dry-run         show what would be read and how; write nothing
  --profile         say which stage took how long
  --json            report as JSON

Everywhere
  -h, --help                 this help, or a command's
  --library DIR              the library to use
  --color auto|always|never  colour; auto is on a terminal, unless NO_COLOR is
                             set
  --wait                     wait for another command that writes
  --version                  print the version

$ verbatim reindex -h
Rebuild the index from the store.

Examples
  verbatim reindex  searches go on meanwhile

Usage
  verbatim reindex

Everywhere
  -h, --help                 this help, or a command's
  --library DIR              the library to use
  --color auto|always|never  colour; auto is on a terminal, unless NO_COLOR is
                             set
  --wait                     wait for another command that writes
  --version                  print the version

$ verbatim | head -n 5
Verbatim finds the exact words of customers in interviews, calls, reviews,
chats, surveys and mail, with a citation for each.

Examples
  verbatim add interviews/ reviews.csv  read files and folders

$ for c in init add sync remove search pains objections show lenses classify speakers status check reindex; do verbatim $c --help | sed -n 3p; done
Examples
Examples
Examples
Examples
Examples
Examples
Examples
Examples
Examples
Examples
Examples
Examples
Examples
Examples

$ COLUMNS=60 verbatim status --help
Show what the library holds, and what could not be read.

Examples
  verbatim status            sources, counts, sizes
  verbatim status --rejects  every record that could not be
                             read, and why

Usage
  verbatim status [FLAGS]

Flags
  --rejects  list the records that were rejected
  --json     as JSON

Everywhere
  -h, --help                 this help, or a command's
  --library DIR              the library to use
  --color auto|always|never  colour; auto is on a terminal,
                             unless NO_COLOR is set
  --wait                     wait for another command that
                             writes
  --version                  print the version

$ verbatim --version
verbatim 0.1.0
