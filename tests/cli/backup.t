# A backup is a library of its own, and restoring deletes nothing.

$ verbatim init; mkdir reviews; printf 'Review Text\nThe lid is loose.\nThe strap tears.\n' > reviews/may.csv; verbatim add reviews
Made a library in .verbatim.
1 file: 2 records, all indexed → 2 verbatims in <*>.

$ verbatim backup copies/monday
Copied .verbatim to copies/monday: <*> kB.

$ verbatim --library copies/monday check
Whole: 2 verbatims; 1 source verified.

$ verbatim backup copies/monday
verbatim: /TMP/work/copies/monday holds a library
  name a new directory
? 2

$ verbatim remove reviews/may.csv
removed reviews/may.csv: 1 source, 2 conversations, 2 verbatims

$ verbatim restore copies/monday
verbatim: /TMP/work/.verbatim holds a library
  --replace renames it and puts the backup in its place
? 2

$ verbatim restore --replace copies/monday
Made .verbatim (found from here upwards) of copies/monday.
The library before it is .verbatim.before-restore.

$ verbatim search lid
“ The lid is loose.
  — customer · review · reviews/may.csv:2
                                                                        he96et39

$ verbatim restore nowhere
verbatim: /TMP/work/nowhere is no backup
  `verbatim backup DIR` makes one
? 2

$ verbatim restore
verbatim: restore needs the directory of a backup
  `verbatim backup DIR` makes one
? 2

$ verbatim backup
verbatim: backup needs a new directory
  `verbatim backup ~/backups/today`
? 2
