"""Statements grouped as cards: what one speaker answers to one question about one subject."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from claims.accounts.grouped import told
from claims.accounts.side_by_side import Card, Conflict, Side
from claims.accounts.statement import Statement
from claims.choices import Stance
from claims.conflict import answers_narrower_point, group_key, is_superseded
from claims.meeting import newest_first
from claims.origins import origins_of, retellings
from claims.sides import SIDES, side_of, side_title
from claims.where_from import where_from
from stations.choices import SubjectKind
from stations.models import Country

ORDER: dict[str, int] = {side: place for place, side in enumerate(SIDES)}


def cards_of(
    statements: Iterable[Statement], known: Mapping[str, Statement], country: Country | None
) -> tuple[Card, ...]:
    """The cards of one question, unnumbered, in the order of the sides.

    Within a side: first what is said about the subject in view, then general statements; the newest first; speakers
    of one day by name; a country before its cities. A restatement that changed what it repeats stands on the card of
    what it repeats.
    """
    given = tuple(statements)
    retold = retellings(given)
    groups: dict[object, list[Statement]] = {}
    changed = {statement.ref for found in retold.values() for statement in found}
    for statement in sorted(given, key=newest_first):
        if statement.ref not in changed:
            groups.setdefault(group_key(statement), []).append(statement)
    of_speaker: dict[tuple[str, str], list[Statement]] = {}
    for group in groups.values():
        of_speaker.setdefault(_whose(group[0]), []).extend(group)
    cards = [_card(group, retold, known, of_speaker[_whose(group[0])], country) for group in groups.values()]
    return tuple(sorted(cards, key=_place))


def _whose(statement: Statement) -> tuple[str, str]:
    """Among whose statements one is looked for that takes the place of another: the speaker's about the subject."""
    return statement.speaker.slug, statement.about.slug


def _card(
    group: list[Statement],
    retold: Mapping[str, tuple[Statement, ...]],
    known: Mapping[str, Statement],
    of_speaker: list[Statement],
    country: Country | None,
) -> Card:
    newest = group[0]
    changed = tuple(change for statement in group for change in retold.get(statement.ref, ()))
    return Card(
        number="",
        speaker=newest.speaker,
        side=side_of(newest.speaker, country.code if country else None),
        about=newest.about,
        asked=newest.asked,
        stance=newest.stance,
        answer=newest.answer,
        statements=tuple(group),
        notes=(),
        origins=origins_of(group, known),
        general=country is not None and newest.is_general,
        earlier=any(is_superseded(newest, later) for later in of_speaker),
        retellings=changed,
        where_from=where_from(group, known) if len(group) > 1 else None,
        told=told(group, known),
    )


def _place(card: Card) -> tuple[object, ...]:
    latest = card.newest.said_on.latest if card.newest.said_on else None
    return (
        ORDER[card.side],
        card.general,
        -(latest or date.min).toordinal(),
        card.speaker.name.casefold(),
        len(card.about.inside),
        card.about.label.casefold(),
        card.newest.ref,
    )


def sides_of(cards: Iterable[Card], country: Country | None) -> tuple[Side, ...]:
    """The sides that speak, in their order, each with its cards."""
    under: dict[str, list[Card]] = {}
    for card in cards:
        under.setdefault(card.side, []).append(card)
    return tuple(Side(slug, side_title(slug, country), tuple(under[slug])) for slug in SIDES if slug in under)


def with_opposites(cards: Iterable[Card], pairs: Iterable[Conflict]) -> tuple[Card, ...]:
    """Each card with the refs of the statements that it conflicts with, and of those that it answers too narrowly."""
    given = tuple(cards)
    meets: dict[str, set[str]] = {}
    for pair in pairs:
        meets.setdefault(pair.first, set()).add(pair.second)
        meets.setdefault(pair.second, set()).add(pair.first)
    inside = _by_what_they_lie_in(given)

    def opposed(card: Card) -> Card:
        conflicts_with = tuple(sorted({ref for each in card.statements for ref in meets.get(each.ref, ())}))
        narrower_than = _answered_too_narrowly(card, given, inside)
        if not conflicts_with and not narrower_than:
            return card
        return replace(card, conflicts_with=conflicts_with, narrower_than=narrower_than)

    return tuple(map(opposed, given))


def _by_what_they_lie_in(cards: Iterable[Card]) -> dict[str, list[Card]]:
    inside: dict[str, list[Card]] = {}
    for card in cards:
        for slug in card.about.inside:
            inside.setdefault(slug, []).append(card)
    return inside


def _answered_too_narrowly(card: Card, every: tuple[Card, ...], inside: Mapping[str, list[Card]]) -> tuple[str, ...]:
    if card.stance != Stance.DENIES:
        return ()
    near = every if card.about.kind == SubjectKind.NETWORK else inside.get(card.about.slug, ())
    return tuple(other.newest.ref for other in near if answers_narrower_point(card.newest, other.newest))
