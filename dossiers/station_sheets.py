"""Make the sheets of stations and agreements. Plain data and loaded rows in, plain data out."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from dossiers.pictures.maps import outlines
from dossiers.plain import CardLine, HeadingPart, SubjectLine
from dossiers.sheets import MapPart, Sheet, SheetLine
from stations.choices import Precision, SubjectKind
from stations.models import Subject

HAVE_SHEETS = (SubjectKind.STATION, SubjectKind.AGREEMENT)
NO_MAP = {Precision.NONE_BY_NATURE, Precision.UNKNOWN}


def sheets(subjects: Iterable[Subject], lines: Sequence[SubjectLine], rows: Iterable[HeadingPart]) -> tuple[Sheet, ...]:
    """One for each station and agreement that a line is about, in the order of the lists."""
    loaded = {subject.slug: subject for subject in subjects}
    said: dict[str, list[SheetLine]] = {}
    for row in rows:
        for question in row.questions:
            for card in question.cards:
                said.setdefault(card.about_slug, []).append(_said(card, question.wording))
    listed = [line for kind in HAVE_SHEETS for line in lines if line.kind == kind]
    return tuple(_sheet(line, loaded[line.slug], said.get(line.slug, [])) for line in listed)


def _said(card: CardLine, question: str) -> SheetLine:
    return SheetLine(
        line=card.number,
        side_title=card.side_title,
        speaker=card.speaker,
        verb=card.verb,
        answer=card.answer,
        sentence=card.sentence,
        question=question,
        note=card.note,
    )


def _sheet(line: SubjectLine, subject: Subject, said: Iterable[SheetLine]) -> Sheet:
    part, words = _map(subject)
    return Sheet(
        slug=line.slug,
        kind=line.kind,
        label=line.label,
        inside=", ".join(_around(subject)),
        names=line.names,
        detail=line.detail,
        map=part,
        map_words=words,
        said=tuple(said),
        lines=line.lines,
    )


def _around(subject: Subject) -> list[str]:
    """The labels of everything that it lies in, nearest first, the country last."""
    named: list[str] = []
    parent = subject.parent
    while parent is not None and len(named) < 2:
        named.append(parent.label)
        parent = parent.parent
    country = subject.country.name if subject.country else ""
    return list(dict.fromkeys([*named, country] if country else named))


def _map(subject: Subject) -> tuple[MapPart | None, str]:
    """The map, or None, and what it shows or why there is none."""
    country = subject.country
    if country is None or country.code not in outlines():
        return None, _("No outline of its country is held here, so no map is drawn.")
    whole = MapPart(country.code, "country", None, None)
    if subject.kind == SubjectKind.AGREEMENT:
        return whole, _("An agreement is of the whole country: nothing in it is marked.")
    place = subject.parent
    if subject.precision in NO_MAP:
        return None, _("%(precision)s, so no map is drawn.") % {"precision": Precision(subject.precision).label}
    if place is None or place.kind != SubjectKind.PLACE or subject.precision == Precision.COUNTRY:
        return whole, _("Only the country is given: nothing in it is marked.")
    if place.latitude is None or place.longitude is None:
        return whole, _("No position of %(place)s is held here: nothing is marked.") % {"place": place.label}
    is_region = Precision.REGION in (subject.precision, place.precision)
    part = MapPart(country.code, "region" if is_region else "place", float(place.latitude), float(place.longitude))
    if is_region:
        told = _("The broken ring marks the middle of a region, %(place)s. Where in it is not given.")
    else:
        told = _("The ring is around %(place)s. It marks a place, never an address.")
    return part, told % {"place": place.label}
