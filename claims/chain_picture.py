"""A picture of how accounts travelled: a tree of boxes and arrows, laid out here and drawn as SVG by a template.

Pure: statements in, measures out. Nothing is measured in a browser, so the width of letters is estimated on the safe
side. The tree is as narrow as a phone: one box under the other, each step set in a little.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.accounts.statement import Document, Statement, Step
from claims.footnote import goes_by
from claims.where_from import Text, Utterance, loop_words

WIDTH = 340
INDENT, NARROWEST = 20, 150
PAD, GAP = 9, 14
LARGE, SMALL = 14, 12
LEADING = 1.3
LOOP_LANE = 16
MOST_BOXES = 24
LONGEST = 140


@dataclass(frozen=True)
class Node:
    """One box of the tree.

    `kind` is speaker, relay, text or more; `loops` when an arrow leads back to the first box. `small` is a second
    line, `marks` are remarks, `refs` the statements whose chain ends here.
    """

    key: str
    kind: str
    words: str
    small: str = ""
    marks: tuple[str, ...] = ()
    slug: str = ""
    document_slug: str = ""
    refs: tuple[str, ...] = ()
    in_view: bool = False
    loops: bool = False
    children: tuple["Node", ...] = ()

    @property
    def is_text(self) -> bool:
        """Whether it is a document that was read here."""
        return self.kind == "text"


@dataclass(frozen=True)
class Line:
    """One line of text, by its baseline."""

    x: float
    y: float
    words: str
    kind: str


@dataclass(frozen=True)
class Box:
    """One box with its lines."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    in_view: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Arrow:
    """A line from box to box as an SVG path, and its head."""

    path: str
    head: str
    is_loop: bool = False


@dataclass(frozen=True)
class Picture:
    """A drawing `width` by `height`, with what it shows in one sentence."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    tree: Node
    title: str
    description: str


def of_utterance(utterance: Utterance, in_view: str = "") -> Picture | None:
    """The texts of one utterance, from its speaker down to what was read; None where there is one box."""
    speaker = utterance.root.speaker
    grown = _Growing("speaker", speaker.name, speaker.slug)
    grown.marks = [_("builds on: %(other)s") % {"other": used.speaker.name} for used in utterance.used]
    for text in sorted(utterance.texts, key=_unnamed_documents):
        steps = list(reversed(text.steps))
        marks = [_("changed in retelling: %(what)s") % {"what": text.changed}] if text.changed else []
        if steps[0].slug != speaker.slug and text.steps:
            steps.insert(0, Step(speaker.name, speaker.slug))
        loops = bool(text.loop)
        grown.add(steps, text.statement, marks=marks, in_view=text.statement.ref == in_view, loops=loops)
    title = _("How what %(speaker)s says reached us") % {"speaker": speaker.name}
    return _drawn(grown, title)


def of_source(document: Document, statements: Iterable[Statement]) -> Picture | None:
    """What one document relays: from the document down to whoever speaks; None where it relays nobody."""
    grown = _Growing("text", document.title or goes_by(document), document_slug=document.slug)
    for statement in statements:
        if statement.speaker.slug != document.publisher_slug or statement.relays:
            speaker = Step(statement.speaker.name, statement.speaker.slug)
            steps = [Step(grown.words, ""), *statement.relays, speaker]
            grown.add(steps, statement, ends_with="speaker", loops=bool(loop_words(statement)))
    title = _("Whom this source passes on")
    return _drawn(grown, title)


def _unnamed_documents(text: Text) -> int:
    return sum(not step.document_slug for step in text.steps[:-1])


@dataclass
class _Growing:
    """A tree while it grows: chains that begin alike share their first boxes."""

    kind: str
    words: str
    slug: str = ""
    document_slug: str = ""
    small: str = ""
    marks: list[str] = field(default_factory=list)
    refs: list[str] = field(default_factory=list)
    in_view: bool = False
    loops: bool = False
    children: dict[str, "_Growing"] = field(default_factory=dict)

    def add(
        self,
        steps: Sequence[Step],
        statement: Statement,
        *,
        ends_with: str = "text",
        marks: Sequence[str] = (),
        in_view: bool = False,
        loops: bool = False,
    ) -> None:
        """Add one chain; its first step is this box."""
        at = self
        for step in steps[1:]:
            key = at.key_of(step)
            at = at.children.setdefault(key, _Growing("relay", step.name, step.slug, step.document_slug, step.document))
        if at is self:
            self.small = self.small or (steps[0].document if ends_with == "text" else "")
        elif at.kind == "relay":
            at.kind = ends_with
        at.marks += [mark for mark in marks if mark not in at.marks]
        at.refs.append(statement.ref)
        at.in_view, at.loops = at.in_view or in_view, at.loops or loops

    def key_of(self, step: Step) -> str:
        """Which box under this one a step is. Where its document is not known, it is the party's first box."""
        same = (key for key, child in self.children.items() if step.slug and child.slug == step.slug)
        return step.document_slug or next(same, f"party {step.slug or step.name}")

    def node(self, key: str, room: "_Room") -> Node:
        """This box and those under it, as far as there is room."""
        kept = []
        for name, child in self.children.items():
            if room.left > 0:
                room.left -= 1
                kept.append(child.node(name, room))
            else:
                room.missing += child.size()
        return Node(
            key,
            self.kind,
            _short(self.words),
            _short(self.small) if self.small != self.words else "",
            tuple(self.marks),
            self.slug,
            self.document_slug,
            tuple(dict.fromkeys(self.refs)),
            self.in_view,
            self.loops,
            tuple(kept),
        )

    def size(self) -> int:
        """How many boxes stand here."""
        return 1 + sum(child.size() for child in self.children.values())


