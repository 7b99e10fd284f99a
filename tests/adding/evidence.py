"""What the tests about the evidence in the form share: an invented document, its copy, and looking at the page."""

import html
import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sources.models import Capture, PendingCapture, Source
from tests.adding.scene import ADDRESS
from tests.factories import make_capture, make_file_text, the_author
from tests.preserving.bring import hold
from users.models import User

WORDS = "There is one station in Prato, the group said."
PAGE = (
    b"<!doctype html><html lang=en><title>A report on stations</title>"
    b"<p>There is one station in Prato, the group said.</p>"
    b"<p>On Monday the ministry did not reply. On Tuesday the ministry did not reply.</p></html>"
)


def a_file(content: bytes = PAGE, name: str = "report.html") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def held(by: User, content: bytes = PAGE) -> PendingCapture:
    """A copy that waits for somebody's form."""
    return hold(content, name="report.html", by=by)


def copy_of(source: Source, text: str, **fields: Any) -> Capture:
    """A preserved copy of a document with this text."""
    capture = make_capture(source=source, captured_by=the_author())
    make_file_text(file=capture.file, text=text, **fields)
    return capture


def press(client: Client, act: str, **form: Any) -> str:
    """Press a button that saves nothing; the page that comes, as a reader sees its letters."""
    response = client.post(ADDRESS, {"act": act, **form})

    assert response.status_code == 200
    return html.unescape(response.content.decode())


def part(page: str, key: str) -> str:
    """The words of one part of the page, without its tags."""
    found = re.search(rf'<(\w+)[^>]* id="{key}"[^>]*>', page)
    assert found is not None, key
    depth, inside = 1, page[found.end() :]
    for tag in re.finditer(rf"<(/?){found.group(1)}\b[^>]*>", inside):
        depth += -1 if tag.group(1) else 1
        if depth == 0:
            return " ".join(re.sub(r"<[^>]+>", " ", inside[: tag.start()]).split())
    raise AssertionError(f"{key} is not closed")


def value_of(page: str, name: str) -> str:
    """What stands in a field of one line, shown or hidden."""
    for tag in re.findall(r"<input[^>]*>", page):
        if re.search(rf'\bname="{name}"', tag):
            found = re.search(r'\bvalue="([^"]*)"', tag)
            return found.group(1) if found else ""
    raise AssertionError(f"no field {name}")


def typed_words(page: str) -> str:
    """The words in the field for the quotation."""
    found = re.search(r'<textarea name="exact"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)
    assert found is not None
    return found.group(1)


def save(client, form, status=302):
    """Save the form; the page that comes."""
    response = client.post(ADDRESS, form)

    assert response.status_code == status
    return html.unescape(response.content.decode())
