"""What somebody asks for: a country, a format, what was chosen of the dossier, and the moment from which it looks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from dossiers.build import NOBODY, dossier_of
from dossiers.choice import EVERYTHING, LANGUAGE, PAPER, QUESTION, SIDE, WITH, Choice, read
from dossiers.exports.holding import Held, held_by
from dossiers.models import Export
from dossiers.naming import stem
from dossiers.plain import Dossier
from sources.citing.styles import STYLE
from stations.models import Country
from users.models import User
from web import moments
from web.moments import NOW, Moment


class NoLongerPossible(ValueError):
    """What was chosen is not there any more, a question for instance; without it the dossier would be another."""


@dataclass(frozen=True)
class Wish:
    """A dossier that can be made again at any time. `user` is for whom: drafts are for people of the desk."""

    country: Country
    format: str
    choice: Choice = EVERYTHING
    moment: Moment = NOW
    user: User | AnonymousUser = NOBODY

    @property
    def columns(self) -> dict[str, object]:
        """What is written of it, and by what the same wish is known again, whoever asks."""
        return {
            "country": self.country,
            "format": self.format,
            "options": self.choice.parameters,
            "with_drafts": self.choice.drafts,
            "said_by": self.moment.said_by,
            "as_of": self.moment.as_of,
        }

    def without_style(self) -> "Wish":
        """The same statements, cited in our own order: a citation style takes long and changes none of them."""
        return replace(self, choice=replace(self.choice, style=EVERYTHING.style))

    @contextmanager
    def looked_at(self) -> Iterator[None]:
        """Read the record from its moment, and write nothing meanwhile."""
        with moments.looking_as(moments.Asked(self.moment)):
            yield

    def dossier(self, *, made_at: datetime) -> Dossier:
        """The dossier, read now."""
        with self.looked_at():
            return dossier_of(self.country, made_at=made_at, choice=self.choice, user=self.user)

    def dossier_and_held(self, *, made_at: datetime) -> tuple[Dossier, Held]:
        """The dossier, and what it holds, read from the same moment."""
        with self.looked_at():
            dossier = dossier_of(self.country, made_at=made_at, choice=self.choice, user=self.user)
            return dossier, held_by(dossier)


def wish_of(export: Export) -> Wish:
    """What was asked for with an export. Raises NoLongerPossible."""
    query = QueryDict(mutable=True)
    query.update(export.options)
    found = read(query, export.country)
    if found.problems:
        raise NoLongerPossible(" ".join(found.problems))
    return Wish(export.country, export.format, found.choice, export.moment, export.made_by or NOBODY)


def choice_of(export: Export) -> Choice:
    """What was chosen, as it was written down when its values were known. Runs no query."""
    given = export.options
    return Choice(
        further=_several(given.get(WITH, "").upper()),
        questions=_several(given.get(QUESTION, "")),
        sides=_several(given.get(SIDE, "")),
        drafts=export.with_drafts,
        style=given.get(STYLE, EVERYTHING.style),
        paper=given.get(PAPER, EVERYTHING.paper),
        language=given.get(LANGUAGE, EVERYTHING.language),
    )


def _several(text: str) -> tuple[str, ...]:
    return tuple(value for value in text.split(",") if value)


def name_of(wish: Wish, made_at: datetime) -> str:
    """The name of its file without an ending."""
    with moments.looking_from(wish.moment):
        return stem(wish.country, made_at.date().isoformat(), wish.choice)


def whole_second(at: datetime) -> datetime:
    """The moment that a dossier names."""
    return at.astimezone(UTC).replace(microsecond=0)
