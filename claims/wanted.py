"""What ought to be found and read: originals, documents in between, preserved copies, quotations not found.

Each sort of thing is counted by the published statements that rest on it, so that whoever wants to help sees where
help does most.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.choices import SILENT_STANCES, VerificationKind
from claims.models import Claim, ClaimQuerySet, Relay
from claims.ticks import ticked
from sources.choices import CopyKind, QuoteResult, Words
from sources.models import Capture, Party, Source
from users.models import User
from web.listing import Tally

Pairs = QuerySet[Any]


@dataclass(frozen=True)
class Sort:
    """One sort of wanted thing.

    `pairs` gives rows that name both a thing (`thing`, a column) and a statement that rests on it (`claim`).
    """

    slug: str
    title: str | Promise
    lead: str | Promise
    model: type[Source] | type[Party]
    pairs: Callable[[ClaimQuerySet], Pairs]
    thing: str
    claim: str = "pk"
    to_claim: str = ""

    def rows(self, claims: ClaimQuerySet) -> QuerySet[Any]:
        """The things, with `statement_count`, the most needed first."""
        every: QuerySet[Any] = self.model._default_manager.all()
        if self.model is Source:
            every = every.select_related("publisher")
        return self.counted(every, claims).order_by("-statement_count", "slug")

    def counted(self, rows: QuerySet[Any], claims: ClaimQuerySet) -> QuerySet[Any]:
        """Those of the rows that some of these claims rest on, with their number."""
        pairs = self.pairs(claims).order_by()
        of_one = pairs.filter(**{self.thing: OuterRef("pk")}).values(self.thing)
        number = of_one.annotate(number=Count(self.claim, distinct=True)).values("number")
        kept: QuerySet[Any] = rows.filter(pk__in=pairs.values(self.thing)).annotate(statement_count=Subquery(number))
        return kept

    def by_country(self, rows: QuerySet[Any], claims: ClaimQuerySet) -> list[Tally]:
        """How many of the rows statements about each country rest on: one query."""
        near = f"{self.to_claim}country__", f"{self.to_claim}asked_about__"
        pairs = self.pairs(claims).order_by().filter(**{f"{self.thing}__in": rows.order_by().values("pk")})
        told = pairs.annotate(
            code=Coalesce(*(f"{way}code" for way in near)), name=Coalesce(*(f"{way}name" for way in near))
        )
        grouped = told.values_list("code", "name").annotate(number=Count(self.thing, distinct=True))
        found = [(str(code).lower(), str(name), number) for code, name, number in grouped if code]
        return sorted(found, key=lambda each: (-each[2], each[1]))


def published_for(user: User | AnonymousUser) -> ClaimQuerySet:
    """The statements that count here: published ones that this person may see."""
    return Claim.objects.visible_to(user).published()


def _unseen(claims: ClaimQuerySet) -> ClaimQuerySet:
    return claims.exclude(ticked(VerificationKind.ORIGINAL_SEEN))


def _copies(claims: ClaimQuerySet) -> Pairs:
    return _unseen(claims).exclude(citation__source__copy_kind=CopyKind.ORIGINAL)


def _heard_through_others(claims: ClaimQuerySet) -> Pairs:
    return _unseen(claims).exclude(citation__words=Words.OWN).exclude(stance__in=SILENT_STANCES)


def _steps(claims: ClaimQuerySet) -> Pairs:
    """A document that readers do not see is wanted as if it were not here: nothing tells that it is."""
    read = Source.objects.visible_to(AnonymousUser()).order_by().values("pk")
    unread = Q(source__isnull=True) | ~Q(source__in=read)
    return Relay.objects.filter(unread, claim__in=_unseen(claims).values("pk"))


def _without_copy(claims: ClaimQuerySet) -> Pairs:
    return claims.exclude(citation__source__in=Capture.objects.standing().values("source"))


def _not_found(claims: ClaimQuerySet) -> Pairs:
    return claims.filter(citation__quote_check__result=QuoteResult.NOT_FOUND)


SORTS = {
    sort.slug: sort
    for sort in (
        Sort(
            "copy",
            _("Originals of what was read as a copy"),
            _("These were read as a republished copy, a mirror, or a rewritten or machine-translated version. Wanted: "
              "the publisher’s own text."),
            Source, _copies, "citation__source",
        ),
        Sort(
            "speaker",
            _("Speakers’ own texts"),
            _("These speakers were read in the words of others. Wanted: the report, the transcript, the post or the "
              "recording in which they say it themselves."),
            Party, _heard_through_others, "asserted_by",
        ),
        Sort(
            "step",
            _("Documents in between"),
            _("Statements came through these, and what they published is not recorded here. Wanted: the article or "
              "the broadcast that was relayed."),
            Party, _steps, "party", claim="claim", to_claim="claim__",
        ),
        Sort(
            "no_copy",
            _("Sources without a preserved copy"),
            _("If these disappear, nobody can check the quotation. Wanted: a preserved copy."),
            Source, _without_copy, "citation__source",
        ),
        Sort(
            "not_found",
            _("Quotations not found in their copy"),
            _("A machine did not find the quoted words in the preserved copy of these. Wanted: somebody who looks."),
            Source, _not_found, "citation__source",
        ),
    )
}  # fmt: skip
