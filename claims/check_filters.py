"""What readers can ask about checking: by people, by a machine, and whether the original was seen."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

import django_filters
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from claims.choices import VerificationKind
from claims.ticks import ANY, QUOTE_RESULTS, SHORT, UNCHECKED, missing, original_not_seen, quote_result, ticked
from sources.choices import QuoteResult
from sources.models import Source
from web.listing import Facet, ListFilter, Tally, Text, by_choices, unknown

KINDS: list[tuple[str, Text]] = [(kind.value, SHORT[kind]) for kind in VerificationKind]
MISSING: list[tuple[str, Text]] = [(ANY, _("any of the five")), *KINDS]
SEEN, NOT_SEEN = "seen", "not_seen"
ORIGINALS: list[tuple[str, Text]] = [(SEEN, _("Seen, or the speaker’s own text")), (NOT_SEEN, _("Not seen"))]


def _at_once(choices: Iterable[tuple[str, Text]], condition: Callable[[str], Q]) -> Any:
    """Tally rows by conditions that may overlap, in one query."""
    listed = list(choices)

    def tally(rows: QuerySet[Any], filters: ListFilter) -> list[Tally]:
        counts = {f"n_{value}": Count("pk", filter=condition(value)) for value, _label in listed}
        numbers = rows.order_by().aggregate(**counts)
        return [(value, str(label), numbers[f"n_{value}"]) for value, label in listed if numbers[f"n_{value}"]]

    return tally


def _by_quote_result(rows: QuerySet[Any], filters: ListFilter) -> list[Tally]:
    found = by_choices("citation__quote_check__result", QuoteResult.choices)(rows, filters)
    unchecked = rows.filter(quote_result(UNCHECKED)).count()
    return [*found, *([(UNCHECKED, str(dict(QUOTE_RESULTS)[UNCHECKED]), unchecked)] if unchecked else [])]


def _by_source(rows: QuerySet[Any], filters: ListFilter) -> list[Tally]:
    grouped = rows.order_by().values_list("citation__source__slug", "citation__source__title")
    counted = grouped.annotate(number=Count("pk")).order_by("-number", "citation__source__slug")
    return [(slug, title or slug, number) for slug, title, number in counted]


SOURCE_FACET = Facet("source", _("Source"), _by_source)


class CheckFilter(ListFilter):
    """`verified` and `unverified` are of people, `quote` of the machine, `original` as pages say it."""

    source = django_filters.ModelChoiceFilter(
        field_name="citation__source",
        queryset=lambda request: Source.objects.in_reach_of(request.user),
        to_field_name="slug",
        label=_("Source"),
        **unknown(_("There is no source “%(value)s”.")),
    )
    verified = django_filters.ChoiceFilter(
        choices=KINDS,
        method="keep_verified",
        label=_("Checked by a person"),
        **unknown(_("“verified” is one of words, speaker, date, translation, original_seen; not “%(value)s”.")),
    )
    unverified = django_filters.ChoiceFilter(
        choices=MISSING,
        method="keep_unverified",
        label=_("Not checked by a person yet"),
        **unknown(_("“unverified” is any, words, speaker, date, translation or original_seen; not “%(value)s”.")),
    )
    quote = django_filters.ChoiceFilter(
        choices=QUOTE_RESULTS,
        method="keep_quoted",
        label=_("Words in the preserved copy"),
        **unknown(_("There is no result “%(value)s” of looking for the words.")),
    )
    original = django_filters.ChoiceFilter(
        choices=ORIGINALS,
        method="keep_original",
        label=_("Original"),
        **unknown(_("“original” can be “seen” or “not_seen”, not “%(value)s”.")),
    )

    def keep_verified(self, rows: QuerySet[Any], name: str, kind: str) -> QuerySet[Any]:
        """Keep what a person checked."""
        return rows.filter(ticked(kind))

    def keep_unverified(self, rows: QuerySet[Any], name: str, kind: str) -> QuerySet[Any]:
        """Keep what nobody has checked yet."""
        return rows.filter(missing(kind))

    def keep_quoted(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep what a machine's last look gave this for."""
        return rows.filter(quote_result(value))

    def keep_original(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep what was, or was not, read where it was first said."""
        return rows.filter(original_not_seen() if value == NOT_SEEN else ~original_not_seen())

    facets: ClassVar[tuple[Facet, ...]] = (
        Facet("verified", _("Checked by a person"), _at_once(KINDS, ticked)),
        Facet("unverified", _("Not checked by a person yet"), _at_once(MISSING, missing)),
        Facet("quote", _("Words in the preserved copy"), _by_quote_result),
        Facet(
            "original",
            _("Original"),
            _at_once(ORIGINALS, lambda value: original_not_seen() if value == NOT_SEEN else ~original_not_seen()),
        ),
    )
