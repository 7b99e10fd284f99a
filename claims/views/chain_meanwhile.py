"""What the page of a chain does about somebody who mended the same chain at the same time.

The page carries the chain as it was opened (`was`) and its number, because a chain is many rows and has no version of
its own in the history. A made-up `was` decides only what this person is asked about their own typing.
"""

from django.core.exceptions import TooManyFieldsSent
from django.http import QueryDict

from claims.actions.chaining import chain_version
from claims.forms.chain_page import PARTS, ChainEntry, as_it_stands, keep_theirs
from claims.forms.fields import key_of, printable
from claims.forms.meanwhile import THEIRS, VERSION, Meanwhile
from claims.models import Claim
from users.models import User

WAS = "was"


def opened(claim: Claim, by: User) -> ChainEntry:
    """The page as the chain stands, with what it takes to notice that somebody else changed it."""
    data = as_it_stands(claim, by)
    data[WAS], data[VERSION] = data.urlencode(), str(chain_version(claim, by))
    return ChainEntry(claim, data, by)


def changed_meanwhile(entry: ChainEntry) -> Meanwhile | None:
    """What somebody else changed of the chain since the page was opened; None where nobody did."""
    now = chain_version(entry.claim, entry.by)
    if key_of(entry.data.get(VERSION)) == now:
        return None
    was = str(entry.data.get(WAS, ""))
    base = ChainEntry(entry.claim, _read(was), entry.by).as_texts if was else None
    theirs = ChainEntry(entry.claim, as_it_stands(entry.claim, entry.by), entry.by).as_texts
    labels = {name: str(label) for name, label in PARTS.items()}
    return Meanwhile(entry.data, base=base, theirs=theirs, mine=entry.as_texts, labels=labels, now=now)


def settled(entry: ChainEntry, meanwhile: Meanwhile) -> ChainEntry:
    """The page with what was chosen of both, ready to be saved over the chain that was shown beside it."""
    theirs = as_it_stands(entry.claim, entry.by)
    for one in meanwhile.both:
        if one.chosen == THEIRS or not one.asks:
            keep_theirs(entry.data, theirs, one.name)
    entry.data[VERSION] = str(meanwhile.now)
    return ChainEntry(entry.claim, entry.data, entry.by)


def _read(was: str) -> QueryDict:
    """What the page carried of itself; nothing of it is trusted further than of any form."""
    try:
        return printable(QueryDict(was[:20_000]))
    except TooManyFieldsSent:
        return QueryDict(mutable=True)
