"""What statements say of two reported stations, as lines of a dossier. Plain data in, plain data out."""

from collections.abc import Iterable, Iterator

from claims.same_place.plain import Judged, Pair
from dossiers import citations
from dossiers.cards import Places
from dossiers.citing import Citing
from dossiers.plain import SamePlaceLine


def lines(pairs: Iterable[Pair], places: Places, cited: Citing) -> tuple[SamePlaceLine, ...]:
    """One line for each judgement, those of a pair together; what the day asked for leaves open comes last of each."""
    return tuple(line for pair in pairs for line in _lines(pair, places, cited))


def _lines(pair: Pair, places: Places, cited: Citing) -> Iterator[SamePlaceLine]:
    for column in pair.columns:
        yield from (_line(pair, judged, places, cited, apart=False) for judged in column.judged)
    yield from (_line(pair, judged, places, cited, apart=True) for judged in pair.apart)


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
