"""What a removal would reach and what it would leave, counted before an editor decides; where else the words stand.

A removal reaches everything. What is counted and named before it is what this editor may see: the rest goes as well,
and nothing of it is told.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import Q
from django.urls import reverse

from claims.models import Claim, ClaimQuerySet, Link, SamePlace
from claims.preserved.passages import visible_passages
from sources.models import Capture, Citation, Party, Source
from stations.models import Subject, SubjectName
from users.models import User
from web.erasing import versions_of

MOST_ELSEWHERE = 40
SHORTEST_WORDS = 3


@dataclass(frozen=True)
class Elsewhere:
    """Another record in which the same words stand, or that is linked with what goes: it is a removal of its own."""

    text: str
    address: str


@dataclass(frozen=True)
class Reach:
    """How much goes: statements, passages, versions in the history, standing copies; and what else holds the words."""

    statements: int
    passages: int
    versions: int
    copies: int
    stays: tuple[str, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()


def of_claim(claim: Claim, by: User) -> Reach:
    """A statement, with its passage where no other statement rests on it."""
    others = Claim.objects.visible_to(by).filter(citation=claim.citation).exclude(pk=claim.pk)
    shared = Claim.objects.filter(citation=claim.citation, removed_at__isnull=True).exclude(pk=claim.pk).exists()
    passages = Citation.objects.none() if shared else Citation.objects.filter(pk=claim.citation_id)
    linked = Link.objects.filter(Q(claim=claim) | Q(to=claim)).values_list("claim_id", "to_id")
    near = {pk for pair in linked for pk in pair} - {claim.pk}
    elsewhere = _claims(Claim.objects.visible_to(by).filter(Q(pk__in=near) | Q(pk__in=others if shared else [])))
    words = _quoting([claim.citation.exact, claim.citation.translation], by, but=claim.citation.source_id)
    return Reach(
        statements=1,
        passages=passages.count(),
        versions=_versions(Claim, [claim.pk]) + _versions(Citation, passages.values_list("pk", flat=True)),
        copies=_copies(claim.citation.source_id),
        stays=("passage",) if shared else (),
        elsewhere=_first([*elsewhere, *words]),
    )


def of_passage(citation: Citation, by: User) -> Reach:
    """A passage and all that is drawn from it."""
    claims = Claim.objects.visible_to(by).filter(citation=citation)
    keys = list(claims.values_list("pk", flat=True))
    return Reach(
        statements=len(keys),
        passages=1,
        versions=_versions(Claim, keys) + _versions(Citation, [citation.pk]),
        copies=_copies(citation.source_id),
        elsewhere=_first(_quoting([citation.exact, citation.translation], by, but=citation.source_id)),
    )


def of_source(source: Source, by: User) -> Reach:
    """A source with all its passages, statements and copies."""
    claims = Claim.objects.visible_to(by).filter(citation__source=source)
    keys = list(claims.values_list("pk", flat=True))
    passages = list(visible_passages(by).filter(source=source).values_list("pk", flat=True))
    visible = Claim.objects.visible_to(by)
    about = visible.filter(subject__source=source) | visible.filter(relays__source=source)
    return Reach(
        statements=len(keys),
        passages=len(passages),
        versions=_versions(Claim, keys) + _versions(Citation, passages) + _versions(Source, [source.pk]),
        copies=_copies(source.pk),
        elsewhere=_first([*_claims(about.distinct()), *_naming([source.title], by, but_source=source.pk)]),
    )


def of_party(party: Party, by: User) -> Reach:
    """The names of a party; what it said stays."""
    return Reach(
        statements=0,
        passages=0,
        versions=_versions(Party, [party.pk]),
        copies=0,
        elsewhere=_first(_naming([party.name, party.native_name], by, but_party=party.pk)),
    )


def _versions(model: type[Claim | Citation | Source | Party], keys: Iterable[int]) -> int:
    return versions_of(model).filter(pgh_obj_id__in=list(keys)).count()


def _copies(source: int) -> int:
    return Capture.objects.filter(source=source).standing().count()


def _first(found: Iterable[Elsewhere]) -> tuple[Elsewhere, ...]:
    return tuple(islice(dict.fromkeys(found), MOST_ELSEWHERE))


def _claims(claims: ClaimQuerySet) -> Iterator[Elsewhere]:
    rows = claims.filter(removed_at__isnull=True).select_related("asserted_by").order_by("ref")[:MOST_ELSEWHERE]
    return (Elsewhere(f"{row.asserted_by.name}: {row.statement}", row.get_absolute_url()) for row in rows)


def _quoting(texts: Iterable[str], by: User, *, but: int) -> Iterator[Elsewhere]:
    """Passages of other sources with the same words."""
    for text in _long_enough(texts):
        same = visible_passages(by).filter(Q(exact__holds=text) | Q(translation__holds=text))
        for row in same.exclude(source=but).select_related("source").order_by("pk")[:MOST_ELSEWHERE]:
            yield Elsewhere(f"{row.source}: {row}", reverse("claims:passage", args=[row.pk]))


def _naming(texts: Iterable[str], by: User, *, but_source: int = 0, but_party: int = 0) -> Iterator[Elsewhere]:
    """Whatever holds a name: statements, judgements, passages, titles, other parties, places."""
    for text in _long_enough(texts):
        given = Q(reason__holds=text) | Q(withdrawn_reason__holds=text)
        for row in SamePlace.objects.visible_to(by).filter(given).select_related("first")[:MOST_ELSEWHERE]:
            yield Elsewhere(row.reason, row.first.get_absolute_url())
        yield from _claims(Claim.objects.visible_to(by).filter(Q(statement__holds=text) | Q(speaker_name__holds=text)))
        yield from _quoting([text], by, but=0)
        titled = Q(title__holds=text) | Q(translated_title__holds=text) | Q(authors__holds=text) | Q(note__holds=text)
        for source in Source.objects.in_reach_of(by).filter(titled).exclude(pk=but_source)[:MOST_ELSEWHERE]:
            yield Elsewhere(str(source), source.get_absolute_url())
        parties = Party.objects.in_reach_of(by).filter(
            Q(name__holds=text) | Q(native_name__holds=text) | Q(note__holds=text)
        )
        for party in parties.exclude(pk=but_party)[:MOST_ELSEWHERE]:
            yield Elsewhere(party.name, party.get_absolute_url())
        named = SubjectName.objects.filter(name__holds=text).values("subject")
        for subject in Subject.objects.in_reach_of(by).filter(Q(label__holds=text) | Q(pk__in=named))[:MOST_ELSEWHERE]:
            yield Elsewhere(subject.label, subject.get_absolute_url())


def _long_enough(texts: Iterable[str]) -> list[str]:
    return [text for text in map(str.strip, texts) if len(text) >= SHORTEST_WORDS]
