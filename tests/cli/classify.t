$ printf 'The price is far too high for us.\nThe parcel is blue.\n' | verbatim classify | cut -c1-70
{"text":"The price is far too high for us.","lenses":[{"name":"<*>
{"text":"The parcel is blue.","lenses":[<*>

$ printf '{"id": 7, "text": "The price is far too high for us."}\n\n{"id": 8}\n{broken\n' | verbatim classify | cut -c1-70; echo ${PIPESTATUS[1]}
line 3 has no string "text"
line 4 is no JSON
{"id":7,"text":"The price is far too high for us.","lenses":[{"name":"<*>
1

$ verbatim classify < /dev/null

$ verbatim init && verbatim lenses | head -n 1
Made a library in .verbatim.
pain  0 verbatims

# A blank line is a text too, so that answers and lines stay side by side.
$ printf '\nThe parcel is blue.\n\n' | verbatim classify | cut -d, -f1
{"text":""
{"text":"The parcel is blue."
{"text":""
