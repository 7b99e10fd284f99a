"""The columns of countries, stations and agreements in exported files."""

from collections.abc import Collection
from decimal import Decimal

from stations.models import Subject
from web.exports import Column, ListResource
from web.list_formats import Place


class CountryResource(ListResource):
    """One row for each host country."""

    bytes_in_a_row = 20

    code = Column("code")
    alpha3 = Column("alpha3")
    name = Column("name")
    statements = Column("statement_count")


class SubjectResource(ListResource):
    """What stations and agreements have in common."""

    slug = Column("slug")
    label = Column("label")
    other_names = Column()
    country_code = Column("country__code")
    country = Column("country__name")

    def dehydrate_other_names(self, subject: Subject) -> str:
        """In their own scripts, separated by semicolons."""
        return "; ".join(sorted(name.name for name in subject.names.all()))


class StationResource(SubjectResource):
    """One row for each reported station. The coordinates are those of the city; an address is never public."""

    bytes_in_a_row = 90
    position = Place("longitude", "latitude", key="slug")

    place = Column()
    precision = Column("precision")
    statements = Column("statement_count")
    latitude = Column()
    longitude = Column()

    def dehydrate_place(self, station: Subject) -> str:
        """The city or region in which it is reported; empty when only the country is known."""
        return station.parent.label if station.parent and station.parent.kind == "place" else ""

    def dehydrate_latitude(self, station: Subject) -> float | None:
        """Of the place around it."""
        return _number(station.parent.latitude if station.parent else None)

    def dehydrate_longitude(self, station: Subject) -> float | None:
        """Of the place around it."""
        return _number(station.parent.longitude if station.parent else None)


class AgreementResource(SubjectResource):
    """One row for each agreement or patrol arrangement."""

    bytes_in_a_row = 100

    kind = Column("agreement_kind")
    statements = Column("statement_count")


def positions(slugs: Collection[str]) -> dict[str, tuple[float | None, float | None]]:
    """Longitude and latitude of subjects by slug: their own, or those of the place that they lie in. One query."""
    own, around = ("longitude", "latitude"), ("parent__longitude", "parent__latitude")
    rows = Subject.objects.filter(slug__in=slugs).values_list("slug", *own, *around)
    return {
        slug: (_number(x), _number(y)) if x is not None else (_number(of_x), _number(of_y))
        for slug, x, y, of_x, of_y in rows
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
