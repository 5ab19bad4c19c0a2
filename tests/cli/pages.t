# Pages of HTML are read as what they show.
$ export VERBATIM_MODELS=/nonexistent

$ cat > call.html <<'END'
> <!DOCTYPE html><html><head><meta charset="utf-8"><title>Call</title><style>b { color: red }</style></head><body>
> <script>document.write("<p>Dana: never said</p>")</script><nav hidden>Home</nav>
> <p><b>Interviewer:</b> What made you look?</p><p><b>Dana:</b> The old tool lost my notes &amp; files twice.<!-- never said --></p>
> <p><b>Interviewer:</b> And then?</p><p><b>Dana:</b> I stopped trusting it after&nbsp;that.</p></body></html>
> END

$ cat > answers.xls <<'END'
> <html><body><table><tr><th>Response ID</th><th>What almost stopped you?</th><th>Plan</th></tr><tr><td>R1</td><td>The price, and that nobody answered.</td><td>team</td></tr><tr><td>R2</td><td>I could not find out whether it works with my till.</td><td>solo</td></tr></table></body></html>
> END

$ verbatim add --dry-run .
answers.xls
  csv, survey, UTF-8: 2 records, all indexed
  the table of a page of HTML
  commas between 3 columns
  id <- column 1 'Response ID' (by its name)
  text <- column 2 'What almost stopped you?' (the header is a question)
  field plan <- column 3 'Plan' (2 values)
  (no name): customer, answered the survey
  “ The price, and that nobody answered.
  “ I could not find out whether it works with my till.

call.html
  transcript, interview, UTF-8: 1 record, all indexed
  the text of a page of HTML
  2 speakers, 4 turns
  Interviewer: interviewer, named "Interviewer"
  Dana: customer, speaks with the interviewer
  “ The old tool lost my notes & files twice.
  “ I stopped trusting it after that.

$ verbatim init
Made a library in .verbatim.

$ verbatim add . >/dev/null 2>&1

$ verbatim search "nobody answered" --json
{"schema":"verbatim.search/1","query":"nobody answered","total":1,"total_is_exact":true,"quotes":[{"id":"xmxxgvv127js","text":"The price, and that nobody answered.","score":3.4885,"highlights":[[20,26],[27,35]],"matched":["nobody","answered"],"lenses":[{"name":"pain","score":0.8886}],"kinds":[{"name":"pain.support","score":0.8672},{"name":"pain.cost","score":0.7717}],"citation":{"source":"answers.xls","sha256":"16fe03f99f3a6d623d99fc19bfd261e55262c67814aa40865d3fa3425b935d6f","locator":{"line":2,"row":2},"record":"R1","conversation":"vttwt7ds8vq0","kind":"survey","speaker":null,"role":"customer","date":null,"rating":null,"product":null,"url":null,"lang":"en","round":null,"question":"What almost stopped you?","fields":{"plan":"team"},"span":[0,36],"prefix":"","suffix":""},"context":{"before":[],"after":[]}}],"facets":{}}
