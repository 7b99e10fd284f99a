"""The numbers of a dossier: those of the page (claims.counts), on the same scales, with lines and notes."""

from dataclasses import asdict

from claims.counts import Counts, Given, Scale
from claims.counts_in_words import reasons, remarks, what_is_listed, when_said
from claims.wording import count_text
from dossiers import citations
from dossiers.cards import tally
from dossiers.measured import ListedPart, NumberLine, NumberScale


def scales(counts: Counts) -> tuple[NumberScale, ...]:
    """Every number, by what is counted."""
    return tuple(_scale(scale) for scale in counts.scales)


def _scale(scale: Scale) -> NumberScale:
    return NumberScale(
        unit=scale.unit,
        title=scale.title,
        question=scale.asked.slug,
        wording=scale.asked.wording,
        top=scale.top,
        numbers=tuple(_line(given) for band in scale.bands for given in band.given),
    )


def _line(given: Given) -> NumberLine:
    count = given.count
    return NumberLine(
        line=given.line,
        speaker=given.speaker.name,
        about=given.statement.about.label,
        number=count_text(count),
        operator=count.operator,
        low=count.low,
        high=count.high,
        scope=count.scope,
        remarks=remarks(given),
        said=when_said(given),
        said_on=citations.when(given.statement.said_on),
        notes=given.notes,
        tally=tally(given.origins) if given.origins else "",
        mark=asdict(given.mark),
    )


def listed(counts: Counts) -> ListedPart:
    """What is listed here beside the numbers."""
    return ListedPart(
        stations=len(counts.listed.stations),
        places=counts.listed.places,
        sentences=what_is_listed(counts.listed),
        reasons=reasons(counts) if counts.scales else (),
    )
