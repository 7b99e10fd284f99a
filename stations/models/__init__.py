"""Host countries and everything in or about them that a claim can be about."""

from stations.models.country import Country, CountryQuerySet
from stations.models.subject import Agreement, Case, Place, Station, Subject, SubjectName, SubjectQuerySet

__all__ = [
    "Agreement",
    "Case",
    "Country",
    "CountryQuerySet",
    "Place",
    "Station",
    "Subject",
    "SubjectName",
    "SubjectQuerySet",
]
