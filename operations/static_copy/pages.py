"""Turning a page of the site into a page of the copy: links lead to files, forms go, a notice comes."""

from collections.abc import Callable, Collection, Iterator, Mapping
from urllib.parse import parse_qs, unquote, urldefrag, urlsplit

from lxml import html
from lxml.builder import E
from lxml.html import HtmlElement

from operations.static_copy.addresses import absolute, asks_the_site, between, plain
from web.moments import PARAMETERS

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

STANDING = ("li", "p", "nav", "div", "span")  # where a link may stand by itself
REFERRED_TO = ("aria-controls", "aria-describedby", "aria-details", "aria-labelledby", "aria-owns")

Find = Callable[[str], str]
Parts = Mapping[str, Collection[str]]  # for each file, the places in it that a link can lead to


def parsed(content: bytes) -> HtmlElement:
    """A page as a tree."""
    return html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))


def links_of(page: HtmlElement, address: str) -> Iterator[str]:
    """The addresses of the site that a page leads to, without those inside what will go."""
    for element, attribute in _linked(page):
        found = absolute(element.get(attribute, ""), address)
        if found:
            yield found


def parts_of(page: HtmlElement) -> tuple[str, ...]:
    """The places on a page that a link can lead to."""
    return tuple(dict.fromkeys(str(found) for found in page.xpath("//@id | //a/@name")))


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


def rewritten(page: HtmlElement, address: str, name: str, *, find: Find, parts: Parts, narrowed: str) -> bytes:
    """The page with every link of the site made into one between files, or into words where there is no such file.

    `find` gives the file of an address, or "". `narrowed` is told of a link whose query a copy cannot answer, and
    which leads to the whole list. A link to a part of a page that is not in the copy leads to the page.
    """
    for element, attribute in list(_linked(page)):
        link = element.get(attribute, "")
        target = absolute(link, address)
        if not target:
            continue
        fragment = urldefrag(link).fragment
        if link.startswith("#"):
            if fragment and unquote(fragment) not in parts[name]:
                _without_the_way(element, attribute)
            continue
        file = find(target)
        if not file and _is_narrowed(target, address) and (file := find(plain(target))):
            element.set("title", narrowed)
        if not file and asks_the_site(target):
            _without_the_way(element, attribute)
        elif not file:
            _into_words(element, attribute)
        elif fragment and unquote(fragment) in parts.get(file, ()):
            element.set(attribute, f"{between(name, file)}#{fragment}")
        else:
            element.set(attribute, between(name, file))
    _without_references(page, parts[name])
    return bytes(html.tostring(page, doctype="<!doctype html>", encoding="utf-8"))


def _is_narrowed(target: str, address: str) -> bool:
    """Whether an address is of a part of another page; not of this one, and not of another moment."""
    return plain(target) != plain(address) and not set(PARAMETERS) & set(parse_qs(urlsplit(target).query))


def _without_the_way(element: HtmlElement, attribute: str) -> None:
    """Take out a way to what a copy cannot do; inside a sentence its words stay."""
    parent = element.getparent()
    before = element.getprevious()
    told = (parent.text if before is None else before.tail) or ""
    if parent.tag not in STANDING or told.strip() or (element.tail or "").strip():
        _into_words(element, attribute)
        return
    element.drop_tree()
    if parent.tag == "li" and not len(parent) and not parent.text_content().strip():
        parent.drop_tree()


def _into_words(element: HtmlElement, attribute: str) -> None:
    """Leave what a link says, without the link; what is no link and cannot be had goes."""
    if element.tag == "a":
        element.tag = "span"
        for key in list(element.attrib):
            if key not in ("class", "id", "lang"):
                del element.attrib[key]
        element.set("class", f"{element.get('class', '')} not-in-copy".strip())
    elif attribute in element.attrib:
        element.drop_tree()


def _without_references(page: HtmlElement, parts: Collection[str]) -> None:
    """Without labels of fields that went, and without what pointed at them."""
    for label in page.xpath("//label[@for]"):
        if label.get("for") not in parts:
            label.drop_tree()
    for name in REFERRED_TO:
        for element in page.xpath(f"//*[@{name}]"):
            left = " ".join(each for each in element.get(name).split() if each in parts)
            element.attrib.pop(name)
            if left:
                element.set(name, left)


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
