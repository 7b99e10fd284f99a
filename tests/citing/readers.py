"""The files read back with readers that are not ours."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

import jsonschema
import lxml.etree
import lxml.html
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
from rdflib import BNode, Graph, Namespace
from rdflib.namespace import DC, RDF

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


ZOTERO = Namespace("http://www.zotero.org/namespaces/export#")
BASE = "https://record.example/list"


def rdf(text: str) -> dict[str, dict[str, Any]]:
    """The items of Zotero's RDF by their keys: the title, and whatever else hangs on the node, as rdflib reads it."""
    graph = Graph().parse(data=text, format="xml", publicID=BASE)
    # A graph has no order, the file has: an XML reader tells it.
    about = lxml.etree.fromstring(text.encode()).xpath("/*/*/@*[local-name()='about']")
    items = {str(node).partition("#")[2]: node for node in graph.subjects(ZOTERO.itemType)}
    assert sorted(items) == sorted(name.lstrip("#") for name in about)
    return {key: _item(graph, items[key]) for key in (name.lstrip("#") for name in about)}


def _item(graph: Graph, node: Any) -> dict[str, Any]:
    title = {"title": str(graph.value(node, DC.title))} if graph.value(node, DC.title) else {}
    return {**title, "all": [*_below(graph, node)], "date": str(graph.value(node, DC.date) or "")}


def _below(graph: Graph, node: Any) -> Iterator[str]:
    for name, value in graph.predicate_objects(node):
        if isinstance(value, BNode):
            yield from _below(graph, value)
        elif name != RDF.type:
            yield str(value)


def coins(html: bytes) -> list[dict[str, list[str]]]:
    """The COinS of a page, each as the keys and values of its OpenURL."""
    spans = lxml.html.document_fromstring(html).xpath("//span[@class='Z3988']/@title")
    return [parse_qs(title, strict_parsing=True) for title in spans]


READ = {"bib": bib, "bibtex": bib, "ris": ris, "rdf": rdf, "csljson": csl}
