# Word processors' and spreadsheets' files are read as their text.
$ export VERBATIM_MODELS=/nonexistent

$ cat > make.py <<'END'
> import zipfile
> W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
> def zipped(name, **members):
>     with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as file:
>         for path, text in members.items():
>             file.writestr(path, text)
> def p(text):
>     return f"<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
> document = "".join([p("Interviewer: What made you look?"), p("Dana: The old tool lost</w:t></w:r><w:del><w:r><w:delText> never said</w:delText></w:r></w:del><w:r><w:t xml:space='preserve'> my notes &amp; files twice."),
>                     p("Interviewer: And then?"), p("Dana: I stopped<w:noBreakHyphen/> trusting it after that.")])
> zipped("call.docx", **{"[Content_Types].xml": "<Types/>", "word/document.xml": f"<?xml version='1.0'?><w:document {W}><w:body>{document}</w:body></w:document>"})
> T = 'xmlns:office="o" xmlns:text="t" xmlns:table="b"'
> odt = "".join(f"<text:p>{line}</text:p>" for line in ["Interviewer: What made you look?", "Erin: The app<text:s text:c='2'/>lost my photos.<office:annotation><text:p>hidden remark</text:p></office:annotation>", "Interviewer: And then?", "Erin: I left the next day."])
> zipped("call.odt", mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": f"<office:document-content {T}><office:body><office:text>{odt}</office:text></office:body></office:document-content>"})
> def c(ref, value, kind="", style=""):
>     return f"<c r='{ref}'" + (f" t='{kind}'" if kind else "") + (f" s='{style}'" if style else "") + f"><v>{value}</v></c>"
> rows = "<row r='1'>" + c("A1", 0, "s") + c("B1", 1, "s") + c("C1", 2, "s") + "</row><row r='2'>" + c("A2", 3, "s") + c("B2", "4.0000000000000001") + c("C2", 46154, "", 1) + "</row><row r='4'>" + c("A4", 4, "s") + c("B4", 1) + c("C4", 46155.5, "", 1) + "</row>"
> strings = "".join(f"<si><t>{text}</t></si>" for text in ["Review", "Stars", "Date", "The lid never closes, and it leaks."]) + "<si><r><t>It broke </t></r><r><t>after a week._x000D_</t></r><rPh><t>broke</t></rPh></si>"
> zipped("book.xlsx", **{"[Content_Types].xml": "<Types/>",
>     "xl/workbook.xml": "<workbook xmlns:r='r'><sheets><sheet name='Chart' sheetId='1' r:id='a'/><sheet name='Answers' sheetId='2' r:id='b'/></sheets></workbook>",
>     "xl/_rels/workbook.xml.rels": "<R><Relationship Id='a' Target='worksheets/sheet1.xml'/><Relationship Id='b' Target='/xl/worksheets/sheet2.xml'/></R>",
>     "xl/styles.xml": "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='d/m/yyyy'/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs></styleSheet>",
>     "xl/sharedStrings.xml": f"<sst>{strings}</sst>",
>     "xl/worksheets/sheet1.xml": "<worksheet><sheetData><row r='1'>" + c("A1", 5) + "</row></sheetData></worksheet>",
>     "xl/worksheets/sheet2.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>"})
> cell = lambda text: f"<table:table-cell office:value-type='string'><text:p>{text}</text:p></table:table-cell>"
> ods = "<table:table table:name='Codes'><table:table-row>" + cell("x") + "</table:table-row></table:table><table:table table:name='Reviews'><table:table-row>" + cell("Review") + cell("Stars") + cell("Date") + "</table:table-row><table:table-row>" + cell("The strap tore on the first day.") + "<table:table-cell office:value-type='float' office:value='2'/><table:table-cell office:value-type='date' office:date-value='2026-05-14'/></table:table-row><table:table-row table:number-rows-repeated='1048000'><table:table-cell table:number-columns-repeated='16384'/></table:table-row></table:table>"
> zipped("book.ods", mimetype="application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": f"<office:document-content {T}><office:body><office:spreadsheet>{ods}</office:spreadsheet></office:body></office:document-content>"})
> zipped("slides.pptx", **{"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"})
> zipped("broken.docx", **{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document><w:body><w:p>"})
> laughs = "<!DOCTYPE l [<!ENTITY a 'lol'>" + "".join(f"<!ENTITY {chr(98 + i)} '" + f"&{chr(97 + i)};" * 10 + "'>" for i in range(12)) + "]>"
> zipped("laughs.docx", **{"[Content_Types].xml": "<Types/>", "word/document.xml": f"{laughs}<w:document {W}><w:body><w:p><w:r><w:t>&m;</w:t></w:r></w:p></w:body></w:document>"})
> asked = lambda entities, answer: f"{entities}<w:document {W}><w:body>{p('Interviewer: What made you look?')}{p(answer)}{p('Interviewer: And then?')}{p('Dana: I left.')}</w:body></w:document>"
> zipped("outside.docx", **{"[Content_Types].xml": "<Types/>", "word/document.xml": asked("<!DOCTYPE l [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>", "Dana: It is &a; slower than before.")})
> zipped("empty.docx", **{"[Content_Types].xml": "<Types/>", "word/other.xml": "<a/>"})
> zipped("swollen.docx", **{"[Content_Types].xml": "<Types/>", "word/document.xml": f"<w:document {W}><w:body>{p('a' * 200000000)}</w:body></w:document>"})
> zipped("deep.docx", **{"[Content_Types].xml": "<Types/>", "word/document.xml": f"<w:document {W}><w:body>" + "<w:p>" * 1000000})
> string = "<si><t>" + "a" * 20000000 + "</t></si>"
> fine = "".join(f"<row r='{i}'>" + c(f"A{i}", 0, "s") + c(f"B{i}", 5) + "</row>" for i in range(2, 40))
> long = "".join(f"<row r='{i}'>" + c(f"A{i}", 3, "s") + c(f"B{i}", 5) + "</row>" for i in range(40, 400))
> zipped("swollen.xlsx", **{"[Content_Types].xml": "<Types/>",
>     "xl/workbook.xml": "<workbook xmlns:r='r'><sheets><sheet name='A' sheetId='1' r:id='a'/></sheets></workbook>",
>     "xl/_rels/workbook.xml.rels": "<R><Relationship Id='a' Target='worksheets/sheet1.xml'/></R>",
>     "xl/sharedStrings.xml": f"<sst><si><t>It is fine, as far as I know.</t></si><si><t>Review</t></si><si><t>Stars</t></si>{string}</sst>",
>     "xl/worksheets/sheet1.xml": "<worksheet><sheetData><row r='1'>" + c("A1", 1, "s") + c("B1", 2, "s") + f"</row>{fine}{long}</sheetData></worksheet>"})
> cells = f"<table:table-cell office:value-type='string' table:number-columns-repeated='1000'><text:p>{'a' * 10000}</text:p></table:table-cell>"
> zipped("swollen.ods", mimetype="application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": f"<office:document-content {T}><office:body><office:spreadsheet><table:table table:name='R'><table:table-row table:number-rows-repeated='1000'>{cells}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"})
> open("plain.docx", "w").write("Interviewer: What made you look?\nDana: It was cheap.\nInterviewer: And then?\nDana: It broke.\n")
> open("noise.docx", "wb").write(b"PK\3\4" + bytes(range(256)) * 9)
> END

$ python3 make.py

$ verbatim add --dry-run call.docx call.odt book.xlsx book.ods
book.ods
  csv, review, UTF-8: 1 record, all indexed
  the sheet 'Reviews'; not read: 'Codes'
  commas between 3 columns
  text <- column 1 'Review' (by its name)
  rating <- column 2 'Stars' (by its name, to 5)
  date <- column 3 'Date' (by its name, ymd)
  dated 2026-05-14
  (no name): customer, wrote the review
  “ The strap tore on the first day.

book.xlsx
  csv, review, UTF-8: 2 records, all indexed
  the sheet 'Answers'; not read: 'Chart'
  commas between 3 columns
  text <- column 1 'Review' (by its name)
  rating <- column 2 'Stars' (by its name, to 5)
  date <- column 3 'Date' (by its name, ymd)
  dated 2026-05-12 to 2026-05-13T12:00:00
  (no name): customer, wrote the review
  “ The lid never closes, and it leaks.
  “ It broke after a week.

call.docx
  transcript, interview, UTF-8: 1 record, all indexed
  2 speakers, 4 turns
  Interviewer: interviewer, named "Interviewer"
  Dana: customer, speaks with the interviewer
  “ The old tool lost my notes & files twice.
  “ I stopped‑ trusting it after that.

call.odt
  transcript, interview, UTF-8: 1 record, all indexed
  2 speakers, 4 turns
  Interviewer: interviewer, named "Interviewer"
  Erin: customer, speaks with the interviewer
  “ The app  lost my photos.
  “ I left the next day.

$ verbatim add call.docx call.odt book.xlsx book.ods
Made a library in /TMP/home/data/verbatim ($XDG_DATA_HOME).
4 files: 5 records, all indexed → 11 verbatims in <*>.

$ verbatim search notes lid strap broke
“ It broke after a week.
  — customer · review · 2026-05-13 · ★☆☆☆☆ · book.xlsx:4
  [pain: reliability]                                                   3kepmav0

“ The strap tore on the first day.
  — customer · review · 2026-05-14 · ★★☆☆☆ · book.ods:2
  [pain: reliability]                                                   0p1z3hhn

“ The lid never closes, and it leaks.
  — customer · review · 2026-05-12 · ★★★★☆ · book.xlsx:2
  [pain]                                                                jz784k3h

“ The old tool lost my notes & files twice.
  — Dana, customer · interview · call.docx:2
  [pain: reliability]                                                   k9yknd4p

$ verbatim search '"hidden remark"' || verbatim search '"never said"'
No quotes for "hidden remark". Try without the quotation marks; `verbatim status` shows what the library holds.
No quotes for "never said". Try without the quotation marks; `verbatim status` shows what the library holds.
? 1

$ verbatim check
Whole: 11 verbatims; 4 sources verified.

$ cat > months.py <<'END'
> exec(open("make.py").read())
> def sheet(*rows):
>     return "<worksheet><sheetData>" + "".join(f"<row r='{n}'>" + "".join(f"<c r='{'ABC'[i]}{n}' t='inlineStr'><is><t>{text}</t></is></c>" for i, text in enumerate(cells)) + "</row>" for n, cells in rows) + "</sheetData></worksheet>"
> head = (1, ("Review", "Stars"))
> sheets = [("May", sheet(head, (2, ("The zip broke on day two.", "1")), (4, ("Nobody answers my mails.", "2")))), ("June", sheet((3, head[1]), (4, ("It keeps my tea warm all day.", "5")))), ("Totals", sheet((1, ("Month", "Reviews")), (2, ("May", "2"))))]
> zipped("months.xlsx", **{"[Content_Types].xml": "<Types/>",
>     "xl/workbook.xml": "<workbook xmlns:r='r'><sheets>" + "".join(f"<sheet name='{name}' sheetId='{i}' r:id='r{i}'/>" for i, (name, _) in enumerate(sheets)) + "</sheets></workbook>",
>     "xl/_rels/workbook.xml.rels": "<R>" + "".join(f"<Relationship Id='r{i}' Target='worksheets/sheet{i}.xml'/>" for i in range(3)) + "</R>"}, **{f"xl/worksheets/sheet{i}.xml": xml for i, (_, xml) in enumerate(sheets)})
> row = lambda *cells: "<table:table-row>" + "".join(map(cell, cells)) + "</table:table-row>"
> ods = "".join(f"<table:table table:name='{name}'>{rows}</table:table>" for name, rows in [("Kettle", row("Review", "Stars") + row("The lid leaks since spring.", "2")), ("Notes", row("x")), ("Toaster", row("Review", "Stars") + row("One side stays white.", "2") + row("Crumbs fall everywhere.", "1"))])
> zipped("products.ods", mimetype="application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": f"<office:document-content {T}><office:body><office:spreadsheet>{ods}</office:spreadsheet></office:body></office:document-content>"})
> END

