"""RDF as Zotero writes it: its own terms beside those of Dublin Core, bib and foaf."""

import io
from collections.abc import Iterator
from typing import Any
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

import defusedxml.sax
from defusedxml import DefusedXmlException
from django.utils.translation import gettext as _
from rdflib import Graph, Namespace, Node, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DC, DCTERMS, FOAF, RDF

from sources.bibliography.refusing import NotRead

ZOTERO = Namespace("http://www.zotero.org/namespaces/export#")
BIB = Namespace("http://purl.org/net/biblio#")
PRISM = Namespace("http://prismstandard.org/namespaces/1.2/basic/")
NO_REFERENCES = {"attachment", "note", "annotation"}
TYPES = {
    "newspaperArticle": "article-newspaper", "magazineArticle": "article-magazine", "journalArticle": "article-journal",
    "report": "report", "webpage": "webpage", "blogPost": "post-weblog", "forumPost": "post",
    "tvBroadcast": "broadcast", "radioBroadcast": "broadcast", "podcast": "broadcast", "videoRecording": "broadcast",
    "audioRecording": "broadcast", "presentation": "speech", "interview": "interview", "hearing": "hearing",
    "statute": "legislation", "bill": "legislation", "case": "legal_case", "book": "book", "bookSection": "chapter",
    "encyclopediaArticle": "entry-encyclopedia", "dictionaryEntry": "entry-dictionary", "dataset": "dataset",
    "letter": "personal_communication", "email": "personal_communication", "document": "document",
    "thesis": "thesis", "conferencePaper": "paper-conference", "preprint": "article", "manuscript": "document",
}  # fmt: skip


def items(text: str) -> list[dict[str, Any]]:
    """The references as items of CSL-JSON, in the order of their titles. Raises NotRead.

    A document type, and with it every entity, is refused before anything is read into a graph.
    """
    content = text.encode(errors="replace")
    try:
        defusedxml.sax.parse(io.BytesIO(content), ContentHandler(), forbid_dtd=True)
        graph = Graph().parse(data=content, format="xml")
    except DefusedXmlException as problem:
        raise NotRead(_("This RDF defines entities of its own, and is not read for safety’s sake.")) from problem
    except (SAXParseException, ValueError, AssertionError, RecursionError) as problem:
        raise NotRead(_("This file begins like RDF, and is not well-formed.")) from problem
    found = [item for node in graph.subjects(ZOTERO.itemType) if (item := _item(graph, node))]
    return sorted(found, key=lambda item: (item["title"].casefold(), item["URL"]))


def _item(graph: Graph, node: Node) -> dict[str, Any] | None:
    kind = _one(graph, node, ZOTERO.itemType)
    if kind in NO_REFERENCES:
        return None
    numbers = list(_identifiers(graph, node))
    address = next((number for number in numbers if number.startswith(("http://", "https://"))), "")
    doi = next((number[4:].strip() for number in numbers if number.upper().startswith("DOI ")), "")
    return {
        "type": TYPES.get(kind, kind),
        "title": _one(graph, node, DC.title),
        "author": list(_authors(graph, node)),
        "container-title": _container(graph, node),
        "publisher": _publisher(graph, node),
        "issued": _one(graph, node, DC.date),
        "accessed": _one(graph, node, DCTERMS.dateSubmitted),
        "language": _one(graph, node, ZOTERO.language) or _one(graph, node, DC.language),
        "URL": address or (str(node) if isinstance(node, URIRef) and str(node).startswith("http") else ""),
        "archive_location": _one(graph, node, DC.coverage) or _one(graph, node, ZOTERO.archive),
        "DOI": doi,
        "number": _one(graph, node, PRISM.number),
    }


def _one(graph: Graph, node: Node, name: URIRef) -> str:
    return next((str(value) for value in graph.objects(node, name)), "")


def _identifiers(graph: Graph, node: Node) -> Iterator[str]:
    for value in graph.objects(node, DC.identifier):
        yield next((str(inner) for inner in graph.objects(value, RDF.value)), str(value))
    for container in graph.objects(node, DCTERMS.isPartOf):
        yield from (str(value) for value in graph.objects(container, DC.identifier))


def _authors(graph: Graph, node: Node) -> Iterator[dict[str, str]]:
    for seq in graph.objects(node, BIB.authors):
        members = sorted(
            (str(name).rsplit("_", 1)[-1].zfill(6), person)
            for name, person in graph.predicate_objects(seq)
            if str(name).startswith(f"{RDF}_")
        )
        people = [person for _place, person in members] or list(Collection(graph, seq))
        for person in people:
            family, given = _one(graph, person, FOAF.surname), _one(graph, person, FOAF.givenName)
            given = given or _one(graph, person, FOAF.givenname)
            name = (
                {"family": family, "given": given} if given else {"literal": family or _one(graph, person, FOAF.name)}
            )
            yield name


def _container(graph: Graph, node: Node) -> str:
    return next((title for part in graph.objects(node, DCTERMS.isPartOf) if (title := _one(graph, part, DC.title))), "")


def _publisher(graph: Graph, node: Node) -> str:
    for value in graph.objects(node, DC.publisher):
        return _one(graph, value, FOAF.name) or ("" if (value, None, None) in graph else str(value))
    return ""
