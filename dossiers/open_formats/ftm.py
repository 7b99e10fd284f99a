"""The record as FollowTheMoney entities, one on each line, as OpenAleph, `ftm` and `alephclient` read them.

Written by ourselves: the followthemoney package needs ICU, which has to be compiled (docs/decisions/0055). The tests
hold every entity against it. Everything starts from what a reader who is not signed in may see; what was withdrawn is
left out, because an entity has no place that says so.

A statement is two edges. `Documentation` leads from the source to what the statement is about, `UnknownLink` from who
speaks: its role says that somebody speaks about something, and no edge says that they belong together.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from claims.accounts.read import statements
from claims.accounts.statement import Statement
from claims.models import ClaimQuerySet
from claims.wording import verb_in_sentence
from dossiers.open_formats.languages import THREE_LETTERS
from dossiers.whole.tables import NOBODY, claims_shown
from sources.choices import CslType, PartyKind, Words
from sources.models import Party, Source
from sources.untitled import untitled
from stations.choices import SubjectKind
from stations.models import Country, Subject
from stations.reach import named_in
from web.batches import batches
from web.edtf import EdtfDate, parse

ROWS_AT_A_TIME = 500
PUBLISHER = "On Record"
SPEAKS = "speaks about it"
NO_FINDING = "Entered here because somebody speaks, or is spoken of, in a source. Being entered here is not a finding."
# A year, a month or a day; anything else that EDTF can say stands in words.
PLAIN_DATE = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")

PUBLIC_BODIES = {
    PartyKind.GOVERNMENT, PartyKind.LOCAL_AUTHORITY, PartyKind.POLICE, PartyKind.INTELLIGENCE, PartyKind.COURT,
    PartyKind.MISSION,
}  # fmt: skip
ORGANISATIONS = {
    PartyKind.RULING_PARTY, PartyKind.STATE_MEDIA, PartyKind.NGO, PartyKind.NEWS_MEDIA, PartyKind.ASSOCIATION,
    PartyKind.INTERNATIONAL_BODY,
}  # fmt: skip
ARTICLES = {
    CslType.ARTICLE_NEWSPAPER, CslType.ARTICLE_MAGAZINE, CslType.ARTICLE_JOURNAL, CslType.WEBPAGE, CslType.POST_WEBLOG,
    CslType.POST, CslType.ENTRY_ENCYCLOPEDIA,
}  # fmt: skip
SUBJECTS = {
    SubjectKind.NETWORK: "Organization",
    SubjectKind.BRANCH: "Organization",
    SubjectKind.STATION: "Organization",
    SubjectKind.REGION: "Address",
    SubjectKind.COUNTRY: "Address",
    SubjectKind.PLACE: "Address",
    SubjectKind.AGREEMENT: "Event",
    SubjectKind.CASE: "Event",
    SubjectKind.DOCUMENT: "Pages",
}
# In these an entity may lie; the link to a place is the address of a thing.
PLACES = {SubjectKind.REGION, SubjectKind.COUNTRY, SubjectKind.PLACE}

Entity = dict[str, Any]
Absolute = Callable[[str], str]


def lines(absolute: Absolute, country: Country | None = None) -> Iterator[bytes]:
    """Each entity as a line of JSON: what is named first, then what is said. `absolute` makes a whole address."""
    for entity in entities(absolute, country):
        yield json.dumps(entity, ensure_ascii=False).encode() + b"\n"


def entities(absolute: Absolute, country: Country | None = None) -> Iterator[Entity]:
    """Everything, or what is said about one country with whatever that names. A few hundred are held at a time."""
    claims = claims_shown().standing()
    parties: QuerySet[Party] = Party.objects.listed_for(NOBODY)
    subjects: QuerySet[Subject] = Subject.objects.listed_for(NOBODY)
    sources: QuerySet[Source] = Source.objects.listed_for(NOBODY)
    if country:
        claims = claims.about(country)
        speaking = ["asserted_by", "asked_by", "relays__party", "answer_party", "citation__source__publisher"]
        parties = parties.filter(named_in(parties, claims, speaking, around="part_of"))
        subjects = subjects.filter(named_in(subjects, claims, ["subject"], around="parent"))
        sources = sources.filter(named_in(sources, claims, ["citation__source"]))
    yield from _parties(parties, absolute)
    yield from _subjects(subjects, absolute)
    yield from _sources(sources, absolute)
    yield from _claims(claims, absolute)


def _parties(parties: QuerySet[Party], absolute: Absolute) -> Iterator[Entity]:
    bodies = _there(parties, "part_of")
    for party in parties.select_related("country", "part_of").order_by("pk").iterator(ROWS_AT_A_TIME):
        yield entity(
            f"party-{party.slug}",
            _schema_of(party),
            name=party.name,
            alias=party.native_name,
            classification=str(PartyKind(party.kind).label),
            country=party.country.code.lower() if party.country else "",
            parent=f"on-record-party-{party.part_of.slug}" if party.part_of and party.part_of_id in bodies else "",
            notes=party.state_media_reason,
            **_told(absolute(party.get_absolute_url())),
        )


def _schema_of(party: Party) -> str:
    """A private person and whoever is described by a role is no `Person`: there is nobody to be found by a name."""
    if party.kind in PUBLIC_BODIES:
        return "PublicBody"
    return "Organization" if party.kind in ORGANISATIONS else "LegalEntity"


def _subjects(subjects: QuerySet[Subject], absolute: Absolute) -> Iterator[Entity]:
    around = _there(subjects, "parent")
    related = subjects.select_related("country", "parent").prefetch_related("names").order_by("pk")
    for subject in related.iterator(ROWS_AT_A_TIME):
        yield _subject(subject, absolute, subject.parent if subject.parent_id in around else None)


def _subject(subject: Subject, absolute: Absolute, parent: Subject | None) -> Entity:
    schema, country = SUBJECTS[SubjectKind(subject.kind)], subject.country
    told: dict[str, Any] = {
        "name": subject.label,
        "alias": [name.name for name in subject.names.all()],
        "country": country.code.lower() if country else "",
        **_told(absolute(subject.get_absolute_url())),
    }
    if parent and parent.kind in PLACES:
        told["addressEntity"] = f"on-record-subject-{parent.slug}"
    if schema == "Address":
        whole = [subject.label, country.name if country and subject.kind != SubjectKind.COUNTRY else ""]
        told["full"] = ", ".join(part for part in whole if part)
        told["city"] = subject.label if subject.kind == SubjectKind.PLACE else ""
        told["latitude"], told["longitude"] = _degrees(subject.latitude), _degrees(subject.longitude)
    elif schema == "Organization":
        told["classification"] = str(SubjectKind(subject.kind).label)
    else:
        told["keywords"] = str(SubjectKind(subject.kind).label)
    return entity(f"subject-{subject.slug}", schema, **told)


def _sources(sources: QuerySet[Source], absolute: Absolute) -> Iterator[Entity]:
    for source in sources.select_related("publisher").order_by("pk").iterator(ROWS_AT_A_TIME):
        publisher = source.publisher.name if source.publisher else source.container_title
        title = source.title or untitled(source.csl_type, source.url, publisher)
        yield entity(
            f"source-{source.slug}",
            "Article" if source.csl_type in ARTICLES else "Pages",
            name=title,
            title=title,
            alias=source.translated_title,
            author=source.authors,
            publisher=publisher,
            language=THREE_LETTERS.get(source.language.partition("-")[0], ""),
            publishedAt=_plain(parse(source.issued)),
            date=_plain(parse(source.issued)),
            retrievedAt=_plain(parse(source.accessed)),
            sourceUrl=[source.url, source.archive_url],
            keywords=str(CslType(source.csl_type).label),
            notes=[f"On Record: {absolute(source.get_absolute_url())}", source.note],
        )


def _claims(claims: ClaimQuerySet, absolute: Absolute) -> Iterator[Entity]:
    refs_in_order = claims.order_by("pk").values_list("ref", flat=True).iterator(chunk_size=ROWS_AT_A_TIME)
    for refs in batches(refs_in_order, ROWS_AT_A_TIME):
        for statement in statements(claims_shown().filter(ref__in=refs).order_by("pk")):
            yield from _edges(statement, absolute)


def _edges(statement: Statement, absolute: Absolute) -> Iterator[Entity]:
    about = f"on-record-subject-{statement.about.slug}"
    source = f"on-record-source-{statement.passage.document.slug}"
    told = {
        **_shared(statement),
        "proof": source,
        "sourceUrl": [statement.passage.document.url, absolute(reverse("claims:claim", args=[statement.ref]))],
    }
    words = _role(statement)
    yield entity(
        f"statement-{statement.ref}-source", "Documentation", document=source, entity=about, role=words, **told
    )
    speaker = f"on-record-party-{statement.speaker.slug}"
    yield entity(f"statement-{statement.ref}-speaker", "UnknownLink", subject=speaker, object=about, role=words, **told)


def _role(statement: Statement) -> str:
    """“speaks about it: denies: a police station”: an edge is read without its ends, so it says that this is speech."""
    return ": ".join(part for part in (SPEAKS, verb_in_sentence(statement.stance), statement.answer.text) if part)


def _shared(statement: Statement) -> dict[str, Any]:
    """What both edges of a statement say of it. The quotation keeps its marks, and whose words they are."""
    passage, period = statement.passage, statement.about_period
    office = ", ".join(part for part in (statement.speaker_name, statement.speaker_office) if part)
    described = [
        f"{statement.speaker.name}{f' ({office})' if office else ''}: {statement.asked.wording}",
        f"“{passage.exact}” ({Words(passage.words).label})" if passage.exact else "",
        f"Where it stands: {passage.locator_label} {passage.locator}" if passage.locator else "",
        f"Translation: “{passage.translation}”" if passage.translation else "",
        f"Said on: {statement.said_on.text}" if statement.said_on and not _plain(statement.said_on) else "",
        f"Speaks of: {period.text}" if period else "",
        f"Reached the source through: {' → '.join(step.name for step in statement.relays)}" if statement.relays else "",
        "" if statement.origin_stated else "The source does not say where it has this from.",
        statement.public_note,
    ]
    return {
        "summary": statement.sentence,
        "description": described,
        "publisher": passage.document.publisher,
        "recordId": statement.ref,
        "date": _plain(statement.said_on),
        "startDate": period.earliest.isoformat() if period and period.earliest else "",
        "endDate": period.latest.isoformat() if period and period.latest else "",
        "status": statement.stance,
    }


def entity(key: str, schema: str, **properties: str | Iterable[str]) -> Entity:
    """One entity: its values as lists, without the empty ones. Equal rows keep their id at every installation."""
    filled = {
        name: [value for value in ([given] if isinstance(given, str) else given) if value]
        for name, given in properties.items()
    }
    return {
        "id": f"on-record-{key}",
        "schema": schema,
        "properties": {name: list(dict.fromkeys(values)) for name, values in filled.items() if values},
    }


def _told(address: str) -> dict[str, str]:
    return {"publisher": PUBLISHER, "publisherUrl": address, "description": NO_FINDING}


def _there(rows: QuerySet[Any], around: str) -> set[int]:
    """Keys of what lies around these rows and is one of them: nothing points at what is not handed over."""
    return set(rows.filter(pk__in=rows.order_by().values(around)).values_list("pk", flat=True))


def _plain(when: EdtfDate | None) -> str:
    return when.text if when and PLAIN_DATE.match(when.text) else ""


def _degrees(value: Any) -> str:
    return "" if value is None else f"{value:f}"
