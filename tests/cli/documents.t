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

$ verbatim add slides.pptx broken.docx laughs.docx
  broken.docx: damaged XML: no element found
  laughs.docx: damaged XML: limit on input amplification factor (from DTD and
    entities) breached
  slides.pptx: no reader takes this format: a zip file that is neither a text
    nor a spreadsheet (read are webvtt, srt, ass, cues, speech, channel, chat,
    whatsapp, json, jsonl, transcript, csv, notes, mail)
3 files (1 new, 2 unreadable): 1 record = 1 rejected → 0 verbatims in <*>. See `verbatim status --rejects`.
? 1
