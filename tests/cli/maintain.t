$ mkdir reviews

$ printf 'Review Text,Rating\nIt broke on the second day.,1\nIt is bright enough for me.,5\n' > reviews/april.csv

$ printf 'Review Text,Rating\nThe cable is far too short.,2\n' > reviews/may.csv

$ verbatim init && verbatim add reviews
Made a library in .verbatim.
2 files: 3 records, all indexed → 3 verbatims in <*>.

$ verbatim check
Whole: 3 verbatims; 2 sources verified.

$ verbatim check --json
{"schema":"verbatim.check/1","verbatims":3,"sources_verified":2,"sources_unverified":0,"unfinished":false,"faults":[]}

$ printf 'Review Text\nThe lid never closes.\n' > lid.csv; { VERBATIM_KILL_AT=index-committed verbatim add lid.csv; } 2>/dev/null
? 137

$ verbatim check; verbatim search lid || verbatim add lid.csv
Whole: 3 verbatims; 2 sources verified.
No quotes for lid. Try other words, or fewer; `verbatim status` shows what the library holds.
1 file: 1 record, all indexed → 1 verbatim in <*>.

$ verbatim remove lid.csv
removed lid.csv: 1 source, 1 conversation, 1 verbatim

$ verbatim reindex && verbatim search '"far too short"' --format md
Rebuilt the index in <*>.
\> The cable is far too short.
\>
\> — customer · review · ★★☆☆☆ · reviews/may.csv:2

# A damaged model would find the wrong quotes.
$ mkdir models; printf 'VBMODEL' > models/words.vbm; VERBATIM_MODELS=$PWD/models verbatim check
/TMP/work/models/words.vbm: it is no model of Verbatim
1 fault in 3 verbatims; 2 sources verified.
? 1

$ printf 'x' >> reviews/may.csv; verbatim check
Whole: 3 verbatims; 1 source verified, 1 moved, changed or gone since.

$ verbatim remove --dry-run reviews/may.csv && verbatim remove reviews/may.csv
would remove reviews/may.csv: 1 source, 1 conversation, 1 verbatim
removed reviews/may.csv: 1 source, 1 conversation, 1 verbatim

$ verbatim search '"far too short"'
No quotes for "far too short". Try without the quotation marks; `verbatim status` shows what the library holds.
? 1

$ verbatim remove reviews/none.csv
verbatim: no source and no conversation is called reviews/none.csv
  `verbatim status` lists the sources, `verbatim search` shows ids
? 2

$ verbatim remove reviews && verbatim search --kind review
removed reviews: 1 source, 2 conversations, 2 verbatims
No quotes. Try fewer filters; `verbatim status` shows what the library holds.
? 1

$ verbatim remove
verbatim: remove needs a conversation's id or a source's path
  `verbatim status` lists the sources
? 2

$ printf 'Review Text\nThe lid is loose. It rattles all day.\n' > two.csv; verbatim add two.csv; verbatim remove $(verbatim search rattles --json | grep -o '"id":"[^"]*' | cut -c7-12)
1 file: 1 record, all indexed → 2 verbatims in <*>.
(re)removed [0-9a-z]+: 0 sources, 1 conversation, 2 verbatims; with a quote goes its whole conversation

# A second writer waits if it is told to.
$ printf 'Review Text\nThe hinge squeaks.\n' > late.csv; (flock 9; verbatim --wait add late.csv 2> told 9>&- & until grep -qs Waiting told || ! kill -0 $!; do :; done; verbatim add late.csv; flock -u 9; wait) 9<> .verbatim/lock; cat told
(re)verbatim: /TMP/work/.verbatim is being written by process [0-9]+ \(verbatim\)
  --wait waits until it has finished; searching goes on meanwhile
(re)Waiting for process [0-9]+ \(verbatim\), which writes to the library.
1 file: 1 record, all indexed → 1 verbatim in <*>.

$ echo nonsense > .verbatim/VERSION; verbatim status
verbatim: /TMP/work/.verbatim/VERSION is damaged
  `verbatim reindex` repairs it: nothing need be read again
? 2
