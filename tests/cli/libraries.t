# Libraries that are not as they should be: what can be done is done, and what is to be done is said.
$ mkdir files; printf 'Review Text\nThe lid is loose.\nThe strap tears.\n' > files/may.csv; printf 'Kim: What went wrong with the parcel?\n\nSam: The parcel came a week late. Nobody called me.\n\nKim: And then what happened?\n\nSam: I cancelled the order.\n' > files/call.txt

$ verbatim init && verbatim add --role Sam=customer --role Kim=interviewer files
Made a library in .verbatim.
2 files: 3 records, all indexed → 6 verbatims in <*>.

# A newer program made it.
$ cp -r .verbatim newer.verbatim; echo verbatim library 99 > newer.verbatim/VERSION; verbatim --library newer.verbatim search lid
verbatim: /TMP/work/newer.verbatim was made by a newer Verbatim: it is of version 99, this program's is <*>
  use the newer Verbatim, or name another library with --library
? 2

$ verbatim --library newer.verbatim add files
verbatim: /TMP/work/newer.verbatim was made by a newer Verbatim: it is of version 99, this program's is <*>
  use the newer Verbatim, or name another library with --library
? 2

$ verbatim --library newer.verbatim reindex
verbatim: /TMP/work/newer.verbatim was made by a newer Verbatim: it is of version 99, this program's is <*>
  use the newer Verbatim, or name another library with --library
? 2

# An older one made it, of which nothing can be kept.
$ echo verbatim library 3 > newer.verbatim/VERSION; verbatim --library newer.verbatim sync
verbatim: /TMP/work/newer.verbatim was made by an older Verbatim: it is of version 3, this program's is <*>
  make a new library and add the sources again
? 2

# VERSION is empty, damaged, or gone.
$ cp -r .verbatim odd.verbatim; : > odd.verbatim/VERSION; verbatim --library odd.verbatim search lid
verbatim: /TMP/work/odd.verbatim/VERSION is damaged
  `verbatim reindex` repairs it: nothing need be read again
? 2

$ verbatim --library odd.verbatim add files
verbatim: /TMP/work/odd.verbatim/VERSION is damaged
  `verbatim reindex` repairs it: nothing need be read again
? 2

$ verbatim --library odd.verbatim reindex && verbatim --library odd.verbatim check
Rebuilt the index in <*>.
Whole: 6 verbatims; 2 sources verified.

$ echo nonsense > odd.verbatim/VERSION; verbatim --library odd.verbatim status; verbatim --library odd.verbatim reindex && verbatim --library odd.verbatim check
verbatim: /TMP/work/odd.verbatim/VERSION is damaged
  `verbatim reindex` repairs it: nothing need be read again
Rebuilt the index in <*>.
Whole: 6 verbatims; 2 sources verified.

$ rm odd.verbatim/VERSION; verbatim --library odd.verbatim add files; verbatim --library odd.verbatim search lid; verbatim --library odd.verbatim reindex && verbatim --library odd.verbatim check
verbatim: /TMP/work/odd.verbatim/VERSION is missing
  `verbatim reindex` repairs it: nothing need be read again
verbatim: /TMP/work/odd.verbatim/VERSION is missing
  `verbatim reindex` repairs it: nothing need be read again
Rebuilt the index in <*>.
Whole: 6 verbatims; 2 sources verified.

# The index is gone, or its link leads nowhere.
$ rm odd.verbatim/index; rm -r odd.verbatim/index.*; verbatim --library odd.verbatim search lid
verbatim: the index of the library is missing: /TMP/work/odd.verbatim/index
  run `verbatim reindex`: nothing need be read again
? 2

$ verbatim --library odd.verbatim add files
verbatim: the index of the library is missing: /TMP/work/odd.verbatim/index
  run `verbatim reindex`: nothing need be read again
? 2

$ verbatim --library odd.verbatim reindex && verbatim --library odd.verbatim check && verbatim --library odd.verbatim search lid
Rebuilt the index in <*>.
Whole: 6 verbatims; 2 sources verified.
“ The lid is loose.
  — customer · review · files/may.csv:2
                                                                        he96et39

$ ln -sfn index.77 odd.verbatim/index; verbatim --library odd.verbatim search lid; verbatim --library odd.verbatim status; verbatim --library odd.verbatim reindex && verbatim --library odd.verbatim check
verbatim: the index of the library is missing: /TMP/work/odd.verbatim/index
  run `verbatim reindex`: nothing need be read again
