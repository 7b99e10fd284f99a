"""Which addresses take a POST, which forms stand on our pages, and which names a view reads from a request.

Nothing here is a list that somebody has to keep: an address, a form or a field that is new is found.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from unittest import mock
from urllib.parse import urljoin, urlsplit

from django.http import QueryDict
from django.test import Client
from django.urls import Resolver404, resolve

from tests import factories as make
from tests.hostile import sending
from tests.moments import scene
from tests.moments.test_decisions import ADDRESSES
from web.looking_back import decision_of

# Forms that a script of ours sends, or that stand on pages of a state that the scene is not in.
BY_HAND = {
    "claims:hold": ("file", "act", "pending", "url", "source"),
    "dossiers:cancel": (),
    **dict.fromkeys(
        (
            "claims:amend",
            "claims:assign",
            "claims:comment_change",
            "claims:discard_kept",
            "claims:keep",
            "claims:letter_forget",
            "claims:read_second",
            "claims:request_changes",
            "claims:restatements",
            "claims:restore",
            "claims:review_several",
            "claims:take_back",
            "users:accept_invitation",
            "users:change_invitation",
            "users:desk",
        ),
        ("act", "reason", "text", "name"),
    ),
}
READING = ("__getitem__", "get", "getlist", "__contains__", "pop")


@dataclass
class Form:
    """A form of ours as a browser would send it untouched."""

    name: str
    address: str
    values: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """The forms of a page that are sent by POST."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.found: list[Form] = []
        self.open: Form | None = None
        self.by_id: dict[str, Form] = {}

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = None
            if given.get("method", "").lower() == "post":
                address = urlsplit(urljoin(self.page, given.get("action", ""))).path
                self.open = Form(name_at(address), address)
                self.found.append(self.open)
                self.by_id[given.get("id", "")] = self.open
        target = self.by_id.get(given["form"]) if "form" in given else self.open
        if target is not None and given.get("name") and tag in ("input", "select", "textarea", "button"):
            target.values.setdefault(given["name"], given.get("value", ""))

    def handle_endtag(self, tag):
        if tag == "form":
            self.open = None


def name_at(address: str) -> str:
    """The name of an address, "" where there is none."""
    try:
        return resolve(address).view_name
    except Resolver404:
        return ""


def taking_post(client: Client, addresses: dict[str, str]) -> dict[str, str]:
    """The addresses that a POST is for, by their own answer to OPTIONS."""
    found = {}
    for name, address in addresses.items():
        answer = client.options(address)
        scene.text_of(answer)
        if "POST" in answer.headers.get("Allow", ""):
            found[name] = address
    return found


def forms_on_pages(client: Client, addresses: dict[str, str]) -> dict[str, Form]:
    """Every form of every page: by the name of the address that it is sent to, with all fields of all such forms."""
    found: dict[str, Form] = {}
    for name, address in addresses.items():
        if not decision_of(ADDRESSES[name].callback).is_page:
            continue
        answer = client.get(address)
        text = scene.text_of(answer)
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        parser = Forms(address)
        parser.feed(text)
        for form in parser.found:
            known = found.setdefault(form.name, form)
            known.values = {**form.values, **known.values}
    return found


def forms_to_send(client: Client, addresses: dict[str, str]) -> dict[str, Form]:
    """For each address that takes a POST: the fields of its forms, and the names that its view reads besides."""
    shown = forms_on_pages(client, addresses)
    found: dict[str, Form] = {}
    for name, address in taking_post(client, addresses).items():
        values = dict(shown[name].values) if name in shown else dict.fromkeys(BY_HAND.get(name, ()), "")
        with names_read() as read:
            sending.ask(client, "POST", address, sending.encoded(values.items()))
        found[name] = Form(name, address, {**dict.fromkeys(sorted(read["names"]), ""), **values})
    return found


@contextmanager
def names_read() -> Iterator[dict[str, set[str]]]:
    """The names that are read from any form or query meanwhile, whatever they hold."""
    read: dict[str, set[str]] = defaultdict(set)
    with mock.patch.multiple(QueryDict, **{way: _noting(getattr(QueryDict, way), read) for way in READING}):
        yield read


def _noting(usual, read):
    def note(self, key, *args, **kwargs):
        if isinstance(key, str):
            read["names"].add(key)
        return usual(self, key, *args, **kwargs)

    return note


def addresses() -> dict[str, str]:
    """An address for every name, on rows of a scene; its sources have no address, so that nothing is fetched."""
    found = scene.addresses(scene.italy().before)
    party, search, letter = make.make_party(), make.make_search(), make.make_letter()
    draft, source = make.make_claim(published=False), make.make_source(url="")
    own = {
        **{f"claims:{what}_party": f"/parties/{party.slug}/{what}/" for what in ("edit", "merge", "remove")},
        "claims:search": f"/searches/{search.slug}/",
        "claims:search_correct": f"/searches/{search.slug}/correct/",
        "claims:letter": f"/corrections/letters/{letter.pk}/",
        "claims:letter_forget": f"/corrections/letters/{letter.pk}/forget/",
        "claims:letter_sent": f"/corrections/sent/{letter.number}/",
        **{f"claims:{what}": f"/claims/{draft.ref}/{what}/" for what in ("discard", "publish")},
        "sources:fetch": f"/sources/{source.slug}/captures/fetch/",
        "sources:upload": f"/sources/{source.slug}/captures/upload/",
    }
    assert set(own) <= set(found) <= set(ADDRESSES)
    return {**found, **own}
