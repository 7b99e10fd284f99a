"""E-mail: its headers, its text (or its HTML), and the names of what was attached."""

from collections.abc import Iterator
from email import message_from_binary_file
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32
from pathlib import Path

from sources.reading.characters import clean, one_line
from sources.reading.charsets import decoded
from sources.reading.formats import html
from sources.reading.reading import Hints, Reading

HEADERS = ("From", "To", "Cc", "Date", "Subject")
PROPERTIES = {
    "X-Mailer": "Made with",
    "User-Agent": "Made with",
    "X-Originating-IP": "Sent from the address",
    "Organization": "Organisation",
}
MOST_HEADER = 2000
SAVED_FROM = "Snapshot-Content-Location"
SAVED = {SAVED_FROM: "Address", "Date": "Recorded"}


def read(path: Path, hints: Hints) -> Reading:
    """The letter as a person reads it."""
    with path.open("rb") as file:
        # The older policy: the newer one raises errors of its own on headers that are out of order.
        letter = message_from_binary_file(file, policy=compat32)
    lines = [f"{name}: {value}" for name in HEADERS if (value := _header(letter, name))]
    parts = list(_leaves(letter))
    if SAVED_FROM in letter:
        return _saved_page(letter, parts, hints)
    attached = [f"Attachment: {name}" for part in parts if (name := _attached(part))]
    return Reading(
        extractor="Python email",
        text=clean("\n\n".join(("\n".join(lines), _body(parts, hints), "\n".join(attached)))).strip(),
        title=one_line(_header(letter, "Subject"), 500),
        properties=[(said, value) for name, said in PROPERTIES.items() if (value := _header(letter, name))],
    )


def _saved_page(letter: Message, parts: list[Message], hints: Hints) -> Reading:
    """A page that a browser saved with its pictures in one file (MHTML): the page, not the envelope."""
    pages = [part for part in parts if part.get_content_type() == "text/html"]
    return Reading(
        extractor="Python email",
        text=clean(_text(pages[0], hints)) if pages else "",
        title=one_line(_header(letter, "Subject"), 500),
        properties=[(said, value) for name, said in SAVED.items() if (value := _header(letter, name))],
    )


def _header(letter: Message, name: str) -> str:
    found = str(letter.get(name, ""))[:MOST_HEADER]
    try:
        return one_line(str(make_header(decode_header(found))), MOST_HEADER)
    except (LookupError, ValueError):  # an unknown or a wrong character set
        return one_line(found, MOST_HEADER)


def _leaves(letter: Message) -> Iterator[Message]:
    """The parts of the letter that hold something, but not those of letters that were attached to it."""
    waiting = [letter]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
            waiting.extend(reversed([inner for inner in part.get_payload() if isinstance(inner, Message)]))
        else:
            yield part


def _attached(part: Message) -> str:
    name = part.get_filename() or ""
    inline = part.get_content_disposition() != "attachment" and not name
    if inline and part.get_content_maintype() in ("text", "image"):
        return ""
    inner = part.get_payload()
    if isinstance(inner, list) and inner and isinstance(inner[0], Message):
        name = name or _header(inner[0], "Subject")
    return one_line(f"{name} ({part.get_content_type()})", 300)


def _body(parts: list[Message], hints: Hints) -> str:
    for kind in ("text/plain", "text/html"):
        texts = [_text(part, hints) for part in parts if part.get_content_type() == kind and not _attached(part)]
        found = "\n\n".join(text for text in texts if text.strip())
        if found:
            return found
    return ""


def _text(part: Message, hints: Hints) -> str:
    payload = part.get_payload(decode=True)
    text = decoded(payload if isinstance(payload, bytes) else b"", part.get_content_charset() or "")
    return html.read_text(text, hints).text if part.get_content_type() == "text/html" else text
