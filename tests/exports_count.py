#!/usr/bin/env python3
"""Counts the records of exports without any code of Verbatim's: exports_count.py [FOLDER...]

Prints path<TAB>records for every file below the folders ($VERBATIM_DATA/exports by default). What
a record is: a row of a table that holds anything, its header not counted; a line of JSON; a message
of a chat; a mail of a mailbox; an element of a list that LISTS names; what BEGINS finds; and one for
every other file: a transcript is one conversation, and a file that cannot be read is one rejected
record. A row or line that the end of the file cuts off counts.
"""
import csv
import io
import json
import mailbox
import os
import pathlib
import re
import sys
import tempfile
import zipfile

# Real tables without a header, which no rule can tell for certain from those that have one.
HEADERLESS = {"de_books.tsv", "ja_hotel.tsv"}
TABLES = {".csv": ",", ".tsv": "\t"}
# Fixtures: tables with more than one row of headers, and those that are the captions of one talk.
HEADER_ROWS = {"qualtrics": 3, "surveymonkey": 2}  # by how the file's name begins
CAPTIONS = {"captions.csv", "whisper.tsv"}
# Fixtures in JSON with several records: the member that lists them, wherever it is; "" is the list
# that the file is.
LISTS = {
    "discord.json": "messages", "discord_direct.json": "messages", "discourse.json": "posts",
    "instagram_group.json": "messages", "messenger.json": "messages", "telegram_all.json": "messages",
    "telegram_group.json": "messages", "telegram_personal.json": "messages", "crisp.json": "",
    "crisp_automated.json": "data", "intercom.json": "conversations", "two_sides.json": "",
    "zendesk_chat.json": "chats", "zendesk_chat_list.json": "chats", "zendesk_no_comments.json": "tickets",
    "appstore_connect.json": "data",
    "appstore_rss.json": "entry", "appstore_scraper.json": "", "g2_api.json": "data",
    "google_business.json": "reviews", "steam_api.json": "reviews", "trustpilot.json": "reviews",
    "yelp_api.json": "reviews", "delighted.json": "", "surveymonkey_api.json": "data",
    "typeform_api.json": "items", "transcripts.json": "callTranscripts",
    "discourse_latest.json": "latest_posts", "intercom_sources.json": "conversations",
}
# Fixtures that are pages or chats as text: what each record begins with.
BEGINS = {
    "Inbox": r"(?m)^From .*\d{4}\r?\n[\w-]+:",
    "discord_direct.txt": r"(?m)^\[\d", "instagram.html": r"\b_a6-p\b", "messenger_2020.html": r"\b_2let\b",
    "telegram_group.html": r"class=\"message (?:default|service)",
    "telegram_person.html": r"class=\"message (?:default|service)", "survey.xls": r"<tr[^>]*>\s*<td",
}

csv.field_size_limit(1 << 28)


def text_of(file):
    data = file.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def count_rows(file):
    """Rows that hold anything, but for the header.

    A carriage return alone is part of a cell, not the end of a row. A cell of a tab-separated
    table that holds tabs and line ends began with a quote that nobody closed, and swallowed rows.
    """
    text = re.sub(r"\r(?!\n)", " ", text_of(file))
    head = text.split("\n", 1)[0]
    delimiter = ";" if head.count(";") > head.count(",") else TABLES[file.suffix]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    filled = 0
    for row in rows:
        filled += any(cell.strip() for cell in row)
        if file.suffix == ".tsv":
            filled += sum(cell.count("\n") for cell in row if "\t" in cell)
    if file.name in CAPTIONS:
        return 1
    if file.name in HEADERLESS:
        return filled
    header = next((rows for name, rows in HEADER_ROWS.items() if file.name.startswith(name)), 1)
    return max(filled - header, 0)


def count_json_lines(file):
    """The number of lines by the file's name, or if the first two are JSON objects of their own; else None."""
    lines = [line for line in text_of(file).splitlines() if line.strip()]
    try:
        if file.suffix == ".jsonl":
            return len(lines)
        if len(lines) < 2 or not all(isinstance(json.loads(line), dict) for line in lines[:2]):
            return None
    except ValueError:
        return None
    return len(lines)


def count_things(node):
    """Posts and comments of a Reddit listing, however deep."""
    if isinstance(node, list):
        return sum(count_things(each) for each in node)
    if not isinstance(node, dict):
        return 0
    return (node.get("kind") in ("t1", "t3")) + sum(count_things(each) for each in node.values())


def count_listed(node, member):
    """Elements of the lists that are called so, however deep."""
    if isinstance(node, list):
        return sum(count_listed(each, member) for each in node) if member else len(node)
    if not isinstance(node, dict):
        return 0
    return sum((len(each) or 1) if key == member and isinstance(each, list) else count_listed(each, member)
               for key, each in node.items())


def count_messages(file):
    """The messages of a chat, or None if the file is none."""
    if file.suffix == ".txt":
        begins = re.findall(r"(?m)^\u200e?\[?\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? (?:klo )?\d{1,2}[:.]\d\d", text_of(file))
        return len(begins) if len(begins) > 1 else None
    try:
        whole = json.loads(text_of(file)) if file.suffix == ".json" else None
    except ValueError:
        return None
    if file.name in LISTS:
        return count_listed(whole, LISTS[file.name])
    if isinstance(whole, dict) and isinstance(whole.get("posts"), dict):
        return len(whole["posts"]) or 1
    if isinstance(whole, dict) and isinstance(whole.get("result"), list):
        return len(whole["result"]) or 1
    if isinstance(whole, list) and whole and all(isinstance(each, dict) and "ts" in each for each in whole):
        return len(whole)
    return count_things(whole) or None


def count_sheet(file):
    """Rows with a value, but for the header, of the sheet that has most of them."""
    with zipfile.ZipFile(file) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    return max(len(re.findall(r"<row\b(?:(?!</row>).)*?<v>", sheet, re.S)) for sheet in sheets) - 1


def count(file):
    if file.suffix == ".xlsx":
        return count_sheet(file)
    if file.name in BEGINS:
        return len(re.findall(BEGINS[file.name], text_of(file)))
    if file.suffix == ".mbox":
        return len(mailbox.mbox(file, create=False))
    if (messages := count_messages(file)) is not None:
        return messages
    if file.suffix in TABLES:
        return count_rows(file)
    if file.suffix in (".json", ".jsonl", ".ndjson"):
        return count_json_lines(file) or 1
    return 1


def files(folder):
    return sorted(file for file in pathlib.Path(folder).rglob("*") if file.is_file() and not file.name.startswith("."))


def counts(folder):
    """Path and records of every file; those of an archive have its path in front of theirs."""
    for file in files(folder):
        if file.suffix != ".zip":
            yield file, count(file)
            continue
        with tempfile.TemporaryDirectory() as unpacked:
            zipfile.ZipFile(file).extractall(unpacked)
            for member in files(unpacked):
                yield file / member.relative_to(unpacked), count(member)


def main():
    data = os.environ.get("VERBATIM_DATA")
    folders = sys.argv[1:] or ([os.path.join(data, "exports")] if data else [])
    if not folders or not all(os.path.isdir(folder) for folder in folders):
        print("skipped: no folder of exports; name one or set VERBATIM_DATA", file=sys.stderr)
        return 0
    for folder in folders:
        for file, records in counts(folder):
            print(f"{file}\t{records}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
