"""What somebody chose of a dossier: further countries, questions, sides, drafts; and how it is set.

`?with=hr,rs&question=address&side=chinese,host&drafts=yes&style=apa&paper=letter&language=it`: each may be repeated or
hold several values. The choice stands in the address, in the name of the file and in the file. What is not known is
told in a sentence, and no file is made of it.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Question
from claims.sides import SIDES
from dossiers.languages import ENGLISH, LANGUAGES
from sources.citing.styles import OWN, STYLE, names, no_such_style
from stations.models import Country
from web.parameters import values_of
from web.typed import shown_of

WITH, QUESTION, SIDE, DRAFTS, PAPER, LANGUAGE = "with", "question", "side", "drafts", "paper", "language"
PARAMETERS = (WITH, QUESTION, SIDE, DRAFTS, STYLE, PAPER, LANGUAGE)
YES = "yes"
A4 = "a4"
PAPERS: dict[str, str | Promise] = {A4: gettext_lazy("A4"), "letter": gettext_lazy("US Letter")}
MOST_VALUES = 300


@dataclass(frozen=True)
class Choice:
    """A choice; what is not chosen narrows nothing. `further` are the codes of countries beside the first.

    `drafts` asks for statements that no editor has published, which only people of the desk may read.
    """

    further: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    drafts: bool = False
    style: str = OWN
    paper: str = A4
    language: str = ENGLISH

    @property
    def narrows(self) -> bool:
        """Whether statements may be left out."""
        return bool(self.questions or self.sides)

    @property
    def parameters(self) -> dict[str, str]:
        """The choice as an address holds it: every name once, in a fixed order."""
        usual = Choice()
        found = {
            WITH: ",".join(code.lower() for code in self.further),
            QUESTION: ",".join(self.questions),
            SIDE: ",".join(self.sides),
            DRAFTS: YES if self.drafts else "",
            STYLE: self.style if self.style != usual.style else "",
            PAPER: self.paper if self.paper != usual.paper else "",
            LANGUAGE: self.language if self.language != usual.language else "",
        }
        return {name: value for name, value in found.items() if value}

    @property
    def in_a_file_name(self) -> str:
        """What the name of a file says of the choice; of many questions only that there is a choice among them."""
        parts = [*(code.lower() for code in self.further), *self.sides]
        parts += self.questions if len(self.questions) == 1 else ["some-questions"] * bool(self.questions)
        parts += [part for name, part in self.parameters.items() if name in (STYLE, PAPER, LANGUAGE)]
        return "".join(f"-{part}" for part in [*parts, *["DRAFT"] * self.drafts])


EVERYTHING = Choice()


@dataclass
class Read:
    """A choice as it was read, with a sentence for each value that is not known; `choice` holds the rest."""

    choice: Choice = EVERYTHING
    problems: list[str] = field(default_factory=list)


def read(given: QueryDict, country: Country) -> Read:
    """The choice in an address, or in a form that was sent. At most two queries, and none where nothing is chosen."""
    found = Read()

    def several(name: str, known: Callable[[], Collection[str]], unknown: str) -> tuple[str, ...]:
        asked = values_of(given, name, MOST_VALUES)
        order = list(known()) if asked else []
        found.problems.extend(unknown % {"value": shown_of(value)} for value in asked if value not in order)
        return tuple(value for value in order if value in asked)

    def one(name: str, known: Collection[str], usual: str, unknown: Callable[[str], str]) -> str:
        asked = given.get(name, "").strip() or usual
        if asked in known:
            return asked
        found.problems.append(unknown(shown_of(asked)))
        return usual

    found.choice = Choice(
        further=tuple(
            code.upper()
            for code in several(WITH, _countries, _("There is no country with the code “%(value)s”."))
            if code != country.code.lower()
        ),
        questions=several(QUESTION, _questions, _("There is no question “%(value)s”.")),
        sides=several(SIDE, lambda: SIDES, _("There is no side “%(value)s”.")),
        drafts=bool(several(DRAFTS, lambda: (YES,), _("“drafts” can only be “yes”, not “%(value)s”."))),
        style=one(STYLE, dict(names()), OWN, no_such_style),
        paper=one(PAPER, PAPERS, A4, lambda asked: _none(_("paper size"), asked, PAPERS)),
        language=one(LANGUAGE, LANGUAGES, ENGLISH, lambda asked: _none(_("language"), asked, LANGUAGES)),
    )
    return found


def _countries() -> list[str]:
    return [code.lower() for code in Country.objects.by_name().values_list("code", flat=True)]


def _questions() -> list[str]:
    return list(Question.objects.order_by("heading__order", "order", "slug").values_list("slug", flat=True))


def _none(what: str, asked: str, known: Iterable[Any]) -> str:
    return _("There is no %(what)s “%(asked)s”. Choose one of %(known)s.") % {
        "what": what,
        "asked": asked,
        "known": ", ".join(known),
    }
