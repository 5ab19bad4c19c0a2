# A mailbox: the author's own words, and the question that they answer.
$ cat > inbox.mbox <<'MAIL'
> From tess@moor.example Thu Mar  6 11:20:30 2025
> From: Tess Moor <tess@moor.example>
> To: Sam Brill <sam@brill.example>
> Subject: Re: Your trial
> Date: Thu, 6 Mar 2025 12:20:18 +0100
> Message-ID: <20250306112018.tess1@moor.example>
> References: <20250306090000.sam1@brill.example>
>
> Hi Sam,
>
> On Thu, 6 Mar 2025 at 10:00, Sam Brill <sam@brill.example> wrote:
> > What made you look for something else?
>
> The export lost half of our notes,
> and nobody answered for four days.
>
> Best regards,
> Tess Moor
>
> --
> Moor & Daughters
>
> From noreply@parcel.example Thu Mar  6 12:00:00 2025
> From: Parcel Desk <noreply@parcel.example>
> Subject: Your parcel
> Date: Thu, 6 Mar 2025 13:00:00 +0100
> Message-ID: <20250306120000.77@parcel.example>
>
> Your parcel has lost nothing.
>
> From lou@brill.example Thu Mar  6 12:30:00 2025
> From: Lou <lou@brill.example>
> To: tess@moor.example
> Subject: Re: Your trial
> Date: Thu, 6 Mar 2025 13:30:00 +0100
> Message-ID: <20250306123000.lou1@brill.example>
>
> We are sorry that the export lost your notes.
> MAIL

$ verbatim init; verbatim add --dry-run --role @brill.example=agent inbox.mbox
Made a library in .verbatim.
inbox.mbox
  mail, mail, UTF-8: 3 records, all indexed
  3 mails
  dated 2025-03-06T11:20:18 to 2025-03-06T12:30:00
  Tess Moor: customer, wrote the mail
  Parcel Desk: bot, writes from noreply@parcel.example
  Lou: agent, as given
  uncertain: Parcel Desk is taken for the bot: writes from
    noreply@parcel.example; --role 'Parcel Desk=ROLE' says who it is
  “ The export lost half of our notes,
    and nobody answered for four days.

$ verbatim add --role @brill.example=agent inbox.mbox
1 file: 3 records, all indexed → 3 verbatims in <*>.

$ verbatim search lost
  asked: What made you look for something else?
“ The export lost half of our notes,
  and nobody answered for four days.
  — Tess Moor, customer · mail · 2025-03-06 · inbox.mbox:1
  [pain: support, reliability]                                          eeq7j01w

$ verbatim search --question 'something else'
  asked: What made you look for something else?
“ The export lost half of our notes,
  and nobody answered for four days.
  — Tess Moor, customer · mail · 2025-03-06 · inbox.mbox:1
  [pain: support, reliability]                                          eeq7j01w

$ verbatim search --role any lost
“ Your parcel has lost nothing.
  — Parcel Desk, bot · mail · 2025-03-06 · inbox.mbox:23
                                                                        0z4a4ef9

“ We are sorry that the export lost your notes.
  — Lou, agent · mail · 2025-03-06 · inbox.mbox:31
                                                                        2hsvawj5

  asked: What made you look for something else?
“ The export lost half of our notes,
  and nobody answered for four days.
  — Tess Moor, customer · mail · 2025-03-06 · inbox.mbox:1
  [pain: support, reliability]                                          eeq7j01w

$ verbatim speakers
speaker      role      how decided                         conv.  source
Lou          agent     as given                                1  inbox.mbox
Parcel Desk  bot       writes from noreply@parcel.example      1  inbox.mbox
Tess Moor    customer  wrote the mail                          1  inbox.mbox

$ verbatim check
Whole: 3 verbatims; 1 source verified.

# The same mail alone and compressed is the same conversation.
$ sed -n '2,20p' inbox.mbox > tess.eml; gzip -k tess.eml; verbatim add tess.eml tess.eml.gz
2 files: 2 records = 2 duplicates → 0 verbatims in <*>.

$ verbatim search lost thread:20250306090000.sam1@brill.example
  asked: What made you look for something else?
“ The export lost half of our notes,
  and nobody answered for four days.
  — Tess Moor, customer · mail · 2025-03-06 · <*>:1
  [pain: support, reliability]                                          eeq7j01w

# What the owner sent is told by the folder; what cannot be read, by its line.
$ mkdir -p Sent.mbox; sed -n '31,$p' inbox.mbox | sed 's/lou1/lou2/; s/sorry/glad/' > Sent.mbox/mbox

$ cat > secret.eml <<'MAIL'
> From: Ida <ida@example.com>
> Message-ID: <20250412.ida1@example.com>
> Content-Type: multipart/encrypted; boundary=b
>
> --b
> MAIL

$ verbatim add Sent.mbox secret.eml
  secret.eml:1: the mail is encrypted
2 files: 2 records = 1 indexed + 1 rejected → 1 verbatim in <*>. See `verbatim status --rejects`.
? 1

$ verbatim search --role agent glad
“ We are glad that the export lost your notes.
  — Lou, agent · mail · 2025-03-06 · Sent.mbox/mbox:1
                                                                        xrygs1gp

$ verbatim check
Whole: 4 verbatims; 5 sources verified.
