"""Whether the site would still answer as it did: only then does a broken run go on, for a copy is of one moment."""

import hashlib

from django.apps import apps
from django.conf import settings
from django.db import connection

from config.env import BASE_DIR

# Nothing on a public page comes from these, and they change while people work.
WITHOUT = {
    "claims.Assignment",
    "claims.AssignmentEvent",
    "claims.BroughtFile",
    "claims.Comment",
    "claims.CommentEvent",
    "claims.DeskNote",
    "claims.DeskNoteEvent",
    "claims.UnsentForm",
    "dossiers.Export",
    "dossiers.ExportDay",
    "sources.Fetch",
    "sources.LetterDay",
    "sources.PendingCapture",
}
RECORDS = ("stations", "sources", "claims", "dossiers")
PROGRAM = (*RECORDS, "config", "web", "users", "operations", "templates", "static")
SOURCES = {".py", ".html", ".css", ".js", ".svg", ".json", ".po", ".typ"}


def records() -> str:
    """A digest of which version of which row stands in every table that pages are made of.

    By the transaction that wrote a row and the place where it lies: whatever is written, changed or deleted gives
    another. To be asked in the transaction that the pages are read in.
    """
    tables = {
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.app_label in RECORDS and model._meta.label not in WITHOUT
    }
    found = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in sorted(tables):
            quoted = connection.ops.quote_name(table)
            cursor.execute(
                f"SELECT count(*), sum(hashtextextended(xmin::text || ctid::text, 0)::numeric) FROM public.{quoted}"  # noqa: S608
            )
            found.update(f"{table} {cursor.fetchone()}\n".encode())
    return found.hexdigest()


def program() -> str:
    """A digest of what makes the pages: this project's files, and how many rows a page has."""
    found = hashlib.sha256(f"{settings.ROWS_PER_PAGE} {settings.SECOND_READER}".encode())
    for folder in PROGRAM:
        for path in sorted(path for path in (BASE_DIR / folder).rglob("*") if path.suffix in SOURCES):
            found.update(path.relative_to(BASE_DIR).as_posix().encode())
            found.update(path.read_bytes())
    return found.hexdigest()
