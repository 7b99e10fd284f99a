"""The page on which it is mended how a statement reached us: its steps, and what it repeats or builds on.

The steps are sent as in the form for a new claim (claims.forms.chain). The document of a step that nobody may see any
more is sent as `kept-<key of the step>`, so that it is neither shown nor lost.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from django.http import QueryDict
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from claims.actions import Hop
from claims.actions.chaining import MOST_STEPS, seen_by_readers
from claims.choices import LinkKind
from claims.forms import finding
from claims.forms.chain import Typed, move, read_steps, remove, write_steps
from claims.forms.fields import Text
from claims.forms.finding import Found
from claims.forms.lookups import Lookup, LookupField
from claims.models import Claim, Link, Relay
from sources.models import Party, Source
from users.models import User

STEPS = "steps"
PARTS: dict[str, Text] = {
    STEPS: _("The steps"),
    "origin_not_stated": _("The passage does not say where the account comes from"),
    "restates": _("It is the same utterance as"),
    "builds_on": _("It builds on"),
}
PARTY = LookupField("add_party", "party", _("Who stands between"), "", _("Name of a newspaper, an agency …"))
SOURCE = LookupField(
    "add_source", "source", _("In which document, if it is known"), "", _("Title or address of a document")
)
RESTATES = LookupField(
    "restates",
    "claim",
    _("It is the same utterance as"),
    _("One statement: the one nearer to where the words were first said. Both then count as one origin."),
    _("Words of that statement, or its number"),
)
BUILDS_ON = LookupField(
    "builds_on",
    "claim",
    _("It builds on"),
    _("For a body that looked into somebody else's material itself. It is then an origin of its own."),
    _("Words of that statement, or its number"),
    several=True,
)


@dataclass(frozen=True)
class Shown:
    """One step as the page shows it; `position` counts from 1."""

    position: int
    party: Found
    source: Found | None
    value: str
    hop: Hop

    @property
    def words(self) -> str:
        """The step in one line."""
        place = _t("in %(document)s") % {"document": self.source.label} if self.source else ""
        return " ".join(filter(None, [f"{self.position}. {self.party.label}", place]))

    @property
    def at(self) -> int:
        """As the buttons count."""
        return self.position - 1

    @property
    def at_text(self) -> str:
        """The same as text, to put after the name of a button."""
        return str(self.at)


@dataclass
class ChainEntry:
    """The page as it was sent, or as the statement stands."""

    claim: Claim
    data: QueryDict
    by: User
    problems: list[str] = field(default_factory=list)
    focus: str = ""

    @cached_property
    def steps(self) -> list[Shown]:
        """The steps whose party is here, counted from the text that was read."""
        typed = read_steps(self.data)
        parties = {cast(Party, row).slug: cast(Party, row) for row in self._rows("party", [s.party for s in typed])}
        sources = {cast(Source, row).slug: cast(Source, row) for row in self._rows("source", [s.source for s in typed])}
        known = [step for step in typed if step.party in parties]
        return [
            self._shown(position, step, parties[step.party], sources.get(step.source) or self._kept.get(step.source))
            for position, step in enumerate(known, start=1)
        ]

    def _shown(self, position: int, step: Typed, party: Party, source: Source | None) -> Shown:
        kinds = finding.KINDS
        if source is None:
            found = None
        elif step.source in self._kept:
            found = Found(step.source, _t("A document that is not shown"))
        else:
            found = kinds["source"].found(source)
        return Shown(position, kinds["party"].found(party), found, step.source, Hop(party=party, source=source))

    def _rows(self, kind: str, values: list[str]) -> list[object]:
        return list(finding.chosen(kind, values, by=self.by))

    @cached_property
    def _kept(self) -> dict[str, Source]:
        kept = Relay.objects.filter(claim=self.claim, source__isnull=False)
        relays = kept.exclude(source__in=Source.objects.visible_to(self.by)).select_related("source")
        return {f"kept-{relay.pk}": relay.source for relay in relays if relay.source}

    @cached_property
    def lookups(self) -> dict[str, Lookup]:
        """The search fields: for one more step, and for other statements."""
        fields = (PARTY, SOURCE, RESTATES, BUILDS_ON)
        return {described.name: Lookup(described, self.data, self.by, False) for described in fields}

    @property
    def as_texts(self) -> dict[str, str]:
        """What the page says of the chain, in words to be compared."""
        return {
            STEPS: "\n".join(step.words for step in self.steps),
            "origin_not_stated": "" if self.origin_stated else _t("yes"),
            "restates": "\n".join(_words_of(each) for each in [self.restates] if each),
            "builds_on": "\n".join(_words_of(each) for each in self.builds_on),
        }

    @property
    def origin_stated(self) -> bool:
        """Whether the passage says where the account comes from."""
        return "origin_not_stated" not in self.data

    @property
    def reason(self) -> str:
        """Why it is changed."""
        return str(self.data.get("reason", "")).replace("\x00", "").strip()[:500]

    @property
    def needs_reason(self) -> bool:
        """Whether readers have seen the statement."""
        return seen_by_readers(self.claim)

    @property
    def is_full(self) -> bool:
        """Whether no further step can be added."""
        return len(self.steps) >= MOST_STEPS

    @property
    def restates(self) -> Claim | None:
        """The statement that this one repeats."""
        return cast("Claim | None", self.lookups["restates"].row)

    @property
    def builds_on(self) -> list[Claim]:
        """The statements that this one used."""
        return cast("list[Claim]", self.lookups["builds_on"].rows)

    @property
    def loop(self) -> str:
        """What makes the chain run in a circle, as a remark: nothing is refused."""
        if self.claim.asserted_by.slug in [step.hop.party.slug for step in self.steps]:
            return _t("%(name)s is the speaker and also a step: the chain runs in a circle, and pages will say so.") % {
                "name": self.claim.asserted_by.name
            }
        return ""

    def act(self, wanted: str) -> None:
        """Do what a button asks of the list; anything else changes nothing."""
        what, _dash, number = wanted.partition("-")
        at = int(number) if number.isascii() and number.isdigit() and len(number) < 3 else -1
        if what in ("earlier", "later") and at >= 0:
            there = move(self.data, at, -1 if what == "earlier" else 1)
            last = len(read_steps(self.data)) - 1
            edge = "later" if there == 0 else "earlier" if there == last else what
            self.focus = f"{edge}-{there}"
        elif what == "remove" and at >= 0:
            remove(self.data, at)
            self.focus = f"remove-{min(at, len(read_steps(self.data)) - 1)}" if read_steps(self.data) else "find"
        elif what == "add":
            self._add()
        self.__dict__.pop("steps", None)
        self.__dict__.pop("lookups", None)

    def _add(self) -> None:
        source = cast("Source | None", self.lookups["add_source"].row)
        party = cast("Party | None", self.lookups["add_party"].row) or (source.publisher if source else None)
        if party is None:
            self.problems.append(_t("Choose who stands between, then add the step."))
            self.focus = "find"
        elif self.is_full:
            self.problems.append(_t("At most %(most)s steps are kept.") % {"most": MOST_STEPS})
        else:
            steps = [*read_steps(self.data), Typed(party.slug, source.slug if source else "")]
            write_steps(self.data, steps)
            for name in ("add_party", "add_party_find", "add_source", "add_source_find"):
                self.data.pop(name, None)
            self.focus = f"remove-{len(steps) - 1}"


def _words_of(claim: Claim) -> str:
    return f"{claim.ref}: {claim.statement}"


def keep_theirs(data: QueryDict, theirs: QueryDict, name: str) -> None:
    """Put what stands in the record in place of what was typed in one part of the page."""
    if name == STEPS:
        write_steps(data, read_steps(theirs))
    elif name in theirs:
        data.setlist(name, theirs.getlist(name))
    else:
        data.pop(name, None)


def as_it_stands(claim: Claim, by: User) -> QueryDict:
    """The page filled in with what is recorded of a claim."""
    data = QueryDict(mutable=True)
    steps = []
    shown = set(Source.objects.visible_to(by).filter(relayed__claim=claim).values_list("pk", flat=True))
    for relay in claim.relays.select_related("party", "source").order_by("position"):
        source = relay.source
        value = f"kept-{relay.pk}" if source and source.pk not in shown else source.slug if source else ""
        steps.append(Typed(relay.party.slug, value))
    write_steps(data, steps)
    if not claim.origin_stated:
        data["origin_not_stated"] = "on"
    for name, kind in (("restates", LinkKind.RESTATES), ("builds_on", LinkKind.BUILDS_ON)):
        links = Link.objects.filter(claim=claim, kind=kind, to__in=Claim.objects.visible_to(by))
        data.setlist(name, links.order_by("pk").values_list("to__ref", flat=True))
    return data
