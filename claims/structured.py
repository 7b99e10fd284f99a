"""What a page is about, in the words of schema.org, for search engines and other programs that read pages.

A statement is a `Claim` in which a `Quotation` stands. `ClaimReview` is not used: it is a verdict, and there is none
here. What is reported is a `Place` of which somebody speaks, never an organisation that would be there. Nothing here
touches the database; what it takes was read for the page.
"""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse

from claims.accounts.statement import About, Document, Passage, Speaker, Statement
from claims.choices import ClaimState
from sources.choices import CslType, PartyKind, Words
from stations.choices import SubjectKind
from stations.models import Country, Subject
from web.edtf import EdtfDate

CONTEXT = "https://schema.org"
NO_FINDING = "On Record shows who said what, when, and where it can be read. Being entered here is not a finding."
ISO_DATE = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")
PEOPLE = {PartyKind.PRIVATE_PERSON, PartyKind.POLITICIAN}
DOCUMENTS = {
    CslType.ARTICLE_NEWSPAPER: "NewsArticle",
    CslType.ARTICLE_MAGAZINE: "Article",
    CslType.ARTICLE_JOURNAL: "ScholarlyArticle",
    CslType.REPORT: "Report",
    CslType.WEBPAGE: "WebPage",
    CslType.POST_WEBLOG: "BlogPosting",
    CslType.POST: "SocialMediaPosting",
    CslType.LEGISLATION: "Legislation",
    CslType.BOOK: "Book",
    CslType.DATASET: "Dataset",
}
PLACES = {SubjectKind.STATION, SubjectKind.PLACE, SubjectKind.REGION, SubjectKind.COUNTRY}

Json = dict[str, Any]
Absolute = Callable[[str], str]


def claim(statement: Statement, absolute: Absolute) -> Json:
    """One statement: who says what of what, where it can be read, and the passage."""
    address = absolute(reverse("claims:claim", args=[statement.ref]))
    return _given(
        {
            "@context": CONTEXT,
            "@type": "Claim",
            "@id": address,
            "url": address,
            "identifier": statement.ref,
            "text": statement.sentence,
            "author": _speaker(statement.speaker, absolute),
            "about": _about(statement.about, absolute),
            "dateCreated": _date(statement.said_on),
            "appearance": document(statement.passage.document, absolute, inside=True),
            "hasPart": _quotation(statement.passage, statement.speaker, absolute),
            "creativeWorkStatus": "Withdrawn" if statement.state == ClaimState.WITHDRAWN else "",
            **_of_the_site(absolute),
        }
    )


def document(found: Document, absolute: Absolute, *, inside: bool = False) -> Json:
    """A source. Its address is that of the publisher, its page here says something about it."""
    page = absolute(reverse("claims:source", args=[found.slug]))
    return _given(
        {
            **({} if inside else {"@context": CONTEXT}),
            "@type": DOCUMENTS.get(CslType(found.csl_type), "CreativeWork"),
            "@id": f"{page}#source",
            "name": found.title,
            "alternateName": found.translated_title,
            "creditText": found.authors,
            "publisher": {"@type": "Organization", "name": found.publisher} if found.publisher else "",
            "datePublished": _date(found.issued),
            "inLanguage": found.language,
            "url": found.url,
            "archivedAt": found.archive_url,
            "identifier": found.number,
            "mainEntityOfPage": page,
        }
    )


def subject(found: Subject, absolute: Absolute) -> Json:
    """The page of what statements are about: a reported station, its city, its country."""
    page = absolute(found.get_absolute_url())
    place = found.parent if found.parent and found.parent.kind == SubjectKind.PLACE else None
    about = _given(
        {
            "@type": "Place" if found.kind in PLACES else "Thing",
            "@id": f"{page}#subject",
            "name": found.label,
            "alternateName": [name.name for name in found.names.all()],
            "description": NO_FINDING,
            "containedInPlace": _place(place, found.country),
        }
    )
    return _page(page, found.label, about, absolute)


def country(found: Country, absolute: Absolute) -> Json:
    """The page of a country."""
    page = absolute(found.get_absolute_url())
    about = {"@type": "Country", "name": found.name, "identifier": found.code}
    return _page(page, f"{found.name}: who says what about reported overseas police stations", about, absolute)


def dataset(files: list[tuple[str, str, str]], absolute: Absolute) -> Json:
    """The whole record as a data set. `files` are name, media type and address of what can be taken."""
    page = absolute("/data/")
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": f"{page}#dataset",
        "name": "On Record",
        "description": f"Who says what about reported overseas police stations, and where they said it. {NO_FINDING}",
        "url": page,
        "license": settings.DATA_LICENCE_URL,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": "On Record", "url": absolute("/")},
        "measurementTechnique": absolute(reverse("claims:method")),
        "distribution": [
            {"@type": "DataDownload", "name": name, "encodingFormat": kind, "contentUrl": absolute(address)}
            for name, kind, address in files
        ],
    }


def _page(address: str, name: str, about: Json, absolute: Absolute) -> Json:
    page = {"@context": CONTEXT, "@type": "WebPage", "@id": address, "url": address, "name": name, "about": about}
    return {**page, "description": NO_FINDING, **_of_the_site(absolute)}


def _of_the_site(absolute: Absolute) -> Json:
    return {"isPartOf": {"@id": absolute("/data/#dataset")}, "license": settings.DATA_LICENCE_URL}


def _speaker(speaker: Speaker, absolute: Absolute) -> Json:
    """A private person stands by role, as everywhere."""
    return _given(
        {
            "@type": "Person" if speaker.kind in PEOPLE else "Organization",
            "name": speaker.name,
            "alternateName": speaker.native_name,
            "url": absolute(reverse("claims:party", args=[speaker.slug])),
        }
    )


def _about(about: About, absolute: Absolute) -> Json:
    return {"@type": "Place" if about.kind in PLACES else "Thing", "name": about.label}


def _quotation(passage: Passage, speaker: Speaker, absolute: Absolute) -> Json | str:
    """The words, spoken by the speaker only where they are the speaker's own."""
    if not passage.exact:
        return ""
    return _given(
        {
            "@type": "Quotation",
            "@id": absolute(reverse("claims:passage", args=[passage.key])),
            "text": passage.exact,
            "inLanguage": passage.language,
            "spokenByCharacter": _speaker(speaker, absolute) if passage.words == Words.OWN else "",
            "isPartOf": {"@id": absolute(reverse("claims:source", args=[passage.document.slug]) + "#source")},
        }
    )


def _place(place: Subject | None, country: Country | None) -> Json | str:
    around = {"@type": "Country", "name": country.name} if country else ""
    if place is None:
        return around
    geo = "" if place.latitude is None else {
        "@type": "GeoCoordinates", "latitude": float(place.latitude), "longitude": float(place.longitude or 0),
    }  # fmt: skip
    return _given({"@type": "City", "name": place.label, "geo": geo, "containedInPlace": around})


def _date(when: EdtfDate | None) -> str:
    return when.text if when and ISO_DATE.match(when.text) else ""


def _given(values: Json) -> Json:
    return {name: value for name, value in values.items() if value not in ("", [], None)}
