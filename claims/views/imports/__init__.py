"""Importing a spreadsheet: bringing it, its columns, its rows before anything is written, and taking an import back."""

from claims.views.imports.begin import bring, imports, template_file
from claims.views.imports.file import annotated_file, check, columns, discard, file, stop, write
from claims.views.imports.imported import imported, undo

__all__ = [
    "annotated_file",
    "bring",
    "check",
    "columns",
    "discard",
    "file",
    "imported",
    "imports",
    "stop",
    "template_file",
    "undo",
    "write",
]
