"""What somebody had before them when they decided about a claim: its version, and what was changed beside it.

Its passage, the document, how it reached us and its links have versions of their own. One number stands for all of it:
how many changes there were beside the claim, and in the last digits the version of the claim.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from claims.actions.versions import ChangedMeanwhile, versions_now
from claims.models import Claim, Link, Relay
from sources.models import Citation, Source
from users.models import User
from web.erasing import versions_of

VERSIONS = 10**12  # more than a history holds; with this many changes beside, a number still has fewer than 19 digits


def as_read(claims: Iterable[Claim], by: User) -> dict[int, int]:
    """For each claim, by primary key, the number of what this person sees of it now. Seven queries.

    What another desk keeps to itself, a link or a document of a step, is not counted: it would tell that it is there.
    """
    rows = list(claims)
    if not rows:
        return {}
    beside = Counter[int]()
    for counted in _beside([claim.pk for claim in rows], by):
        beside.update(counted)
    return {key: beside[key] * VERSIONS + version for key, version in versions_now(rows).items()}


def claim_version_in(number: int) -> int:
    """The version of the claim itself in such a number."""
    return number % VERSIONS


def still_as_read(claim: Claim, number: int | None, by: User) -> None:
    """Hold that a locked claim, and what it is judged by, is what was read. None is given by programs that read it now.

    Raises ChangedMeanwhile.
    """
    if number is not None and as_read([claim], by).get(claim.pk, 0) != number:
        raise ChangedMeanwhile


def _beside(keys: list[int], by: User) -> Iterator[dict[int, int]]:
    """For each kind of row beside a claim, how many changes of it there were, by claim."""
    drawn = list(Claim.objects.filter(pk__in=keys).order_by().values_list("pk", "citation", "citation__source"))
    seen = Source.objects.visible_to(by).order_by().values("pk")
    steps = Relay.objects.filter(claim__in=keys, source__in=seen).order_by().values_list("claim", "source").distinct()
    documents = {(claim, source) for claim, _citation, source in drawn} | set(steps)
    yield _changes(Citation, {(claim, citation) for claim, citation, _source in drawn})
    yield _changes(Source, documents)
    yield _counted(versions_of(Relay).filter(claim__in=keys), "claim")
    visible = Claim.objects.visible_to(by).order_by().values("pk")
    links = versions_of(Link).filter(Q(claim__in=keys, to__in=visible) | Q(to__in=keys, claim__in=visible))
    ends = Counter[int]()
    for claim, to in links.values_list("claim", "to"):
        ends.update({claim, to})
    yield {key: ends[key] for key in keys}


def _changes(model: type[Citation | Source], named: set[tuple[int, int]]) -> dict[int, int]:
    """How often the rows that claims name were changed: pairs of a claim and a row."""
    rows = versions_of(model).filter(pgh_obj__in={row for _claim, row in named}).exclude(pgh_label="insert")
    changes = _counted(rows, "pgh_obj")
    total = Counter[int]()
    for claim, row in named:
        total[claim] += changes.get(row, 0)
    return total


def _counted(versions: QuerySet[Any], column: str) -> dict[int, int]:
    found = versions.order_by().values(key=F(column)).annotate(number=Count("pgh_id"))
    return dict(found.values_list("key", "number"))
