"""Pieces of SVG as text: presentation attributes only, no style, no script, nothing fetched."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

INK, QUIET, LINE, ACCENT, PALE, PAPER = "#16191d", "#545b64", "#b9bec5", "#0a5260", "#f5f5f2", "#ffffff"
SANS = "Noto Sans, Source Sans 3, DejaVu Sans, sans-serif"
GRADIENTS = {"up": (1, 0), "down": (0, 1)}


@dataclass(frozen=True)
class Picture:
    """A drawing in SVG, its size in its own units, and the words that say what it shows."""

    svg: str
    width: int
    height: int
    words: str

    @property
    def address(self) -> str:
        """The drawing itself as an address."""
        return f"data:image/svg+xml;base64,{base64.b64encode(self.svg.encode()).decode()}"


def drawing(width: float, height: float, parts: Iterable[str], words: str) -> Picture:
    """A whole drawing on white paper: in a dark page it stays as it is printed."""
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    paper = shape("rect", width=f"{width:g}", height=f"{height:g}", fill=PAPER)
    body = "".join((paper, *parts))
    return Picture(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{body}</svg>', round(width), round(height), words)


def shape(name: str, **given: object) -> str:
    """An element without content; `stroke_width=2` is written as `stroke-width="2"`."""
    return f"<{name}{_attributes(given)}/>"


def words(text: str, x: float, y: float, size: float, **given: object) -> str:
    """A line of text that begins at a place."""
    placed = _attributes({"x": f"{x:g}", "y": f"{y:g}", "font_family": SANS, "font_size": f"{size:g}", **given})
    return f"<text{placed}>{escape(text)}</text>"


def fading(colour: str) -> str:
    """The gradients of bars whose end is open, by the names `up` and `down`."""
    stops = (
        f'<linearGradient id="{name}"><stop offset="0" stop-color="{colour}" stop-opacity="{first}"/>'
        f'<stop offset="1" stop-color="{colour}" stop-opacity="{last}"/></linearGradient>'
        for name, (first, last) in GRADIENTS.items()
    )
    return f"<defs>{''.join(stops)}</defs>"


def _attributes(given: dict[str, object]) -> str:
    return "".join(f" {name.replace('_', '-')}={quoteattr(str(value))}" for name, value in given.items())
