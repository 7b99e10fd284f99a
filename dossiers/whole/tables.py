"""The tables of the whole record: which rows readers may see of each, and what stands in which column.

Everything starts from what a reader who is not signed in may see, whoever asks. A person of the desk stands nowhere;
who checked or looked is the desk.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from claims.models import (
    Choice,
    Claim,
    ClaimQuerySet,
    Exclusion,
    Link,
    Question,
    QuestionSubjectKind,
    Relay,
    Search,
    Verification,
)
from claims.models.question import Heading
from sources.models import Citation, Party, Source
from stations.models import Country, Subject, SubjectName

NOBODY = AnonymousUser()


@dataclass(frozen=True)
class Of:
    """Where the value of a column is found. `to` names the table whose key it holds, `needed` that it always does."""

    path: str
    to: str = ""
    needed: bool = False
    kind: str = "TEXT"


@dataclass(frozen=True)
class PublicTable:
    """One table: its columns by name, its rows, its key, and the columns whose words can be searched."""

    name: str
    columns: dict[str, Of]
    rows: Callable[[], QuerySet[Any]]
    key: tuple[str, ...]
    searched: tuple[str, ...] = ()
    indexed: tuple[str, ...] = ()


def claims_shown() -> ClaimQuerySet:
    """Published and withdrawn statements, the latter marked so by their state."""
    return Claim.objects.visible_to(NOBODY).order_by()


def _keys(found: QuerySet[Any]) -> QuerySet[Any]:
    return found.order_by().values("pk")


def _passages() -> QuerySet[Any]:
    return Citation.objects.filter(pk__in=claims_shown().values("citation"))


def _relays() -> QuerySet[Any]:
    return Relay.objects.filter(claim__in=_keys(claims_shown()))


def _links() -> QuerySet[Any]:
    shown = _keys(claims_shown())
    return Link.objects.filter(claim__in=shown, to__in=shown)


def _searches() -> QuerySet[Any]:
    return Search.objects.all()


def _texts(*names: str) -> dict[str, Of]:
    return {name: Of(name) for name in names}


def _key(name: str, path: str = "") -> dict[str, Of]:
    return {name: Of(path or name, needed=True)}


def _integers(*names: str) -> dict[str, Of]:
    return {name: Of(name, kind="INTEGER") for name in names}


def _flags(*names: str) -> dict[str, Of]:
    return {name: Of(name, kind="BOOLEAN") for name in names}


TABLES: tuple[PublicTable, ...] = (
    PublicTable("countries", {**_key("code"), **_texts("alpha3", "name")}, lambda: Country.objects.all(), ("code",)),
    PublicTable("headings", {**_key("slug"), **_texts("title"), **_integers("order")}, Heading.objects.all, ("slug",)),
    PublicTable(
        "questions",
        {
            **_key("slug"),
            "heading": Of("heading__slug", "headings", needed=True),
            **_texts("wording", "answer_type", "timing", "date_kind"),
            **_flags("can_conflict", "general_statements_join"),
            **_texts("note"),
            **_integers("order"),
        },
        lambda: Question.objects.all(),
        ("slug",),
    ),
    PublicTable(
        "question_subjects",
        {"question": Of("question__slug", "questions", needed=True), "subject_kind": Of("kind", needed=True)},
        QuestionSubjectKind.objects.all,
        ("question", "subject_kind"),
    ),
    PublicTable(
        "choices",
        {
            "question": Of("question__slug", "questions", needed=True),
            **_key("slug"),
            **_texts("label", "definition"),
            "narrower_than": Of("narrower_than__slug"),
            **_integers("order"),
        },
        Choice.objects.all,
        ("question", "slug"),
    ),
    PublicTable(
        "choice_exclusions",
        {
            "question": Of("question__slug", "questions", needed=True),
            "first": Of("first__slug", needed=True),
            "second": Of("second__slug", needed=True),
        },
        Exclusion.objects.all,
        ("question", "first", "second"),
    ),
    PublicTable(
        "parties",
        {
            **_key("slug"),
            **_texts("name", "native_name", "kind"),
            "country_code": Of("country__code", "countries"),
            "part_of": Of("part_of__slug", "parties"),
            **_flags("described_by_role"),
            **_texts("state_media_reason"),
        },
        lambda: Party.objects.in_reach_of(NOBODY),
        ("slug",),
        searched=("name", "native_name"),
        indexed=("country_code", "kind"),
    ),
    PublicTable(
        "subjects",
        {
            **_key("slug"),
            **_texts("kind", "label"),
            "country_code": Of("country__code", "countries"),
            "parent": Of("parent__slug", "subjects"),
            **_texts("precision"),
            "latitude": Of("latitude", kind="REAL"),
            "longitude": Of("longitude", kind="REAL"),
            **_texts("agreement_kind"),
        },
        lambda: Subject.objects.in_reach_of(NOBODY),
        ("slug",),
        searched=("label",),
        indexed=("country_code", "kind", "parent"),
    ),
    PublicTable(
        "subject_names",
        {"subject": Of("subject__slug", "subjects", needed=True), **_key("name"), **_texts("language", "note")},
        lambda: SubjectName.objects.filter(subject__in=_keys(Subject.objects.in_reach_of(NOBODY))),
        ("subject", "name", "language"),
        searched=("name",),
    ),
    PublicTable(
        "sources",
        {
            **_key("slug"),
            "kind": Of("csl_type"),
            **_texts("title", "translated_title", "authors"),
            "publisher_slug": Of("publisher__slug", "parties"),
            **_texts("container_title", "issued", "language", "url", "archive_url", "accessed", "number", "version"),
            **_texts("copy_kind", "note"),
            "subject": Of("subject__slug", "subjects"),
        },
        lambda: Source.objects.in_reach_of(NOBODY),
        ("slug",),
        searched=("title", "translated_title", "authors"),
        indexed=("publisher_slug",),
    ),
    PublicTable(
        "citations",
        {
            "id": Of("pk", needed=True, kind="INTEGER"),
            "source": Of("source__slug", "sources", needed=True),
            **_texts("locator_label", "locator"),
            "quote": Of("exact"),
            "quote_before": Of("prefix"),
            "quote_after": Of("suffix"),
            "whose_words": Of("words"),
            "quote_language": Of("language"),
            **_texts("translation", "translated_by"),
            "quote_check": Of("quote_check__result"),
            "quote_page": Of("quote_check__page", kind="INTEGER"),
            "copy_sha256": Of("quote_check__file_sha256"),
        },
        _passages,
        ("id",),
        searched=("quote", "translation"),
        indexed=("source",),
    ),
    PublicTable(
        "claims",
        {
            **_key("ref"),
            **_texts("state"),
            "subject": Of("subject__slug", "subjects", needed=True),
            "country_code": Of("country__code", "countries"),
            "question": Of("question__slug", "questions", needed=True),
            "speaker": Of("asserted_by__slug", "parties", needed=True),
            **_texts("speaker_name", "speaker_office", "stance"),
            "answer_choice": Of("choice__slug"),
            "answer_count_operator": Of("count_operator"),
            "answer_count": Of("count_value", kind="INTEGER"),
            "answer_count_to": Of("count_to", kind="INTEGER"),
            "answer_count_unit": Of("count_unit__slug"),
            "answer_count_scope": Of("count_scope"),
            "answer_date": Of("date_answer"),
            "answer_party": Of("answer_party__slug", "parties"),
            **_texts("statement"),
            "said_on": Of("asserted_on"),
            "said_on_earliest": Of("asserted_on_earliest"),
            "said_on_latest": Of("asserted_on_latest"),
            **_texts("about_period"),
            "asked_about": Of("asked_about__code", "countries"),
            "asked_by": Of("asked_by__slug", "parties"),
            "citation": Of("citation_id", "citations", needed=True, kind="INTEGER"),
            **_flags("origin_stated"),
            **_texts("public_note"),
            **_flags("published_alone"),
        },
        claims_shown,
        ("ref",),
        searched=("statement", "public_note"),
        indexed=("country_code", "subject", "question", "speaker", "citation", "said_on_latest"),
    ),
    PublicTable(
        "relays",
        {
            "claim": Of("claim__ref", "claims", needed=True),
            "position": Of("position", needed=True, kind="INTEGER"),
            "party": Of("party__slug", "parties", needed=True),
            "source": Of("source__slug", "sources"),
        },
        _relays,
        ("claim", "position"),
        indexed=("party",),
    ),
    PublicTable(
        "links",
        {
            "claim": Of("claim__ref", "claims", needed=True),
            "kind": Of("kind", needed=True),
            "to_claim": Of("to__ref", "claims", needed=True),
        },
        _links,
        ("claim", "kind", "to_claim"),
        indexed=("to_claim",),
    ),
    PublicTable(
        "verifications",
        {
            "claim": Of("claim__ref", "claims", needed=True),
            "kind": Of("kind", needed=True),
            "checked_on": Of("verified_at__date", needed=True),
        },
        lambda: Verification.objects.filter(claim__in=_keys(claims_shown())),
        ("claim", "kind", "checked_on"),
    ),
    PublicTable(
        "searches",
        {
            **_key("slug"),
            **_texts("what", "where", "period", "language"),
            "country_code": Of("country__code", "countries"),
            "question": Of("question__slug", "questions"),
            **_texts("side"),
            "party_slug": Of("party__slug", "parties"),
            **_texts("searched_on", "result", "note"),
        },
        _searches,
        ("slug",),
        searched=("what", "note"),
        indexed=("country_code",),
    ),
)
