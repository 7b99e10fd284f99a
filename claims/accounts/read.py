"""Claims as plain statements, read in a number of queries that does not grow with the number of claims."""

from collections.abc import Iterable

from django.db.models import Prefetch

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
from claims.models import Choice, Claim, ClaimQuerySet, Exclusion, Link, Relay
from claims.wording import answer_text
from sources.models import Party, Source
from stations.choices import SubjectKind
from stations.models import Subject
from web.edtf import parse

BODIES = ("part_of", "part_of__part_of", "part_of__part_of__part_of")
AROUND = ("parent", "parent__parent", "parent__parent__parent")


def statements(queryset: ClaimQuerySet) -> tuple[Statement, ...]:
    """Every claim of the queryset as a statement, in the queryset's order."""
    claims = list(_with_what_statements_need(queryset))
    if not claims:
        return ()
    reading = _Reading(claims)
    return tuple(reading.statement(claim) for claim in claims)


def _with_what_statements_need(queryset: ClaimQuerySet) -> ClaimQuerySet:
    """The evidence without what no statement shows, and joined rather than fetched one table after the other."""
    links = (
        Link.objects.select_related("to")
        .only("claim_id", "kind", "to__ref", "to__state", "to__restricted", "to__removed_at")
        .order_by("pk")
    )
    return (
        queryset.with_evidence()
        .prefetch_related(None)
        .prefetch_related(
            Prefetch("relays", Relay.objects.select_related("party", "source").order_by("position")),
            Prefetch("links_from", links),
            "verifications",
        )
    )


def speakers(parties: Iterable[Party]) -> dict[int, Speaker]:
    """Parties as speakers by primary key, with their country and every body that they are part of: one query."""
    by_pk = {party.pk: party for party in parties}
    rows = Party.objects.filter(pk__in=by_pk).values_list(
        "pk", "country__code", "slug", *(f"{level}__slug" for level in BODIES)
    )
    return {pk: _speaker(by_pk[pk], country or "", _present(bodies)) for pk, country, *bodies in rows}