verbatim: the index of the library is missing: /TMP/work/odd.verbatim/index
  run `verbatim reindex`: nothing need be read again
Rebuilt the index in <*>.
Whole: 6 verbatims; 2 sources verified.

# A file of the index is gone.
$ rm odd.verbatim/index/postlist.glass; verbatim --library odd.verbatim search lid; verbatim --library odd.verbatim sync; verbatim --library odd.verbatim reindex && verbatim --library odd.verbatim check
verbatim: /TMP/work/odd.verbatim/index: Couldn't open /TMP/work/odd.verbatim/index.2/postlist.glass to read (No such file or directory)
  run `verbatim reindex`
verbatim: /TMP/work/odd.verbatim/index: Couldn't open /TMP/work/odd.verbatim/index.2/postlist.glass read/write (No such file or directory)
  run `verbatim reindex`
Rebuilt the index in <*>.
Whole: 6 verbatims; 2 sources verified.

# The store is gone: the index answers, but nothing is written and no conversation shown.
$ cp -r .verbatim storeless; rm -r storeless/store; verbatim --library storeless search parcel
“ The parcel came a week late. Nobody called me.
  — Sam, customer · call · files/call.txt:3
                                                                        b1n31grj
The store of the library is missing: quotes are found by the index alone, without what was said before and after; `verbatim restore DIR --replace` puts a backup in its place

$ verbatim --library storeless search parcel --json | grep -o '"text":"[^"]*'
"text":"The parcel came a week late. Nobody called me.

$ verbatim --library storeless search parcel --explain > explained 2> told; echo $?; grep -c why: explained
0
3

$ verbatim --library storeless show $(verbatim search cancelled --json | grep -o '"id":"[^"]*' | cut -c7-)
verbatim: the store of the library is missing: /TMP/work/storeless/store
  restore the library from a backup: `verbatim restore DIR --replace`
? 2

$ for command in 'add files' sync 'remove files' reindex status speakers check lenses 'lens new x --cues files/may.csv' 'backup copy' 'search parcel --save parcels'; do echo "- $command"; verbatim --library storeless $command > out 2>&1; echo $?; cat out; done
- add files
2
verbatim: the store of the library is missing: /TMP/work/storeless/store
  restore the library from a backup: `verbatim restore DIR --replace`
- sync
2
verbatim: the store of the library is missing: /TMP/work/storeless/store
  restore the library from a backup: `verbatim restore DIR --replace`
- remove files
2
verbatim: the store of the library is missing: /TMP/work/storeless/store
  restore the library from a backup: `verbatim restore DIR --replace`
- reindex
2
verbatim: the store of the library is missing: /TMP/work/storeless/store
  restore the library from a backup: `verbatim restore DIR --replace`
- status
2
verbatim: the store of the library is missing: /TMP/work/storeless/store
  restore the library from a backup: `verbatim restore DIR --replace`
- speakers
2
verbatim: the store of the library is missing: /TMP/work/storeless/store
  restore the library from a backup: `verbatim restore DIR --replace`
- check
2
verbatim: the store of the library is missing: /TMP/work/storeless/store
  restore the library from a backup: `verbatim restore DIR --replace`
- lenses
2
verbatim: the store of the library is missing: /TMP/work/storeless/store
  restore the library from a backup: `verbatim restore DIR --replace`
- lens new x --cues files/may.csv
2
verbatim: the store of the library is missing: /TMP/work/storeless/store
  restore the library from a backup: `verbatim restore DIR --replace`
- backup copy
2
verbatim: the store of the library is missing: /TMP/work/storeless/store
  restore the library from a backup: `verbatim restore DIR --replace`
- search parcel --save parcels
2
verbatim: the store of the library is missing: /TMP/work/storeless/store
  restore the library from a backup: `verbatim restore DIR --replace`

# A library that may not be written.
$ plainly() { if [ "$(id -u)" = 0 ]; then setpriv --bounding-set=-dac_override,-dac_read_search -- "$@"; else "$@"; fi; }

$ cp -r .verbatim locked; chmod -R a-w locked; plainly verbatim --library locked search lid; plainly verbatim --library locked add files
“ The lid is loose.
  — customer · review · files/may.csv:2
                                                                        he96et39
verbatim: /TMP/work/locked cannot be written: permission denied
  it can be searched; to add to it, ask its owner for the permission to write, or copy it with `verbatim backup DIR`
? 2

