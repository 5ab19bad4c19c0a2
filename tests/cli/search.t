$ cat > reviews.csv <<'EOF'
> Review ID,Reviewer,Rating,Date,Product,Review Text
> r1,Ann,2,2026-04-01,Lumo,The switch broke after a week. Support never answered me.
> r2,Bo,5,2026-04-12,Lumo,I sleep much better since the lamp arrived.
> r3,Cy,1,2026-05-03,Nox,Der Preis ist eine Frechheit für so viel Plastik und so wenig Licht.
> r4,さくら,2,2026-05-04,Nox,料金が高すぎて、上司に説明できませんでした😤。
> EOF

$ cat > call.txt <<'EOF'
> Interviewer: What nearly stopped you from buying the lamp?
> Dana: Honestly, I could not justify the cost to my partner. We had two lamps in the hall.
> Interviewer: And what changed your mind?
> Dana: The old lamp buzzed all night and nobody could sleep.
> Interviewer: Would you tell a friend to buy the lamp?
> Dana: I did tell two of them, and both have one now.
> EOF

$ verbatim init && verbatim add reviews.csv --set plan=home && verbatim add call.txt --kind interview
Made a library in .verbatim.
1 file: 4 records, all indexed → 5 verbatims in <*>.
1 file: 1 record, all indexed → 7 verbatims in <*>.

$ verbatim search '"justify the cost"'
“ Honestly, I could not justify the cost to my partner.
  — Dana, customer · interview · call.txt:2
  <*>

# Only customers are quoted, unless others are asked for.
$ verbatim search '"changed your mind"'
No quotes for "changed your mind". Try without the quotation marks; `verbatim status` shows what the library holds.
? 1

$ verbatim search '"changed your mind"' --role any
“ And what changed your mind?
  — Interviewer · interview · call.txt:3
  <*>

$ verbatim search '"buzzed all night"' --context 1
    Interviewer: And what changed your mind?
“ The old lamp buzzed all night and nobody could sleep.
    Interviewer: Would you tell a friend to buy the lamp?
  — Dana, customer · interview · call.txt:4
  <*>

$ verbatim search '料金' --exact
“ 料金が高すぎて、上司に説明できませんでした😤。
  — さくら, customer · review · 2026-05-04 · ★★☆☆☆ · Nox · reviews.csv:5
  <*>

$ verbatim search --kind review --sort newest --format ndjson | grep -o '"text":"[^"]*"'
"text":"料金が高すぎて、上司に説明できませんでした😤。"
"text":"Der Preis ist eine Frechheit für so viel Plastik und so wenig Licht."
"text":"I sleep much better since the lamp arrived."
"text":"Support never answered me."
"text":"The switch broke after a week."

$ verbatim search --kind review --rating ..2 --until 2026-04 --format md
\> Support never answered me.
\>
\> — Ann, customer · review · 2026-04-01 · ★★☆☆☆ · Lumo · reviews.csv:2

\> The switch broke after a week.
\>
\> — Ann, customer · review · 2026-04-01 · ★★☆☆☆ · Lumo · reviews.csv:2

$ verbatim search --where plan=home --product nox --format csv | cut -d, -f3-9
speaker,role,kind,date,rating,rating_max,product
Cy,customer,review,2026-05-03,1,5,Nox
さくら,customer,review,2026-05-04,2,5,Nox

$ verbatim search --kind review --facet product,rating -n 1
“ I sleep much better since the lamp arrived.
  — Bo, customer · review · 2026-04-12 · ★★★★★ · Lumo · reviews.csv:3
  <*>

product
  Lumo  3  ▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪
  Nox   2  ▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪

rating
  2  3  ▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪
  1  1  ▪▪▪▪▪▪▪▪
  5  1  ▪▪▪▪▪▪▪▪

$ verbatim search lamp -n 1 --offset 1 --exact --sort oldest --format md
\> The old lamp buzzed all night and nobody could sleep.
\>
\> — Dana, customer · interview · call.txt:4

$ verbatim search lamp --offset 50
There are only 3 quotes.
? 1

$ verbatim search '"justify the cost"' --json | grep -o '\"[a-z_0-9]*\":' | tr -d '\n'; echo
"schema":"query":"total":"total_is_exact":"quotes":"id":"text":"score":"highlights":"matched":"lenses":"name":"score":"name":"score":"kinds":"name":"score":"name":"score":"citation":"source":"sha256":"locator":"line":"record":"conversation":"kind":"speaker":"role":"date":"rating":"product":"url":"lang":"round":"question":"span":"prefix":"suffix":"context":"before":"speaker":"role":"text":"after":"speaker":"role":"text":"facets":

