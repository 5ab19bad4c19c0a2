# Lenses of one's own, and marks that correct those that ship.
$ printf 'id,text\nreview-number-1,There was nowhere to park and the ticket cost a fortune.\nreview-number-2,The soup was warm and the waiter was friendly.\nreview-number-3,It crashed again and nobody from support ever answers me.\n' > reviews.csv

$ verbatim add reviews.csv
Made a library in /TMP/home/data/verbatim ($XDG_DATA_HOME).
1 file: 3 records, all indexed → 3 verbatims in <*>.

$ printf 'to park\nparking (space|lot|ticket)\n' > parking.txt

$ verbatim lens new parking --cues parking.txt --definition 'About parking.'
Made the lens parking.
Judged anew by the lenses: 3 verbatims, 1 of them differently.

$ verbatim lenses | grep -A1 '^parking'
parking  1 verbatim
  About parking.

$ verbatim search --lens parking
“ There was nowhere to park and the ticket cost a fortune.
  — customer · review · reviews.csv:2
  [parking]                                                             n4ytwm0b

$ verbatim search fortune --lens parkign
verbatim: there is no lens 'parkign'
  did you mean parking?
? 2

$ verbatim lens new parking --cues parking.txt
verbatim: there is a lens parking already
  `verbatim lens remove parking` takes it out
? 2

$ verbatim lens new pain --cues parking.txt
verbatim: the lens pain ships with Verbatim
  teach it: verbatim lens mark ID pain yes|no
? 2

$ verbatim lens new 'My lens' --cues parking.txt
verbatim: 'My lens' cannot be the name of a lens
  a name begins with a letter and has a-z, 0-9, - and _, 40 at most
? 2

$ printf 'to park\nto (park\n' > bad.txt; verbatim lens new bad --cues bad.txt
verbatim: bad.txt:2:9: a bracket is not closed
  docs/lenses.md describes cues
? 2

$ printf 'yes\tNowhere to park.\nyes\tParking is a pain.\n' > one.tsv; verbatim lens new one --examples one.tsv
verbatim: one.tsv holds only texts that belong to the lens
  a lens learns from texts of both kinds: add lines that begin with no
? 2

$ printf 'Nowhere to park.\n' > none.tsv; verbatim lens new none --examples none.tsv
verbatim: none.tsv:1: no judged text
  a line is yes or no, a tab and the text, or {"text": "...", "label": 1}
? 2

$ verbatim lens new empty
verbatim: a lens needs --examples, --cues or both
  `verbatim lens new --help` has examples
? 2

$ for i in 1 2 3 4 5 6; do printf 'yes\tThe pool on floor %s was closed.\nno\tThe bed on floor %s was soft.\n' $i $i; done > pool.tsv

$ verbatim lens new pool --examples pool.tsv
Made the lens pool with 12 examples.
`verbatim lens train pool` learns from them.

$ verbatim lens train pool
pool  0 marks and 12 examples: 6 yes, 6 no
Each judged by what the others taught:
                           measured  19 times of 20
precision                     1.000  1.000 to 1.000
recall                        1.000  1.000 to 1.000
F1                            1.000  1.000 to 1.000
average precision             1.000  1.000 to 1.000
precision of the first 50     0.500  0.167 to 0.750
calibration error             0.169  0.161 to 0.177
40 marks in all, and it can say what more would bring.
By words alone: the models of meaning are not there, or damaged.
Judged anew by the lenses: 3 verbatims, 3 of them differently.
pool holds for 3 verbatims, 0 before.

$ verbatim lens test pool.tsv --lens pool
pool  12 texts, 6 of them yes
                           measured  19 times of 20
precision                     1.000  1.000 to 1.000
recall                        1.000  1.000 to 1.000
F1                            1.000  1.000 to 1.000
average precision             1.000  1.000 to 1.000
precision of the first 50     0.500  0.167 to 0.750
calibration error             0.130  0.130 to 0.130
By words alone: the models of meaning are not there, or damaged.

