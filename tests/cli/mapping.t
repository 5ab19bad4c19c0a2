$ cat > export.csv <<'EOT'
> id,text,when,Remark by hand
> r1,The lamp hums all night long.,03/04/2026,We have called her about the lamp.
> r2,The shade came with a tear.,05/06/2026,He was quite friendly on the phone.
> EOT

# What is uncertain is said.
$ verbatim add --dry-run --save-map map.json export.csv
export.csv
  csv, review, UTF-8: 2 records, all indexed
  commas between 4 columns
  id <- column 1 'id' (by its name)
  text <- column 2 'text' (by its name)
  date <- column 3 'when' (dates)
  2 dates can be read day first or month first and were left out: state
    "date_order" in a mapping file
  (no name): customer, wrote the review
  uncertain: column 3 'when' day or month first cannot be told, so its dates are
    left out; "date_order" in a mapping file says it
  uncertain: column 4 'Remark by hand' holds long text too, and is not used
  “ The lamp hums all night long.
  “ The shade came with a tear.
The mapping is in map.json; edit it, then `verbatim add --map map.json`.

$ cat map.json
{
  "format": "csv",
  "delimiter": ",",
  "kind": "review",
  "columns": {
    "ignore": [
      "Remark by hand"
    ],
    "text": "text",
    "date": "when",
    "id": "id"
  },
  "fields": {},
  "questions": {
    "text": ""
  }
}

$ verbatim add --dry-run --save-map map.json export.csv 2>&1 >/dev/null
verbatim: map.json is there already, and may have been edited
  name another file, or remove it
? 2

# Edited, it is how the file is read from now on.
$ sed -i 's/"kind"/"date_order": "dmy",\n  "kind"/' map.json && verbatim add --map map.json export.csv
Made a library in /TMP/home/data/verbatim ($XDG_DATA_HOME).
1 file: 2 records, all indexed → 2 verbatims in <*>.

$ verbatim search hums | grep lamp
“ The lamp hums all night long.

$ verbatim add --save-map map.json export.csv
verbatim: --save-map goes with --dry-run
  look at the guess first, then `verbatim add --map FILE` reads by it
? 2

$ printf 'Host: Why?\nDana: It hums.\n' > call.txt && verbatim add --dry-run --save-map call.json call.txt 2>&1 >/dev/null
verbatim: --save-map: there is no table to map the columns of
  --role and --kind correct how other files are read
? 2
