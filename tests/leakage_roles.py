"""Who said what in exports and fixtures whose roles are known, by the files themselves.

judge_of(folder, name) gives a function from a quote, as `verbatim search --json` prints it, to
whether a customer said it; or None where the file does not say who is who.
"""
import csv
import functools
import html
import io
import json
import pathlib
import re

csv.field_size_limit(1 << 28)

# Transcripts of shows: who hosts the episode by its own words, and who is the show's. Everybody else
# with a name is a guest. Of go-time-307, in which co-hosts talk among themselves, and of js-party-18,
# -27 and -45, in which panelists answer the host, the panel counts as those who answer.
HOSTS = {
    "changelog--friends-37.md": {"Jerod Santo"},
    "changelog-news-132.md": {"Jerod Santo"},
    "changelog-news-64.md": {"Jerod Santo"},
    "founders-talk-54.md": {"Adam Stacoviak"},
    "go-time-126.md": {"Mat Ryer", "Jaana Dogan"},
    "go-time-217.md": {"Mat Ryer"},
    "go-time-307.md": {"Ian Lopshire"},
    "go-time-91.md": {"Mat Ryer"},
    "js-party-18.md": {"Mikeal Rogers"},
    "js-party-27.md": {"Kevin Ball"},
    "js-party-45.md": {"Suz Hinton"},
    "practical-ai-175.md": {"Daniel Whitenack", "Chris Benson", "Joyce Nabende"},
    "practical-ai-265.md": {"Daniel Whitenack", "Chris Benson"},
    "practical-ai-86.md": {"Daniel Whitenack", "Chris Benson"},
    "ship-it-35.md": {"Gerhard Lazu"},
    "the-changelog-257.md": {"Adam Stacoviak", "Jerod Santo"},
    "the-changelog-357.md": {"Adam Stacoviak", "Jerod Santo"},
    "the-changelog-458.md": {"Nick Nisi", "Christopher Hiller", "Jerod Santo"},
    "the-changelog-559.md": {"Adam Stacoviak", "Jerod Santo"},
    "the-changelog-659.md": {"Adam Stacoviak", "Jerod Santo"},
    "podcast.md": {"Ines Calder"},
    "meet.md": {"Ines Calder"},
}
NO_PERSON = re.compile(r"break|jingle|clip\b|song\b|selection \d|.*'s presentation", re.I)

# Lists of speakers in JSON: file -> whom it marks as the interviewee, by the speaker's number. The
# third voice of f_03 is the "woman quiet" of the file's own note, who looks on.
INTERVIEWEES = {
    "rev/ATL_se0_ag1_f_01_1.json": {0},
    "rev/ATL_se0_ag1_f_02_1.json": {1},
    "rev/ATL_se0_ag1_f_03_1.json": {1},
    "rev/ATL_se0_ag1_m_04_2.json": {1},
}

# Tables: file -> the columns that customers fill, or rows that they wrote by another column.
COLUMNS = {
    "appstore_reviews.csv": ("title", "content"),
    "aspca_reviews.csv": ("title", "text"),
    "petsbest_reviews.csv": ("title", "text"),
    "spot_reviews.csv": ("title", "text"),
    "hotel_reviews.csv": ("Positive_Review", "Negative_Review"),
    "playstore_reviews.csv": ("content",),
    "skytrax_seat.csv": ("title", "content"),
    "steam.csv": ("text of the review",),
    "amazon_alexa.tsv": ("verified_reviews",),
    "ru_books.csv": ("review_text",),
    "cfpb_cut_at_1mib.csv": ("Consumer complaint narrative",),
    "tweets_saved_by_excel.csv": ("text",),
    "booking_hotels.csv": ("Negative_Review", "Positive_Review"),
    "capterra.csv": ("Pros", "Cons", "Overall Comments", "Title"),
    "google_business.csv": ("comment",),
    "googleplay_console.csv": ("Review Title", "Review Text"),
    "googleplay_scraper.csv": ("content",),
    "hotel_site.csv": ("liked", "disliked"),
    "steam_kaggle.csv": ("review_text",),
    "trustpilot_scraper.csv": ("title", "text"),
    "twcs.csv": ("text",),
    "chat_links.csv": ("text",),
}
ROWS = {"twcs.csv": ("inbound", "True"), "chat_links.csv": ("inbound", "True")}
FORMS_FILL_IN = re.compile(r"no (negative|positive)|n/?a|-|there are no comments available for this review", re.I)

