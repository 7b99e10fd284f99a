"""The formats in which a dossier is handed over."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dossiers.package import contents
from dossiers.plain import Dossier
from dossiers.render import csv, docx, epub, html, json, markdown, odt, pdf, xlsx


@dataclass(frozen=True)
class Format:
    """One format: its suffix, its media type, what it is for in one sentence, and what makes it.

    `write` writes a large file piece by piece, into a file that can be sought in.
    """

    suffix: str
    name: str | Promise
    purpose: str | Promise
    media_type: str
    render: Callable[[Dossier], bytes]
    write: Callable[[Dossier, IO[bytes]], None] | None = None

    def make_into(self, dossier: Dossier, file: IO[bytes]) -> None:
        """Write the file, piece by piece where that is possible. Raises what its maker raises."""
        if self.write is None:
            file.write(self.render(dossier))
            return
        self.write(dossier, file)


FORMATS = {
    one.suffix: one
    for one in (
        Format("pdf", "PDF", _("To print, send and keep: tagged, notes under each question, the data attached."),
               "application/pdf", pdf.render),
        Format("docx", "Word", _("To edit and comment: real footnotes, headings and tables."),
               "application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx.render),
        Format("odt", "OpenDocument", _("The same for LibreOffice and other office programs."),
               "application/vnd.oasis.opendocument.text", odt.render),
        Format("html", _("Web page"), _("To read on a screen, offline: one file, nothing fetched from outside."),
               "text/html; charset=utf-8", html.render),
        Format("epub", "EPUB", _("For a book reader: chapters, and notes that open where they stand."),
               "application/epub+zip", epub.render),
        Format("md", "Markdown", _("For a text editor or a repository: plain text with footnotes."),
               "text/markdown; charset=utf-8", markdown.render),
        Format("xlsx", "Excel", _("For a spreadsheet: statements, citations, sources, relays and questions as sheets."),
               "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx.render, xlsx.write),
        Format("csv", "CSV", _("For a spreadsheet: one row for each statement, its source in the row."),
               "text/csv; charset=utf-8", csv.render, csv.write),
        Format("json", "JSON", _("For programs: the whole dossier, with its sources in CSL-JSON."),
               "application/json", json.render, json.write),
        Format("zip", _("Evidence package"),
               _("To check offline: everything above with its data, the copies that may be handed over, and a program "
                 "that checks them."),
               "application/zip", contents.render, contents.write),
    )
}  # fmt: skip
