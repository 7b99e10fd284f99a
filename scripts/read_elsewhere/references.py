"""Lists of references of every country: BibLaTeX, BibTeX, RIS, CSL-JSON and Zotero RDF.

Titles are compared by their letters and figures: case, braces and the form of quotation marks are typesetting.
"""

import json
import re

from scripts.read_elsewhere.site import Differs, Row, Site, library, run, same

MODS = {"mods": "http://www.loc.gov/mods/v3"}


def csl_as_in_the_list(site: Site) -> str:
    """CSL-JSON, by the standard library, beside the list of sources."""
    listed = {row["slug"]: row for row in site.rows("sources")}
    count = 0
    for code in _codes(site):
        items = _csl(site, code)
        expected = [listed[item["id"]] for item in items]
        count += same(
            ((item["id"], item.get("title") or "", item.get("URL") or "") for item in items),
            ((row["slug"], row["title"], row["url"]) for row in expected),
            code,
        )
    return f"{count} references of {len(_codes(site))} countries: key, title, address"


def biblatex_by_pybtex(site: Site) -> str:
    """BibLaTeX, by pybtex."""
    return _pybtex(site, "bib", "date")


def bibtex_by_pybtex(site: Site) -> str:
    """BibTeX, by pybtex."""
    return _pybtex(site, "bibtex", "year")


def bibtex_by_bibutils(site: Site) -> str:
    """BibTeX, by bibutils."""
    return _mods(site, "bibtex", "bib2xml")


def ris_by_bibutils(site: Site) -> str:
    """RIS, by bibutils."""
    return _mods(site, "ris", "ris2xml")


def zotero_by_rdflib(site: Site) -> str:
    """Zotero RDF, by rdflib."""
    rdflib = library("rdflib")
    title, value = rdflib.namespace.DC.title, rdflib.namespace.RDF.value
    kind = rdflib.URIRef("http://www.zotero.org/namespaces/export#itemType")
    count = 0
    for code in _codes(site):
        graph = rdflib.Graph().parse(data=site.bytes(f"/countries/{code}/sources.rdf"), format="xml")
        found = []
        for item in graph.subjects(kind):
            address = next((str(word) for each in graph.objects(item) for word in graph.objects(each, value)), "")
            found.append((item.partition("#")[2], str(graph.value(item, title) or ""), address))
        items = _csl(site, code)
        count += same(found, ((one["id"], one.get("title") or "", one.get("URL") or "") for one in items), code)
    return f"{count} references: key, title, address"


def _pybtex(site: Site, suffix: str, dated: str) -> str:
    database, latex = library("pybtex.database"), library("pybtex.richtext")
    count = 0
    for code in _codes(site):
        read = database.parse_string(site.text(f"/countries/{code}/sources.{suffix}"), "bibtex")
        found = []
        for key, entry in read.entries.items():
            words = str(latex.Text.from_latex(entry.fields.get("title", "")))
            found.append((key, _folded(words), _first_year(entry.fields.get(dated, ""))))
        expected = ((one["id"], _folded(one.get("title") or ""), _year(one)) for one in _csl(site, code))
        count += same(found, expected, code)
    return f"{count} references: key, title, year"


def _mods(site: Site, suffix: str, program: str) -> str:
    etree = library("lxml.etree")
    count = 0
    for code in _codes(site):
        made = run(program, "-i", "unicode", site.file(f"/countries/{code}/sources.{suffix}"))
        found = []
        for one in etree.fromstring(made.encode()).iterfind("mods:mods", MODS):
            title = " ".join(one.xpath("mods:titleInfo[not(@type)]//text()[normalize-space()]", namespaces=MODS))
            found.append((one.get("ID"), _folded(title)))
        items = _csl(site, code)
        count += same(found, ((one["id"], _folded(one.get("title") or "")) for one in items), code)
    return f"{count} references: key, title"


def _codes(site: Site) -> list[str]:
    codes = [row["code"].lower() for row in site.rows("countries")]
    if not codes:
        raise Differs("the site has no statement about a country: load the demo data")
    return codes


def _csl(site: Site, code: str) -> list[Row]:
    items: list[Row] = json.loads(site.bytes(f"/countries/{code}/sources.csljson"))
    return items


def _year(item: Row) -> str:
    """The year in which it was issued, of whatever precision; empty where that is not known."""
    return _first_year(json.dumps(item.get("issued", "")))


def _first_year(text: str) -> str:
    found = re.search(r"\d{4}", text)
    return found[0] if found else ""


def _folded(title: str) -> str:
    """Its letters and figures alone: readers change case, marks and spaces, and part titles from subtitles."""
    return re.sub(r"[\W_]+", "", title).casefold()


READERS = (
    csl_as_in_the_list,
    biblatex_by_pybtex,
    bibtex_by_pybtex,
    bibtex_by_bibutils,
    ris_by_bibutils,
    zotero_by_rdflib,
)
