# A rating in words is reported, and the review has none.
$ printf 'text,rating\nGood stuff here now,five\nBad stuff came yesterday,2\n' > five.csv

$ verbatim add five.csv
Made a library in /TMP/home/data/verbatim ($XDG_DATA_HOME).
  five.csv:2: the rating "five" is none
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
