"""What other programs collect from pages: feeds, sitemaps, rules for robots, COinS, oEmbed."""

import json
import urllib.robotparser
from html.parser import HTMLParser
from urllib.parse import parse_qs, quote, urlsplit

from scripts.read_elsewhere.site import Differs, Site, library, same

FEED_HOLDS = 100


def atom_by_feedparser(site: Site) -> str:
    """Atom, by feedparser."""
    feedparser = library("feedparser")
    known = {row["ref"] for row in site.rows("claims")}
    entries = 0
    for path in ("/claims.atom", "/claims.atom?country=it", "/countries/it/changes.atom", "/corrections/log.atom"):
        read = feedparser.parse(site.bytes(path))
        if read.bozo or read.version != "atom10":
            raise Differs(f"{path}: {read.get('bozo_exception', read.version)}")
        entries += len(read.entries)
    newest = feedparser.parse(site.bytes("/claims.atom")).entries
    if len(newest) != min(FEED_HOLDS, len(known)) or {_key(one.link) for one in newest} - known:
        raise Differs(f"{len(newest)} statements in the feed, or unknown ones")
    return f"{entries} entries of 4 feeds"


def sitemap_by_its_parser(site: Site) -> str:
    """Sitemap and robots.txt, by ultimate-sitemap-parser."""
    tree = library("usp.tree").sitemap_tree_for_homepage(site.address + "/")
    paths = [urlsplit(page.url).path for page in tree.all_pages()]
    statements = [_key(path) for path in paths if path.startswith("/claims/") and path != "/claims/"]
    same(statements, (row["ref"] for row in site.rows("claims") if row["state"] == "published"), "statements")
    robots = urllib.robotparser.RobotFileParser()
    robots.parse(site.text("/robots.txt").splitlines())
    refused = [path for path in paths if not robots.can_fetch("*", site.address + path)]
    if refused:
        raise Differs(f"robots.txt forbids what the sitemap names: {refused[:3]}")
    for path in paths:
        site.bytes(path)
    return f"{len(paths)} pages named, none forbidden, each answers"


def coins_by_the_standard_library(site: Site) -> str:
    """COinS of the list of statements' sources, by html.parser and parse_qs."""
    titles = {row["title"] for row in site.rows("sources")}
    found = 0
    for row in site.rows("sources"):
        reader = _Spans()
        reader.feed(site.text(f"/sources/{row['slug']}/"))
        read = [parse_qs(title) for title in reader.titles]
        if row["title"] and not any(row["title"] in _titles(one) for one in read):
            raise Differs(f"/sources/{row['slug']}/: {read}")
        found += sum(1 for one in read if titles & set(_titles(one)))
    return f"{found} references in {len(site.rows('sources'))} pages"


def oembed_by_its_rules(site: Site) -> str:
    """oEmbed, as its specification asks of a consumer."""
    for path in ("/countries/it/", "/"):
        told = json.loads(site.bytes(f"/oembed?url={quote(site.address + path, safe='')}&maxwidth=400&maxheight=300"))
        if (told["version"], told["type"]) != ("1.0", "rich") or told["width"] > 400 or told["height"] > 300:
            raise Differs(f"{path}: {told}")
        framed = _Frames()
        framed.feed(told["html"])
        page = site.text(urlsplit(framed.addresses[0]).path)
        if "<script" in page:
            raise Differs(f"{framed.addresses[0]} runs a script")
    return "2 embeds within the asked size, no script"


class _Spans(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.titles: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "span" and "Z3988" in (told.get("class") or "").split():
            self.titles.append(told.get("title") or "")


class _Frames(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "iframe":
            self.addresses.append(dict(attrs).get("src") or "")


def _titles(read: dict[str, list[str]]) -> list[str]:
    return [word for name in ("rft.title", "rft.btitle", "rft.atitle") for word in read.get(name, [])]


def _key(address: str) -> str:
    return urlsplit(address).path.strip("/").rpartition("/")[2]


READERS = (atom_by_feedparser, sitemap_by_its_parser, coins_by_the_standard_library, oembed_by_its_rules)
