"""What a dossier tells in time: the timeline with its drawing, and what authorities did; as the page tells it."""

from dataclasses import asdict
from typing import Any

from claims import responses_in_words
from claims.accounts.side_by_side import Accounts
from claims.responses import Sequence, responses_of
from claims.timeline import Entry, Timeline, timeline_of
from claims.timeline_picture import Bar, picture_of
from claims.timeline_words import lane_words, told
from dossiers.citations import when
from dossiers.measured import Moment, ResponsePart, StepLine, TimelinePart
from stations.models import Country


def timeline(accounts: Accounts, country: Country) -> TimelinePart:
    """The timeline of the page, with all its years."""
    found = timeline_of(accounts, country)
    sides = dict(found.sides)
    lines = tuple(_moment(entry, sides) for entry in (*found.entries, *found.undated))
    return TimelinePart(lines, drawing(found))


def _moment(entry: Entry, sides: dict[str, str]) -> Moment:
    return Moment(
        when=when(entry.when),
        lane=entry.lane,
        lane_words=lane_words(entry) if entry.when else "",
        side=entry.side,
        side_title=sides[entry.side],
        speaker=entry.speaker.name,
        text=told(entry),
        by=entry.is_by,
        denied=entry.is_denied,
        general=entry.is_general,
        line=entry.line,
        notes=entry.notes,
    )


def drawing(timeline: Timeline) -> dict[str, Any] | None:
    """Where each date stands in the drawing, in hundredths of its width; None where nothing is dated."""
    picture = picture_of(timeline)
    if picture is None:
        return None
    return {
        "first": picture.first.isoformat(),
        "last": picture.last.isoformat(),
        "ticks": [asdict(tick) for tick in picture.ticks],
        "lanes": [
            {
                "title": lane.title,
                "strips": [
                    {"title": strip.title, "height": strip.height, "bars": [_bar(bar) for bar in strip.bars]}
                    for strip in lane.strips
                ],
            }
            for lane in picture.lanes
        ],
    }


def _bar(bar: Bar) -> dict[str, Any]:
    measures = ("start", "width", "y", "height", "kind", "number", "words", "is_line", "fades", "is_by", "in_doubt")
    return {name: getattr(bar, name) for name in (*measures, "is_denied")}


def responses(accounts: Accounts) -> tuple[ResponsePart, ...]:
    """What the authorities did, step by step."""
    return tuple(_response(sequence) for sequence in responses_of(accounts))


def _response(sequence: Sequence) -> ResponsePart:
    return ResponsePart(
        about=sequence.about.label,
        about_slug=sequence.about.slug,
        general=sequence.is_general,
        stages=responses_in_words.stages_words(sequence),
        steps=tuple(
            StepLine(
                when=when(step.when),
                stage=step.stage,
                stage_words=responses_in_words.stage_words(step),
                speaker=step.speaker.name,
                text=responses_in_words.told(step),
                said_on=when(step.said_on),
                disputed=responses_in_words.disputes(step),
                line=step.line,
                notes=step.notes,
            )
            for step in sequence.steps
        ),
    )
