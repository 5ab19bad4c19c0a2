$ verbatim init
Made a library in .verbatim.

$ ls -A; stat -c %a .verbatim
.verbatim
700

# A second time there is one already.
$ verbatim init
verbatim: /TMP/work/.verbatim is a library already
  name another directory
? 2

# It is found from below.
$ mkdir -p calls/may && cd calls/may && verbatim status | head -n 1; cd ../..
Library        /TMP/work/.verbatim

$ verbatim init other && ls -A other
Made a library in other/.verbatim.
.verbatim

$ verbatim --library named init && ls -d named
Made a library in named.
named

$ verbatim --library named init both
verbatim: init takes a directory or --library, not both
? 2

$ VERBATIM_LIBRARY=named verbatim init third
Made a library in third/.verbatim.
$VERBATIM_LIBRARY names another, which is used before it.

$ verbatim --library . status
verbatim: there is no library in /TMP/work (--library)
  there is one in .verbatim
? 2
