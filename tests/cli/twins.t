A call lies in its folder as captions, as text with speakers, and as a document's copy of it.

$ mkdir calls

$ printf 'WEBVTT\n\n00:00:01.000 --> 00:00:05.000\nWhat made you look around for a new tool this spring?\n\n00:00:05.500 --> 00:00:12.000\nHonestly, the old one lost my notes twice before a board meeting, and nobody ever answered the ticket.\n\n00:00:12.500 --> 00:00:15.000\nAnd why did you not take the bigger plan then?\n\n00:00:15.500 --> 00:00:22.000\nI could not justify the cost to my boss without a trial of at least two months.\n' > calls/dana.vtt

$ printf 'Interviewer: What made you look around for a new tool this spring?\nDana: Honestly, the old one lost my notes twice before a board meeting, and nobody ever answered the ticket.\nInterviewer: And why did you not take the bigger plan then?\nDana: I could not justify the cost to my boss without a trial of at least two months.\n' > 'calls/dana (edited).txt'

$ printf 'Interviewer: What would you tell a friend who asks about it today?\nErik: Take your time with the import, mine stopped halfway through the second night and I had to begin again.\nInterviewer: How long did all of that take you in the end?\nErik: Three weekends, and I still miss the photographs of my first customers.\n' > calls/erik.txt

$ verbatim init && verbatim add --dry-run calls | grep -A2 dana.vtt
Made a library in .verbatim.
calls/dana.vtt
  webvtt, call, UTF-8: 1 record = 1 duplicate
  set aside: calls/dana (edited).txt holds the same conversation, better

$ verbatim add calls
3 files: 3 records = 2 indexed + 1 duplicate → 8 verbatims in <*>. 1 file is set aside: what it holds lies beside it in a better format.

$ verbatim status | grep -A5 ^source
source in calls/   read as                 records  verbatims
dana (edited).txt  transcript interview          1          4
dana.vtt           webvtt call, set aside        1          0
erik.txt           transcript interview          1          4

$ verbatim search notes
“ Honestly, the old one lost my notes twice before a board meeting, and nobody
  ever answered the ticket.
  — Dana, customer · interview · calls/dana (edited).txt:2
  [pain: support, reliability] [comparison]                             mddb5cza

$ verbatim status --json | grep -o same_as
same_as

$ mv 'calls/dana (edited).txt' kept.txt; verbatim sync
3 files (1 changed, 1 removed, 1 unchanged): 1 record, all indexed → 4 verbatims in <*>.
Searches leave out 4 verbatims of these: whether (no name) is a customer is not known.
If so: `verbatim speakers --set '(no name)=customer'`

$ verbatim status | grep dana
dana.vtt          webvtt call                 1          4

$ mv kept.txt 'calls/dana (edited).txt'; verbatim sync
3 files (1 new, 1 changed, 1 unchanged): 2 records = 1 indexed + 1 duplicate → 4 verbatims in <*>. 1 file is set aside: what it holds lies beside it in a better format.

$ verbatim status | grep dana
dana (edited).txt  transcript interview          1          4
dana.vtt           webvtt call, set aside        1          0

$ verbatim sync
3 files, nothing new in <*>.

$ verbatim check
Whole: 8 verbatims; 3 sources verified.
