$ cat > call.txt <<'EOF'
> Interviewer: What nearly stopped you from buying the lamp?
> Dana: Honestly, I could not justify the cost to my partner. We had two lamps in the hall.
> Interviewer: And what changed your mind?
> Dana: The old lamp buzzed all night and nobody could sleep.
> Interviewer: Would you tell a friend to buy the lamp?
> Dana: I did tell two of them, and both have one now.
> EOF

$ verbatim init && verbatim add call.txt --kind interview
Made a library in .verbatim.
1 file: 1 record, all indexed → 7 verbatims in <*>.

$ id=$(verbatim search '"buzzed all night"' --format csv | sed -n 2p | cut -d, -f1)

$ verbatim show $id --context 1
interview · call.txt · <*>

  2 utterances before

  Interviewer
  And what changed your mind?

▌ Dana, customer
▌ The old lamp buzzed all night and nobody could sleep.

  Interviewer
  Would you tell a friend to buy the lamp?

  1 utterance after

$ verbatim show ${id:0:6} --all
interview · call.txt · <*>

  Interviewer
  What nearly stopped you from buying the lamp?

  Dana, customer
  Honestly, I could not justify the cost to my partner. We had two lamps in the
  hall.

  Interviewer
  And what changed your mind?

▌ Dana, customer
▌ The old lamp buzzed all night and nobody could sleep.

  Interviewer
  Would you tell a friend to buy the lamp?

  Dana, customer
  I did tell two of them, and both have one now.

$ verbatim show $id --context 0 --json | python3 -m json.tool --indent 1 | tail -n 38
  "context": {
   "before": [],
   "after": []
  }
 },
 "conversation": {
  "id": "<*>",
  "record": null,
  "kind": "interview",
  "title": null,
  "date": null,
  "speakers": [
   {
    "name": "Interviewer",
    "role": "interviewer",
    "reason": "named \"Interviewer\""
   },
   {
    "name": "Dana",
    "role": "customer",
    "reason": "speaks with the interviewer"
   }
  ],
  "utterances_total": 6,
  "first": 3,
  "quoted": 3,
  "utterances": [
   {
    "speaker": "Dana",
    "role": "customer",
    "locator": {
     "line": 4
    },
    "text": "The old lamp buzzed all night and nobody could sleep."
   }
  ]
 }
}

$ verbatim show zzzzzzzzzzzz
no quote or conversation is called zzzzzzzzzzzz
? 1
