# Archives, compressed files and documents are read where they are.
$ export VERBATIM_MODELS=/nonexistent

$ cat > make.py <<'END'
> import gzip, io, tarfile, zipfile
> REVIEWS = "id,text,rating\nrev-2026-0001,The price went up twice this year.,2\nrev-2026-0002,Setup took ten minutes and it just worked.,5\n"
> CALL = "Interviewer: What made you look?\nDana: The old tool lost my notes twice.\nInterviewer: And then?\nDana: I stopped trusting it after that.\n"
> def zipped(name, **members):
>     with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as file:
>         for path, text in members.items():
>             file.writestr(path, text)
> zipped("export.zip", **{"reviews/may.csv": REVIEWS, "calls/dana.txt": CALL, "__MACOSX/may.csv": "x", "calls/.DS_Store": "x", "../out.csv": REVIEWS})
> zipped("outer.zip", **{"inner.zip": open("export.zip", "rb").read()})
> with tarfile.open("calls.tar.gz", "w:gz") as file:
>     info = tarfile.TarInfo("erin.txt"); text = CALL.replace("Dana", "Erin").replace("notes", "files").encode(); info.size = len(text)
>     file.addfile(info, io.BytesIO(text))
> open("june.csv.gz", "wb").write(gzip.compress(REVIEWS.replace("-000", "-100").replace("year", "month").encode(), mtime=0))
> zipped("bomb.zip", **{"zeros.csv": "text\n" + "a" * 150000000})
> locked = bytearray(open("export.zip", "rb").read())
> for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
>     place = locked.find(mark)
>     while place >= 0:
>         locked[place + at] |= 1
>         place = locked.find(mark, place + 4)
> open("locked.zip", "wb").write(locked)
> open("cut.zip", "wb").write(open("outer.zip", "rb").read()[:300])
> END

$ python3 make.py

$ verbatim add export.zip outer.zip calls.tar.gz june.csv.gz
Made a library in /TMP/home/data/verbatim ($XDG_DATA_HOME).
  export.zip/../out.csv: its path leads out of the archive
  outer.zip/inner.zip/../out.csv: its path leads out of the archive
8 files (6 new, 2 unreadable): 9 records = 6 indexed + 3 duplicates → 12 verbatims in <*>.
? 1

$ verbatim search price --format csv | cut -d, -f2-
text,speaker,role,kind,date,rating,rating_max,product,title,question,lenses,similar,source,line,row,pointer,start_ms,end_ms,conversation,record,url,lang,round,sha256,mark\r
The price went up twice this year.,,customer,review,,2,5,,,,trigger objection,0,export.zip/reviews/may.csv,2,2,,,,6v7txcxvcnxb,rev-2026-0001,,en,,a9f6aefb521f0781a6d774a9245044d453e5525bcd03317096d513c557fb9321,\r
The price went up twice this month.,,customer,review,,2,5,,,,trigger objection,0,june.csv.gz,2,2,,,,ambfpxgk5r1r,rev-2026-1001,,en,,5a593e16feb49777b490ca78a421a7e359c9c05930855b4c9e7e5abf5a6f8a3a,\r

$ verbatim search files --no-meaning
“ The old tool lost my files twice.
  — Erin, customer · interview · calls.tar.gz/erin.txt:2
  [pain: reliability]                                                   yw48rq9t

$ verbatim check
Whole: 12 verbatims; 6 sources verified.

$ verbatim add bomb.zip locked.zip cut.zip
  bomb.zip: it expands to more than 250 times its size
  cut.zip: Truncated input file (needed 419 bytes, only 261 available)
  cut.zip/inner.zip: ZIP decompression failed (-5)
  locked.zip: it is protected by a password
4 files (4 unreadable): 0 records → 0 verbatims in <*>.
? 1

$ verbatim sync
6 files, nothing new in <*>.

# A 7z that a password protects, with its list of files or without.
$ base64 -d > locked.7z <<'END'
> N3q8ryccAAS6fyoUMAAAAAAAAABiAAAAAAAAAGIZGLJ5u+UQwpr3+JJSJxwr/kkVYgsETMcx5pLEEZYwoQF1FwyrdsZ+pZ2wrf8X
> k2T6DUQBBAYAAQkwAAcLAQACJAbxBwESUw+xQ++/xT4RXPHnwHw4d+bJISEBAAEADCcjAAgKAQOdH4cAAAUBGQEAEQ0AcgAuAGMA
> cwB2AAAAFAoBAJ/N5Jx3fd0BFQYBACCApIEAAA==
> END

$ base64 -d > hidden.7z <<'END'
> N3q8ryccAAQ5pWgNoAAAAAAAAAAuAAAAAAAAAKGoRf861Yq2bolxjml/9EYtg8vaD7Q793guX0z4farnnACqhrcxdTHuz4qg5UrG
> i6xfR9XugnUEdeX94NTzzaup4IXxFU+VtIUWjkZXSkIIHXn4aiBbOcUzLZGOwvH2oWPlyIP6vM1jyefc7GYufnUaoS2O78zzZLBq
> ZYhScUOrRfx3CMYWFy89Ex+0/7BjI1dPm/X84nJKb8c7rjlHN3gaqJVqFwYwAQlwAAcLAQABJAbxBwESUw9KC0HBqqk2fmhEtOao
> UhllDGIKAb6GXSMAAA==
> END

$ verbatim add locked.7z hidden.7z
  hidden.7z: it is protected by a password
  locked.7z: it is protected by a password
2 files (2 unreadable): 0 records → 0 verbatims in <*>.
? 1

