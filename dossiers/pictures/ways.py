"""How accounts came here, speaker by speaker: boxes and arrows from who spoke down to what was read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.chain_picture import LARGE, SMALL, Node, layout
from claims.chain_picture import Picture as Laid
from dossiers.pictures.svg import ACCENT, INK, LINE, PALE, PAPER, QUIET, Picture, drawing, shape, words
from dossiers.plain import Chain
from web.typed import one_line

# More ways of one speaker than this are drawn in several pictures, so that each finds room on a page.
MOST_WAYS = 7
LONGEST = 120


def ways(chains: Iterable[Chain]) -> Iterator[tuple[str, Picture]]:
    """The pictures by speaker. Who was read in their own text alone needs none: the list says it."""
    by_speaker: dict[str, list[Chain]] = {}
    for chain in chains:
        if len(chain.steps) > 1:
            by_speaker.setdefault(chain.steps[-1], []).append(chain)
    for speaker, found in by_speaker.items():
        for first in range(0, len(found), MOST_WAYS):
            yield speaker, _picture(speaker, found[first : first + MOST_WAYS])


@dataclass
class _Box:
    words: str
    notes: list[int] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    loops: bool = False
    inside: "dict[str, _Box]" = field(default_factory=dict)

    def add(self, steps: Sequence[str], chain: Chain) -> None:
        """Add the steps that follow this one."""
        if steps:
            self.inside.setdefault(steps[0], _Box(steps[0])).add(steps[1:], chain)
            return
        self.notes.extend(chain.notes)
        self.loops = self.loops or chain.loop
        marks = [_("a loop")] * chain.loop + [_("origin not stated")] * (not chain.origin_stated)
        self.marks.extend(mark for mark in marks if mark not in self.marks)

    def node(self, kind: str = "speaker") -> Node:
        """This box and those under it."""
        inside = tuple(box.node("relay" if box.inside else "text") for box in self.inside.values())
        small = _noted(sorted(self.notes)) if self.notes else ""
        return Node(
            "", kind, _short(self.words), small, tuple(self.marks), refs=tuple(map(str, self.notes)),
            loops=self.loops, children=inside,
        )  # fmt: skip


def _noted(numbers: Sequence[int]) -> str:
    listed = ", ".join(map(str, numbers))
    return ngettext("note %(numbers)s", "notes %(numbers)s", len(numbers)) % {"numbers": listed}


def _picture(speaker: str, chains: Sequence[Chain]) -> Picture:
    top = _Box(speaker)
    for chain in chains:
        top.add(chain.steps[-2::-1], chain)
    laid = layout(top.node(), speaker)
    title = _("How what %(speaker)s says reached this record:") % {"speaker": one_line(speaker)}
    told = " ".join(f"{' → '.join(reversed(chain.steps))} ({_noted(chain.notes)})." for chain in chains)
    return drawing(laid.width, laid.height, _drawn(laid), f"{title} {one_line(told)}")


def _drawn(laid: Laid) -> Iterator[str]:
    for arrow in laid.arrows:
        dashes = {"stroke_dasharray": "4 3"} if arrow.is_loop else {}
        yield shape("path", d=arrow.path, fill="none", stroke=QUIET, stroke_width=1.2, **dashes)
        yield shape("path", d=arrow.head, fill=QUIET)
    for box in laid.boxes:
        is_speaker = box.kind == "speaker"
        edge = ACCENT if is_speaker else LINE
        yield shape(
            "rect", x=f"{box.x:g}", y=f"{box.y:g}", width=f"{box.width:g}", height=f"{box.height:g}",
            fill=PALE if box.kind == "text" else PAPER, stroke=edge, stroke_width=1.6 if is_speaker else 1,
        )  # fmt: skip
        for line in box.lines:
            is_name = line.kind == "name"
            weight = {"font_weight": "bold"} if is_name and is_speaker else {}
            colour = INK if is_name else QUIET
            yield words(line.words, line.x, line.y, LARGE if is_name else SMALL, fill=colour, **weight)


def _short(typed: str) -> str:
    """As much as a box holds; the list beside the picture has it whole."""
    line = one_line(typed)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"
