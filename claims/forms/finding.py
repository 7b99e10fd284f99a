"""Finding rows by a few letters: what the search fields of the form offer, with and without JavaScript."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from claims import wording
from claims.models import Claim
from sources.addresses import sources_at
from sources.models import Party, Source
from stations.models import Subject, SubjectName
from users.models import User
from web import search
from web.edtf import in_words, parse

MOST_FOUND = 10
MOST_CHOSEN = 50


@dataclass(frozen=True)
class Found:
    """One row on offer: the value that the form sends, the label, and what tells it from others of that name."""

    value: str
    label: str
    detail: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of row that can be found and chosen."""

    rows: Callable[[Iterable[str], User], list[Any]]
    matching: Callable[[str, User], list[Any]]
    found: Callable[[Any], Found]


def _sources(values: Iterable[str], by: User) -> list[Source]:
    kept = Source.objects.in_reach_of(by).filter(removed_at__isnull=True, slug__in=list(values))
    return list(kept.select_related("publisher"))


def _matching_sources(text: str, by: User) -> list[Source]:
    at_address = sources_at(text, by)
    if at_address:
        return at_address
    rows = search.matching(
        Source.objects.in_reach_of(by).filter(removed_at__isnull=True),
        text,
        lambda word: [
            Source.objects.filter(title__holds=word),
            Source.objects.filter(translated_title__holds=word),
            Source.objects.filter(url__holds=word),
            Source.objects.filter(publisher__in=Party.objects.filter(name__holds=word)),
        ],
    )
    return list(rows.select_related("publisher").newest_first()[:MOST_FOUND])


def _found_source(source: Source) -> Found:
    issued = parse(source.issued)
    parts = [source.publisher.name if source.publisher else "", in_words(issued) if issued else "", source.url]
    return Found(source.slug, str(source), " · ".join(part for part in parts if part))


def _parties(values: Iterable[str], by: User) -> list[Party]:
    return list(Party.objects.in_reach_of(by).filter(slug__in=list(values)).select_related("country"))


def _matching_parties(text: str, by: User) -> list[Party]:
    rows = search.matching(
        Party.objects.in_reach_of(by).select_related("country"),
        text,
        lambda word: [Party.objects.filter(name__holds=word), Party.objects.filter(native_name__holds=word)],
    )
    return _nearest(rows.by_name()[: MOST_FOUND * 3], text, lambda party: party.name)


def _found_party(party: Party) -> Found:
    parts = [party.get_kind_display(), party.country.name if party.country else "", party.native_name]
    return Found(party.slug, party.name, " · ".join(part for part in parts if part))


def _subjects(values: Iterable[str], by: User) -> list[Subject]:
    return list(Subject.objects.in_reach_of(by).filter(slug__in=list(values)).select_related("country"))


def _matching_subjects(text: str, by: User) -> list[Subject]:
    rows = search.matching(
        Subject.objects.in_reach_of(by).select_related("country"),
        text,
        lambda word: [
            Subject.objects.filter(label__holds=word),
            Subject.objects.filter(names__in=SubjectName.objects.filter(name__holds=word)),
            Subject.objects.filter(country__name__holds=word),
        ],
    )
    return _nearest(rows.by_label()[: MOST_FOUND * 5], text, lambda subject: subject.label)


def _stations(values: Iterable[str], by: User) -> list[Subject]:
    kept = Subject.objects.stations().in_reach_of(by).filter(slug__in=list(values))
    return list(kept.select_related("country", "parent"))


def _matching_stations(text: str, by: User) -> list[Subject]:
    rows = Subject.objects.stations().in_reach_of(by).matching(text).select_related("country", "parent")
    return _nearest(rows.by_label()[: MOST_FOUND * 5], text, lambda subject: subject.label)


def _found_station(station: Subject) -> Found:
    inside = [station.parent.label if station.parent else "", station.country.name if station.country else ""]
    return Found(station.slug, station.label, " · ".join(dict.fromkeys(part for part in inside if part)))


def _found_subject(subject: Subject) -> Found:
    inside = subject.country.name if subject.country and subject.country.name != subject.label else ""
    return Found(subject.slug, subject.label, " · ".join(part for part in (subject.get_kind_display(), inside) if part))


def _claims(values: Iterable[str], by: User) -> list[Claim]:
    kept = Claim.objects.visible_to(by).filter(ref__in=list(values))
    return list(kept.select_related("asserted_by", "subject"))


def _matching_claims(text: str, by: User) -> list[Claim]:
    shown = Claim.objects.visible_to(by)
    rows = search.matching(
        shown,
        text,
        lambda word: [
            Claim.objects.filter(statement__holds=word),
            Claim.objects.filter(ref=word.lower()),
            Claim.objects.filter(asserted_by__in=Party.objects.filter(name__holds=word)),
            Claim.objects.filter(subject__in=Subject.objects.filter(label__holds=word)),
        ],
    )
    return list(rows.select_related("asserted_by", "subject").newest_first()[:MOST_FOUND])


def _found_claim(claim: Claim) -> Found:
    said = _("%(speaker)s %(verb)s: %(statement)s") % {
        "speaker": claim.asserted_by.name,
        "verb": wording.verb_in_sentence(claim.stance),
        "statement": claim.statement,
    }
    when = parse(claim.asserted_on)
    parts = [claim.subject.label, in_words(when) if when else "", claim.ref]
    return Found(claim.ref, said, " · ".join(part for part in parts if part))


def _nearest(rows: Iterable[Any], text: str, name: Callable[[Any], str]) -> list[Any]:
    """Names that begin with the text first, then those that hold it; the shorter the earlier."""
    wanted = text.casefold().strip()
    ranked = sorted(rows, key=lambda row: (not name(row).casefold().startswith(wanted), len(name(row)), name(row)))
    return ranked[:MOST_FOUND]


KINDS: dict[str, Kind] = {
    "source": Kind(_sources, _matching_sources, _found_source),
    "party": Kind(_parties, _matching_parties, _found_party),
    "subject": Kind(_subjects, _matching_subjects, _found_subject),
    "station": Kind(_stations, _matching_stations, _found_station),
    "claim": Kind(_claims, _matching_claims, _found_claim),
}
KEYS = {"source": "slug", "party": "slug", "subject": "slug", "station": "slug", "claim": "ref"}


def find(kind: str, text: str, *, by: User) -> list[Found]:
    """What a few letters find: at most ten rows, the likeliest first."""
    if not search.words(text):
        return []
    wanted = KINDS[kind]
    return [wanted.found(row) for row in wanted.matching(text, by)]


def chosen(kind: str, values: list[str], *, by: User) -> list[Model]:
    """The rows with these values, in this order; values that name no row are left out."""
    values = list(dict.fromkeys(value for value in values if value))[:MOST_CHOSEN]
    if not values:
        return []
    rows = {getattr(row, KEYS[kind]): row for row in KINDS[kind].rows(values, by)}
    return [rows[value] for value in values if value in rows]