@dataclass
class _Room:
    left: int
    missing: int = 0


def _drawn(grown: _Growing, title: str) -> Picture | None:
    room = _Room(MOST_BOXES - 1)
    tree = grown.node("", room)
    if not tree.children:
        return None
    if room.missing:
        more = ngettext("and %(n)s more step", "and %(n)s more steps", room.missing) % {"n": room.missing}
        tree = replace(tree, children=(*tree.children, Node("more", "more", more)))
    return layout(tree, title)


def layout(tree: Node, title: str, *, width: int = WIDTH) -> Picture:
    """Put every box under the one before it, children set in, with arrows from each box to its children."""
    indent = min(INDENT, (width - NARROWEST - LOOP_LANE) // max(_depth(tree) - 1, 1))
    right = width - 1 - (LOOP_LANE if any(node.loops for node in _walk(tree)) else 0)
    boxes: list[Box] = []
    arrows: list[Arrow] = []
    loops: list[Box] = []

    def put(node: Node, x: float, y: float, parent: Box | None) -> float:
        box = _box(node, x, y, right - x)
        boxes.append(box)
        if parent:
            arrows.append(_elbow(parent, box, indent))
        if node.loops:
            loops.append(box)
        y += box.height + GAP
        for child in node.children:
            y = put(child, x + indent, y, box)
        return y

    height = put(tree, 1, 1, None) - GAP + 1
    arrows += [_circle(boxes[0], box, right) for box in loops if box is not boxes[0]]
    return Picture(width, round(height), tuple(boxes), tuple(arrows), tree, title, description(tree))


def description(tree: Node) -> str:
    """The tree in words: one sentence for each way through it."""

    def ways(node: Node, above: tuple[str, ...]) -> list[str]:
        here = (*above, " ".join([node.words, *(f"({mark})" for mark in node.marks)]))
        found = [" → ".join(here) + "."] if node.refs or not node.children else []
        return found + [way for child in node.children for way in ways(child, here)]

    return " ".join(ways(tree, ()))


def _box(node: Node, x: float, y: float, width: float) -> Box:
    inside = width - 2 * PAD
    texts = [(node.words, LARGE, "name"), (node.small, SMALL, "small"), *((mark, SMALL, "mark") for mark in node.marks)]
    lines, at = [], y + PAD * 0.6
    for words, size, kind in texts:
        for line in wrapped(words, inside, size):
            at += size * LEADING
            lines.append(Line(x + PAD, round(at - size * 0.25, 2), line, kind))
    return Box(x, y, width, round(at - y + PAD * 0.8, 2), node.kind, node.in_view, tuple(lines))


def _elbow(parent: Box, child: Box, indent: float) -> Arrow:
    x, y = parent.x + indent / 2, child.y + child.height / 2
    head = f"M{child.x - 6:g} {y - 4:g}L{child.x:g} {y:g}L{child.x - 6:g} {y + 4:g}Z"
    return Arrow(f"M{x:g} {parent.y + parent.height:g}V{y:g}H{child.x - 4:g}", head)


def _circle(first: Box, last: Box, right: float) -> Arrow:
    lane, start, end = right + LOOP_LANE - 5, last.y + last.height / 2, first.y + first.height / 2
    head = f"M{right + 6:g} {end - 4:g}L{right:g} {end:g}L{right + 6:g} {end + 4:g}Z"
    return Arrow(f"M{right:g} {start:g}H{lane:g}V{end:g}H{right + 4:g}", head, is_loop=True)


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Lines that are certainly no wider than `width`; a word that is too long is broken."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        for piece in _pieces(word, width, size):
            longer = f"{line} {piece}".strip()
            if line and measured(longer, size) > width:
                lines.append(line)
                line = piece
            else:
                line = longer
    return [*lines, line] if line else lines


def _pieces(word: str, width: float, size: float) -> list[str]:
    pieces, piece = [], ""
    for mark in word:
        if piece and measured(piece + mark, size) > width:
            pieces.append(piece)
            piece = ""
        piece += mark
    return [*pieces, piece]


def measured(text: str, size: float) -> float:
    """How wide a text is at most, in the units of the drawing."""
    return sum(_breadth(mark) for mark in text) * size


def _breadth(mark: str) -> float:
    if unicodedata.east_asian_width(mark) in "WF":
        return 1.05
    if mark in "mwMW@%—…" or ord(mark) > 0x2FF:
        return 0.9
    if mark.isupper():
        return 0.7
    return 0.35 if mark in " .,:;'’|!iIljtf()[]“”‘" else 0.56


def _depth(node: Node) -> int:
    return 1 + max((_depth(child) for child in node.children), default=0)


def _walk(node: Node) -> Iterable[Node]:
    yield node
    for child in node.children:
        yield from _walk(child)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