# What would climb out is nowhere.
$ find .. -name '*out.csv' -o -name '*zeros.csv'

# One file of an archive.
$ verbatim add export.zip/calls/dana.txt --library one
Made a library in one (--library).
1 file: 1 record, all indexed → 4 verbatims in <*>.

# Beside a folder and a whole archive, nothing of these is left out.
$ mkdir more; cp calls.tar.gz more; verbatim add more june.csv.gz export.zip/calls/dana.txt --library two
Made a library in two (--library).
3 files: 4 records, all indexed → 10 verbatims in <*>.

# What is gone from an archive is gone, and so is an archive.
$ python3 -c 'import zipfile; zipfile.ZipFile("export.zip", "w").writestr("calls/dana.txt", zipfile.ZipFile("outer.zip").read("inner.zip")[:0] + b"Interviewer: What made you look?\nDana: The old tool lost my notes twice.\nInterviewer: And then?\nDana: I stopped trusting it after that.\n")'; rm outer.zip bomb.zip locked.zip cut.zip; verbatim sync
6 files (3 removed, 3 unchanged): 0 records → 0 verbatims in <*>.

$ verbatim search price
“ The price went up twice this month.
  — customer · review · ★★☆☆☆ · june.csv.gz:2
  [trigger] [objection]                                                 eq32a1k3

# Archives in archives are known by their names, in capitals or not.
$ cat > nested.py <<'END'
> import io, tarfile, zipfile
> def tarred(kind, text):
>     out = io.BytesIO()
>     with tarfile.open(fileobj=out, mode="w:" + kind) as file:
>         info = tarfile.TarInfo("all.csv"); text = ("id,text\nrev-2026-" + text).encode(); info.size = len(text)
>         file.addfile(info, io.BytesIO(text))
>     return out.getvalue()
> zipped = io.BytesIO()
> with zipfile.ZipFile(zipped, "w") as file:
>     file.writestr("all.csv", "id,text\nrev-2026-0070,The third one arrived late.\n")
> with zipfile.ZipFile("nested.zip", "w") as file:
>     file.writestr("a.tar.bz2", tarred("bz2", "0071,The first one arrived late.\n"))
>     file.writestr("b.tar.xz", tarred("xz", "0072,The second one arrived late.\n"))
>     file.writestr("C.ZIP", zipped.getvalue())
> END

$ python3 nested.py; verbatim --library nested add nested.zip && verbatim --library nested search arrived --no-meaning --format csv | tail -n +2 | cut -d, -f2,14 | sort
Made a library in nested (--library).
3 files: 3 records, all indexed → 3 verbatims in <*>.
The first one arrived late.,nested.zip/a.tar.bz2/all.csv
The second one arrived late.,nested.zip/b.tar.xz/all.csv
The third one arrived late.,nested.zip/C.ZIP/all.csv

# Names of members are UTF-8, whatever the locale: none is lost for its letters.
$ cat > names.py <<'END'
> import zipfile
> CALL = "Interviewer: Why so?\nKundin: Viel zu %s fand ich es.\nInterviewer: And?\nKundin: Nein.\n"
> with zipfile.ZipFile("names.zip", "w") as file:
>     file.writestr("Gespräch 2024-05-06.txt", CALL % "teuer")
>     file.writestr("Gespräch 2024-05-07.txt", CALL % "langsam")
> END

$ python3 names.py; export LC_ALL=C; verbatim --library names add names.zip
Made a library in names (--library).
2 files: 2 records, all indexed → 8 verbatims in <*>.

$ verbatim --library names search teuer OR langsam --no-meaning --format csv | cut -d, -f3,6,14
speaker,date,source
Kundin,2024-05-06,names.zip/Gespräch 2024-05-06.txt
Kundin,2024-05-07,names.zip/Gespräch 2024-05-07.txt

# Gong's calls and their parties in one archive, the parties behind many transcripts.
$ python3 - <<'PY'
> import json, zipfile
> calls = {"calls": [{"metaData": {"id": "7782342274025900001", "title": "Renewal"}, "parties": [{"speakerId": "65001", "name": "Rob Vance", "affiliation": "External"}, {"speakerId": "65002", "name": "Ines Calder", "affiliation": "Internal"}]}]}
> said = [("65002", 1000, "Which rows does the export drop?"), ("65001", 4000, "Every second row is gone.")]
> transcripts = {"callTranscripts": [{"callId": "7782342274025900001", "transcript": [{"speakerId": who, "sentences": [{"start": at, "end": at + 2000, "text": text}]} for who, at, text in said]}]}
> with zipfile.ZipFile("gong.zip", "w", zipfile.ZIP_DEFLATED) as file:
>     file.writestr("export/transcripts.json", json.dumps(transcripts))
>     for i in range(200):
>         call = {"callId": str(i), "transcript": [{"speakerId": "1", "sentences": [{"start": 0, "end": 900, "text": f"Call {i} begins."}]}]}
>         file.writestr(f"export/{i}.json", json.dumps({"callTranscripts": [call]}))
>     file.writestr("export/calls.json", json.dumps(calls))
> PY

$ verbatim --library gong add gong.zip
Made a library in gong (--library).
202 files: 202 records = 201 indexed + 1 empty → 202 verbatims in <*>.
Searches leave out 200 verbatims of these: whether Speaker 1 is a customer is not known.
If so: `verbatim speakers --set 'Speaker 1=customer'`

$ verbatim --library gong search row --no-meaning
“ Every second row is gone.
  — Rob Vance, customer · call · 0:04 · gong.zip/export/transcripts.json:1
                                                                        2npf7cbp
