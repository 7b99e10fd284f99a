"""The columns of countries, stations and agreements in exported files."""

from decimal import Decimal

from stations.models import Subject
from web.exports import Column, ListResource


class CountryResource(ListResource):
    """One row for each host country."""

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

    kind = Column("agreement_kind")
    statements = Column("statement_count")


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
