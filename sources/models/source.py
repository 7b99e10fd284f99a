"""What can be cited, and where it can be read."""

from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse

from sources.choices import CopyKind, CslType, RemovalReason, Rights
from sources.models.party import Party
from sources.untitled import untitled
from stations.models import Subject
from stations.reach import counted, in_reach, named_in, sees_everything, standing_claims, visible_claims
from users.models import Desk, User
from users.models.desk import of_a_desk_of
from web import search
from web.history import RESTRICTED_TODAY, Past, reads_in_the_past, tracked

# Pages make links of addresses: nothing but the web may hide behind one.
WEB_ADDRESS = r"^https?://"


def open_to(user: User | AnonymousUser, source: str = "") -> Q:
    """Which sources are not kept from this person. `source` leads there from another row (“citation__source__”).

    What is restricted is seen by its desk, and by everybody with an account where it belongs to none.
    """
    unrestricted = Q(**{f"{source}restricted": False})
    return unrestricted | of_a_desk_of(user, source) if isinstance(user, User) else unrestricted


class SourceQuerySet(models.QuerySet["Source"]):
    """The questions that pages put to the sources."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Keep what this person may see: restricted sources are their desk's, removed ones nobody's."""
        return self.filter(open_to(user), removed_at__isnull=True)

    def newest_first(self) -> Self:
        """By date of publication; undated ones last."""
        return self.order_by(models.F("issued_latest").desc(nulls_last=True), "slug")

    def in_reach_of(self, user: User | AnonymousUser) -> Self:
        """Keep what this person may come upon: for readers, what a visible statement rests on or came through."""
        visible = self.visible_to(user)
        return visible if sees_everything(user) else visible._named_in(visible_claims(Party.objects.all(), user), user)

    def listed_for(self, user: User | AnonymousUser) -> Self:
        """Keep what lists hold: as in reach, but not for the sake of a withdrawn statement."""
        visible = self.visible_to(user)
        return visible if sees_everything(user) else visible._named_in(standing_claims(Party.objects.all(), user), user)

    def _named_in(self, claims: models.QuerySet[Any], user: User | AnonymousUser) -> Self:
        columns = ["citation__source", "relays__source", "subject__source"]
        return self.filter(in_reach(self, claims, user, lambda some: named_in(self, some, columns)))

    def with_statement_count(self, user: User | AnonymousUser) -> Self:
        """Add `statement_count`: what is drawn from each that this person may see and that was not withdrawn."""
        return self.annotate(statement_count=counted(standing_claims(Party.objects.all(), user), "citation__source"))

    def matching(self, text: str) -> Self:
        """Keep those in which every word is found: in a title, an address or the publisher's names.

        Passages are searched with the statements drawn from them, so that no search can tell of a draft's.
        """

        def holding(word: str) -> list[models.QuerySet["Source"]]:
            sources = Source.objects.order_by()
            titles = [sources.filter(**{f"{column}__holds": word}) for column in ("title", "translated_title", "url")]
            return [*titles, *(sources.filter(publisher__in=named) for named in Party.objects.all().named(word))]

        return search.matching(self, text, holding)


# Rights that are not cleared today are cleared at no date: copies are shown on the word of today.
RIGHTS = "CASE WHEN today.rights = 'not_cleared' THEN today.rights ELSE was.rights END"


@reads_in_the_past(Past({**RESTRICTED_TODAY.columns, "rights": RIGHTS}, RESTRICTED_TODAY.only_if))
@tracked(found_by="slug")
class Source(models.Model):
    """One citable document. Its columns carry the names of the Citation Style Language where that has one."""

    slug = models.SlugField(max_length=120, unique=True)
    csl_type = models.CharField(max_length=25, choices=CslType)
    title = models.CharField(max_length=500, blank=True, help_text="As printed; empty when the page shows none.")
    translated_title = models.CharField(max_length=500, blank=True)
    authors = models.CharField(max_length=500, blank=True, help_text="As printed, separated by semicolons.")
    publisher = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="published")
    container_title = models.CharField(max_length=300, blank=True)
    issued = models.CharField(max_length=60, blank=True, help_text="EDTF.")
    issued_earliest = models.DateField(null=True, blank=True, editable=False)
    issued_latest = models.DateField(null=True, blank=True, editable=False)
    language = models.CharField(max_length=35, help_text="BCP 47.")
    url = models.URLField(max_length=2000, blank=True)
    archive_url = models.URLField(max_length=2000, blank=True)
    accessed = models.CharField(max_length=60, blank=True, help_text="EDTF.")
    number = models.CharField(max_length=200, blank=True, help_text="DOI, docket or report number.")
    version = models.CharField(max_length=100, blank=True)
    copy_kind = models.CharField(max_length=15, choices=CopyKind, default=CopyKind.ORIGINAL)
    rights = models.CharField(max_length=15, choices=Rights, default=Rights.NOT_CLEARED)
    subject = models.OneToOneField(
        Subject,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="source",
        help_text="Set when others speak about this source.",
    )
    note = models.TextField(blank=True)
    restricted = models.BooleanField(default=False)
    desk = models.ForeignKey(
        Desk, models.PROTECT, null=True, blank=True, related_name="sources", help_text="Who sees it while restricted."
    )
    restricted_reason = models.CharField(max_length=300, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_for = models.CharField(max_length=15, choices=RemovalReason, blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["url", "version"], condition=~Q(url="") & Q(restricted=False), name="source_address_once"
            ),
            # No refusal tells one desk what another keeps to itself.
            models.UniqueConstraint(
                fields=["url", "version", "desk"],
                condition=~Q(url="") & Q(restricted=True),
                nulls_distinct=False,
                name="source_address_once_at_its_desk",
            ),
            models.CheckConstraint(
                name="source_addresses_are_web_addresses",
                condition=(Q(url="") | Q(url__regex=WEB_ADDRESS))
                & (Q(archive_url="") | Q(archive_url__regex=WEB_ADDRESS)),
                violation_error_message="An address begins with http:// or https://.",
            ),
            models.CheckConstraint(name="source_type_is_known", condition=Q(csl_type__in=CslType.values)),
            models.CheckConstraint(name="source_copy_kind_is_known", condition=Q(copy_kind__in=CopyKind.values)),
            models.CheckConstraint(name="source_rights_are_known", condition=Q(rights__in=Rights.values)),
            models.CheckConstraint(
                name="source_restriction_says_why", condition=Q(restricted=False) | ~Q(restricted_reason="")
            ),
            models.CheckConstraint(
                name="source_removal_says_why",
                condition=Q(removed_at__isnull=True, removed_for="")
                | Q(removed_at__isnull=False, removed_for__in=RemovalReason.values),
            ),
            models.CheckConstraint(
                name="source_issued_has_its_days",
                condition=Q(issued="", issued_earliest__isnull=True, issued_latest__isnull=True)
                | (~Q(issued="") & (Q(issued_earliest__isnull=False) | Q(issued_latest__isnull=False))),
            ),
            models.CheckConstraint(
                name="source_can_be_told_apart",
                condition=~Q(title="") | ~Q(url="") | ~Q(number="") | ~Q(note=""),
                violation_error_message="A source needs a title, an address, a number or a note that tells it apart.",
            ),
        ]

    def __str__(self) -> str:
        return self.title or untitled(self.csl_type, self.url, self.container_title)

    def get_absolute_url(self) -> str:
        """The page with this source's passages and the claims drawn from them."""
        return reverse("claims:source", args=[self.slug])
