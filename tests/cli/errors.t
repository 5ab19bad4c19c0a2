$ verbatim serch too expensive
verbatim: there is no command 'serch'
  did you mean `verbatim search`?
? 2

$ verbatim frobnicate
verbatim: there is no command 'frobnicate'
  `verbatim --help` lists the commands
? 2

$ verbatim search x --limt 3
verbatim: search has no flag --limt
  did you mean --limit?
? 2

$ verbatim --libary here status
verbatim: status has no flag --libary
  did you mean --library?
? 2

$ verbatim search x --limit ten
verbatim: --limit does not take 'ten'
  it is a number from 0 to 1000000
? 2

$ verbatim search x --limit
verbatim: --limit needs a value
  `verbatim search --help` tells more
? 2

$ verbatim search x --kind reviews
verbatim: --kind does not take 'reviews'
  did you mean review?
? 2

$ verbatim search x --since 2026-13
verbatim: --since does not take '2026-13'
  a date is 2026, 2026-05 or 2026-05-12
? 2

$ verbatim search x --since 2026-05 --until 2026-04
verbatim: --until 2026-04 is before --since 2026-05
? 2

$ verbatim search x --rating high
verbatim: --rating does not take 'high'
  a rating is 4, 1..3, ..2 or 4..
? 2

$ verbatim search x --where plan
verbatim: --where does not take 'plan'
  it takes NAME=VALUE
? 2

$ verbatim search x --format xml
verbatim: --format does not take 'xml'
  it is one of text, json, ndjson, csv, md
? 2

$ verbatim search
verbatim: search needs words or a filter
  `verbatim search --help` has examples
? 2

$ verbatim add
verbatim: add needs a file or a folder
  `verbatim add --help` has examples
? 2

$ verbatim add nothing-here.csv
verbatim: nothing-here.csv: no such file or folder
? 2

$ verbatim add --role Dana=boss nothing-here.csv
verbatim: --role does not take 'boss'
  it is one of customer, interviewer, agent, bot, unknown
? 2

$ verbatim add --set date=today nothing-here.csv
verbatim: --set does not take 'date'
  every quote has a field of that name; take another
? 2

$ verbatim status extra
verbatim: status does not take 'extra'
  `verbatim status --help` tells more
? 2

# No library: not here, not in the user's directory.
$ verbatim search x
verbatim: there is no library in /TMP/home/data/verbatim ($XDG_DATA_HOME)
  `verbatim add PATH` makes one
? 2

$ verbatim --library there status
verbatim: there is no library in there (--library)
  `verbatim add PATH` makes one
? 2

$ VERBATIM_LIBRARY=there verbatim status
verbatim: there is no library in there ($VERBATIM_LIBRARY)
  `verbatim add PATH` makes one
? 2

$ verbatim show k3v9
verbatim: there is no library in /TMP/home/data/verbatim ($XDG_DATA_HOME)
  `verbatim add PATH` makes one
? 2

$ verbatim sync
verbatim: there is no library in /TMP/home/data/verbatim ($XDG_DATA_HOME)
  `verbatim add PATH` makes one
? 2

$ test -e there || echo nothing was made
nothing was made
