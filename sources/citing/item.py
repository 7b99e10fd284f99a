"""A source in CSL-JSON, as reference managers and citation processors read it."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from sources.citing.citable import Citable, authors, closed, copy_note, doi, untitled
from sources.citing.dates import csl_date, exact_parts
from web.edtf import in_words


def item(document: Citable, *, copies: Iterable[str] = ()) -> dict[str, Any]:
    """The source with the field names of CSL 1.0; what these have no room for stands in `custom`, and in the note.

    `copies` are the SHA-256 of its preserved copies.
    """
    found = doi(document)
    custom = {
        "translated-title": document.translated_title,
        "issued-edtf": document.issued.text if document.issued else "",
        "accessed-edtf": document.accessed.text if document.accessed else "",
        "copy": document.copy_kind,
        "copies-sha256": list(copies),
    }
    fields: dict[str, Any] = {
        "id": document.slug,
        "type": document.csl_type,
        "title": document.title,
        "author": [{"literal": name} for name in authors(document)],
        "publisher": document.publisher,
        "container-title": document.container_title,
        "issued": csl_date(document.issued) if document.issued else None,
        "accessed": csl_date(document.accessed) if document.accessed else None,
        "language": document.language,
        "URL": document.url,
        "archive_location": document.archive_url,
        "DOI": found,
        "number": "" if found else document.number,
        "version": document.version,
        "note": remarks(document, copies),
        "custom": {name: value for name, value in custom.items() if value},
    }
    return {name: value for name, value in fields.items() if value}


def remarks(document: Citable, copies: Iterable[str] = ()) -> str:
    """In words, what a reader of the record must know and most programs show nowhere else."""
    said = [document.note]
    if not document.title:
        said.append(untitled(document))
    if document.translated_title:
        said.append(_("In English: %(title)s") % {"title": document.translated_title})
    if document.issued is None:
        said.append(_("Undated"))
    elif not exact_parts(document.issued):
        said.append(_("Dated %(date)s") % {"date": in_words(document.issued)})
    if document.archive_url:
        said.append(_("Archived at <%(address)s>") % {"address": document.archive_url})
    said.append(copy_note(document))
    said.extend(_("SHA-256 of a preserved copy: %(hash)s") % {"hash": sha256} for sha256 in copies)
    return " ".join(closed(" ".join(words.split())) for words in said if words.strip())
