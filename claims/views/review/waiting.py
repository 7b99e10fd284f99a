"""Which claims wait for an editor, as the address narrows them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.forms.desks import WHOLE_HOUSE, of_desk
from claims.models import Claim, ClaimQuerySet, Question
from stations.models import Country
from users.models import Desk, User

ANYBODY, MINE, NOBODYS = "", "me", "nobody"


@dataclass(frozen=True)
class Wanted:
    """What the address asks of the queue. A value that is not known narrows nothing, and `unknown` names it."""

    country: str = ""
    question: str = ""
    editor: str = ANYBODY
    desk: str = ""
    unknown: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """The narrowing as it stands in an address, with its question mark; "" where there is none."""
        kept = {"country": self.country, "question": self.question, "editor": self.editor, "desk": self.desk}
        text = urlencode({name: value for name, value in kept.items() if value})
        return f"?{text}" if text else ""

    def address(self, ref: str = "") -> str:
        """The queue, or one claim of it, narrowed alike."""
        at = reverse("claims:review_one", args=[ref]) if ref else reverse("claims:review")
        return f"{at}{self.query}"


@dataclass(frozen=True)
class Choices:
    """What the queue can be narrowed to: only what waits there."""

    countries: list[Country]
    questions: list[Question]
    desks: list[Desk]


def waiting(user: User) -> ClaimQuerySet:
    """Everything in review that this person may see, the oldest first."""
    return Claim.objects.visible_to(user).in_review()


def choices(user: User) -> Choices:
    """The countries, questions and desks of what waits: three queries."""
    rows = waiting(user).order_by()
    return Choices(
        countries=list(Country.objects.filter(pk__in=rows.values("country")).order_by("name")),
        questions=list(Question.objects.filter(pk__in=rows.values("question")).order_by("order")),
        desks=list(Desk.objects.filter(pk__in=rows.values("desk")).by_name()),
    )


def wanted(asked: QueryDict, among: Choices) -> Wanted:
    """What an address asks for, as far as it is understood."""
    given = {name: asked.get(name, "").strip() for name in ("country", "question", "editor", "desk")}
    known = {
        "country": {country.code.lower() for country in among.countries},
        "question": {question.slug for question in among.questions},
        "editor": {MINE, NOBODYS},
        "desk": {WHOLE_HOUSE, *(desk.slug for desk in among.desks)},
    }
    names = {"country": _("country"), "question": _("question"), "editor": _("editor"), "desk": _("desk")}
    unknown = tuple(names[name] for name, value in given.items() if value and value.lower() not in known[name])
    understood = {name: value.lower() for name, value in given.items() if value.lower() in known[name]}
    return Wanted(**understood, unknown=unknown)


def narrowed(rows: ClaimQuerySet, to: Wanted, user: User) -> ClaimQuerySet:
    """Keep what the address asks for."""
    kept = Q()
    if to.country:
        kept &= Q(country__code__iexact=to.country)
    if to.question:
        kept &= Q(question__slug=to.question)
    if to.desk:
        kept &= of_desk(to.desk)
    if to.editor == MINE:
        kept &= Q(assignment__editor=user)
    if to.editor == NOBODYS:
        kept &= Q(assignment__isnull=True)
    return rows.filter(kept)
