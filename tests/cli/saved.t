$ cat > reviews.csv <<'EOF'
> Review ID,Reviewer,Rating,Date,Review Text
> review-number-1,Ann,2,2026-04-01,The price of this lamp is far too high for what it does.
> review-number-2,Bo,1,2026-04-12,"For this price, a lamp must not flicker."
> review-number-3,Cy,5,2026-05-03,A fair price and a lovely lamp.
> EOF

$ verbatim init && verbatim add reviews.csv
Made a library in .verbatim.
1 file: 3 records, all indexed → 3 verbatims in <*>.

# A search is kept under a name, whatever it finds.
$ verbatim search price -n 5 --save price --format csv | cut -d, -f2
Saved as price; `verbatim search --saved price` runs it again.
text
A fair price and a lovely lamp.
"For this price
The price of this lamp is far too high for what it does.

$ verbatim search --save price --sort newest
verbatim: a search is saved as 'price' already
  --replace forgets that one and its marks; or take another name
? 2

$ verbatim pains nothing of it --save pains
No quotes for nothing of it. Try fewer filters; `verbatim status` shows what the library holds.
Saved as pains; `verbatim search --saved pains` runs it again.
? 1

$ verbatim searches
name   search               last run  new
pains  pains nothing of it  never       0
price  search price -n 5    never       0

$ verbatim search --saved prise
verbatim: no search is saved as 'prise'
  did you mean price?
? 2

$ verbatim pains --saved price
verbatim: 'price' was saved with `verbatim search`
  `verbatim search --saved price` runs it
? 2

# What was marked bad is left out, what was marked good comes first and is said to be.
$ id() { verbatim search "$1" --exact --format ndjson | head -1 | grep -o '"id":"[^"]*"' | cut -d'"' -f4; }

$ verbatim mark $(id flicker) --good
verbatim: several searches are saved: pains, price
  --search NAME says which one
? 2

$ verbatim mark $(id flicker) --good --search price
price: 1 good marked; `verbatim search --saved price` goes by it.

$ verbatim mark $(id lovely) --bad --search price
price: 1 good, 1 bad marked; `verbatim search --saved price` goes by it.

$ verbatim search --saved price
“ For this price, a lamp must not flicker.
  — Bo, customer · review · 2026-04-12 · ★☆☆☆☆ · reviews.csv:3
  ✓ good                                                                n71ebae5

“ The price of this lamp is far too high for what it does.
  — Ann, customer · review · 2026-04-01 · ★★☆☆☆ · reviews.csv:2
  [pain: cost]                                                          cs4jjyfr
1 quote that you marked bad is left out

$ verbatim search --saved price --json | grep -o '"mark":"good"\|"notices":.*'
"mark":"good"
"notices":["1 quote that you marked bad is left out"]}

$ verbatim search --saved price --format csv -n 1 2>/dev/null | tail -1 | sed 's/.*,//'
good\r

$ verbatim mark zzzzzzzz --bad --search price
verbatim: no quote or conversation is called zzzzzzzz
  `verbatim search` shows the ids of quotes
? 2

$ verbatim mark zzzzzzzz --clear --search price
verbatim: zzzzzzzz is not marked
  `verbatim searches --json` lists what is
? 2

# --new shows what came since, and goes on showing it until something else comes.
$ verbatim search --saved price --new
Nothing new for price: nothing was added since it was saved.
? 1

$ cat >> reviews.csv <<'EOF'
> review-number-4,Di,2,2026-06-01,The price went up again in June.
> review-number-5,Ed,2,2026-06-02,The cable is too short.
> EOF

$ verbatim sync
<*>

$ verbatim searches
name   search               marked         last run    new
pains  pains nothing of it                 never         0
price  search price -n 5    1 good, 1 bad  <*>    1

$ verbatim search --saved price --new
“ The price went up again in June.
  — Di, customer · review · 2026-06-01 · ★★☆☆☆ · reviews.csv:5
  [pain: cost] [trigger]                                                v3bgc8kv

$ verbatim search --saved price --new --format csv | cut -d, -f2
text
The price went up again in June.

$ verbatim search --saved pains --new
Nothing new for pains in what was added last.
? 1

# A marked quote that is gone is told of, and its mark can be taken back.
$ gone=$(id flicker); grep -v flicker reviews.csv > r && mv r reviews.csv && verbatim sync
<*>

$ verbatim searches
name   search               marked                         last run    new
pains  pains nothing of it                                 <*>    0
price  search price -n 5    1 good, 1 bad, 1 of them gone  <*>    0

$ verbatim mark ${gone:0:8} --clear --search price
price: 1 bad marked; `verbatim search --saved price` goes by it.

# A rebuilt index keeps them all.
$ verbatim reindex
Rebuilt the index in <*>.

$ verbatim searches --json | sed 's/"\(saved\|last_run\)":"[^"]*"/"\1":"..."/g; s/"bad":\["[^"]*"\]/"bad":["..."]/'
{"schema":"verbatim.searches/1","searches":[{"name":"pains","command":["pains","nothing","of","it"],"good":[],"bad":[],"gone":[],"saved":"...","last_run":"...","new":0},{"name":"price","command":["search","price","-n","5"],"good":[],"bad":["..."],"gone":[],"saved":"...","last_run":"...","new":0}]}

# Where another command writes, a saved search still answers.
$ flock .verbatim/lock verbatim search --saved price -n 1 --format csv | cut -d, -f2
1 quote that you marked bad is left out
That it was run is not noted: <*> is being written by process <*>.
text
The price went up again in June.

$ verbatim search --saved price --kind review --save reviews --format ndjson | grep -c .
1 quote that you marked bad is left out
Saved as reviews; `verbatim search --saved reviews` runs it again.
2

$ verbatim searches --remove price --dry-run
would remove price: 1 bad

# A saved search whose lens is gone says which search it is, and what can be done.
$ echo 'price' | verbatim lens new money --cues - > /dev/null && verbatim search lens:money --save costly --format csv | wc -l
Made the lens money.
Judged anew by the lenses: 4 verbatims, 3 of them differently.
Saved as costly; `verbatim search --saved costly` runs it again.
4

$ verbatim lens remove money > /dev/null; verbatim search --saved costly
Took out the lens money: 0 marks, 0 examples.
Judged anew by the lenses: 4 verbatims, 3 of them differently.
verbatim: the saved search 'costly': "money" is no lens
  there are: pain, objection, outcome, suggestion, praise, comparison, question, trigger, workaround, pain.effort, pain.reliability, pain.speed, pain.support, pain.missing-feature, pain.cost, pain.confusion, objection.price, objection.time, objection.trust, objection.fit, objection.switching, objection.authority, objection.need
? 2

$ verbatim searches | grep costly
costly   search lens:money                        never         0

$ verbatim searches --remove costly
removed costly

$ verbatim searches --remove price --remove reviews --remove pains
removed price: 1 bad
removed reviews: 1 bad
removed pains

$ verbatim searches
No saved searches; `verbatim search QUERY --save NAME` saves one.
? 1
