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

# Whom the source does not name is corrected by the name that the list shows.
$ printf '1\n00:00:01,000 --> 00:00:03,000\nThe shade came loose in a week.\n' > mute.srt; verbatim add mute.srt --kind call
1 file: 1 record, all indexed → 1 verbatim in <*>.
Searches leave out 1 verbatim of these: whether (no name) is a customer is not known.
If so: `verbatim speakers --set '(no name)=customer'`

$ verbatim speakers --source mute.srt
speaker    role     how decided                   conv.  source
(no name)  unknown  the source names no speakers      1  mute.srt

$ verbatim speakers --set '(no name)=customer' --source mute.srt && verbatim search '"came loose"'
(no name) is customer: 1 conversation changed.
“ The shade came loose in a week.
  — customer · call · 0:01 · mute.srt:3
  <*>

$ printf '1\n00:00:01,000 --> 00:00:03,000\nThe dimmer hums at night.\n' > hum.srt; verbatim add hum.srt --kind call --role '(no name)=customer' && verbatim search dimmer
1 file: 1 record, all indexed → 1 verbatim in <*>.
“ The dimmer hums at night.
  — customer · call · 0:01 · hum.srt:3
  <*>

# A part of the path will do.
$ verbatim speakers --source MUTE --role customer; verbatim speakers --set Dana=customer --source other
speaker    role      how decided  conv.  source
(no name)  customer  as given         1  mute.srt
verbatim: no source has other in its path
  `verbatim status` lists the sources
? 2

# What nobody is known to have said as a customer is told once, with what changes it.
$ printf 'Ann Lee: The setup took hours for us.\nBob: I agree, it took me the whole day too.\nAnn Lee: And the price went up.\nBob: Yes, by ten percent, which I did not like.\n' > talk.txt; verbatim add talk.txt
1 file: 1 record, all indexed → 4 verbatims in <*>.
Searches leave out 4 verbatims of these: whether Ann Lee and Bob are customers is not known.
If so: `verbatim speakers --set 'Ann Lee=customer'`; `verbatim speakers --role unknown` lists all

$ verbatim add talk.txt
1 file, nothing new in <*>.

$ verbatim speakers --set 'Ann Lee=customer'
Ann Lee is customer: 1 conversation changed.

$ verbatim search setup
“ The setup took hours for us.
  — Ann Lee, customer · call · talk.txt:1
  [pain: speed]                                                         gsj82qcy
