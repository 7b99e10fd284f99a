"""What somebody does on the pages of the import, step by step."""

import re
from io import BytesIO

import lxml.html

from claims.models import BroughtFile
from claims.tasks import work_on_file
from tests.importing.sheets import as_csv


def bring(client, *lines, content=None, kind="claims", name="mine.csv", **sent):
    """Bring a file of these rows."""
    file = BytesIO(as_csv(*lines) if content is None else content)
    file.name = name
    return client.post("/imports/bring/", {"kind": kind, "file": file, **sent})


def columns_sent(client, file):
    """The form of the columns as its page shows it."""
    page = lxml.html.document_fromstring(client.get(f"/imports/files/{file.key}/columns/").content)
    return {each.name: each.value for each in page.xpath("//select")}


def check(client, file, **changed):
    """Have the rows checked, and do what the queue does."""
    answer = client.post(f"/imports/files/{file.key}/check/", {**columns_sent(client, file), **changed})
    work_on_file(file.pk)
    return answer


def brought_and_checked(client, *lines, **sent):
    """A file whose rows can be looked at."""
    bring(client, *lines, **sent)
    file = BroughtFile.objects.latest("pk")
    check(client, file)
    return file


def imported(client, *lines, **sent):
    """The address of an import that was done."""
    file = brought_and_checked(client, *lines, **sent)
    client.post(f"/imports/files/{file.key}/write/")
    work_on_file(file.pk)
    return client.get(f"/imports/files/{file.key}/")["Location"]


def text(answer):
    """What the page says, in one line."""
    page = lxml.html.document_fromstring(answer.content)
    return re.sub(r"\s+", " ", " ".join(page.xpath("//main")[0].itertext())).strip()
