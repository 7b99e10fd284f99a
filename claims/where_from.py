"""Where accounts come from, as a list: each origin with its occasions, the texts that lead to it, and their chains.

Plain data in, plain data out; `claims.origins` counts, this names what was counted. A text that changed what it
repeats stands under the utterance that it changes and is counted nowhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.accounts.side_by_side import Origins
from claims.accounts.statement import Speaker, Statement, Step
from claims.choices import SILENT_STANCES
from claims.origins import changes, is_changed, is_loop, nearness, origins_of, outermost, root_of, root_ref
from claims.wording import relay_steps, source_voice, what_changed
from sources.choices import CopyKind

MOST_TEXTS = 12
PARTS = {
    "answer": gettext_lazy("answer"),
    "stance": gettext_lazy("stance"),
    "speaker": gettext_lazy("speaker"),
    "subject": gettext_lazy("subject"),
}


@dataclass(frozen=True)
class Text:
    """One text in which an utterance was read.

    `changed` says how it differs from what it repeats, "" where it does not; `parts` names what differs: answer,
    stance, speaker, subject. `is_first` marks the text nearest to the origin.
    """

    statement: Statement
    steps: tuple[Step, ...]
    is_first: bool = False
    changed: str = ""
    parts: tuple[str, ...] = ()
    loop: str = ""

    @property
    def what_changed(self) -> str:
        """What was changed and to what: “answer: 54 countries”, “speaker, subject: said by … of …”."""
        parts = ", ".join(str(PARTS[part]) for part in self.parts)
        return f"{parts}: {self.changed}" if self.changed else parts


@dataclass(frozen=True)
class Utterance:
    """One occasion on which somebody said it, and the texts that hold it. `used` are the statements it builds on."""

    root: Statement
    texts: tuple[Text, ...]
    used: tuple[Statement, ...] = ()

    @property
    def sources(self) -> int:
        """In how many documents it was read."""
        return len({text.statement.passage.document.slug for text in self.texts})


@dataclass(frozen=True)
class Origin:
    """Speakers that are one body, with what they said on each occasion, the earliest first."""

    speakers: tuple[Speaker, ...]
    utterances: tuple[Utterance, ...]


@dataclass(frozen=True)
class WhereFrom:
    """The origins of some statements. `unstated` are utterances whose passage does not say where they come from.

    `left_out` is how many texts are not listed, because a page has an end.
    """

    counts: Origins
    origins: tuple[Origin, ...]
    unstated: tuple[Utterance, ...]
    left_out: int = 0

    @property
    def utterances(self) -> tuple[Utterance, ...]:
        """Every utterance, those of a stated origin first."""
        return (*(each for origin in self.origins for each in origin.utterances), *self.unstated)

    @property
    def is_worth_listing(self) -> bool:
        """Whether there is more than one document to tell of."""
        documents = {text.statement.passage.document.slug for each in self.utterances for text in each.texts}
        return len(documents) > 1 or self.left_out > 0


def where_from(
    statements: Iterable[Statement],
    known: Mapping[str, Statement],
    retold: Iterable[Statement] = (),
    *,
    most: int = MOST_TEXTS,
) -> WhereFrom:
    """List what `origins_of` counts, and under each utterance the retellings that changed it."""
    given = [statement for statement in statements if statement.stance not in SILENT_STANCES]
    groups: dict[str, list[Statement]] = {}
    for statement in given:
        groups.setdefault(root_ref(statement, known), []).append(statement)
    for statement in retold:
        ref = root_ref(statement, known)
        if ref in groups:
            groups[ref].append(statement)
    room, found = most, []
    total = sum(map(len, groups.values()))
    for group in sorted(groups.values(), key=lambda group: _day(root_of(group[0], known))):
        kept = sorted(group, key=nearness)[: max(room, 0)]
        room -= len(kept)
        if kept:
            found.append(utterance(kept, known))
    stated = [each for each in found if each.root.origin_stated]
    return WhereFrom(
        counts=origins_of(given, known),
        origins=_by_body(stated),
        unstated=tuple(each for each in found if not each.root.origin_stated),
        left_out=total - sum(len(each.texts) for each in found),
    )


def utterance(group: Sequence[Statement], known: Mapping[str, Statement]) -> Utterance:
    """The texts of one utterance, the first of them first."""
    root = root_of(group[0], known)
    ordered = sorted(group, key=lambda each: (each.ref != root.ref, each.passage.document.slug, nearness(each)))
    used = tuple(known[ref] for ref in root.builds_on if ref in known)
    return Utterance(root, tuple(text_of(each, root) for each in ordered), used)


def text_of(statement: Statement, root: Statement) -> Text:
    """One text of an utterance, with what it changed."""
    changed = statement.ref != root.ref and is_changed(statement, root)
    return Text(
        statement=statement,
        steps=relay_steps(statement),
        is_first=statement.ref == root.ref,
        changed=what_changed(statement, root) if changed else "",
        parts=changes(statement, root) if changed else (),
        loop=loop_words(statement),
    )


def loop_words(statement: Statement) -> str:
    """The circle of a chain in words: “La Nazione reports that CNN cites La Nazione”; "" where there is none."""
    if not is_loop(statement):
        return ""
    steps = relay_steps(statement)
    first = next(place for place, step in enumerate(steps) if step.slug == statement.speaker.slug)
    *between, last = [step.name for step in steps[first:]]
    words = _("%(one)s cites %(other)s") % {"one": between[-1], "other": last}
    for name in reversed(between[:-1]):
        words = _("%(one)s reports that %(said)s") % {"one": name, "said": words}
    return _("The chain runs in a circle: %(said)s.") % {"said": words}


def read_in(statement: Statement) -> str:
    """Where a statement was read, in a few words: “CNN, in the copy of KEYT: ‘Exclusive …’”."""
    document = statement.passage.document
    title, voice = document.title or document.translated_title, source_voice(statement)
    if document.copy_kind != CopyKind.ORIGINAL and document.container_title not in ("", voice):
        voice = _("%(voice)s, in the copy of %(container)s") % {"voice": voice, "container": document.container_title}
    return _("%(voice)s, “%(title)s”") % {"voice": voice, "title": title} if title and title != voice else voice


def _by_body(found: Iterable[Utterance]) -> tuple[Origin, ...]:
    """Utterances under the body that they come from; two bodies of one government are one origin."""
    bodies: dict[str, list[Utterance]] = {}
    for each in found:
        bodies.setdefault(outermost(each.root.speaker), []).append(each)
    return tuple(
        Origin(
            speakers=tuple({each.root.speaker.slug: each.root.speaker for each in group}.values()),
            utterances=tuple(group),
        )
        for group in bodies.values()
    )


def _day(statement: Statement) -> tuple[date, str]:
    day = statement.said_on.earliest or statement.said_on.latest if statement.said_on else None
    return day or date.max, statement.ref
