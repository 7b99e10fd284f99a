"""Judgements as plain data, and how they read: what pages and dossiers share. Nothing here touches the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from claims.accounts.statement import Statement
from claims.choices import ClaimState, Judgement, Stance
from claims.wording import in_a_row, is_several, verb_in_sentence


@dataclass(frozen=True)
class Place:
    """A reported station of a pair, by its slug, name and country."""

    slug: str
    label: str
    country_code: str
    country: str

    def named_beside(self, other: "Place") -> str:
        """Its name, with its country where the other station is in another one."""
        return self.label if self.country_code == other.country_code else f"{self.label} ({self.country})"


@dataclass(frozen=True)
class Judged:
    """One judgement, with the statement it rests on. `withdrawn_on` is None while it stands."""

    key: int
    first: Place
    second: Place
    judgement: str
    desk_reading: bool
    reason: str
    statement: Statement
    made_on: date
    withdrawn_on: date | None = None
    withdrawn_reason: str = ""

    @property
    def stands(self) -> bool:
        """Whether neither it nor its statement was taken back."""
        return self.withdrawn_on is None and self.statement.state == ClaimState.PUBLISHED

    @property
    def words(self) -> str:
        """“one place”, “two places”, “cannot be told”."""
        return str(Judgement(self.judgement).label)

    @property
    def who(self) -> str:
        """Whose judgement it is: the speaker's, or the desk's reading of the speaker."""
        if self.desk_reading:
            return _("The desk, reading %(speaker)s") % {"speaker": self.statement.speaker.name}
        return self.statement.speaker.name

    @property
    def who_in_a_sentence(self) -> str:
        """The same, where a sentence goes on before and after it."""
        if self.desk_reading:
            return _("the desk (reading %(speaker)s)") % {"speaker": self.statement.speaker.name}
        return self.statement.speaker.name

    @property
    def said(self) -> str:
        """“Safeguard Defenders says: two places”; “The desk, reading Safeguard Defenders: two places”."""
        if self.desk_reading:
            return _("%(who)s: %(words)s") % {"who": self.who, "words": self.words}
        verb = verb_in_sentence(Stance.SAYS, several=is_several(self.statement.speaker.name))
        return _("%(who)s %(verb)s: %(words)s") % {"who": self.who, "verb": verb, "words": self.words}


@dataclass(frozen=True)
class Column:
    """Everybody who judges a pair alike."""

    judgement: str
    judged: tuple[Judged, ...]

    @property
    def title(self) -> str:
        """“One place”."""
        words = str(Judgement(self.judgement).label)
        return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class Pair:
    """Two stations and all that is said of them: what stands, what may have been said by the day asked for, the rest.

    `apart` is what the dates leave open under `said_by`; `taken_back` counts no more and stays readable.
    """

    first: Place
    second: Place
    standing: tuple[Judged, ...]
    apart: tuple[Judged, ...] = ()
    taken_back: tuple[Judged, ...] = ()

    def beside(self, slug: str) -> Place:
        """The other one of the two."""
        return self.second if self.first.slug == slug else self.first

    def who_says(self, judgement: str) -> list[str]:
        """Who judges them so, each once, as in a sentence."""
        return list(dict.fromkeys(each.who_in_a_sentence for each in self.standing if each.judgement == judgement))

    @property
    def columns(self) -> tuple[Column, ...]:
        """What is given, in one fixed order that says nothing about weight."""
        found = [Column(value, tuple(j for j in self.standing if j.judgement == value)) for value in Judgement.values]
        return tuple(column for column in found if column.judged)

    @property
    def differ(self) -> bool:
        """Whether one says that they are one place and another that they are two."""
        return {Judgement.SAME, Judgement.DIFFERENT} <= {judged.judgement for judged in self.standing}

    @property
    def verdict(self) -> str:
        """What stands over the judgements, in a sentence; it takes no side."""
        if self.differ:
            return _("The accounts differ. Both are kept, and this site takes no side.")
        if not self.standing:
            return _("Nothing stands.") if not self.apart else ""
        return ""


def pairs_of(judged: Iterable[Judged], apart: Iterable[Judged] = ()) -> tuple[Pair, ...]:
    """Judgements by the two stations they are about, in the order in which they come."""
    found: dict[tuple[Place, Place], tuple[list[Judged], list[Judged], list[Judged]]] = {}
    for each in judged:
        standing, _apart, back = found.setdefault((each.first, each.second), ([], [], []))
        (standing if each.stands else back).append(each)
    for each in apart:
        if each.stands:
            found.setdefault((each.first, each.second), ([], [], []))[1].append(each)
    return tuple(Pair(one, two, tuple(s), tuple(a), tuple(b)) for (one, two), (s, a, b) in found.items())


@dataclass(frozen=True)
class Beside:
    """What stands beside the number of stations listed, where somebody says that two of them are one place."""

    sentence: str
    station: Place


def beside_the_list(pairs: Iterable[Pair], listed: Iterable[str]) -> tuple[Beside, ...]:
    """One sentence for each pair that somebody says to be one place; the number listed stays as it is."""
    slugs = set(listed)
    return tuple(
        Beside(sentence, pair.first if pair.first.slug in slugs else pair.second)
        for pair in pairs
        if {pair.first.slug, pair.second.slug} & slugs and (sentence := _beside(pair, slugs))
    )


def _beside(pair: Pair, slugs: set[str]) -> str:
    same, two = (pair.who_says(judgement) for judgement in (Judgement.SAME, Judgement.DIFFERENT))
    if not same:
        return ""
    if {pair.first.slug, pair.second.slug} <= slugs:
        text = _("2 of the %(number)s listed are said by %(who)s to be one place: %(one)s; %(other)s.")
    else:
        text = _("1 of the %(number)s listed is said by %(who)s to be one place with another: %(one)s; %(other)s.")
    told = text % {
        "number": len(slugs),
        "who": in_a_row(same),
        "one": pair.first.named_beside(pair.second),
        "other": pair.second.named_beside(pair.first),
    }
    return f"{told} {_('Two places, according to %(who)s.') % {'who': in_a_row(two)}}" if two else told