$ for command in sync 'remove files' reindex check status 'show abcd' 'search lid --save lids' 'lenses --json'; do echo "- $command"; plainly verbatim --library locked $command > out 2>&1; echo $?; head -3 out | cut -c-400; done
- sync
2
verbatim: /TMP/work/locked cannot be written: permission denied
  it can be searched; to add to it, ask its owner for the permission to write, or copy it with `verbatim backup DIR`
- remove files
2
verbatim: /TMP/work/locked cannot be written: permission denied
  it can be searched; to add to it, ask its owner for the permission to write, or copy it with `verbatim backup DIR`
- reindex
2
verbatim: /TMP/work/locked cannot be written: permission denied
  it can be searched; to add to it, ask its owner for the permission to write, or copy it with `verbatim backup DIR`
- check
0
Whole: 6 verbatims; 2 sources verified.
- status
0
Library        locked
Size           <*> store, <*> index, for 156 B of text; version <*>

- show abcd
1
no quote or conversation is called abcd
- search lid --save lids
2
“ The lid is loose.
  — customer · review · files/may.csv:2
                                                                        he96et39
- lenses --json
0
{"schema":"verbatim.lenses/1","lenses":[{"name":"pain","definition":"Something hurts: the customer tells of a problem, a failure, a frustration, or of time and money lost with a product, a service or the way things are done today. It covers what is broken, slow, missing, confusing or unfair, whoever is to blame.","verbatims":1},{"name":"pain.effort","definition":"It takes too much work: many steps

$ plainly verbatim --library locked backup copied && verbatim --library copied reindex && verbatim --library copied check
Copied locked to copied: <*>.
The index is not in it, since another command writes or it cannot be used: `verbatim restore` rebuilds it.
Rebuilt the index in <*>.
Whole: 6 verbatims; 2 sources verified.

# A library of another, that may not even be read.
$ chmod -R a-rwx locked; plainly verbatim --library locked search lid; plainly verbatim --library locked add files
verbatim: /TMP/work/locked/VERSION: Permission denied
  check the disk and the permissions
verbatim: /TMP/work/locked/VERSION: Permission denied
  check the disk and the permissions
? 2

$ chmod -R u+rwX locked; mkdir shut; chmod 500 shut; plainly verbatim --library shut/new add files; plainly verbatim init shut; plainly verbatim backup shut/copy
verbatim: /TMP/work/shut/new cannot be made: Permission denied
  name a directory in which you may write
verbatim: /TMP/work/shut/.verbatim cannot be made: Permission denied
  name a directory in which you may write
verbatim: /TMP/work/shut/copy.unfinished cannot be made: Permission denied
  name a directory in which you may write
? 2

# A file where a library should be.
$ verbatim --library files/may.csv search lid
verbatim: files/may.csv is a file, not a library (--library)
  name the directory of a library, such as .verbatim
? 2

$ verbatim --library files/may.csv add files
verbatim: /TMP/work/files/may.csv is a file, not a directory
  name a directory
? 2

$ verbatim --library files/may.csv/below add files
verbatim: /TMP/work/files/may.csv/below cannot be made: Not a directory
  name a directory in which you may write
? 2

$ verbatim init files/may.csv
verbatim: /TMP/work/files/may.csv/.verbatim cannot be made: Not a directory
  name a directory in which you may write
? 2

# A directory that is something else.
$ verbatim --library files search lid; verbatim --library files add files
verbatim: there is no library in files (--library)
  `verbatim add PATH` makes one
verbatim: /TMP/work/files is not empty and no library
  name another directory
? 2

# No home, or one that is nowhere.
$ cd ../tmp; env -u HOME -u XDG_DATA_HOME verbatim search lid; env -u HOME -u XDG_DATA_HOME verbatim add ../work/files; env -u HOME -u XDG_DATA_HOME verbatim --library ../work/.verbatim search lid; cd ../work
verbatim: there is no library here and $HOME is not set
  name one with --library DIR
verbatim: there is no library here and $HOME is not set
  name one with --library DIR
“ The lid is loose.
  — customer · review · /TMP/work/files/may.csv:2
                                                                        he96et39

# A relative directory for data is no directory for data.
$ mkdir ../apart; cd ../apart; XDG_DATA_HOME=data verbatim search lid; XDG_DATA_HOME=data verbatim add ../work/files/may.csv; ls; XDG_DATA_HOME=data verbatim search lid; cd ../work
verbatim: there is no library in /TMP/home/.local/share/verbatim (the user's library)
  `verbatim add PATH` makes one
Made a library in /TMP/home/.local/share/verbatim (the user's library).
1 file: 2 records, all indexed → 2 verbatims in <*>.
“ The lid is loose.
  — customer · review · /TMP/work/files/may.csv:2
                                                                        he96et39

# Any name will do.
$ mkdir "it's a \"große\" 日本 $(printf 'two\nlines')"; cd it*; mkdir "rösti 'n' more"; cp ../files/* "rösti 'n' more"; verbatim init
Made a library in .verbatim.

$ verbatim add --role Sam=customer --role Kim=interviewer "rösti 'n' more"; verbatim search lid; verbatim search 'parcel late' --context 0; verbatim show $(verbatim search cancelled --json | grep -o '"id":"[^"]*' | cut -c7-)
2 files: 3 records, all indexed → 6 verbatims in <*>.
“ The lid is loose.
  — customer · review · rösti 'n' more/may.csv:2
                                                                        he96et39
“ The parcel came a week late. Nobody called me.
  — Sam, customer · call · rösti 'n' more/call.txt:3
                                                                        b1n31grj
call · rösti 'n' more/call.txt · xy2vtrtf8r4e

  Kim, interviewer
  What went wrong with the parcel?

  Sam, customer
  The parcel came a week late. Nobody called me.

  Kim, interviewer
  And then what happened?

▌ Sam, customer
▌ I cancelled the order.

$ cd ..; verbatim --library it*/.verbatim search lid; verbatim --library it*/.verbatim search lid --json | grep -o '"source":"[^"]*\(\\"[^"]*\)*"'; verbatim --library it*/.verbatim search lid --format csv | tail -3; cd it*
“ The lid is loose.
  — customer · review · it's a "große" 日本 two lines/rösti 'n' more/may.csv:2
                                                                        he96et39
"source":"it's a \"große\" 日本 two\nlines/rösti 'n' more/may.csv"
id,text,speaker,role,kind,date,rating,rating_max,product,title,question,lenses,similar,source,line,row,pointer,start_ms,end_ms,conversation,record,url,lang,round,sha256,mark\r
he96et39xegb,The lid is loose.,,customer,review,,,,,,,,0,"it's a ""große"" 日本 two
lines/rösti 'n' more/may.csv",2,2,,,,q72zsd58sjjj,,,,,c546c4fa7594500fe766d60611d0b4eaf9b450fccac13397c5c7fa95c2edd4d7,\r

$ printf 'The hinge squeaks.\n' >> rösti*/may.csv; verbatim sync; verbatim search hinge; mv rösti* moved; verbatim add moved; verbatim sync; verbatim search hinge
2 files (1 changed, 1 unchanged): 3 records, all indexed → 3 verbatims in <*>.
“ The hinge squeaks.
  — customer · review · rösti 'n' more/may.csv:4
                                                                        gd9s0rha
2 files (2 moved): 0 records → 0 verbatims in <*>.
  rösti 'n' more: the folder is gone: its sources are kept until `verbatim
    remove`
3 files (2 unchanged, 1 unreadable): 0 records → 0 verbatims in <*>.
“ The hinge squeaks.
  — customer · review · moved/may.csv:4
                                                                        gd9s0rha

$ verbatim backup "../co'py $(printf 'of\nit')"; verbatim remove moved/may.csv; verbatim restore --replace "../co'py $(printf 'of\nit')"; verbatim search hinge; verbatim check; verbatim status | head -8; verbatim nonsense 2>&1; rm .verbatim/index; verbatim search lid
Copied .verbatim to ../co'py of it: <*>.
removed moved/may.csv: 1 source, 3 conversations, 3 verbatims
Made .verbatim (found from here upwards) of ../co'py of it.
The library before it is .verbatim.before-restore.
“ The hinge squeaks.
  — customer · review · moved/may.csv:4
                                                                        gd9s0rha
Whole: 7 verbatims; 2 sources verified.
Library        .verbatim
Size           <*> store, <*> index, for 174 B of text; version <*>

Sources        2
Account        4 records, all indexed
Conversations  4
Verbatims      7, 5 by customers
  by meaning   by words alone: the models are not installed; scripts/models
verbatim: there is no command 'nonsense'
  `verbatim --help` lists the commands
verbatim: the index of the library is missing: /TMP/work/it's a "große" 日本 two lines/.verbatim/index
  run `verbatim reindex`: nothing need be read again
? 2