$ python3 months.py

$ verbatim add --dry-run months.xlsx products.ods
months.xlsx
  csv, review, UTF-8: 3 records, all indexed
  the sheets 'May', 'June', which have the same columns, one below the other;
    not read: 'Totals'
  commas between 3 columns
  text <- column 1 'Review' (by its name)
  rating <- column 2 'Stars' (by its name, to 5)
  field sheet <- column 3 'Sheet' (2 values)
  (no name): customer, wrote the review
  “ The zip broke on day two.
  “ Nobody answers my mails.
  “ It keeps my tea warm all day.

products.ods
  csv, review, UTF-8: 3 records, all indexed
  the sheets 'Kettle', 'Toaster', which have the same columns, one below the
    other; not read: 'Notes'
  commas between 3 columns
  text <- column 1 'Review' (by its name)
  rating <- column 2 'Stars' (by its name, to 5)
  field sheet <- column 3 'Sheet' (2 values)
  (no name): customer, wrote the review
  “ The lid leaks since spring.
  “ One side stays white.
  “ Crumbs fall everywhere.

$ verbatim add months.xlsx products.ods
2 files: 6 records, all indexed → 6 verbatims in <*>.

$ verbatim search tea crumbs
“ Crumbs fall everywhere.
  — customer · review · ★☆☆☆☆ · products.ods:4
  [pain]                                                                1z6jpksz