# What is not understood is told, and the nearest suggested.
$ verbatim search 'lamp (switch'
verbatim: query, column 6: this '(' is never closed
  close it, or leave it out
? 2

$ verbatim search rvating:3
verbatim: query, column 1: "rvating:" is no field
  did you mean rating:? Otherwise put it in "quotes" to search for the text itself
? 2

$ verbatim search lamp --where plann=home
verbatim: there is no key 'plann'
  did you mean plan?
? 2

$ verbatim search lamp --facet prodct
verbatim: there is no field 'prodct'
  did you mean product?
? 2

$ verbatim search lamp --lens pian
verbatim: there is no lens 'pian'
  did you mean pain?
? 2

# Nothing found is status 1.
$ verbatim search zebra
No quotes for zebra. Try other words, or fewer; `verbatim status` shows what the library holds.
? 1

$ verbatim search lamp --kind mail
No quotes for lamp. Try fewer filters; `verbatim status` shows what the library holds.
? 1

$ verbatim search zebra --json
{"schema":"verbatim.search/1","query":"zebra","total":0,"total_is_exact":true,"quotes":[],"facets":{}}
No quotes for zebra. Try other words, or fewer; `verbatim status` shows what the library holds.
? 1

# Many queries in one process.
$ printf 'q1\t"justify the cost"\nq2\tzebra\n{"id": 3, "query": "(lamp"}\n' > queries.tsv

$ verbatim search --batch queries.tsv | cut -c1-96
line 3: query, column 1: this '(' is never closed
{"schema":"verbatim.search/1","query_id":"q1","query":"\"justify the cost\"","total":1,"total_is
{"schema":"verbatim.search/1","query_id":"q2","query":"zebra","total":0,"total_is_exact":true,"q
{"schema":"verbatim.search/1","query_id":3,"error":{"message":"query, column 1: this '(' is neve

$ printf 'q1\tbuzzed\n' | verbatim search --batch - --exact | grep -o '"text":"[^"]*"' | head -n 1
"text":"The old lamp buzzed all night and nobody could sleep."

# An empty query of a batch is an error of its own, and so is what begins as JSON and is none.
$ printf 'q1\t\n{"query": "lamp"\nq3\tzebra\n' > few.tsv; verbatim search --batch few.tsv 2>/dev/null | cut -c1-90
(re)\{"schema":"verbatim.search/1","query_id":"q1","error":\{"message":"the query is empty".*
(re)\{"schema":"verbatim.search/1","query_id":2,"error":\{"message":"is no JSON".*
(re)\{"schema":"verbatim.search/1","query_id":"q3","query":"zebra","total":0.*

$ verbatim search rating:5..1
verbatim: rating:5..1 is a range of nothing
  the lower end comes first: rating:1..5
? 2

# Facets have a row for what has no value, months in order, and a place in every format.
$ verbatim search --facet date,product -n 0 --format csv | tr -d '\r'
facet,value,count
date,2026-04,3
date,2026-05,2
date,,4
product,Lumo,3
product,Nox,2
product,,4

$ verbatim search --facet product -n 0 --format md
| product | quotes |
|---|--:|
| Lumo | 3 |
| Nox | 2 |
| (none) | 4 |

$ verbatim search --facet product -n 0 --format ndjson
{"facets":{"product":[["Lumo",3],["Nox",2],[null,4]]}}

# All that was walked is counted.
$ verbatim search lamp -n 1000000 --collapse conversation --json | grep -o '"total[^,]*'
"total":3
"total_is_exact":true

# A conversation that two sources hold says so.
$ cp reviews.csv copy.csv; verbatim add copy.csv; verbatim search Frechheit --json | grep -o '"also_in":[^]]*]'
1 file: 4 records = 4 duplicates → 0 verbatims in <*>.
"also_in":[<*>]

$ verbatim show $(verbatim search Frechheit --json | grep -o '"id":"[^"]*' | cut -c7-12) | head -n 2
review · 2026-05-03 · ★☆☆☆☆ · Nox · <*> · also in <*>
...

$ verbatim search --lens objection -n 1 --json | grep -o '"score":[^,]*' | head -n 1
(re)"score":0\.[0-9]+

# How long it took, beside why it was found.
$ verbatim search '"justify the cost"' --explain 2>&1 >/dev/null
(re)Where the time went +all threads +computing
...
(re)  finding +[0-9.]+ m?s +[0-9.]+ m?s
...
