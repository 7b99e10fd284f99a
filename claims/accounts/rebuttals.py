"""What answers what: a recorded rebuttal drawn together with the statement that it answers, each naming the other."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from claims.accounts.grouped import Rebuttal
from claims.accounts.side_by_side import Card
from claims.accounts.statement import Statement


def rebutted_by(known: Mapping[str, Statement]) -> dict[str, tuple[str, ...]]:
    """For each statement the refs of those that rebut it."""
    found: dict[str, list[str]] = {}
    for each in known.values():
        for ref in each.rebuts:
            found.setdefault(ref, []).append(each.ref)
    return {ref: tuple(sorted(refs)) for ref, refs in found.items()}


def with_rebuttals(
    cards: Iterable[Card], known: Mapping[str, Statement], answered: Mapping[str, tuple[str, ...]]
) -> tuple[Card, ...]:
    """Each card with what its statements answer and what answers them, among the statements at hand."""

    def ends(refs: Iterable[str]) -> tuple[Rebuttal, ...]:
        return tuple(Rebuttal(known[ref]) for ref in dict.fromkeys(refs) if ref in known)

    def drawn_together(card: Card) -> Card:
        rebuts = ends(ref for each in card.statements for ref in each.rebuts)
        by = ends(ref for each in card.statements for ref in answered.get(each.ref, ()))
        return replace(card, rebuts=rebuts, rebutted_by=by) if rebuts or by else card

    return tuple(map(drawn_together, cards))
