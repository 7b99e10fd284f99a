"""Rows of claims beside the claims that are here: found again by ref, and otherwise by all that they say."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from claims.importing.claim_rows import ARROW, ClaimRows, NewClaim
from claims.importing.columns import Matched
from claims.importing.lines import Line
from claims.importing.plan import Outcome, Plan, RowState, Walk
from claims.models import Claim, Relay
from sources.models import Party, Source
from stations.models import Subject
from users.models import User
from web.batches import batches

AT_A_TIME = 2000
# Columns by which a claim of the file and one that is here are compared, and where the latter is found.
COMPARED = {
    "subject_slug": "subject__slug",
    "question_slug": "question__slug",
    "speaker_slug": "asserted_by__slug",
    "speaker_name": "speaker_name",
    "speaker_office": "speaker_office",
    "stance": "stance",
    "answer_choice": "choice__slug",
    "answer_count_operator": "count_operator",
    "answer_count": "count_value",
    "answer_count_to": "count_to",
    "answer_count_unit": "count_unit__slug",
    "answer_count_scope": "count_scope",
    "answer_date": "date_answer",
    "answer_party": "answer_party__slug",
    "statement": "statement",
    "said_on": "asserted_on",
    "about_period": "about_period",
    "asked_about": "asked_about__code",
    "asked_by_slug": "asked_by__slug",
    "quote": "citation__exact",
    "whose_words": "citation__words",
    "quote_language": "citation__language",
    "locator_label": "citation__locator_label",
    "locator": "citation__locator",
    "translation": "citation__translation",
    "translated_by": "citation__translated_by",
    "origin_stated": "origin_stated",
    "public_note": "public_note",
    "source_slug": "citation__source__slug",
}
ALWAYS = frozenset({"subject_slug", "question_slug", "speaker_slug", "source_slug"})
Told = tuple[Any, ...]  # the compared columns, and the steps between source and speaker


def plan_claims(lines: list[Line], matched: Matched, by: User | AnonymousUser, walk: Walk) -> Plan:
    """Work out what becomes of each row."""
    rows = ClaimRows(by)
    rows.speakers(lines)
    read = [rows.read(line) for line in walk(lines)]
    wanted = [claim for claim in read if claim is not None]
    here = _Here(by, wanted)
    in_file: dict[str, int] = {}
    outcomes, new = [], []
    for line, claim in zip(lines, read, strict=True):
        if (ref := line.get("ref")) and in_file.setdefault(ref, line.number) != line.number:
            line.fault("ref", _("Row %(row)s has this ref as well.") % {"row": in_file[ref]})
        outcome = _outcome(line, claim, here, set(matched.columns))
        outcomes.append(outcome)
        if outcome.state == RowState.NEW and claim is not None:
            new.append(replace(claim, ref="") if claim.ref in here.taken else claim)
    added: list[tuple[type[Any], list[Any]]] = [
        (Party, rows.parties.added),
        (Subject, rows.subjects.added),
        (Source, rows.sources.added),
    ]
    return Plan("claims", matched, outcomes, added, new)


def _outcome(line: Line, claim: NewClaim | None, here: "_Here", columns: set[str]) -> Outcome:
    label = line.get("statement")[:200]
    if claim is None or line.faults:
        return Outcome(line.number, RowState.ERROR, label=label, faults=line.faults)
    told = told_of(claim)
    if found := here.by_ref.get(line.get("ref")):
        differences = _differences(found[0], told, columns)
        state = RowState.CHANGED if differences else RowState.SAME
        return Outcome(line.number, state, where=line.get("ref"), label=label, differences=differences)
    if ref := here.by_content.get(told):
        return Outcome(line.number, RowState.SAME, where=ref, label=label)
    earlier = here.in_file.setdefault(told, line.number) if not claim.ref else line.number
    if earlier != line.number:
        where = _("row %(row)s") % {"row": earlier}
        return Outcome(line.number, RowState.SAME, where=where, label=label)
    return Outcome(line.number, RowState.NEW, label=label)


class _Here:
    """The claims that are here and that rows of the file may be: those of their refs, and those of their sources."""

    def __init__(self, by: User | AnonymousUser, wanted: list[NewClaim]) -> None:
        self.by_ref: dict[str, tuple[Told]] = {}
        self.by_content: dict[Told, str] = {}
        self.in_file: dict[Told, int] = {}
        claims = Claim.objects.visible_to(by)
        self.taken: set[str] = set()  # by what this person may not see as well, which is told to nobody
        for refs in batches(sorted({claim.ref for claim in wanted if claim.ref}), AT_A_TIME):
            self.taken.update(Claim.objects.filter(ref__in=refs).values_list("ref", flat=True))
            for ref, told in _told(claims.filter(ref__in=refs)):
                self.by_ref[ref] = (told,)
        sources = {claim.source.pk for claim in wanted if claim.source.pk and claim.ref not in self.by_ref}
        for keys in batches(sorted(sources), AT_A_TIME):
            for ref, told in _told(claims.filter(citation__source__in=keys)):
                self.by_content.setdefault(told, ref)


def _told(claims: QuerySet[Claim]) -> Iterator[tuple[str, Told]]:
    steps: dict[int, list[str]] = defaultdict(list)
    found = list(claims.order_by("pk").values_list("pk", "ref", *COMPARED.values()))
    for keys in batches([row[0] for row in found], AT_A_TIME):
        relays = Relay.objects.filter(claim__in=keys).order_by("claim", "position")
        for key, name in relays.values_list("claim", "party__name"):
            steps[key].append(name)
    for key, ref, *values in found:
        yield ref, (*(value or "" for value in values), f" {ARROW} ".join(steps[key]))


def told_of(claim: NewClaim) -> Told:
    """What a claim of the file says, in the order of COMPARED."""
    given = claim.given
    exact, words, language, locator_label, locator, translation, translated_by = claim.passage
    return (
        *(claim.subject.slug, claim.question.slug, claim.speaker.slug, claim.speaker_name, claim.speaker_office),
        claim.stance,
        given.choice.slug if given.choice else "",
        given.count_operator,
        given.count_value or "",
        given.count_to or "",
        given.count_unit.slug if given.count_unit else "",
        given.count_scope,
        given.date,
        given.party.slug if given.party else "",
        *(claim.statement, claim.asserted_on, claim.about_period),
        claim.asked_about.code if claim.asked_about else "",
        claim.asked_by.slug if claim.asked_by else "",
        *(exact, words, language, locator_label if locator else "", locator),
        *(translation, translated_by if translation else "", claim.origin_stated or "", claim.public_note),
        claim.source.slug,
        f" {ARROW} ".join(step.name for step in claim.relays),
    )


def _differences(here: Told, there: Told, columns: set[str]) -> list[tuple[str, str, str]]:
    """Column by column; what the file has no column for is no difference."""
    if "asked_by" in columns:
        columns = {*columns, "asked_by_slug"}
    names = (*COMPARED, "reached_us_through")
    return [
        (name, str(old), str(new))
        for name, old, new in zip(names, here, there, strict=True)
        if old != new and (name in ALWAYS or name in columns)
    ]
