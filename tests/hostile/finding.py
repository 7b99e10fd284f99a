"""Which addresses take a POST, which forms stand on our pages, and which names a view reads from a request.

Nothing here is a list that somebody has to keep: an address, a form or a field that is new is found.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.http import QueryDict
from django.test import Client

from tests import factories as make
from tests.hostile.filling import BY
from tests.hostile.forms import Form, forms_on
from tests.hostile.rows import Scene
from tests.hostile.sending import is_long
from tests.moments import scene as of_moments
from tests.moments.test_decisions import ADDRESSES
from web.looking_back import decision_of

# What a script of ours sends, and the form whose page it belongs to.
OF_SCRIPTS = {"claims:hold": ("author", "claims:new"), "claims:keep": ("author", "claims:new")}
OF_THE_FRAME = "account_logout"
READING = ("__getitem__", "get", "getlist", "__contains__", "pop")


def taking_post(addresses: dict[str, str], browsers: dict[str, Client]) -> set[str]:
    """The names of the addresses that a POST is for, by their own answer to OPTIONS; allauth's are its own."""
    found = set()
    for name, address in addresses.items():
        for who in ("administrator", "reader"):
            answer = browsers[who].options(address)
            if "POST" in answer.headers.get("Allow", ""):
                found.add(name)
    return found


def every_form(addresses: dict[str, str], scene: Scene) -> dict[str, Form]:
    """Each form by the name of the address that it is sent to, with all fields of all such forms, as it is first seen.

    An administrator sees every page. The others look where a form was found, and where an administrator is refused;
    in a long run, everywhere.
    """
    found: dict[str, Form] = {}
    looked_at = [*scene.pages.values(), *(at for name, at in addresses.items() if _is_page(name))]
    again = [address for address in looked_at if is_long() or _take(found, scene, "administrator", address) != []]
    for who in ("reader", "author", "editor", "administrator")[: 4 if is_long() else 3]:
        for address in again:
            _take(found, scene, who, address)
    for name, (who, like) in OF_SCRIPTS.items():
        values = {"copy": ""} if name == "claims:hold" else dict(found[like].values)
        files = {"copy"} if name == "claims:hold" else set()
        found[name] = Form(name, addresses[name], who, list(values), values, files=files)
    for name, who in BY.items():
        found[name].by = who
    return found


def _take(found: dict[str, Form], scene: Scene, who: str, address: str) -> list[Form] | None:
    """Note the forms that somebody sees at an address; None where there is no page for them."""
    seen = forms_on(scene.browsers[who], address, by=who)
    if seen and who != "reader":
        found.setdefault(OF_THE_FRAME, next(form for form in seen if form.name == OF_THE_FRAME))
        seen = [form for form in seen if form.name != OF_THE_FRAME]
    for form in seen or ():
        known = found.setdefault(form.name, form)
        if who != "administrator" and known.by == "administrator":
            known = found[form.name] = form  # by whoever may do the least
        known.merge(form)
    return seen


def _is_page(name: str) -> bool:
    decision = decision_of(ADDRESSES[name].callback)
    return bool(decision and decision.is_page)


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
    found = of_moments.addresses(of_moments.italy().before)
    party, search, letter = make.make_party(), make.make_search(), make.make_letter()
    draft, source = make.make_claim(published=False), make.make_source(url="")
    somebody = make.make_user()
    own = {
        **{f"claims:{what}_party": f"/parties/{party.slug}/{what}/" for what in ("edit", "merge", "remove")},
        "claims:search": f"/searches/{search.slug}/",
        "claims:search_correct": f"/searches/{search.slug}/correct/",
        "claims:letter": f"/corrections/letters/{letter.pk}/",
        "claims:letter_forget": f"/corrections/letters/{letter.pk}/forget/",
        "claims:letter_sent": f"/corrections/sent/{letter.number}/",
        **{f"claims:{what}": f"/claims/{draft.ref}/{what}/" for what in ("discard", "publish")},
        "users:person": f"/people/{somebody.pk}/",
        "operations:audit_person": f"/audit/people/{somebody.pk}/",
        "sources:fetch": f"/sources/{source.slug}/captures/fetch/",
        "sources:upload": f"/sources/{source.slug}/captures/upload/",
    }
    assert set(own) <= set(found) <= set(ADDRESSES)
    return {**found, **own}
