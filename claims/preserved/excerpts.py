"""A passage with at most two sentences around it: all that everybody may read of a text that is not released."""

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Value
from django.db.models.functions import Greatest, Least, Substr

from claims.preserved.state import FOUND
from sources.models import Capture, QuoteCheck
from sources.quoting.sentences import around
from users.models import User

# Characters loaded on each side: more than `around` ever gives.
LONGEST = 1000


@dataclass(frozen=True)
class Excerpt:
    """What stands before and after a passage in the copy in which it was found."""

    before: str
    after: str


def excerpts(keys: Collection[int], user: User | AnonymousUser) -> dict[int, Excerpt]:
    """At most one sentence before and one after each of some passages, by key. One query.

    For those passages that were found in a copy that still stands, and whose text is what it was then.
    """
    text = "capture__file__text__text"
    checks = (
        QuoteCheck.objects.filter(citation__in=keys, result__in=FOUND)
        .filter(capture__in=Capture.objects.visible_to(user).standing())
        .filter(capture__file__text__sha256=F("text_sha256"))
        .annotate(
            before=Substr(text, Greatest(F("start") - (LONGEST - 1), Value(1)), Least(F("start"), Value(LONGEST))),
            after=Substr(text, F("end") + 1, LONGEST),
        )
        .values_list("citation", "before", "after", "citation__exact", "citation__language")
    )
    return {key: _excerpt(before, exact, after, language) for key, before, after, exact, language in checks}


def _excerpt(before: str, exact: str, after: str, language: str) -> Excerpt:
    """The sentences, parted from the passage by a space where the text has one."""
    first, last = around(before + exact + after, len(before), len(before) + len(exact), language)
    spaces = " " if before[-1:].isspace() else "", " " if after[:1].isspace() else ""
    return Excerpt(first + spaces[0], spaces[1] + last)
