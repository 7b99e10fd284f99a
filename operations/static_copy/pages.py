"""Turning a page of the site into a page of the copy: links lead to files, forms go, a notice comes."""

from collections.abc import Callable, Iterator
from urllib.parse import urldefrag

from lxml import html
from lxml.builder import E
from lxml.html import HtmlElement

from operations.static_copy.addresses import absolute, between, plain

# Scripts that ask nothing of a server.
WORK_ALONE = ("theme.js", "map.js", "leaflet.js", "page-nav.js", "copy-search.js")
# What may be loaded and run in a copy: its own files. It says so itself, for no server may add a header.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'none'; base-uri 'none'"
)
ATTRIBUTES = ("href", "src", "data-shapes")
NEEDS_A_SERVER = (
    "//form | //*[@id='cite'] | //*[contains(concat(' ', @class, ' '), ' site-people ')] | //button[@hx-get]"
)

Find = Callable[[str], str]


def parsed(content: bytes) -> HtmlElement:
    """A page as a tree."""
    return html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))


def links_of(page: HtmlElement, address: str) -> Iterator[str]:
    """The addresses of the site that a page leads to, without those inside what will go."""
    for element, attribute in _linked(page):
        found = absolute(element.get(attribute, ""), address)
        if found:
            yield found


def without_what_needs_a_server(page: HtmlElement) -> None:
    """Take out forms, the way in, the citation of this second, and scripts that ask the server."""
    for element in page.xpath(NEEDS_A_SERVER):
        if "site-search" in element.get("class", ""):
            element.addprevious(E.a("Search this copy", {"class": "site-search-link", "href": "/search-this-copy/"}))
        if element.getparent() is not None:
            element.drop_tree()
    for script in page.xpath("//script"):
        if not script.get("src", "").rpartition("/")[2].startswith(tuple(name[:-3] for name in WORK_ALONE)):
            script.drop_tree()
    for element in page.iter(html.etree.Element):
        for name in [name for name in element.attrib if name.startswith(("hx-", "data-hx-"))]:
            del element.attrib[name]


def told(page: HtmlElement, *, notice: str, more: str) -> None:
    """Say on the page that it belongs to a copy, and what may be loaded in it."""
    head, body = page.find("head"), page.find("body")
    head.insert(1, E.meta({"http-equiv": "Content-Security-Policy", "content": POLICY}))
    head.append(E.link(rel="stylesheet", href="/static/css/static-copy.css"))
    banner = E.p(notice, " ", E.a(more, href="/about-this-copy/"), {"class": "copy-notice", "role": "note"})
    header = body.find("header")
    if header is None:
        body.insert(0, banner)
    else:
        header.addnext(banner)


def rewritten(page: HtmlElement, address: str, name: str, *, find: Find, narrowed: str) -> bytes:
    """The page with every link of the site made into one between files, or into words where there is no such file.

    `find` gives the file of an address, or "". `narrowed` is told of a link whose query a copy cannot answer, and
    which leads to the whole list.
    """
    for element, attribute in list(_linked(page)):
        link = element.get(attribute, "")
        target = absolute(link, address)
        if not target or link.startswith("#"):
            continue
        fragment = urldefrag(link).fragment
        file = find(target)
        if not file and plain(target) != plain(address) and (file := find(plain(target))):
            element.set("title", narrowed)
        if file:
            element.set(attribute, between(name, file) + (f"#{fragment}" if fragment else ""))
        elif element.tag == "a":
            element.tag = "span"
            for key in list(element.attrib):
                if key != "class":
                    del element.attrib[key]
            element.set("class", f"{element.get('class', '')} not-in-copy".strip())
        elif attribute in element.attrib:
            element.drop_tree()
    return bytes(html.tostring(page, doctype="<!doctype html>", encoding="utf-8"))


def _linked(page: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    for element in page.iter(html.etree.Element):
        for attribute in ATTRIBUTES:
            if attribute in element.attrib and not element.get(attribute, "").startswith(("mailto:", "data:")):
                yield element, attribute


def words(page: HtmlElement) -> tuple[str, str]:
    """The title of a page, and the words that it is found by."""
    main = page.xpath("//main")
    titles = page.xpath("//main//h1")
    title = " ".join(titles[0].text_content().split()) if titles else str(page.findtext(".//title", ""))
    return title, " ".join(main[0].itertext()) if main else ""