def _present(slugs: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(slug for slug in slugs if slug)


def _speaker(party: Party, country_code: str, bodies: tuple[str, ...]) -> Speaker:
    return Speaker(
        slug=party.slug,
        name=party.name,
        native_name=party.native_name,
        kind=party.kind,
        country_code=country_code,
        bodies=bodies,
        described_by_role=party.described_by_role,
        state_media_reason=party.state_media_reason,
    )


def _what_subjects_lie_in(subjects: set[int]) -> dict[int, tuple[str, ...]]:
    rows = Subject.objects.filter(pk__in=subjects).values_list("pk", "slug", *(f"{level}__slug" for level in AROUND))
    return {pk: _present(slugs) for pk, *slugs in rows}


class _Reading:
    """What all claims of one reading share: speakers, subjects, choices and documents, each made once."""

    def __init__(self, claims: list[Claim]) -> None:
        parties = {claim.asserted_by_id: claim.asserted_by for claim in claims}
        for claim in claims:
            for named in filter(None, (claim.answer_party, claim.asked_by)):
                parties.setdefault(named.pk, named)
        self.speakers = speakers(parties.values())
        self.inside = _what_subjects_lie_in({claim.subject_id for claim in claims})
        self.options = _options({claim.question_id for claim in claims})
        self.asked: dict[int, Asked] = {}
        self.abouts: dict[int, About] = {}
        self.documents: dict[int, Document] = {}
        self.passages: dict[int, Passage] = {}

    def statement(self, claim: Claim) -> Statement:
        links: dict[str, list[str]] = {kind: [] for kind in LinkKind.values}
        for link in claim.links_from.all():
            if _public(link.to):
                links[link.kind].append(link.to.ref)
        return Statement(
            ref=claim.ref,
            about=self._about(claim.subject),
            asked=self._asked(claim),
            speaker=self.speakers[claim.asserted_by_id],
            speaker_name=claim.speaker_name,
            speaker_office=claim.speaker_office,
            stance=claim.stance,
            answer=self._answer(claim),
            sentence=claim.statement,
            said_on=parse(claim.asserted_on),
            about_period=parse(claim.about_period),
            asked_about=claim.asked_about.code if claim.asked_about else "",
            passage=self._passage(claim),
            relays=tuple(_step(relay) for relay in claim.relays.all()),
            origin_stated=claim.origin_stated,
            public_note=claim.public_note,
            state=claim.state,
            verified=frozenset(verification.kind for verification in claim.verifications.all()),
            ticks=_ticks(claim),
            restates=tuple(sorted(links[LinkKind.RESTATES])),
            builds_on=tuple(sorted(links[LinkKind.BUILDS_ON])),
            rebuts=tuple(sorted(links[LinkKind.REBUTS])),
            replaces=tuple(sorted(links[LinkKind.REPLACES])),
            asked_by=self.speakers[claim.asked_by_id] if claim.asked_by_id else None,
        )

    def _answer(self, claim: Claim) -> Answer:
        answer = Answer(
            choice=self.options[claim.choice_id] if claim.choice_id else None,
            count=_count(claim),
            when=parse(claim.date_answer),
            party=self.speakers[claim.answer_party_id] if claim.answer_party_id else None,
        )
        return Answer(answer_text(answer), answer.choice, answer.count, answer.when, answer.party)

    def _about(self, subject: Subject) -> About:
        if subject.pk not in self.abouts:
            self.abouts[subject.pk] = About(
                slug=subject.slug,
                kind=subject.kind,
                label=subject.label,
                country_code=subject.country.code if subject.country else "",
                inside=self.inside[subject.pk],
                in_text=_in_text(subject),
            )
        return self.abouts[subject.pk]

    def _asked(self, claim: Claim) -> Asked:
        question = claim.question
        if question.pk not in self.asked:
            self.asked[question.pk] = Asked(
                slug=question.slug,
                wording=question.wording,
                heading=question.heading.slug,
                heading_title=question.heading.title,
                heading_order=question.heading.order,
                order=question.order,
                answer_type=question.answer_type,
                timing=question.timing,
                date_kind=question.date_kind,
                can_conflict=question.can_conflict,
                general_statements_join=question.general_statements_join,
            )
        return self.asked[question.pk]

    def _passage(self, claim: Claim) -> Passage:
        citation = claim.citation
        if citation.pk not in self.passages:
            check = getattr(citation, "quote_check", None)
            self.passages[citation.pk] = Passage(
                key=citation.pk,
                document=self._document(citation.source),
                locator_label=citation.locator_label,
                locator=citation.locator,
                exact=citation.exact,
                words=citation.words,
                language=citation.language,
                translation=citation.translation,
                translated_by=citation.translated_by,
                prefix=citation.prefix,
                suffix=citation.suffix,
                found=check.result if check else "",
                found_on_page=check.page if check else None,
                copy_sha256=check.file_sha256 if check else "",
            )
        return self.passages[citation.pk]

    def _document(self, source: Source) -> Document:
        if source.pk not in self.documents:
            self.documents[source.pk] = document(source)
        return self.documents[source.pk]


def document(source: Source) -> Document:
    """A source as pages name it. Runs no query when the publisher is loaded."""
    publisher = source.publisher
    return Document(
        slug=source.slug,
        title=source.title,
        translated_title=source.translated_title,
        authors=source.authors,
        publisher=publisher.name if publisher else "",
        publisher_slug=publisher.slug if publisher else "",
        container_title=source.container_title,
        issued=parse(source.issued),
        language=source.language,
        url=source.url,
        archive_url=source.archive_url,
        accessed=parse(source.accessed),
        number=source.number,
        version=source.version,
        csl_type=source.csl_type,
        copy_kind=source.copy_kind,
        note=source.note,
    )


def _public(claim: Claim) -> bool:
    """Whether a linked claim may be named to readers: a draft, a restricted or a removed one is not even a ref."""
    shown = claim.state in (ClaimState.PUBLISHED, ClaimState.WITHDRAWN)
    return shown and not claim.restricted and claim.removed_at is None


def _ticks(claim: Claim) -> tuple[Tick, ...]:
    found = {verification.kind: verification for verification in claim.verifications.all()}
    return tuple(Tick(kind, found[kind].verified_at.date()) for kind in VerificationKind if kind in found)


def _in_text(subject: Subject) -> str:
    return subject.country.name_in_text if subject.kind == SubjectKind.COUNTRY and subject.country else ""


def _step(relay: Relay) -> Step:
    """A step with what it was read in there. A restricted or removed source is not even a title, for whoever reads."""
    source = relay.source
    if source is None or source.restricted or source.removed_at is not None:
        return Step(relay.party.name, relay.party.slug)
    return Step(relay.party.name, relay.party.slug, str(source), source.slug)


def _count(claim: Claim) -> Count | None:
    if claim.count_value is None:
        return None
    unit = claim.count_unit
    return Count(
        operator=claim.count_operator,
        low=claim.count_value,
        high=claim.count_to,
        unit=unit.slug if unit else "",
        unit_label=unit.label if unit else "",
        scope=claim.count_scope,
    )


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
