"""The timeline as a picture: two lanes, a strip for each side, drawn from the same measures as the page's."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from dossiers.pictures.svg import ACCENT, INK, LINE, PALE, QUIET, Picture, drawing, fading, shape, words

WIDTH, NAMES, RIGHT = 700, 180, 14
SPAN = WIDTH - NAMES - RIGHT
Drawing = Mapping[str, Any]


def timeline(drawn: Drawing) -> Picture:
    """The picture, and in words what each of its marks stands for."""
    parts, y = [fading(ACCENT)], 4.0
    for lane in drawn["lanes"]:
        if lane["strips"]:
            parts.append(words(lane["title"], 0, y + 11, 11, fill=INK, font_weight="bold"))
            y += 18
            for strip in lane["strips"]:
                parts.extend(_strip(strip, drawn["ticks"], y))
                y += max(strip["height"], 14) + 5
            parts.extend(_axis(drawn["ticks"], y))
            y += 22
    return drawing(WIDTH, y, parts, _in_words(drawn))


def _strip(strip: Drawing, ticks: list[Drawing], y: float) -> Iterator[str]:
    height = max(strip["height"], 14)
    yield shape("rect", x=NAMES, y=f"{y:g}", width=SPAN, height=height, fill=PALE)
    for tick in ticks:
        x = f"{_at(tick['at']):g}"
        yield shape("line", x1=x, x2=x, y1=f"{y:g}", y2=f"{y + height:g}", stroke=LINE, stroke_width=0.5)
    for number, line in enumerate(_in_two_lines(strip["title"])):
        yield words(line, 0, y + 9 + 10 * number, 9, fill=QUIET)
    for bar in strip["bars"]:
        yield from _bar(bar, y)


def _in_two_lines(title: str) -> list[str]:
    """A title that would run into the drawing, parted at its middle word."""
    if len(title) <= 34:
        return [title]
    parts = title.split()
    half = next(place for place in range(1, len(parts) + 1) if len(" ".join(parts[:place])) >= len(title) / 2)
    return [" ".join(parts[:half]), " ".join(parts[half:])]


def _bar(bar: Drawing, top: float) -> Iterator[str]:
    colour = QUIET if bar["is_denied"] else ACCENT
    x, y, tall = _at(bar["start"]), top + bar["y"], bar["height"]
    dash = {"stroke_dasharray": "2 2"} if bar["in_doubt"] or bar["kind"] == "one_of" else {}
    if bar["is_line"]:
        yield shape(
            "line", x1=f"{x:g}", x2=f"{x:g}", y1=f"{y:g}", y2=f"{y + tall:g}", stroke=colour, stroke_width=1.4, **dash
        )
    else:
        edge = {} if bar["fades"] and not bar["in_doubt"] else {"stroke": colour, "stroke_width": 0.7, **dash}
        wide = SPAN * bar["width"] / 100
        fill = _fill(bar, colour)
        yield shape("rect", x=f"{x:g}", y=f"{y:g}", width=f"{wide:g}", height=f"{tall:g}", **fill, **edge)
    if bar["is_by"]:
        yield shape("path", d=f"M{x - 6:g} {y:g}L{x:g} {y + 3.5:g}L{x - 6:g} {y + 7:g}Z", fill=colour)


def _fill(bar: Drawing, colour: str) -> dict[str, object]:
    if bar["fades"]:
        return {"fill": f"url(#{bar['fades']})"}
    if bar["is_denied"] or bar["kind"] == "one_of":
        return {"fill": "none"}
    return {"fill": colour, "fill_opacity": 1 if bar["kind"] in ("period", "each_of") else 0.4}


def _axis(ticks: list[Drawing], y: float) -> Iterator[str]:
    shown = [tick for tick in ticks if not tick["is_minor"]] if len(ticks) > 12 else ticks
    for tick in shown:
        yield words(tick["words"], _at(tick["at"]), y + 8, 8.5, fill=QUIET)


def _at(part: float) -> float:
    return round(NAMES + SPAN * part / 100, 2)


def _in_words(drawn: Drawing) -> str:
    """Every mark in words, lane by lane and side by side."""
    told = [_("Timeline from %(first)s to %(last)s.") % {"first": drawn["first"], "last": drawn["last"]}]
    for lane in drawn["lanes"]:
        for strip in lane["strips"]:
            marks = "; ".join(bar["words"] for bar in strip["bars"])
            told.append(f"{lane['title']}, {strip['title']}: {marks}.")
    return " ".join(told)