# Small fixtures: file -> who in it is no customer. That the right words are theirs, the golden files say.
SPEAKERS = {
    "zoom.vtt": {"Ines Calder"}, "zoom_second.vtt": {"Ines Calder"}, "names.srt": {"Interviewer"},
    "marks.vtt": {"Mara"}, "teams.vtt": {"Calder, Ines"}, "teams_ids.vtt": {"Speaker 1"},
    "stamped.txt": {"Host"}, "form.txt": {"IC"}, "interview.txt": {"Interviewer 1"}, "otter.txt": {"Ines"},
    "document.txt": {"Ines Calder"}, "meet_attendees.txt": {"Ines Calder"}, "meeting.txt": {"Ines Calder"},
    "rev_editor.json": {"Interviewer"}, "grain_people.json": {"Ines Calder"}, "transcripts.json": {"Ines Calder"},
    "2026-02-03.json": {"Maya Brandt", "Tom Ferris", "deploys", "Standup Bot"},
    "signal.txt": {"Me"}, "whatsapp_android.txt": {"Rosa Petit"}, "generic.jsonl": {"Odo", "odo@fernly.example"},
}

def squeezed(text):
    """Without tags, references, quotes and white space: what is left of a text however it was shown."""
    return re.sub(r"[\s\"]+", "", html.unescape(re.sub(r"<[^<>]*>", " ", text)))


def stands_in(text, said):
    """Whether a quote is part of a text that is squeezed; its references may be undone already."""
    bare = re.sub(r"<[^<>]*>|[\s\"]+", "", text)
    return squeezed(text) in said or bare in said


@functools.cache
def text_of(file):
    data = pathlib.Path(file).read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    text = data.decode("utf-8-sig", errors="replace")
    return text if text.count("\ufffd") * 1000 < len(text) else data.decode("cp1252", errors="replace")


def by_label(file, pattern, is_customer):
    """By the last label at or above the line of a quote."""
    lines = re.split(r"\r\n|\r|\n", text_of(file))
    label, labels = "", []
    for line in lines:
        if found := re.match(pattern, line):
            label = found.group(1).strip().rstrip(":")
        labels.append(label)
    return lambda quote: is_customer(labels[quote["citation"]["locator"]["line"] - 1])


def by_columns(file, columns, only):
    """By what the customer's columns of the row hold; `only`: the value of another one in their rows.

    In a tab-separated table, in which quotes are left open, a row is a line.
    """
    text = re.sub(r"\r(?!\n)", " ", text_of(file))
    header = next(line for line in text.splitlines() if line.strip())
    tabs = file.suffix == ".tsv"
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t" if tabs else max(",;", key=header.count),
                           quoting=csv.QUOTE_NONE if tabs else csv.QUOTE_MINIMAL))
    names = next(row for row in rows if row)

    def judge(quote):
        row = dict(zip(names, rows[quote["citation"]["locator"]["line" if tabs else "row"] - 1]))
        said = "\n".join(row.get(column, "") for column in columns)
        return (stands_in(quote["text"], squeezed(said)) and (not only or row[only[0]] == only[1])
                and not FORMS_FILL_IN.fullmatch(quote["text"].strip()))
    return judge


def by_pointer(file, customers):
    """By the speaker of the monologue or segment to which the quote's JSON pointer leads."""
    whole = json.loads(text_of(file))

    def judge(quote):
        key, number = quote["citation"]["locator"]["pointer"].split("/")[1:3]
        return whole[key][int(number)]["speaker"] in customers
    return judge


def objects(node):
    if isinstance(node, list):
        for each in node:
            yield from objects(each)
    elif isinstance(node, dict):
        yield node
        for each in node.values():
            yield from objects(each)


def wholes(file):
    text = text_of(file)
    try:
        return [json.loads(text)]
    except ValueError:
        return [json.loads(line) for line in text.splitlines() if line.strip().startswith("{") and line.endswith("}")]


def author(message):
    found = message.get("author")
    return found if isinstance(found, dict) else {}


def intercom(message, _):
    if "author" in message and "body" in message:
        return message["body"], (author(message).get("type") in ("user", "lead", "contact")
                                 and message.get("part_type", "comment") in ("comment", "quick_reply", "open"))
    return None


def drift(message, _):
    if "conversationId" in message and "body" in message:
        return message["body"], (author(message).get("type") == "contact" and message.get("type") == "chat"
                                 and not author(message).get("bot"))
    return None


def crisp(message, _):
    if "session_id" in message and isinstance(message.get("content"), str):
        return message["content"], message["from"] == "user" and message["type"] == "text"
    return None


def helpscout(message, _):
    if "createdBy" in message and "body" in message:
        return message["body"], (message["createdBy"].get("type") == "customer"
                                 and message["type"] not in ("note", "lineitem"))
    return None


def livechat(message, whole):
    if "author_id" in message and "text" in message:
        types = {each["id"]: each["type"] for each in objects(whole) if each.get("type") in ("customer", "agent")}
        return message["text"], types.get(message["author_id"]) == "customer" and message.get("visibility") != "agents"
    return (message["text"], False) if message.get("type") == "system_message" else None


def zendesk_chat(message, _):
    return (message["msg"], message.get("sender_type") == "Visitor") if "msg" in message else None


def zendesk_support(message, whole):
    if "author_id" in message and "body" in message:
        requesters = {each["requester_id"] for each in objects(whole) if "requester_id" in each}
        return message["body"], message["author_id"] in requesters and message.get("public", True)
    return None


