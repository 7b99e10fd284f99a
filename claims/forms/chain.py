"""How an account reached the document: the steps between it and the speaker, in order, as somebody puts them together.

On the page a step is a hidden field `relays` (its party) and a search field `relay-<n>-source` (the document in which
that party said so), n counting from 0. An address may give both in one: `relay=party@document`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from claims.forms import finding
from claims.forms.lookups import FIELDS, Lookup, LookupField
from claims.forms.usual import UsualChain, usual_chain
from sources.models import Party, Source
from users.models import User

MOST_STEPS = 12
HANDLED, FILLED = "chain_for", "chain_filled"


@dataclass(frozen=True)
class Typed:
    """One step as it was sent: the slug of its party, the slug of its document, the letters of a search for one."""

    party: str
    source: str = ""
    query: str = ""

    def __str__(self) -> str:
        return f"{self.party}@{self.source}" if self.source else self.party


@dataclass(frozen=True)
class ChainStep:
    """One step on the page; `number` counts from 0."""

    number: int
    party: Party
    lookup: Lookup

    @property
    def source(self) -> Source | None:
        """The document in which this party said so."""
        return cast("Source | None", self.lookup.row)

    @property
    def said(self) -> finding.Found:
        """The party as the page names it."""
        return finding.KINDS["party"].found(self.party)

    @property
    def position(self) -> int:
        """As people count."""
        return self.number + 1


def read_steps(data: QueryDict) -> list[Typed]:
    """The steps that were sent, in their order."""
    steps = []
    for number, value in enumerate(data.getlist("relays")[:MOST_STEPS]):
        party, _at, source = str(value).partition("@")
        if party:
            chosen = str(data.get(f"relay-{number}-source", source))
            steps.append(Typed(party, chosen, str(data.get(f"relay-{number}-source_find", ""))))
    return steps


def write_steps(data: QueryDict, steps: Sequence[Typed]) -> None:
    """Put steps in place of those that were sent."""
    for name in [name for name in data if name == "relays" or name.startswith("relay-")]:
        del data[name]
    data.setlist("relays", [step.party for step in steps])
    for number, step in enumerate(steps):
        if step.source:
            data[f"relay-{number}-source"] = step.source
        if step.query:
            data[f"relay-{number}-source_find"] = step.query


def move(data: QueryDict, number: int, by: int) -> int:
    """Put a step so many places later (or earlier); where it stands now."""
    steps = read_steps(data)
    to = number + by
    if 0 <= number < len(steps) and 0 <= to < len(steps):
        steps.insert(to, steps.pop(number))
        number = to
    write_steps(data, steps)
    return number


def remove(data: QueryDict, number: int) -> None:
    """Take a step out."""
    steps = read_steps(data)
    write_steps(data, [step for at, step in enumerate(steps) if at != number])


class Chain:
    """The chain of one form. `document` is where the passage stands, if it is known here already.

    A document all of whose statements came the same way fills the chain in, once and marked, while no step is typed;
    `fill` False only offers it.
    """

    def __init__(self, data: QueryDict, *, by: User, document: Source | None, fill: bool) -> None:
        self.by, self.document = by, document
        self.handled_for = str(data.get(HANDLED, ""))
        self.filled_before = str(data.get(FILLED, ""))
        self._sent = sum(1 for value in data.getlist("relays") if value)
        typed = read_steps(data)
        if typed and self.filled_before == _as_text(self.handled_for, typed) and self._is_another_document:
            typed = []
        if fill and not typed and self._is_another_document and self.usual and self.usual.only:
            typed = [Typed(party, source) for party, source in self.usual.slugs]
            self.filled_before = _as_text(self.usual.document, typed)
        self.data = QueryDict(mutable=True)
        write_steps(self.data, typed)
        self.adding = Lookup(FIELDS["relays"], data, by, False, known={})

    @property
    def _is_another_document(self) -> bool:
        return self.document is not None and self.document.slug != self.handled_for

    @cached_property
    def _typed(self) -> list[Typed]:
        return read_steps(self.data)

    @cached_property
    def steps(self) -> list[ChainStep]:
        """The steps whose party is here, counted from the document."""
        parties = finding.chosen("party", [step.party for step in self._typed], by=self.by)
        sources = finding.chosen("source", [step.source for step in self._typed], by=self.by)
        by_slug = {cast(Party, party).slug: cast(Party, party) for party in parties}
        known: dict[str, Model] = {cast(Source, source).slug: source for source in sources}
        found = []
        for number, step in enumerate(self._typed):
            party = by_slug.get(step.party)
            if party:
                lookup = Lookup(_document_of(number, party), self.data, self.by, False, known=known)
                found.append(ChainStep(number, party, lookup))
        return found

    @property
    def unknown(self) -> bool:
        """Whether a party was sent that is not here."""
        return len(self.steps) < len(self._typed)

    @cached_property
    def usual(self) -> UsualChain | None:
        """The chain that most statements of this document have."""
        return usual_chain(self.document, self.by) if self.document else None

    @property
    def offers_usual(self) -> bool:
        """Whether to offer that chain: while no step is typed."""
        return bool(self.usual and not self._typed)

    @property
    def filled(self) -> str:
        """What the form filled in by itself, while it stands as it was filled in; "" otherwise."""
        now = _as_text(self.document.slug if self.document else "", self._typed)
        return now if self._typed and self.filled_before == now else ""

    @property
    def is_too_long(self) -> bool:
        """Whether more steps were sent than are kept."""
        return self._sent > MOST_STEPS

    @property
    def full(self) -> bool:
        """Whether no further step can be added."""
        return len(self._typed) >= MOST_STEPS

    def ends_with(self, speaker: str) -> bool:
        """Whether the last step is this speaker, by slug, who stands after it anyway."""
        return bool(speaker and self.steps and self.steps[-1].party.slug == speaker)

    def questions(self, *, speaker: str, speaker_name: str) -> list[str]:
        """What looks odd, as questions: nothing is refused."""
        asked = []
        for one, other in zip(self.steps, self.steps[1:], strict=False):
            if one.party == other.party:
                words = _t("%(name)s stands twice in a row. Is one of the two another body, or one too many?")
                asked.append(words % {"name": one.party.name})
        if self.ends_with(speaker):
            words = _t(
                "The last step is %(name)s, the speaker. The speaker stands at the end by itself: take this step out, "
                "unless the account went round in a circle."
            )
            asked.append(words % {"name": speaker_name})
        return asked


def _as_text(document: str, steps: Sequence[Typed]) -> str:
    return " ".join([f"{document}:", *(str(Typed(step.party, step.source)) for step in steps)])


def _document_of(number: int, party: Party) -> LookupField:
    return LookupField(
        f"relay-{number}-source",
        "source",
        _("The document of %(name)s") % {"name": party.name},
        "",
        _("Title or address"),
    )
