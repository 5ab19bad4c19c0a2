# Ill-formed bytes: the sentence is left out and reported, the rest is kept.
$ printf 'Ann: hello \xe2\x9c\x93 there?\nBob: The caf\xe9 is bad \xe2\x80\x93 tr\xc3\xa8s.\nAnn: ok?\nBob: yes, it is fine.\n' > mix.txt

$ verbatim add mix.txt --role Bob=customer
Made a library in /TMP/home/data/verbatim ($XDG_DATA_HOME).
  noted mix.txt:2: ill-formed UTF-8, left out
1 file: 1 record, all indexed → 3 verbatims in <*>.
? 1

$ verbatim status --rejects
noted mix.txt:2: ill-formed UTF-8, left out

$ verbatim search --speaker Bob
“ yes, it is fine.
  — Bob, customer · call · mix.txt:4
                                                                        8qhcavdb

# One good sequence makes it UTF-8 that is damaged, however small the table.
$ printf 'review,rating\nBad \xff\xfe\xe9 bytes,5\nGood \xe2\x9c\x93 bytes here.,4\n' > invalid.csv

$ verbatim add invalid.csv
  invalid.csv:2: ill-formed UTF-8
1 file: 2 records = 1 indexed + 1 rejected → 1 verbatim in <*>. See `verbatim status --rejects`.
? 1

$ verbatim search bytes
“ Good ✓ bytes here.
  — customer · review · ★★★★☆ · invalid.csv:3
  [praise]                                                              855cv7wg