$ verbatim lens test pool.tsv
verbatim: pool.tsv does not say of one lens that its texts are for
  name it with --lens
? 2

$ verbatim lens mark $(verbatim search soup --json | grep -o '"id":"[a-z0-9]*"' | cut -d'"' -f4) pool no
not pool:
“ The soup was warm and the waiter was friendly.
1 mark for pool; `verbatim lens train pool` learns from them.

$ verbatim lens mark zzzzzz pool no
verbatim: no quote or conversation is called zzzzzz
  `verbatim search` shows the ids of quotes
? 2

$ verbatim lens mark zzzzzz pool perhaps
verbatim: 'perhaps' is neither yes, no nor none
  `verbatim lens mark --help` has examples
? 2

$ verbatim lens train pool --json | cut -c1-100
By words alone: the models of meaning are not there, or damaged.
Judged anew by the lenses: 3 verbatims, 3 of them differently.
pool holds for 0 verbatims, 3 before.
{"schema":"verbatim.lens.train/1","lenses":[{"name":"pool","marks":1,"examples":12,"yes":6,"gone":0,

$ verbatim lens show parking
parking  1 verbatim
About parking.
a lens of your own

Surest

“ There was nowhere to park and the ticket cost a fortune.
  — customer · review · reviews.csv:2
  [parking]                                                             n4ytwm0b

# The kinds of a lens are shown likewise.
$ verbatim lens show pain -n 0 | sed -n '/Its kinds/,/^$/p'
Its kinds
  pain.effort           0 verbatims
  pain.reliability      1 verbatim
  pain.speed            0 verbatims
  pain.support          1 verbatim
  pain.missing-feature  0 verbatims
  pain.cost             0 verbatims
  pain.confusion        0 verbatims

$ verbatim lens show pain.support
pain.support  1 verbatim
Nobody helps, or not well: no answer, rude or clueless staff, being passed
around or kept on hold, promises that are not kept, a refund that is refused.
a kind of pain · ships with Verbatim

Surest

“ It crashed again and nobody from support ever answers me.
  — customer · review · reviews.csv:4
  [pain: support, reliability]                                          fpgkdnad

$ verbatim lens show pain.support --json -n 0
{"schema":"verbatim.lens/1","name":"pain.support","definition":"Nobody helps, or not well: no answer, rude or clueless staff, being passed around or kept on hold, promises that are not kept, a refund that is refused.","kind_of":"pain","kinds":[],"own":false,"trained":false,"marks":0,"examples":0,"verbatims":1,"signs":[],"best":[],"unsure":[]}

$ verbatim lens show support
verbatim: there is no lens 'support'
  did you mean pain.support?
? 2

$ verbatim lens mark n4ytwm0b pain.support yes
verbatim: pain.support is a kind of pain, not a lens
  `verbatim lens show pain.support` shows it; marks teach pain
? 2

$ verbatim lens list | grep -A1 '^pain.support'
pain.support  1 verbatim
  Nobody helps, or not well: no answer, rude or clueless staff, being passed

$ verbatim lens remove pool --dry-run
Would take out the lens pool: 1 mark, 12 examples.

$ verbatim lens remove pool
Took out the lens pool: 1 mark, 12 examples.
Judged anew by the lenses: 3 verbatims, 3 of them differently.

$ verbatim lens remove pool
verbatim: there is no lens 'pool'
  `verbatim lenses` lists them; `verbatim lens new` makes one
? 2

$ verbatim lens remove pain
The lens pain is as it ships; there is nothing to take out.
? 1

$ verbatim lens train
No lens has marks or examples yet: `verbatim lens mark --help`.
? 1

$ verbatim lens tran
verbatim: there is no command 'lens tran'
  did you mean `verbatim lens train`?
? 2

$ echo 'There is no parking lot.' | verbatim classify | grep -o '{"name":"parking"[^}]*}'
{"name":"parking","score":0.817575}

$ verbatim check
Whole: 3 verbatims; 1 source verified.
