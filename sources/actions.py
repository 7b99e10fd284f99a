"""Entering who speaks, what can be cited, and the passages."""

from dataclasses import dataclass
from datetime import datetime

import pghistory
from django.db import transaction
from django.db.models import Q

from sources.addresses import known_at, normalised
from sources.choices import CslType, PartyKind, Words
from sources.models import Capture, Citation, Party, PartyAlias, Source
from stations.models import Country
from users.models import Desk, User
from web import edtf
from web.locks import wait_for
from web.slugs import free_slug


@dataclass(frozen=True, kw_only=True)
class NewParty:
    """A body or person as somebody typed it."""

    name: str
    kind: str = PartyKind.UNKNOWN
    native_name: str = ""
    country: Country | None = None
    described_by_role: bool = False
    state_media_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class NewSource:
    """A document as somebody typed it. `issued` and `accessed` are EDTF; what has an address was read today otherwise.

    With `restricted_reason` it is restricted from the first: to the desk, or to the whole house where that is None.
    """

    csl_type: str = CslType.DOCUMENT
    title: str = ""
    authors: str = ""
    publisher: Party | None = None
    container_title: str = ""
    issued: str = ""
    accessed: str = ""
    language: str = "en"
    url: str = ""
    archive_url: str = ""
    number: str = ""
    desk: Desk | None = None
    restricted_reason: str = ""

    @property
    def restricted(self) -> bool:
        """Whether it is kept from readers."""
        return bool(self.restricted_reason)


@dataclass(frozen=True, kw_only=True)
class NewPassage:
    """The words that were read, and where they stand. `capture` is the copy of the source that they were taken from."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    capture: Capture | None = None
    words: str = Words.REPORTED
    locator_label: str = ""
    locator: str = ""
    language: str = ""
    translation: str = ""
    translated_by: str = ""


def known_party(name: str, country: Country | None) -> Party | None:
    """The party that has, or once had, this name in this country, or in none; whatever the case of the letters."""
    named = Q(name__iexact=name) | Q(pk__in=PartyAlias.objects.filter(name__iexact=name).values("party"))
    return Party.objects.filter(named, country=country).order_by("pk").first()


@transaction.atomic
def add_party(new: NewParty, *, by: User, at: datetime) -> Party:
    """Enter a body or person that speaks; one that somebody entered a moment before is found again."""
    wait_for(f"party {new.name.casefold()}")
    known = known_party(new.name, new.country)
    if known:
        return known
    with pghistory.context(who=by.pk, at=at.isoformat(), why="A party was added."):
        return Party.objects.create(
            slug=free_slug(Party, new.name, otherwise="party", also=PartyAlias),
            name=new.name,
            native_name=new.native_name,
            kind=new.kind,
            country=new.country,
            described_by_role=new.described_by_role,
            state_media_reason=new.state_media_reason,
        )


@transaction.atomic
def add_source(new: NewSource, *, by: User, at: datetime) -> Source:
    """Enter a document; a known address gives the document that stands there, also when two enter it at once."""
    if new.url:
        wait_for(f"source {normalised(new.url)}")
        known = known_at(new.url, by, restricted=new.restricted, desk=new.desk)
        if known:
            return known
    with pghistory.context(who=by.pk, at=at.isoformat(), why="A source was added."):
        return Source.objects.create(
            slug=free_slug(Source, new.title, otherwise="source"),
            csl_type=new.csl_type,
            title=new.title,
            authors=new.authors,
            publisher=new.publisher,
            container_title=new.container_title,
            language=new.language,
            url=new.url,
            archive_url=new.archive_url,
            number=new.number,
            accessed=new.accessed or (at.date().isoformat() if new.url else ""),
            restricted=new.restricted,
            restricted_reason=new.restricted_reason,
            desk=new.desk,
            **edtf.columns("issued", new.issued),
        )


@transaction.atomic
def add_citation(source: Source, new: NewPassage, *, by: User, at: datetime) -> Citation:
    """Enter a passage; one that is entered already, with all that belongs to it, is found again."""
    columns = {
        "locator_label": new.locator_label if new.locator else "",
        "locator": new.locator,
        "exact": new.exact,
        "prefix": new.prefix,
        "suffix": new.suffix,
        "capture": new.capture,
        "words": new.words,
        "language": new.language or source.language,
        "translation": new.translation,
        "translated_by": new.translated_by if new.translation else "",
    }
    wait_for(f"passages of source {source.pk}")
    known = source.citations.filter(**columns).order_by("pk").first()
    if known:
        return known
    with pghistory.context(who=by.pk, at=at.isoformat(), why="A passage was added."):
        return Citation.objects.create(source=source, **columns)
