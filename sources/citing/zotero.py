"""Sources as Zotero RDF, which Zotero takes in whole: the terms that Zotero itself writes, one node for each source.

A date stands as it was written (EDTF): what is read from here is as exact as what is kept here.
"""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from sources.choices import CslType
from sources.citing.bib import Recorded
from sources.citing.citable import Citable, authors, doi
from sources.citing.item import remarks
from web.typed import one_line

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "z": "http://www.zotero.org/namespaces/export#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "bib": "http://purl.org/net/biblio#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
}
# The kind of item that Zotero has for each kind of document; of the rest it makes a document.
ITEM_TYPES = {
    CslType.ARTICLE_NEWSPAPER: "newspaperArticle",
    CslType.ARTICLE_MAGAZINE: "magazineArticle",
    CslType.ARTICLE_JOURNAL: "journalArticle",
    CslType.REPORT: "report",
    CslType.WEBPAGE: "webpage",
    CslType.POST_WEBLOG: "blogPost",
    CslType.POST: "forumPost",
    CslType.BROADCAST: "tvBroadcast",
    CslType.SPEECH: "presentation",
    CslType.INTERVIEW: "interview",
    CslType.HEARING: "hearing",
    CslType.LEGISLATION: "statute",
    CslType.LEGAL_CASE: "case",
    CslType.BOOK: "book",
    CslType.ENTRY_ENCYCLOPEDIA: "encyclopediaArticle",
    CslType.DATASET: "dataset",
    CslType.PERSONAL_COMMUNICATION: "letter",
}
# Zotero tells the kind of larger work by the class of its node; any other is a series.
LARGER_WORKS = {
    "newspaperArticle": "bib:Newspaper",
    "magazineArticle": "bib:Periodical",
    "journalArticle": "bib:Journal",
    "webpage": "z:Website",
    "blogPost": "z:Blog",
    "forumPost": "z:Forum",
    "encyclopediaArticle": "bib:Book",
    "case": "bib:CourtReporter",
}
SERIES = "bib:Series"
OPENS = "".join(f"\n xmlns:{name}={quoteattr(address)}" for name, address in NAMESPACES.items())


def item_type(document: Citable) -> str:
    """The name that Zotero has for this kind of document."""
    return ITEM_TYPES.get(CslType(document.csl_type), "document")


def rdf(records: Iterable[Recorded]) -> Iterator[str]:
    """One RDF/XML document, written as the sources are read."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{OPENS}>\n'
    for one in records:
        about = quoteattr(f"#{one.document.slug}")
        yield f"<rdf:Description rdf:about={about}>\n{''.join(_properties(one))}</rdf:Description>\n"
    yield "</rdf:RDF>\n"


def _properties(one: Recorded) -> Iterator[str]:
    source = one.document
    kind = item_type(source)
    found = doi(source)
    yield _element("z:itemType", kind)
    yield _element("dc:title", source.title)
    if people := [*authors(source)]:
        yield _authors(people)
    if source.container_title:
        larger = LARGER_WORKS.get(kind, SERIES)
        named = _element("dc:title", source.container_title)
        yield f"<dcterms:isPartOf><{larger}>{named}</{larger}></dcterms:isPartOf>\n"
    if source.publisher:
        name = _element("foaf:name", source.publisher)
        yield f"<dc:publisher><foaf:Organization>{name}</foaf:Organization></dc:publisher>\n"
    if source.url:
        value = _element("rdf:value", source.url)
        yield f"<dc:identifier><dcterms:URI>{value}</dcterms:URI></dc:identifier>\n"
    yield _element("dc:identifier", f"DOI {found}" if found else "")
    yield _element("dc:date", source.issued.text if source.issued else "")
    yield _element("dcterms:dateSubmitted", source.accessed.text if source.accessed else "")
    yield _element("z:language", source.language)
    yield _element("dc:coverage", source.archive_url)
    yield _element("prism:number", "" if found else source.number)
    yield _element("prism:edition", source.version)
    yield _element("dc:description", remarks(source, one.copies))


def _authors(people: Iterable[str]) -> str:
    """In their order. Which part of a name is the family's is not recorded: a surname alone is a whole name."""
    each = "".join(f"<rdf:li><foaf:Person>{_element('foaf:surname', name)}</foaf:Person></rdf:li>\n" for name in people)
    return f"<bib:authors><rdf:Seq>\n{each}</rdf:Seq></bib:authors>\n"


def _element(name: str, value: str) -> str:
    text = one_line(value)
    return f"<{name}>{escape(text)}</{name}>\n" if text else ""
