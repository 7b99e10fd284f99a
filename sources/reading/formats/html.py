"""HTML, by inscriptis: everything that a browser shows, menus and footers included."""

import re
from importlib.metadata import version
from pathlib import Path

from inscriptis.css_profiles import STRICT_CSS_PROFILE
from inscriptis.html_engine import Inscriptis
from inscriptis.model.config import ParserConfig
from lxml.html import HTMLParser, document_fromstring

from sources.reading.characters import clean, one_line
from sources.reading.charsets import decoded
from sources.reading.reading import Hints, Reading

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.I)


def read(path: Path, hints: Hints) -> Reading:
    """The page's text and title."""
    content = path.read_bytes()
    found = _DECLARED.search(content[:4096])
    return read_text(decoded(content, found[1].decode("ascii") if found else hints.charset))


def read_text(source: str) -> Reading:
    """The visible text of HTML."""
    reading = Reading(extractor=f"inscriptis {version('inscriptis')}")
    source = clean(source)
    if not source.strip():
        return reading
    tree = document_fromstring(source.encode(), parser=HTMLParser(encoding="utf-8", huge_tree=True))
    reading.title = one_line(tree.findtext(".//title") or "", 500)
    reading.text = clean(Inscriptis(tree, ParserConfig(css=STRICT_CSS_PROFILE)).get_text())
    return reading
