"""The files read back with readers that are not ours."""

import json
from typing import Any

import jsonschema
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from tests.citing.csl_schema import SCHEMA

# Signs that LaTeX knows and the reader's own table does not.
KNOWN = get_default_latex_context_db()
KNOWN.add_context_category(
    "signs",
    prepend=True,
    macros=[
        MacroTextSpec("textless", "<"),
        MacroTextSpec("textgreater", ">"),
        MacroTextSpec("^", lambda node, l2tobj: "^"),
    ],
)
DECODED = LatexDecodingMiddleware(decoder=LatexNodes2Text(latex_context=KNOWN, keep_braced_groups=False))
# In these, “~” is no space of LaTeX's.
DATES = {"date", "urldate"}


def bib(text: str) -> dict[str, dict[str, str]]:
    """The entries of a .bib file by their keys, their LaTeX as text."""
    plain, decoded = parse_string(text), parse_string(text, append_middleware=[DECODED])
    assert not plain.failed_blocks, plain.failed_blocks
    dates = {entry.key: _fields(entry, DATES) for entry in plain.entries}
    return {entry.key: {**_fields(entry, set(entry.fields_dict)), **dates[entry.key]} for entry in decoded.entries}


def _fields(entry: Any, names: set[str]) -> dict[str, str]:
    return {name: field.value for name, field in entry.fields_dict.items() if name in names}


def ris(text: str) -> dict[str, dict[str, Any]]:
    """The entries of a .ris file by their keys."""
    return {entry["id"]: entry for entry in rispy.loads(text)}


def csl(text: str) -> dict[str, dict[str, Any]]:
    """The items of CSL-JSON by their keys."""
    items = json.loads(text)
    jsonschema.validate(items, SCHEMA)
    return {one["id"]: one for one in items}


READ = {"bib": bib, "bibtex": bib, "ris": ris, "csljson": csl}
