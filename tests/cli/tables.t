# A rating in words is reported, and the review has none.
$ printf 'text,rating\nGood stuff here now,five\nBad stuff came yesterday,2\n' > five.csv

$ verbatim add five.csv
Made a library in /TMP/home/data/verbatim ($XDG_DATA_HOME).
  noted five.csv:2: the rating "five" is none
1 file: 2 records, all indexed → 2 verbatims in <*>.
? 1

$ verbatim search stuff
“ Bad stuff came yesterday
  — customer · review · ★★☆☆☆ · five.csv:3
  [pain]                                                                xrztfknd

“ Good stuff here now
  — customer · review · five.csv:2
  [praise]                                                              ygr4e8pz

# What cannot be read as a table says so once, without its path twice.
$ printf 'a,b\n1,2\n3,4\n' > numbers.csv

$ verbatim add numbers.csv --as csv
  numbers.csv: no column holds what customers wrote: looked at a, b in 2 rows
1 file: 1 record = 1 rejected → 0 verbatims in <*>. See `verbatim status --rejects`.
? 1

# A mapping file that names a column which no file has is refused, and nothing is read.
$ printf 'Comment,Stars,Plan\nIt broke after a week,2,Team\nIt works as it should,5,Solo\n' > survey.csv

$ echo '{"columns": {"text": "Comment", "rating": "Starz"}}' > map.json

$ verbatim add survey.csv --map map.json
verbatim: no file has a column 'Starz', which the mapping file names
  did you mean 'Stars'?
? 2

# One that another file has is a warning.
$ printf 'Comment,Starz,Plan\nIt was slow all year,1,Team\nIt is quick now,4,Solo\n' > other.csv

$ verbatim add survey.csv other.csv --map map.json
  noted survey.csv: there is no column 'Starz', which the mapping file names;
    the nearest is 'Stars'
2 files: 4 records, all indexed → 4 verbatims in <*>.
? 1

$ verbatim search slow OR quick --limit 1
“ It is quick now
  — customer · review · ★★★★☆ · other.csv:3
  [praise]                                                              7hh1wf11

# Who wrote a row is a customer, whatever kind it is said to be.
$ printf 'author,text\nAda,The interview was about the heater\n' > people.csv

$ verbatim add people.csv --kind interview
1 file: 1 record, all indexed → 1 verbatim in <*>.

$ verbatim speakers --source people.csv
speaker  role      how decided    conv.  source
Ada      customer  wrote the row      1  people.csv
