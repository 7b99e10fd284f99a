"""The list of conflicts, by country and heading: a page, files, and a feed of the newest."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from heapq import nlargest
from itertools import groupby
from typing import ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from claims.accounts.every_conflict import NO_COUNTRY, Listed, every_conflict
from claims.accounts.statement import Statement
from claims.sides import side_title
from claims.wording import conflict_explained, stand
from web.computed_list import Ask, ComputedFilter, folded
from web.exports import Column, ListResource, Row, export
from web.list_files import files_of
from web.list_formats import TABLES
from web.listing import show
from web.looking_back import understands
from web.moments import AS_OF, PARAMETERS, SAID_BY

FILES = TABLES
NEWEST = 50
IN_FEED = "atom"
GENERAL, SPECIFIC = "yes", "no"
of_a_moment = understands(
    SAID_BY, AS_OF, because=gettext_lazy("A conflict is between two statements that had certainly been made by then.")
)


def _sides(row: Listed) -> tuple[str, ...]:
    return row.sides


def _parties(row: Listed) -> tuple[str, ...]:
    return row.first.speaker.slug, row.second.speaker.slug


def _general(row: Listed) -> tuple[str, ...]:
    if row.conflict.with_general:
        return (GENERAL,)
    return (SPECIFIC,) if row.country else ()


def _name(row: Listed, slug: str) -> str:
    return next(each.speaker.name for each in row.ends if each.speaker.slug == slug)


def _general_words(row: Listed, value: str) -> str:
    return _("With a general statement") if value == GENERAL else _("Between statements about the same country")


class ConflictFilter(ComputedFilter[Listed]):
    """What a reader can ask of the conflicts."""

    asks: ClassVar = {
        "country": Ask(
            gettext_lazy("Country"),
            lambda row: (row.code,),
            lambda row, code: row.country or _("About no single country"),
            gettext_lazy("No conflict about “%(value)s” is recorded."),
        ),
        "heading": Ask(
            gettext_lazy("Heading"),
            lambda row: (row.asked.heading,),
            lambda row, slug: row.asked.heading_title,
            gettext_lazy("No conflict under “%(value)s” is recorded."),
            in_order=True,
        ),
        "question": Ask(
            gettext_lazy("Question"),
            lambda row: (row.asked.slug,),
            lambda row, slug: row.asked.wording,
            gettext_lazy("No conflict on “%(value)s” is recorded."),
            in_order=True,
        ),
        "side": Ask(
            gettext_lazy("Side"),
            _sides,
            lambda row, side: side_title(side),
            gettext_lazy("No conflict with a side “%(value)s” is recorded."),
        ),
        "party": Ask(
            gettext_lazy("Speaker"), _parties, _name, gettext_lazy("No conflict with “%(value)s” is recorded.")
        ),
        "general": Ask(
            gettext_lazy("General statements"),
            _general,
            _general_words,
            gettext_lazy("“general” can be “yes” or “no”, not “%(value)s”."),
        ),
    }

    def words_of(self, row: Listed) -> Iterable[str]:
        """What is said, by whom, about what; under which country, heading and question."""
        yield self._folded_once(row.code, lambda: row.country)
        yield self._folded_once(row.asked.slug, lambda: f"{row.asked.heading_title} {row.asked.wording}")
        for end in row.conflict.between:
            for each in end:
                yield self._folded_once(each.ref, partial(_words_of_statement, each))

    def _folded_once(self, key: str, words: Callable[[], str]) -> str:
        known: dict[str, str] = self._folded
        if key not in known:
            known[key] = folded(words())
        return known[key]

    @cached_property
    def _folded(self) -> dict[str, str]:
        """Each statement stands in many conflicts, and is put in words for the search once."""
        return {}


def _words_of_statement(said: Statement) -> str:
    return f"{stand(said)} {said.sentence} {said.about.label} {said.speaker.native_name} {said.said_on or ''}"


def _conflicts(request: HttpRequest) -> ConflictFilter:
    return ConflictFilter(request.GET, every_conflict(request.user), request=request, also=PARAMETERS)


@of_a_moment
@require_safe
def conflict_list(request: HttpRequest) -> HttpResponse:
    """Where accounts conflict, country by country."""
    listing = _conflicts(request).listing()
    return show(
        request,
        listing,
        "claims/conflict_list.html",
        "claims/_conflicts.html",
        files=files_of(listing, ConflictResource, (*FILES, IN_FEED)),
        countries=_by_country(listing.page.object_list),
    )


@dataclass(frozen=True)
class Met:
    """Two speakers who conflict on one question about one country: the first such conflict, and the further ones."""

    lead: Listed
    more: tuple[Listed, ...]


def _by_country(rows: Iterable[Listed]) -> list[tuple[str, str, list[Met]]]:
    """The rows of one page under their countries, those between the same two speakers together."""
    return [
        (code, group[0].country, _by_pair(group))
        for code, found in groupby(rows, key=lambda row: row.code)
        if (group := list(found))
    ]


def _by_pair(rows: Iterable[Listed]) -> list[Met]:
    """Each pair stands where its first conflict stands, under the heading of its question."""
    pairs: dict[tuple[str, frozenset[str]], list[Listed]] = {}
    for row in rows:
        pairs.setdefault((row.asked.slug, frozenset(_parties(row))), []).append(row)
    return [Met(lead, tuple(more)) for lead, *more in pairs.values()]


@of_a_moment
@require_safe
def conflict_file(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The conflicts as a file, or the newest of them as a feed."""
    filters = _conflicts(request)
    if suffix == IN_FEED:
        return _feed(request, filters)
    resource = ConflictResource(request.build_absolute_uri("/").rstrip("/"))
    return export(filters, resource, name="conflicts", suffix=suffix, offered=FILES)  # type: ignore[arg-type]


