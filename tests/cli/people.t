$ mkdir calls && cat > calls/a.txt <<'EOT'
> Interviewer: What nearly stopped you from buying the lamp?
> Dana: Honestly, I could not justify the cost of it to my partner.
> EOT

$ cat > calls/b.txt <<'EOT'
> Interviewer: How do you use the lamp?
> Dana: The lamp stands on my desk at work, where it hums all day.
> EOT

$ printf 'id,text,author\nr1,The switch of the lamp broke after a week.,bo@lamp.example\n' > reviews.csv

$ cat > people.csv <<'EOT'
> Name,E-mail,Plan,Company size
> Dana Miller,dana@lamp.example,pro,1-10
> Bo Berg,bo@lamp.example,free,11-50
> ,,free,
> EOT

$ verbatim init && verbatim add calls --as transcript --kind interview && verbatim add reviews.csv
Made a library in .verbatim.
2 files: 2 records, all indexed → 4 verbatims in <*>.
1 file: 1 record, all indexed → 1 verbatim in <*>.

$ verbatim people
No people. `verbatim people FILE` takes them in.
? 1

$ verbatim people people.csv --dry-run
  name <- column 1 'Name'
  address <- column 2 'E-mail'
  field plan <- column 3 'Plan'
  field company_size <- column 4 'Company size'
  people.csv:4: neither a name nor an address
2 people = 2 new + 0 changed + 0 unchanged; 1 conversation would change.
? 1

# An address is somebody's; a first name is nobody's until it is said whose.
$ verbatim people people.csv
  people.csv:4: neither a name nor an address
2 people = 2 new + 0 changed + 0 unchanged; 1 conversation changed.
Dana in calls/a.txt may be Dana Miller; `verbatim people --join 'Dana=dana@lamp.example' --source PART` says so.
? 1

$ verbatim search lamp --where plan=free
“ The switch of the lamp broke after a week.
  — Bo Berg, customer · review · reviews.csv:2
  <*>

$ verbatim people --join 'Dana=Dana Miller' --source calls/a && verbatim people
Dana is Dana Miller: 1 conversation changed.
person       key                conv.  fields
Bo Berg      bo@lamp.example        1  company_size=11-50, plan=free
Dana Miller  dana@lamp.example      1  company_size=1-10, plan=pro

$ verbatim people --join Dana=dana@lamp.example; verbatim search lamp --facet plan -n 0 --format csv
Dana is dana@lamp.example: 1 conversation changed.
facet,value,count\r
plan,free,1\r
plan,pro,1\r

# One person, whatever the file.
$ verbatim search 'plan:pro' --collapse speaker --sort oldest --json | python3 -c 'import json, sys; print([(q["citation"]["speaker"], q["citation"]["person"]) for q in json.load(sys.stdin)["quotes"]])'
[('Dana Miller', 'dana@lamp.example')]

$ verbatim people --join Dna=bo@lamp.example
verbatim: no speaker is called Dna
  `verbatim speakers` lists them as the sources write them
? 2

$ verbatim people --join Dana=bob@lamp.example
verbatim: nobody among the people is bob@lamp.example
  did you mean bo@lamp.example?
? 2

# The same file again changes nothing, another plan one conversation; no source is needed for it.
$ rm -r calls && sed -i -e 4d -e s/free/team/ people.csv && verbatim people people.csv
2 people = 0 new + 1 changed + 1 unchanged; 1 conversation changed.

$ verbatim search --where plan=team -n 1 | head -n 1
“ The switch of the lamp broke after a week.

$ verbatim people --remove bo@lamp.example --dry-run && verbatim people --remove bo@lamp.example
bo@lamp.example is taken out: 1 conversation would change.
bo@lamp.example is taken out: 1 conversation changed.

$ verbatim people people.csv
2 people = 0 new + 0 changed + 1 unchanged + 1 taken out before; 0 conversations changed.

$ verbatim people --restore bo@lamp.example
bo@lamp.example is back: 1 conversation changed.

$ verbatim people --forget 'Bo Berg' && verbatim people people.csv
Bo Berg is forgotten: 1 conversation changed.
2 people = 0 new + 0 changed + 1 unchanged + 1 taken out before; 0 conversations changed.

# Also where it was said of one source.
$ verbatim people --part Dana && verbatim people --part Dana --source calls/a
Dana is joined to nobody: 2 conversations changed.
Dana is joined to nobody: 0 conversations changed.

$ verbatim speakers --rename 'Dana=Dee' --source calls/a && verbatim speakers --role customer
Dana is shown as Dee: 1 conversation changed.
speaker          role      how decided                  conv.  source
Dana → Dee       customer  speaks with the interviewer      1  a.txt
Dana             customer  speaks with the interviewer      1  b.txt
bo@lamp.example  customer  wrote the review                 1  reviews.csv

$ verbatim check && verbatim reindex && verbatim search justify
Whole: 5 verbatims; 1 source verified, 2 moved, changed or gone since.
Rebuilt the index in <*>.
“ Honestly, I could not justify the cost of it to my partner.
  — Dee, customer · interview · calls/a.txt:2
  <*>

$ verbatim people plans.csv
verbatim: plans.csv: <*>
? 2

$ verbatim people --source calls
verbatim: --source goes with --join and --part
? 2
