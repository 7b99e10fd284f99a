"""The form on which a dossier is chosen: everything that can be chosen, and what is."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from claims.models import Claim, Question
from claims.sides import SIDES, side_title
from dossiers.choice import PAPERS, Choice
from dossiers.languages import LANGUAGES
from sources.citing.styles import names
from stations.models import Country

NOBODY = AnonymousUser()


@dataclass(frozen=True)
class Offered:
    """One thing that can be chosen."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Group:
    """Questions under their heading."""

    title: str
    questions: tuple[Offered, ...]


class Choosing:
    """What the form offers: two queries, however much is held."""

    def __init__(self, country: Country, choice: Choice, *, may_see_drafts: bool) -> None:
        """`may_see_drafts`: whether whoever asks is of the desk."""
        self.choice = choice
        self.may_see_drafts = may_see_drafts
        self.countries = _offered(
            ((each.code.lower(), each.name) for each in _spoken_of() if each != country),
            [code.lower() for code in choice.further],
        )
        self.groups = _groups(country, choice)
        self.sides = _offered(((side, side_title(side, country)) for side in SIDES), choice.sides)
        self.styles = _offered(names(), [choice.style])
        self.papers = _offered(((slug, str(name)) for slug, name in PAPERS.items()), [choice.paper])
        self.languages = _offered(LANGUAGES.items(), [choice.language])

    @property
    def narrows(self) -> bool:
        """Whether anything is chosen that the form holds behind its summary."""
        return self.choice.narrows or bool(self.choice.further) or self.choice.drafts


def _offered(known: Iterable[tuple[str, str]], chosen: Iterable[str]) -> tuple[Offered, ...]:
    picked = set(chosen)
    return tuple(Offered(value, label, value in picked) for value, label in known)


def _spoken_of() -> Iterable[Country]:
    """The countries about which any reader finds a statement."""
    return Country.objects.filter(pk__in=Claim.objects.visible_to(NOBODY).published().values("country")).by_name()


def _groups(country: Country, choice: Choice) -> tuple[Group, ...]:
    titles: dict[str, list[tuple[str, str]]] = {}
    said = Claim.objects.visible_to(NOBODY).published().about(country)
    for question in Question.objects.filter(pk__in=said.values("question")).select_related("heading").in_order():
        titles.setdefault(question.heading.title, []).append((question.slug, question.wording))
    return tuple(Group(title, _offered(rows, choice.questions)) for title, rows in titles.items())
