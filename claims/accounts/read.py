"""Claims as plain statements, read in a number of queries that does not grow with the number of claims."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

from claims.accounts.statement import (
    About,
    Answer,
    Asked,
    Count,
    Document,
    Option,
    Passage,
    Speaker,
    Statement,
    Step,
    Tick,
)
from claims.choices import ClaimState, LinkKind, VerificationKind
from claims.models import Choice, ClaimQuerySet, Exclusion, Link, Relay, Verification
from claims.wording import answer_text
from sources.models import Party, Source
from stations.choices import SubjectKind
from stations.models import Subject
from web.edtf import parse

BODIES = ("part_of", "part_of__part_of", "part_of__part_of__part_of")
AROUND = ("parent", "parent__parent", "parent__parent__parent")

# What a statement needs of its claim, and of what that rests on. Plain columns: a model for each claim's question,
# passage and document would be made once for each claim, and thrown away.
OF_CLAIM = (
    "pk", "ref", "subject", "asserted_by", "speaker_name", "speaker_office", "stance", "choice", "count_value",
    "count_to", "count_operator", "count_unit", "count_scope", "date_answer", "answer_party", "statement",
    "asserted_on", "about_period", "asked_about__code", "asked_by", "origin_stated", "public_note", "state",
    "published_alone",
)  # fmt: skip
OF_QUESTION = (
    "question", "question__slug", "question__wording", "question__heading__slug", "question__heading__title",
    "question__heading__order", "question__order", "question__answer_type", "question__timing",
    "question__date_kind", "question__can_conflict", "question__general_statements_join",
)  # fmt: skip
OF_PASSAGE = (
    "citation", "citation__locator_label", "citation__locator", "citation__exact", "citation__words",
    "citation__language", "citation__translation", "citation__translated_by", "citation__prefix", "citation__suffix",
    "citation__quote_check__result", "citation__quote_check__page", "citation__quote_check__file_sha256",
    "citation__quote_check__spans", "citation__quote_check__text_sha256", "citation__quote_check__rules",
)  # fmt: skip
OF_DOCUMENT = (
    "slug", "title", "translated_title", "authors", "publisher__name", "publisher__slug", "container_title", "issued",
    "language", "url", "archive_url", "accessed", "number", "version", "csl_type", "copy_kind", "note",
)  # fmt: skip
OF_SOURCE = tuple(f"citation__source__{column}" for column in OF_DOCUMENT)
Row = Any  # a named tuple of these columns


def statements(queryset: ClaimQuerySet) -> tuple[Statement, ...]:
    """Every claim of the queryset as a statement, in the queryset's order."""
    columns = (*OF_CLAIM, *OF_QUESTION, *OF_PASSAGE, *OF_SOURCE)
    rows: list[Row] = list(queryset.values_list(*columns, named=True))
    if not rows:
        return ()
    reading = _Reading(rows)
    return tuple(reading.statement(row) for row in rows)


def speakers(parties: Iterable[Party]) -> dict[int, Speaker]:
    """Parties as speakers by primary key, with their country and every body that they are part of: one query."""
    return _speakers({party.pk for party in parties})


def _speakers(parties: Iterable[int]) -> dict[int, Speaker]:
    described = ("name", "native_name", "kind", "described_by_role", "state_media_reason")
    bodies = ("slug", *(f"{level}__slug" for level in BODIES))
    rows = Party.objects.filter(pk__in=parties).values_list("pk", "country__code", *described, *bodies)
    return {
        pk: Speaker(slugs[0], name, native_name, kind, country or "", _present(slugs), by_role, reason)
        for pk, country, name, native_name, kind, by_role, reason, *slugs in rows
    }


