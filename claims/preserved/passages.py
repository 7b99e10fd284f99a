"""The cited passages of a source: what is drawn from each, and what a machine found of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, QuerySet

from claims.accounts.read import statements
from claims.accounts.statement import Speaker, Statement
from claims.choices import ClaimState
from claims.models import Claim, ClaimQuerySet
from claims.preserved.state import FOUND, State, state_of
from sources.models import Citation, QuoteCheck, Source
from users.models import User


@dataclass(frozen=True)
class Said:
    """What one speaker says, or denies, in a passage."""

    speaker: Speaker
    stance: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Cited:
    """A passage, the statements drawn from it, and its state. `number` counts those marked in the text in view."""

    citation: Citation
    statements: tuple[Statement, ...]
    state: State
    number: int | None = None

    @property
    def key(self) -> int:
        """What its address ends in."""
        return self.citation.pk

    @property
    def number_standing(self) -> int:
        """How many of its statements were not withdrawn."""
        return sum(each.state != ClaimState.WITHDRAWN for each in self.statements)

    @property
    def said(self) -> list[Said]:
        """Its statements, those of one speaker that follow one another together."""
        groups = groupby(self.statements, key=lambda each: (each.speaker, each.stance))
        return [Said(speaker, stance, tuple(group)) for (speaker, stance), group in groups]


def passages_of(source: Source, user: User | AnonymousUser) -> QuerySet[Citation]:
    """The passages of a source that lists hold, with their checks: not those of withdrawn statements alone."""
    return _drawn_from(Claim.objects.visible_to(user).standing(), user).filter(source=source).order_by("pk")


def passages_in(sources: Collection[Source], user: User | AnonymousUser) -> QuerySet[Citation]:
    """The same of several sources: one query."""
    return _drawn_from(Claim.objects.visible_to(user).standing(), user).filter(source__in=sources).order_by("pk")


def visible_passages(user: User | AnonymousUser) -> QuerySet[Citation]:
    """Every passage that this person may come upon: through a visible statement, in a visible source."""
    return _drawn_from(Claim.objects.visible_to(user), user)


def _drawn_from(claims: ClaimQuerySet, user: User | AnonymousUser) -> QuerySet[Citation]:
    drawn = claims.filter(citation=OuterRef("pk")).order_by()
    return (
        Citation.objects.filter(Exists(drawn), source__in=Source.objects.visible_to(user))
        .filter(removed_at__isnull=True)
        .select_related("source", "quote_check__capture__file")
    )


def check_of(citation: Citation) -> QuoteCheck | None:
    """The last check of a passage, if there was one."""
    return getattr(citation, "quote_check", None)


def spans_of(check: QuoteCheck | None) -> tuple[tuple[int, int], ...]:
    """Start and end of each part of a passage in the text of its last check; () where it was not found."""
    if check is None or check.result not in FOUND or check.start is None or check.end is None:
        return ()
    edges = check.spans or [check.start, check.end]
    return tuple(zip(edges[::2], edges[1::2], strict=True))


def statements_by_passage(keys: Collection[int], user: User | AnonymousUser) -> dict[int, tuple[Statement, ...]]:
    """The visible statements drawn from some passages, in reading order."""
    found: dict[int, list[Statement]] = {key: [] for key in keys}
    visible = Claim.objects.visible_to(user).in_reading_order()
    for statement in statements(visible.filter(citation__in=keys)):
        found[statement.passage.key].append(statement)
    return {key: tuple(each) for key, each in found.items()}


def cited(citations: Sequence[Citation], user: User | AnonymousUser) -> list[Cited]:
    """These passages with what is drawn from each and the state of their last check."""
    drawn = statements_by_passage([citation.pk for citation in citations], user)
    return [Cited(each, drawn[each.pk], state_of(check_of(each))) for each in citations]
