# Pains and objections: by kind without a topic, one kind, about a topic.
$ printf 'id,author,text\nreview-number-1,Ann,It crashed again and lost all my work.\nreview-number-2,Bea,The app keeps crashing and freezing on me.\nreview-number-3,Cid,It is far too expensive and the fees are a scam.\nreview-number-4,Dee,Lovely colours.\n' > reviews.csv

$ verbatim add reviews.csv > add.txt 2>&1

$ verbatim pains
3 quotes by 3 customers. One may be of several kinds, or of none.

reliability  2 customers, 2 quotes
It fails: broken, crashing, wrong or lost, it stops working, works only now and
then, does not last or cannot be counted on.

“ It crashed again and lost all my work.
  — Ann, customer · review · reviews.csv:2
  [pain: reliability]                                                   ydtpapqb

“ The app keeps crashing and freezing on me.
  — Bea, customer · review · reviews.csv:3
  [pain: reliability]                                                   m63z0b7g

cost  1 customer, 1 quote
It costs too much or costs more than was said: prices, fees, charges, bills,
subscriptions, money wasted.

“ It is far too expensive and the fees are a scam.
  — Cid, customer · review · reviews.csv:4
  [pain: cost] [objection: price]                                       fhny9x74

$ verbatim pains --kind-of cost
“ It is far too expensive and the fees are a scam.
  — Cid, customer · review · reviews.csv:4
  [pain: cost] [objection: price]                                       fhny9x74

$ verbatim pains --kind-of speeed
verbatim: --kind-of does not take 'speeed'
  did you mean speed?
? 2

$ verbatim pains crashing
“ The app keeps crashing and freezing on me.
  — Bea, customer · review · reviews.csv:3
  [pain: reliability]                                                   m63z0b7g

“ It crashed again and lost all my work.
  — Ann, customer · review · reviews.csv:2
  [pain: reliability]                                                   ydtpapqb

$ verbatim pains --format md | head -12
### reliability

It fails: broken, crashing, wrong or lost, it stops working, works only now and then, does not last or cannot be counted on. *2 customers, 2 quotes.*

\> It crashed again and lost all my work.
\>
\> — Ann, customer · review · reviews.csv:2

\> The app keeps crashing and freezing on me.
\>
\> — Bea, customer · review · reviews.csv:3

$ verbatim pains --json | grep -o '"kinds":\[{"name":"pain.[a-z]*","definition":"[^"]*","customers":[0-9]*,"verbatims":[0-9]*'
"kinds":[{"name":"pain.reliability","definition":"It fails: broken, crashing, wrong or lost, it stops working, works only now and then, does not last or cannot be counted on.","customers":2,"verbatims":2

$ verbatim search lens:pain.cost --format csv | cut -d, -f1-2 | head -n 1
id,text

$ verbatim pains -n 0 --facet lens
lens
  pain              3  ▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪
  pain.reliability  2  ▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪
  objection         1  ▪▪▪▪▪▪▪▪
  objection.price   1  ▪▪▪▪▪▪▪▪
  pain.cost         1  ▪▪▪▪▪▪▪▪

# In a narrow terminal.
$ COLUMNS=40 verbatim pains -n 5 | head -6
3 quotes by 3 customers. One may be of
several kinds, or of none.

reliability  2 customers, 2 quotes
It fails: broken, crashing, wrong or
lost, it stops working, works only now

$ COLUMNS=40 verbatim search crashing --facet lens --facet source
“ The app keeps crashing and freezing on
  me.
  — Bea, customer · review
    reviews.csv:3
  [pain: reliability]           m63z0b7g

“ It crashed again and lost all my work.
  — Ann, customer · review
    reviews.csv:2
  [pain: reliability]           ydtpapqb

lens
  pain              2  ▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪
  pain.reliability  2  ▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪

source
  reviews.csv  2  ▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪

$ COLUMNS=40 verbatim status | sed -n '/by kind/,$p'
  by kind      review 4
  by role      customer 4
  by language  en 3

source             read as     verbatims
…work/reviews.csv  csv review          4

$ COLUMNS=40 verbatim speakers
speaker  role      conv.  source
Ann      customer      1  reviews.csv
Bea      customer      1  reviews.csv
Cid      customer      1  reviews.csv
Dee      customer      1  reviews.csv

$ COLUMNS=40 verbatim add --help | grep -A2 -e '--kind interview|'
  --kind interview|call|review|chat|
      survey|forum|mail
                    what the files are,