def _present(slugs: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(slug for slug in slugs if slug)


def _abouts(subjects: Iterable[int]) -> dict[int, About]:
    """Subjects by primary key, with everything that they lie in: one query."""
    described = ("kind", "label", "country__code", "country__name_in_text")
    around = ("slug", *(f"{level}__slug" for level in AROUND))
    rows = Subject.objects.filter(pk__in=subjects).values_list("pk", *described, *around)
    return {
        pk: About(slugs[0], kind, label, code or "", _present(slugs), _in_text(kind, name))
        for pk, kind, label, code, name, *slugs in rows
    }


def _in_text(kind: str, country: str | None) -> str:
    return country or "" if kind == SubjectKind.COUNTRY else ""


class _Reading:
    """What all claims of one reading share: speakers, subjects, questions and documents, each made once."""

    def __init__(self, rows: list[Row]) -> None:
        claims = [row.pk for row in rows]
        self.speakers = _speakers(
            {pk for row in rows for pk in (row.asserted_by, row.answer_party, row.asked_by) if pk is not None}
        )
        self.abouts = _abouts({row.subject for row in rows})
        self.options = _options({row.question for row in rows})
        self.relays = _steps(claims)
        self.links = _links(claims)
        self.ticks = _ticks(claims)
        self.asked: dict[int, Asked] = {}
        self.documents: dict[str, Document] = {}
        self.passages: dict[int, Passage] = {}

    def statement(self, row: Row) -> Statement:
        links, ticks = self.links.get(row.pk, {}), self.ticks.get(row.pk, ())
        return Statement(
            ref=row.ref,
            about=self.abouts[row.subject],
            asked=self._asked(row),
            speaker=self.speakers[row.asserted_by],
            speaker_name=row.speaker_name,
            speaker_office=row.speaker_office,
            stance=row.stance,
            answer=self._answer(row),
            sentence=row.statement,
            said_on=parse(row.asserted_on),
            about_period=parse(row.about_period),
            asked_about=row.asked_about__code or "",
            passage=self._passage(row),
            relays=tuple(self.relays.get(row.pk, ())),
            origin_stated=row.origin_stated,
            public_note=row.public_note,
            state=row.state,
            published_alone=row.published_alone,
            verified=frozenset(tick.kind for tick in ticks),
            ticks=ticks,
            restates=tuple(sorted(links.get(LinkKind.RESTATES, ()))),
            builds_on=tuple(sorted(links.get(LinkKind.BUILDS_ON, ()))),
            rebuts=tuple(sorted(links.get(LinkKind.REBUTS, ()))),
            replaces=tuple(sorted(links.get(LinkKind.REPLACES, ()))),
            asked_by=None if row.asked_by is None else self.speakers[row.asked_by],
        )

    def _answer(self, row: Row) -> Answer:
        answer = Answer(
            choice=None if row.choice is None else self.options[row.choice],
            count=self._count(row),
            when=parse(row.date_answer),
            party=None if row.answer_party is None else self.speakers[row.answer_party],
        )
        return Answer(answer_text(answer), answer.choice, answer.count, answer.when, answer.party)

    def _count(self, row: Row) -> Count | None:
        if row.count_value is None:
            return None
        unit = None if row.count_unit is None else self.options[row.count_unit]
        return Count(
            operator=row.count_operator,
            low=row.count_value,
            high=row.count_to,
            unit=unit.slug if unit else "",
            unit_label=unit.label if unit else "",
            scope=row.count_scope,
        )

    def _asked(self, row: Row) -> Asked:
        if row.question not in self.asked:
            self.asked[row.question] = Asked(
                slug=row.question__slug,
                wording=row.question__wording,
                heading=row.question__heading__slug,
                heading_title=row.question__heading__title,
                heading_order=row.question__heading__order,
                order=row.question__order,
                answer_type=row.question__answer_type,
                timing=row.question__timing,
                date_kind=row.question__date_kind,
                can_conflict=row.question__can_conflict,
                general_statements_join=row.question__general_statements_join,
            )
        return self.asked[row.question]

    def _passage(self, row: Row) -> Passage:
        if row.citation not in self.passages:
            self.passages[row.citation] = Passage(
                key=row.citation,
                document=self._document(row),
                locator_label=row.citation__locator_label,
                locator=row.citation__locator,
                exact=row.citation__exact,
                words=row.citation__words,
                language=row.citation__language,
                translation=row.citation__translation,
                translated_by=row.citation__translated_by,
                prefix=row.citation__prefix,
                suffix=row.citation__suffix,
                found=row.citation__quote_check__result or "",
                found_on_page=row.citation__quote_check__page,
                copy_sha256=row.citation__quote_check__file_sha256 or "",
                spans=tuple(row.citation__quote_check__spans or ()),
                text_sha256=row.citation__quote_check__text_sha256 or "",
                rules=row.citation__quote_check__rules or "",
            )
        return self.passages[row.citation]

    def _document(self, row: Row) -> Document:
        slug = row.citation__source__slug
        if slug not in self.documents:
            self.documents[slug] = _document(row[-len(OF_SOURCE) :])
        return self.documents[slug]


def document(source: Source) -> Document:
    """A source as pages name it. Runs no query when the publisher is loaded."""
    publisher = source.publisher
    by = {"publisher__name": publisher and publisher.name, "publisher__slug": publisher and publisher.slug}
    return _document(by[column] if column in by else getattr(source, column) for column in OF_DOCUMENT)


def _document(columns: Iterable[Any]) -> Document:
    """A document from OF_DOCUMENT, which has the order of its fields."""
    told = dict(zip((field.name for field in fields(Document)), columns, strict=True))
    dates = {name: parse(told[name]) for name in ("issued", "accessed")}
    by = {name: told[name] or "" for name in ("publisher", "publisher_slug")}
    return Document(**{**told, **by, **dates})


# What `str(source)` is made of, also where the title is not recorded.
NAMED_BY = ("title", "csl_type", "url", "container_title")


def _steps(claims: Iterable[int]) -> dict[int, list[Step]]:
    """The relays of some claims, in their order, with what was read there: one query.

    A restricted or removed source is not even a title, for whoever reads.
    """
    named_by = (f"source__{column}" for column in NAMED_BY)
    source = ("source__slug", "source__restricted", "source__removed_at", *named_by)
    rows = Relay.objects.filter(claim__in=claims).order_by("position")
    steps: dict[int, list[Step]] = {}
    for claim, name, slug, *of in rows.values_list("claim", "party__name", "party__slug", *source):
        steps.setdefault(claim, []).append(Step(name, slug, *_read_there(*of)))
    return steps


def _read_there(slug: str | None, restricted: bool, removed_at: datetime | None, *named_by: str) -> tuple[str, ...]:
    if slug is None or restricted or removed_at is not None:
        return ()
    return str(Source(**dict(zip(NAMED_BY, named_by, strict=True)))), slug


def _links(claims: Iterable[int]) -> dict[int, dict[str, list[str]]]:
    """The refs of what some claims are linked to, by kind: one query.

    A draft, a restricted or a removed one is not even a ref, nor one from such a source.
    """
    source = "to__citation__source__"
    public = Link.objects.filter(
        to__state__in=(ClaimState.PUBLISHED, ClaimState.WITHDRAWN), to__restricted=False, to__removed_at=None
    ).filter(**{"to__citation__removed_at": None, f"{source}restricted": False, f"{source}removed_at": None})
    links: dict[int, dict[str, list[str]]] = {}
    for claim, kind, ref in public.filter(claim__in=claims).values_list("claim", "kind", "to__ref"):
        links.setdefault(claim, {}).setdefault(kind, []).append(ref)
    return links


def _ticks(claims: Iterable[int]) -> dict[int, tuple[Tick, ...]]:
    """What people checked of some claims, in the order of the kinds: one query."""
    found: dict[int, dict[str, Tick]] = {}
    checked = Verification.objects.filter(claim__in=claims)
    for claim, kind, at in checked.values_list("claim", "kind", "verified_at"):
        found.setdefault(claim, {})[kind] = Tick(kind, at.date())
    return {claim: tuple(ticks[kind] for kind in VerificationKind if kind in ticks) for claim, ticks in found.items()}


def _options(questions: set[int]) -> dict[int, Option]:
    """The choices of these questions by primary key: two queries.

    A choice is excluded by whatever excludes a wider one: who says "undeclared police station" says "police station".
    """
    choices = {choice.pk: choice for choice in Choice.objects.filter(question__in=questions)}
    above = {pk: _wider(pk, choices) for pk in choices}
    excluded: dict[int, set[int]] = {pk: set() for pk in choices}
    for first, second in Exclusion.objects.filter(question__in=questions).values_list("first", "second"):
        for one, other in ((first, second), (second, first)):
            for narrower in (pk for pk in choices if one in (pk, *above[pk])):
                excluded[narrower].update(pk for pk in choices if other in (pk, *above[pk]))
    return {
        pk: Option(
            slug=choice.slug,
            label=choice.label,
            wider=frozenset(choices[wider].slug for wider in above[pk]),
            excludes=frozenset(choices[other].slug for other in excluded[pk]),
        )
        for pk, choice in choices.items()
    }


def _wider(pk: int, choices: dict[int, Choice]) -> tuple[int, ...]:
    found: list[int] = []
    at = choices[pk].narrower_than_id
    while at is not None and at not in found and at in choices:
        found.append(at)
        at = choices[at].narrower_than_id
    return tuple(found)
