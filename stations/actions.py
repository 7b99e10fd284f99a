"""Entering what claims are about."""

from dataclasses import dataclass
from datetime import datetime

import pghistory
from django.db import transaction

from stations.choices import Precision, SubjectKind
from stations.models import Country, Subject
from users.models import User
from web.locks import wait_for
from web.slugs import free_slug


@dataclass(frozen=True, kw_only=True)
class NewPlace:
    """A city, district or region as somebody typed it."""

    label: str
    country: Country
    precision: str = Precision.CITY


@transaction.atomic
def add_place(new: NewPlace, *, by: User, at: datetime) -> Subject:
    """Enter a place; one of the same name in the same country is found again."""
    wait_for(f"places of country {new.country.pk}")
    known = Subject.objects.places().in_country(new.country).filter(label__iexact=new.label).order_by("pk").first()
    if known:
        return known
    parent = country_subject(new.country, by=by, at=at)
    with pghistory.context(who=by.pk, at=at.isoformat(), why="A place was added."):
        return Subject.objects.create(
            kind=SubjectKind.PLACE,
            slug=free_slug(Subject, new.label, otherwise="place"),
            label=new.label,
            country=new.country,
            parent=parent,
            parent_kind=parent.kind,
            precision=new.precision,
        )


@transaction.atomic
def country_subject(country: Country, *, by: User, at: datetime) -> Subject:
    """The country as a thing that claims are about; entered when it is not yet."""
    wait_for(f"subject of country {country.pk}")
    known = Subject.objects.filter(kind=SubjectKind.COUNTRY, country=country).first()
    if known:
        return known
    with pghistory.context(who=by.pk, at=at.isoformat(), why="A country was added."):
        slug = free_slug(Subject, country.name, otherwise="country")
        return Subject.objects.create(kind=SubjectKind.COUNTRY, slug=slug, label=country.name, country=country)
