"""What statements say of two reported stations, as lines of a dossier. Plain data in, plain data out."""

from collections.abc import Callable, Iterable, Iterator

from claims.accounts.statement import Statement
from claims.same_place.plain import Judged, Pair
from dossiers import citations
from dossiers.cards import Places
from dossiers.citing import Citing
from dossiers.plain import SamePlaceLine


def lines(
    pairs: Iterable[Pair], places: Places, cited: Citing, is_chosen: Callable[[Statement], bool]
) -> tuple[SamePlaceLine, ...]:
    """One line for each chosen judgement, those of a pair together; what the day asked for leaves open comes last.

    Whether the accounts of a pair differ is said of all of them, whatever is chosen.
    """
    return tuple(
        _line(pair, judged, places, cited, apart=apart)
        for pair in pairs
        for judged, apart in _judged(pair)
        if is_chosen(judged.statement)
    )


def _judged(pair: Pair) -> Iterator[tuple[Judged, bool]]:
    yield from ((judged, False) for column in pair.columns for judged in column.judged)
    yield from ((judged, True) for judged in pair.apart)


def _line(pair: Pair, judged: Judged, places: Places, cited: Citing, *, apart: bool) -> SamePlaceLine:
    one = judged.statement
    return SamePlaceLine(
        first=pair.first.slug,
        first_label=pair.first.named_beside(pair.second),
        second=pair.second.slug,
        second_label=pair.second.named_beside(pair.first),
        judgement=judged.judgement,
        desk_reading=judged.desk_reading,
        said=judged.said,
        reason=judged.reason,
        said_on=citations.when(one.said_on),
        ref=one.ref,
        note=places.notes.get(one.ref, 0),
        runs=citations.note(one, cited),
        differ=pair.differ,
        apart=apart,
    )