class ConflictResource(ListResource):
    """One row for each conflict: the two statements and the sentence."""

    bytes_in_a_row = 730

    key = Column("key")
    country_code = Column()
    country = Column("country")
    heading = Column("asked__heading_title")
    question = Column("asked__wording")
    question_slug = Column("asked__slug")
    sentence = Column()
    reason = Column("conflict__reason")
    with_general_statement = Column("conflict__with_general")
    first_statement = Column("first__ref")
    first_speaker = Column("first__speaker__name")
    first_speaker_slug = Column("first__speaker__slug")
    first_stance = Column("first__stance")
    first_answer = Column("first__answer__text")
    first_about = Column("first__about__label")
    first_said_on = Column("first__said_on__text")
    second_statement = Column("second__ref")
    second_speaker = Column("second__speaker__name")
    second_speaker_slug = Column("second__speaker__slug")
    second_stance = Column("second__stance")
    second_answer = Column("second__answer__text")
    second_about = Column("second__about__label")
    second_said_on = Column("second__said_on__text")
    pairs_of_statements = Column("pairs")
    recorded_at = Column()
    url = Column()

    def __init__(self, site: str) -> None:
        """`site` is the beginning of every address."""
        super().__init__()
        self.site = site

    def dehydrate_country_code(self, row: Listed) -> str:
        """As in ISO 3166; empty where the conflict is about no single country."""
        return row.code.upper() if row.country else ""

    def dehydrate_sentence(self, row: Listed) -> str:
        """The conflict in words."""
        return conflict_explained(row.conflict)

    def dehydrate_recorded_at(self, row: Listed) -> str:
        """When the later of the two was published here, UTC."""
        return row.recorded_at.isoformat()

    def dehydrate_url(self, row: Listed) -> str:
        """The row in which both stand."""
        return self.site + address_of(row)

    def rows(self, queryset: Sequence[Listed]) -> Iterator[Row]:  # type: ignore[override]
        """One after the other, as the page shows them."""
        flat = self.flat()
        for row in queryset:
            yield flat(row)


def address_of(row: Listed) -> str:
    """The row in which both accounts stand side by side."""
    if row.code == NO_COUNTRY:
        return reverse("claims:row", args=["questions", row.asked.slug, NO_COUNTRY])
    return reverse("claims:row", args=["countries", row.code, row.asked.slug])


def newest(rows: Iterable[Listed]) -> list[Listed]:
    """The conflicts that were recorded last."""
    return nlargest(NEWEST, rows, key=lambda row: (row.recorded_at, row.first.ref, row.second.ref))


def _feed(request: HttpRequest, filters: ConflictFilter) -> HttpResponse:
    """The conflicts that were recorded last, newest first, as an Atom feed of the list as it was asked for."""
    rows = filters.qs
    if filters.notices:
        return HttpResponse("\n".join(filters.notices) + "\n", status=400, content_type="text/plain; charset=utf-8")
    site = request.build_absolute_uri("/").rstrip("/")
    query = filters.address() if filters.kept else ""
    feed = Atom1Feed(
        title=_("On Record: where accounts conflict"),
        link=site + reverse("claims:conflict_list") + query,
        description=_("Two recorded accounts that cannot both hold. It does not say which one does."),
        feed_url=site + reverse("claims:conflict_file", args=[IN_FEED]) + query,
        language="en",
        author_name=_("On Record"),
    )
    for row in newest(rows):
        place = row.country or _("About no single country")
        feed.add_item(
            title=f"{place}: {row.asked.heading_title}",
            link=site + address_of(row),
            description=escape(conflict_explained(row.conflict)),  # readers take the summary for HTML
            unique_id=f"{site}{reverse('claims:conflict_list')}#conflict-{row.key}",
            pubdate=row.recorded_at,
            updateddate=row.recorded_at,
            categories=[place, row.asked.heading_title],
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(response, "utf-8")
    return response