“ It keeps my tea warm all day.
  — customer · review · ★★★★★ · months.xlsx:5
  [praise]                                                              bpat81y6

$ verbatim add slides.pptx broken.docx laughs.docx
  broken.docx: damaged XML: no element found
  laughs.docx: damaged XML: limit on input amplification factor (from DTD and
    entities) breached
  slides.pptx: no reader takes this format: a zip file that is neither a text
    nor a spreadsheet (read are webvtt, srt, ass, cues, speech, channel, chat,
    whatsapp, json, jsonl, discord, transcript, csv, notes, mail)
3 files (1 new, 2 unreadable): 1 record = 1 rejected → 0 verbatims in <*>. See `verbatim status --rejects`.
? 1

# What a document names outside of itself is not read.
$ verbatim add --dry-run outside.docx
outside.docx
  transcript, interview, UTF-8: 1 record, all indexed
  2 speakers, 4 turns
  Interviewer: interviewer, named "Interviewer"
  Dana: customer, speaks with the interviewer
  “ It is  slower than before.
  “ I left.

# Neither is what is no document, whatever it is called; a text is a text.
$ verbatim add empty.docx plain.docx noise.docx
  empty.docx: no reader takes this format: a zip file that is neither a text
    nor a spreadsheet (read are webvtt, srt, ass, cues, speech, channel, chat,
    whatsapp, json, jsonl, discord, transcript, csv, notes, mail)
  noise.docx: Truncated ZIP file header
3 files (2 new, 1 unreadable): 2 records = 1 indexed + 1 rejected → 4 verbatims in <*>. See `verbatim status --rejects`.
? 1

# A little does not become much, neither in a document nor in a sheet.
$ verbatim add swollen.docx deep.docx swollen.ods
  deep.docx: damaged XML: elements nested too deep
  swollen.docx: it expands to more than 250 times its size
  swollen.ods: it expands to more than 250 times its size
3 files (3 unreadable): 0 records → 0 verbatims in <*>.
? 1

$ verbatim add swollen.xlsx
  swollen.xlsx:40: the record is longer than 16 MiB
  swollen.xlsx:41: the record is longer than 16 MiB
  swollen.xlsx:42: the record is longer than 16 MiB
  swollen.xlsx:43: the record is longer than 16 MiB
  swollen.xlsx:44: the record is longer than 16 MiB
  and 2 more
1 file (1 unreadable): 0 records → 0 verbatims in <*>.
? 1
