# Several libraries are searched as one.

$ mkdir a b; printf 'Review Text\nThe lid is loose.\nThe strap tears.\n' > a/may.csv; printf 'Review Text\nThe lid broke.\n' > b/june.csv
$ verbatim --library one add a 2>/dev/null; verbatim --library two add b 2>/dev/null

$ verbatim --library one index list
Searches look into this library alone.

$ verbatim --library one index add two
Searches look into /TMP/work/two too: 1 verbatim.

$ verbatim --library one index list
/TMP/work/two  1 verbatim

$ verbatim --library one search lid --json | python3 -c 'import json, sys; [print(q["text"], q.get("index")) for q in json.load(sys.stdin)["quotes"]]'
The lid is loose. None
The lid broke. /TMP/work/two

# What cannot be reached is left out and named; the status tells what was found in the rest.

$ verbatim --library one index add ./nowhere
verbatim: /TMP/work/nowhere is no library
  an index is a library's directory, HOST:PORT or ssh:HOST:LIBRARY
? 2

$ mv two gone; verbatim --library one search lid --json 2>/dev/null | python3 -c 'import json, sys; a = json.load(sys.stdin); print(a["total"], a["partial"], a["unreachable"])'
1 True ['/TMP/work/two']

$ verbatim --library one search lid
“ The lid is loose.
  — customer · review · a/may.csv:2
...
This is not all: /TMP/work/two is left out, because <*>

$ verbatim --library one index list
/TMP/work/two
/TMP/work/two: <*>

$ verbatim --library one index remove two
Searches look into two no longer.

$ verbatim --library one index remove two
verbatim: two is not among the indexes
  `verbatim index list` shows them
? 2

$ verbatim --library one index add one
verbatim: one is this library itself
? 2

# One library as several, several as one.

$ verbatim --library one split 2 p1 p2 --dry-run; ls -d p1
would make p1: <*>
would make p2: <*>
ls: cannot access 'p1': No such file or directory
? 2

$ verbatim --library one split 2 p1 p2; verbatim --library p1 check | cut -d: -f1; verbatim --library p2 check | cut -d: -f1
made p1: <*>
made p2: <*>
Whole
Whole

$ verbatim --library one split 2 p1 p3
verbatim: /TMP/work/p1 is not empty
  name a new directory
? 2

$ verbatim merge all p1 p2 gone
made all: 3 conversations, 3 verbatims

$ verbatim --library all check
Whole: 3 verbatims; 2 sources verified.

$ mkdir taken.making; touch taken.making/notes; verbatim merge taken p1 p2 --dry-run
verbatim: /TMP/work/taken.making is there already, and not of a split or merge that was ended
  rename or remove it, or name another directory
? 2

$ mkdir empty; ln -s empty link; verbatim merge link p1 p2
verbatim: /TMP/work/link is a link
  name a new directory
? 2

$ verbatim merge twice p1 p1 p2 gone --dry-run
would make twice: 3 conversations, 3 verbatims

# What one library took out is rejected in the whole; corrected roles hold for all of it.

$ mkdir c; printf 'Kim: How do you like it?\nSam: The lid is heavy.\nKim: Why is that?\nSam: It is made of steel.\nKim: What else?\nSam: It is loud.\n' > c/call.txt
$ for l in three four; do verbatim --library $l add c a 2>/dev/null; done; verbatim --library four speakers --set Sam=agent
Sam is agent: 1 conversation changed.

$ verbatim --library four remove $(verbatim --library four search strap --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["quotes"][0]["id"])') | cut -d' ' -f1
removed

$ for o in 'three four' 'four three'; do verbatim merge both $o; verbatim --library both search 'lid OR strap' --json | python3 -c 'import json, sys; print([q["text"] for q in json.load(sys.stdin)["quotes"]])'; verbatim --library both status --json | python3 -c 'import json, sys; r = json.load(sys.stdin)["records"]; print(r["records"], r["indexed"], r["rejected"])'; rm -r both; done
made both: 2 conversations, 7 verbatims
['The lid is loose.']
3 2 1
made both: 2 conversations, 7 verbatims
['The lid is loose.']
3 2 1

$ verbatim split 2 p4
verbatim: split 2 needs 2 directories, not 1
  `verbatim split --help` shows examples
? 2

$ verbatim merge all
verbatim: merge needs a new directory and the libraries to be merged there
  `verbatim merge --help` shows examples
? 2
