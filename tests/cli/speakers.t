$ cat > call.txt <<'EOF'
> Interviewer: What nearly stopped you from buying the lamp?
> Dana: Honestly, I could not justify the cost to my partner. We had two lamps in the hall.
> Interviewer: And what changed your mind?
> Dana: The old lamp buzzed all night and nobody could sleep.
> EOF

$ verbatim init && verbatim add call.txt --kind interview
Made a library in .verbatim.
1 file: 1 record, all indexed → 5 verbatims in <*>.

$ verbatim speakers
speaker      role         how decided                  conv.  source
Dana         customer     speaks with the interviewer      1  call.txt
Interviewer  interviewer  named "Interviewer"              1  call.txt

$ COLUMNS=140 verbatim speakers --role customer
speaker  role      how decided                  conv.  source
Dana     customer  speaks with the interviewer      1  call.txt

$ verbatim speakers --set Dana=agent && verbatim speakers --role agent
Dana is agent: 1 conversation changed.
speaker  role   how decided  conv.  source
Dana     agent  as given         1  call.txt

# She is no longer quoted as a customer.
$ verbatim search '"buzzed all night"'
No quotes for "buzzed all night". Try without the quotation marks; `verbatim status` shows what the library holds.
? 1

$ verbatim speakers --set Dna=customer
verbatim: no speaker is called Dna
  did you mean Dana?
? 2

$ verbatim speakers --set Dana=chef
verbatim: --set does not take 'chef'
  it is one of customer, interviewer, agent, bot, unknown
? 2

$ verbatim speakers --set Dana=customer --source call.txt && verbatim search '"buzzed all night"' -n 1
Dana is customer: 1 conversation changed.
“ The old lamp buzzed all night and nobody could sleep.
  — Dana, customer · interview · call.txt:4
  <*>

$ verbatim speakers --json | python3 -m json.tool --indent 1 | head -n 10
{
 "schema": "verbatim.speakers/1",
 "speakers": [
  {
   "name": "Dana",
   "role": "customer",
   "reason": "as given",
   "source": "call.txt",
   "conversations": 1,
   "utterances": 2

$ verbatim speakers --role bot
No speakers.
? 1