def generic(message, _):
    role = message.get("role") or message.get("author_type")
    text = message.get("content") or message.get("message")
    return (text, role in ("user", "customer")) if role and isinstance(text, str) else None


def two_sides(message, _):
    return (message["text"], message["sender"] != "Support") if "sender" in message else None


def discord(message, _):
    if "content" in message and "author" in message:
        staff = any(re.search(r"\b(admin|mod|staff|team|support)\b", role["name"], re.I)
                    for role in author(message).get("roles", []))
        return message["content"], not author(message).get("isBot") and not staff
    return None


def discourse(message, _):
    if "cooked" in message:
        staff = message.get("staff") or message.get("admin") or message.get("moderator") or message["user_id"] < 0
        return re.sub(r"<aside.*?</aside>", "", message["cooked"], flags=re.S), not staff
    return None


def reddit(message, _):
    text = message.get("body") or message.get("selftext")
    name = message.get("author")
    if not text or not isinstance(name, str):
        return None
    return text, not message.get("distinguished") and not re.search(r"(?i)(bot|automoderator)$", name)


def telegram(message, whole):
    text = message.get("text")
    if not text or "from_id" not in message:
        return None
    if isinstance(text, list):
        text = "".join(run if isinstance(run, str) else run["text"] for run in text)
    chat = next(each for each in objects(whole) if any(one is message for one in each.get("messages", ())))
    makers = {each["actor_id"] for each in chat["messages"] if each.get("action") == "create_group"}
    others = {"personal_chat": message["from"] == chat["name"], "bot_chat": message["from"] != chat["name"],
              "public_channel": False, "private_channel": False}
    customer = others.get(chat["type"], message["from_id"] not in makers
                          and not message["from_id"].startswith("channel"))
    return text, customer and "via_bot" not in message and "forwarded_from" not in message


def telegram_bot(message, _):
    return (message["text"], not message["from"].get("is_bot")) if "message_id" in message and "text" in message else None


def google_business(message, _):
    return (message["comment"], "starRating" in message) if "comment" in message else None


def trustpilot(message, _):
    return (message["text"], "stars" in message) if "text" in message else None


def apple(message, _):
    return (message["body"], True) if "body" in message else \
        (message["responseBody"], False) if "responseBody" in message else None


def steam(message, _):
    return (message["developer_response"], False) if message.get("developer_response") else None


MESSAGES = {
    r"intercom.*": intercom, r"drift\.jsonl?": drift, r"crisp.*": crisp, r"helpscout.*": helpscout,
    r"livechat.*": livechat, r"zendesk_chat.*": zendesk_chat, r"zendesk_support.*": zendesk_support,
    r"generic\.jsonl?": generic, r"two_sides\.json": two_sides, r"discord\.json": discord,
    r"discourse\.json": discourse, r"reddit.*|thread\.json": reddit, r"telegram_(all|group|personal)\.json": telegram,
    r"telegram_bot\.json": telegram_bot, r"google_business\.json": google_business, r"trustpilot\.json": trustpilot,
    r"appstore_connect\.json": apple, r"steam_api\.json": steam,
}


def by_messages(file, message_of):
    """By the messages of an export: what others wrote, unless a customer wrote it too."""
    customers, others = [], []
    for whole in wholes(file):
        for node in objects(whole):
            if (message := message_of(node, whole)) and message[0]:
                (customers if message[1] else others).append(squeezed(message[0]))

    def judge(quote):
        text = quote["text"]
        return any(stands_in(text, one) for one in customers) or not any(stands_in(text, one) for one in others)
    return judge


def by_speaker(names):
    return lambda quote: quote["citation"]["speaker"] not in names


def judge_of(folder, name):
    file = pathlib.Path(folder) / name
    short = file.name
    if re.match(r"Interview \d+\.txt", short):
        label = r"[\s\ufeff]*([Ii]nterview(?:er|ee)\s?\d?(?: \d)?)\s*:"
        return by_label(file, label, lambda who: who.lower().startswith("interviewee"))
    if short in HOSTS:
        return by_label(file, r"(?:\ufeff)?\*\*([^*]+?):?\*\*",
                        lambda who: who not in HOSTS[short] and not NO_PERSON.match(who))
    if short in SPEAKERS:
        return by_speaker(SPEAKERS[short])
    if short in COLUMNS and file.is_file():
        return by_columns(file, COLUMNS[short], ROWS.get(short))
    for key, customers in INTERVIEWEES.items():
        if name.endswith(key):
            return by_pointer(file, customers)
    if "amberscript" in name:
        people = {each["spkid"]: each["name"] for each in json.loads(text_of(file))["speakers"]}
        return by_pointer(file, {key for key, who in people.items() if who in ("Interviewee", "Respondent")})
    for pattern, message_of in MESSAGES.items():
        if re.fullmatch(pattern, short):
            return by_messages(file, message_of)
    # Who writes a review or answers a survey is a customer; who replies is not.
    return by_speaker({"Company"}) if file.parent.name in ("reviews", "surveys") else None
