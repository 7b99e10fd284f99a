"""Rows of sources, parties, stations and agreements beside those that are here."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from claims.choices import Kind
from claims.importing.columns import Matched
from claims.importing.known import PARTY_KINDS, Countries, Parties, Subjects
from claims.importing.known_sources import COPIES, IN_SOURCES, LANGUAGE_WORDS, SOURCE_KINDS, Sources
from claims.importing.lines import Line, Words, shown
from claims.importing.plan import Difference, Outcome, Plan, RowState, Walk
from claims.importing.positions import position_of
from sources.choices import PartyKind
from sources.models import Party, Source
from stations.choices import AgreementKind, Precision, SubjectKind
from stations.models import Country, Subject, SubjectName
from users.models import User

PRECISIONS = Words(Precision.choices)
AGREEMENT_KINDS = Words(AgreementKind.choices)
IN_WORDS = {"csl_type": SOURCE_KINDS, "language": LANGUAGE_WORDS, "copy_kind": COPIES}
MOST_LEVELS = 20
Read = Callable[[Line], Outcome]


def plan_records(kind: str, lines: list[Line], matched: Matched, by: User | AnonymousUser, walk: Walk) -> Plan:
    """Work out what becomes of each row."""
    countries = Countries()
    parties, subjects = Parties(by, countries), Subjects(by, countries)
    columns = set(matched.columns)
    added: list[tuple[type[Any], list[Any]]]
    if kind == Kind.SOURCES:
        sources = Sources(by, parties)
        stored = {row.pk: row for row in Source.objects.visible_to(by).select_related("publisher")}
        read: Read = lambda line: _source(line, sources, stored, columns)  # noqa: E731
        added = [(Source, sources.added)]
    elif kind == Kind.PARTIES:
        names = {line.get("name").casefold() for line in lines}
        read = lambda line: _party(line, parties, columns, names)  # noqa: E731
        added = [(Party, parties.added)]
    else:
        of_stations = kind == Kind.STATIONS
        read = lambda line: _subject(line, subjects, columns, of_stations)  # noqa: E731
        added = [(Subject, subjects.added), (SubjectName, subjects.added_names)]
    if kind == Kind.PARTIES:  # part_of may name a row further down
        lines = _above_first(lines)
    outcomes = [_with_faults(line, read(line)) for line in walk(lines)]
    return Plan(kind, matched, sorted(outcomes, key=lambda outcome: outcome.number), added)


def _above_first(lines: list[Line]) -> list[Line]:
    """The rows of parties, each after the one that it is a part of, through however many levels."""
    by_name = {line.get(column).casefold(): line for column in ("name", "slug") for line in lines}

    def level(line: Line) -> int:
        for below in range(MOST_LEVELS):
            above = by_name.get(line.get("part_of").casefold()) if line.get("part_of") else None
            if above is None:
                return below
            line = above
        return MOST_LEVELS  # in a circle, which is told of each row as what is not here

    return sorted(lines, key=level)


def _with_faults(line: Line, outcome: Outcome) -> Outcome:
    if line.faults:
        return Outcome(line.number, RowState.ERROR, label=outcome.label, faults=line.faults)
    return outcome


def _source(line: Line, sources: Sources, stored: dict[int, Source], columns: set[str]) -> Outcome:
    label = line.get("title") or line.get("url")
    known = sources.find(line, IN_SOURCES)
    if known is None or known._state.adding:
        new = sources.of(line, IN_SOURCES)
        if new is not None and sources.row_of[new.slug] != line.number:
            return _same_as_row(line, sources.row_of[new.slug], label)
        return Outcome(line.number, RowState.NEW, label=label)
    row = stored[known.pk]
    differences = []
    for name, column in IN_SOURCES.items():
        here = str(row.publisher or "") if name == "publisher" else str(getattr(row, name))
        there = line.one_of(column, IN_WORDS[name]) if name in IN_WORDS else line.get(column)
        if column in columns and there and here != there:
            differences.append((column, here, there))
    if row.publisher and line.get("publisher_slug") == row.publisher.slug:
        differences = [each for each in differences if each[0] != "publisher"]
    return _known(line, row.slug, label, differences)


def _party(line: Line, parties: Parties, columns: set[str], names: set[str]) -> Outcome:
    name, slug = " ".join(line.get("name").split()), line.get("slug")
    line.needs("name", _("What is its name?"))
    line.needs("kind", _("What is it: a ministry, a newspaper, an organisation?"))
    country = parties.countries.find(line, "country_code")
    kind = line.one_of("kind", PARTY_KINDS)
    above = parties.named(line, "part_of")
    by_role = line.yes("described_by_role", otherwise=kind == PartyKind.PRIVATE_PERSON)
    reason = line.get("state_media_reason")
    new = Party(name=name, kind=kind, country=country, described_by_role=by_role, part_of=above)
    new.native_name, new.state_media_reason = line.get("native_name"), reason
    line.longer_than({"native_name": 200})
    parties.check(line, new, "kind", "state_media_reason", "name")
    if line.faults:
        return Outcome(line.number, RowState.ERROR, label=name)
    known = parties.by_slug.get(slug) or _of_country(parties.by_name.get(name.casefold(), []), country)
    if known is None:
        parties.add(line, new, slug)
        return Outcome(line.number, RowState.NEW, label=name)
    if slug and known.slug != slug and slug not in parties.by_slug:
        sentence = _("There is no party “%(slug)s”. “%(name)s” is here as %(known)s.")
        line.fault("slug", sentence % {"slug": slug, "name": shown(name), "known": known.slug})
    if known._state.adding:
        return _same_as_row(line, parties.row_of[known.slug], name)
    compared = {
        "name": (known.name, name),
        "native_name": (known.native_name, new.native_name),
        "kind": (known.kind, kind),
        "country_code": (parties.countries.code(known.country_id), country.code if country else ""),
        "part_of": (known.part_of_id, above.pk if above else None),
        "described_by_role": (known.described_by_role, by_role),
        "state_media_reason": (known.state_media_reason, reason),
    }
    return _known(line, known.slug, name, _told_apart(compared, columns))


def _subject(line: Line, subjects: Subjects, columns: set[str], of_stations: bool) -> Outcome:
    label, slug = " ".join(line.get("label").split()), line.get("slug")
    kind = SubjectKind.STATION if of_stations else SubjectKind.AGREEMENT
    line.needs("label", _("What do readers call it?"))
    line.needs("country_code", _("In which country is it?"))
    country = subjects.countries.find(line, "country_code")
    precision = line.one_of("precision", PRECISIONS) or (Precision.UNKNOWN if of_stations else "")
    agreement_kind = "" if of_stations else line.one_of("kind", AGREEMENT_KINDS)
    if not of_stations:
        line.needs("kind", _("What sort of arrangement is it?"))
    line.longer_than({"label": 200})
    position = position_of(line) if of_stations else {}
    if line.faults or country is None:
        return Outcome(line.number, RowState.ERROR, label=label)
    found = subjects.by_slug.get(slug) or next(
        (row for row in subjects.by_name.get((label.casefold(), country.pk), []) if row.kind == kind), None
    )
    if found is not None and found.kind != kind:
        line.fault("slug", _("“%(slug)s” is something else here: %(label)s.") % {"slug": slug, "label": found.label})
        return Outcome(line.number, RowState.ERROR, label=label)
    names = [name.strip()[:200] for name in line.get("other_names").split(";") if name.strip()]
    if found is not None and not found._state.adding:
        place = found.parent if found.parent and found.parent.kind == SubjectKind.PLACE else None
        compared = {
            "label": (found.label, label),
            "country_code": (subjects.countries.code(found.country_id), country.code),
            "place": (place.label if place else "", line.get("place")),
            "precision": (found.precision, precision),
            "kind": (found.agreement_kind, agreement_kind),
            "other_names": (
                "; ".join(sorted(name.name for name in found.names.all())),
                "; ".join(sorted(names)),
            ),
        }
        return _known(line, found.slug, label, _told_apart(compared, columns))
    if found is not None:
        return Outcome(line.number, RowState.SAME, where=_("another row"), label=label)
    parent = _place(line, subjects, country, position) if line.get("place") else None
    new = subjects.add(line, label, slug, kind, country, parent=parent)
    if new is not None:
        new.precision, new.agreement_kind = precision, agreement_kind
        subjects.added_names += [SubjectName(subject=new, name=name) for name in dict.fromkeys(names)]
    return Outcome(line.number, RowState.NEW, label=label)


def _place(line: Line, subjects: Subjects, country: Country, position: dict[str, Decimal]) -> Subject | None:
    """The place that a row names; a new one lies where the row says. Where a known one lies is not changed."""
    label = " ".join(line.get("place").split())
    places = [row for row in subjects.by_name.get((label.casefold(), country.pk), []) if row.kind == SubjectKind.PLACE]
    if places:
        return places[0]
    new = subjects.add(line, label, "", SubjectKind.PLACE, country)
    for name, degrees in position.items() if new else ():
        setattr(new, name, degrees)
    return new


def _of_country(rows: list[Party], country: Country | None) -> Party | None:
    return next((row for row in rows if row.country_id == (country.pk if country else None)), None)


def _told_apart(compared: dict[str, tuple[Any, Any]], columns: set[str]) -> list[Difference]:
    return [
        (column, str(here or ""), str(there or ""))
        for column, (here, there) in compared.items()
        if column in columns and here != there
    ]


def _known(line: Line, slug: str, label: str, differences: list[Difference]) -> Outcome:
    state = RowState.CHANGED if differences else RowState.SAME
    return Outcome(line.number, state, where=slug, label=label, differences=differences)


def _same_as_row(line: Line, row: int, label: str) -> Outcome:
    return Outcome(line.number, RowState.SAME, where=_("row %(row)s") % {"row": row}, label=label)
