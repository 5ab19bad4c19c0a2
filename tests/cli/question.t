$ cat > interview.txt <<'EOT'
> Interviewer: Why did you buy the lamp?
> Dana: The old one buzzed all night long. Is there one for the hall?
> Interviewer: There is. And how do you clean it?
> Dana: With a damp cloth every Sunday.
> Interviewer: Mhm.
> Dana: And with a dry brush on every other day.
> EOT

$ printf 'Respondent ID,Why did you buy our lamp?,What would you change about it?\n1,Because my desk was far too dark.,I would make the cable longer.\n2,A present for my mother.,The shade came torn.\n' > survey.csv

$ verbatim init && verbatim add interview.txt survey.csv
Made a library in .verbatim.
2 files: 3 records, all indexed → <*> verbatims in <*>.

# What a survey asks is shown with each answer, what was asked in talk with the context, or where it
# is what is sought.
$ verbatim search --question 'why did you buy' --sort oldest
  asked: Why did you buy our lamp?
“ Because my desk was far too dark.
  — customer · survey · survey.csv:2
  <*>

  asked: Why did you buy our lamp?
“ A present for my mother.
  — customer · survey · survey.csv:3
  <*>

  asked: Why did you buy the lamp?
“ Is there one for the hall?
  — Dana, customer · interview · interview.txt:2
  <*>

  asked: Why did you buy the lamp?
“ The old one buzzed all night long.
  — Dana, customer · interview · interview.txt:2
  <*>

$ verbatim search cloth
“ With a damp cloth every Sunday.
  — Dana, customer · interview · interview.txt:4
  <*>

$ verbatim search 'question:clean' --json | python3 -c 'import json, sys; print([(q["text"], q["citation"]["question"]) for q in json.load(sys.stdin)["quotes"]])'
[('With a damp cloth every Sunday.', 'And how do you clean it?'), ('And with a dry brush on every other day.', 'And how do you clean it?')]

$ verbatim search --facet question -n 0 --format csv
facet,value,count\r
question,And how do you clean it?,2\r
question,What would you change about it?,2\r
question,Why did you buy our lamp?,2\r
question,Why did you buy the lamp?,2\r

$ verbatim search brush --context 1
  asked: And how do you clean it?
    Interviewer: Mhm.
“ And with a dry brush on every other day.
  — Dana, customer · interview · interview.txt:6
  <*>

$ verbatim search cloth --context 1
    Interviewer: There is. And how do you clean it?
“ With a damp cloth every Sunday.
    Interviewer: Mhm.
  — Dana, customer · interview · interview.txt:4
  <*>

# Customers' own questions are a lens.
$ verbatim search --lens question
“ Is there one for the hall?
  — Dana, customer · interview · interview.txt:2
  <*>
