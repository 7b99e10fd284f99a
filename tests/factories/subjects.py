"""Countries, and what lies in them: what claims are about."""

from typing import Any

from stations.choices import KINDS_IN_A_COUNTRY, AgreementKind, Precision, SubjectKind
from stations.models import Country, Subject, SubjectName
from tests.factories.people import number

COUNTRIES = {
    "CN": ("CHN", "156", "China", "China"),
    "IT": ("ITA", "380", "Italy", "Italy"),
    "HU": ("HUN", "348", "Hungary", "Hungary"),
    "GB": ("GBR", "826", "United Kingdom", "the United Kingdom"),
    "NL": ("NLD", "528", "Netherlands", "the Netherlands"),
    "FR": ("FRA", "250", "France", "France"),
}


def make_country(*, code: str = "IT", **fields: Any) -> Country:
    """The country of this code; made once."""
    found = Country.objects.filter(code=code).first()
    if found:
        return found
    alpha3, numeric, name, in_text = COUNTRIES.get(code, (f"{code}X", "", f"Country {code}", f"Country {code}"))
    values = {"alpha3": alpha3, "numeric": numeric, "name": name, "name_in_text": in_text}
    return Country.objects.create(code=code, **{**values, **fields})


def make_subject(*, kind: str, parent: Subject | None = None, country: Country | None = None, **fields: Any) -> Subject:
    """A subject of any kind. Those in a country take their parent's, or Italy."""
    if kind in KINDS_IN_A_COUNTRY:
        country = country or (parent.country if parent else make_country())
    values: dict[str, Any] = {"slug": f"{kind}-{number()}", "label": f"A {kind}"}
    if kind == SubjectKind.AGREEMENT:
        values["agreement_kind"] = AgreementKind.POLICE_COOPERATION
    if kind in (SubjectKind.PLACE, SubjectKind.STATION):
        values["precision"] = Precision.CITY
    return Subject.objects.create(
        kind=kind,
        country=country,
        parent=parent,
        parent_kind=parent.kind if parent else None,
        **{**values, **fields},
    )


def make_network(**fields: Any) -> Subject:
    """The network as a whole; made once."""
    found = Subject.objects.filter(kind=SubjectKind.NETWORK).first()
    return found or make_subject(
        kind=SubjectKind.NETWORK, **{"slug": "network", "label": "The reported network", **fields}
    )


def make_country_subject(country: Country | None = None, **fields: Any) -> Subject:
    """A country as a thing that claims are about; made once."""
    country = country or make_country()
    found = Subject.objects.filter(kind=SubjectKind.COUNTRY, country=country).first()
    values = {"slug": country.code.lower(), "label": country.name, **fields}
    return found or make_subject(kind=SubjectKind.COUNTRY, country=country, **values)


def make_place(*, country: Country | None = None, **fields: Any) -> Subject:
    """A city in a country."""
    fields.setdefault("parent", make_country_subject(country))
    return make_subject(kind=SubjectKind.PLACE, **fields)


def make_station(*, place: Subject | None = None, country: Country | None = None, **fields: Any) -> Subject:
    """A reported station in a place."""
    fields.setdefault("parent", place or make_place(country=country))
    return make_subject(kind=SubjectKind.STATION, **fields)


def make_agreement(*, country: Country | None = None, **fields: Any) -> Subject:
    """A bilateral policing agreement."""
    fields.setdefault("parent", make_country_subject(country))
    return make_subject(kind=SubjectKind.AGREEMENT, **fields)


def make_case(*, country: Country | None = None, **fields: Any) -> Subject:
    """A reported return, never with a name."""
    fields.setdefault("parent", make_country_subject(country))
    return make_subject(kind=SubjectKind.CASE, **fields)


def make_name(*, subject: Subject | None = None, name: str = "警侨事务海外服务站", **fields: Any) -> SubjectName:
    """Another name of a subject."""
    return SubjectName.objects.create(subject=subject or make_station(), name=name, **{"language": "zh-Hans", **fields})
