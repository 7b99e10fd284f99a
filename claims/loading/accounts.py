"""The claims that the fixtures would add, with their passages, relays and links."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Model

from claims.choices import ClaimState
from claims.loading.files import Fixtures, Row
from claims.loading.plan import Ground
from claims.loading.table import Table
from claims.models import Claim, Link, Relay, SamePlace, Search
from sources.models import Citation
from users.models import User
from web import edtf

SAID = (
    "asserted_by",
    "speaker_name",
    "speaker_office",
    "stance",
    "statement",
    "asserted_on",
    "about_period",
    "asked_about",
    "asked_by",
)
ANSWERED = (
    "choice",
    "count_operator",
    "count_value",
    "count_to",
    "count_unit",
    "count_scope",
    "date_answer",
    "answer_party",
)
CONCERNS = ("country", "question", "party", "side")


@dataclass(frozen=True)
class Desk:
    """Who enters the fixtures' claims, who reviews them, and when; nobody reviews a claim of their own."""

    contributor: User
    editor: User
    at: datetime


@dataclass
class Accounts:
    """Claims and what hangs on them. What stands on a claim that was there already is left alone."""

    citations: Table[Citation] = field(
        default_factory=lambda: Table("passages", lambda row: (row.source.slug, row.locator, row.exact))
    )
    claims: Table[Claim] = field(
        default_factory=lambda: Table(
            "claims",
            lambda row: row.ref,
            ("subject", "question", *SAID, *ANSWERED, "origin_stated", "public_note", "state"),
        )
    )
    relays: Table[Relay] = field(default_factory=lambda: Table("relays", lambda row: (row.claim.ref, row.position)))
    links: Table[Link] = field(
        default_factory=lambda: Table("links", lambda row: (row.claim.ref, row.kind, row.to.ref))
    )
    same_places: Table[SamePlace] = field(
        default_factory=lambda: Table(
            "judgements",
            lambda row: (frozenset({row.first.slug, row.second.slug}), row.claim.ref, row.desk_reading),
            ("judgement", "reason"),
        )
    )
    searches: Table[Search] = field(
        default_factory=lambda: Table(
            "searches",
            lambda row: row.slug,
            ("what", "where", *CONCERNS, "period", "language", "searched_on", "result", "note"),
        )
    )

    def look(self) -> None:
        """Take in what the database holds."""
        self.citations.look(Citation.objects.select_related("source"))
        self.claims.look(
            Claim.objects.select_related(
                *(
                    "subject",
                    "question",
                    "asserted_by",
                    "asked_about",
                    "asked_by",
                    "choice",
                    "count_unit",
                    "answer_party",
                )
            )
        )
        self.links.look(Link.objects.select_related("claim", "to"))
        self.same_places.look(SamePlace.objects.select_related("first", "second", "claim").order_by("pk"))
        self.searches.look(Search.objects.select_related("country", "question", "party"))

    def tables(self) -> list[tuple[type[Model], Table[Model]]]:
        """In the order in which rows can be written."""
        found: list[tuple[type[Model], object]] = [
            (Citation, self.citations),
            (Claim, self.claims),
            (Relay, self.relays),
            (Link, self.links),
            (SamePlace, self.same_places),
            (Search, self.searches),
        ]
        return found  # type: ignore[return-value]


def accounts_of(fixtures: Fixtures, ground: Ground, desk: Desk) -> Accounts:
    """Lay out every claim on what it stands on. Counts the words of the desk in, and nothing derived."""
    accounts = Accounts()
    accounts.look()
    for passage in fixtures.passages:
        _want_passage(passage, accounts, ground, desk)
    for row in fixtures.links:
        claim, to = accounts.claims.get(row["claim"]), accounts.claims.get(row["to"])
        if accounts.claims.is_new(claim) or accounts.claims.is_new(to):
            accounts.links.want(Link(claim=claim, kind=row["kind"], to=to, reason=row.get("reason", "")))
    for row in fixtures.same_places:
        accounts.same_places.want(_same_place(row, accounts, ground, desk))
    for row in fixtures.searches:
        accounts.searches.want(_search(row, ground, desk))
    return accounts


def counted(tables: list[tuple[type[Model], Table[Model]]]) -> Counter[str]:
    """How many rows of each table are missing."""
    return Counter({table.name: len(table.missing) for _, table in tables if table.missing})


def _want_passage(passage: Row, accounts: Accounts, ground: Ground, desk: Desk) -> None:
    citation = Citation(
        source=ground.sources.get(passage["source"]),
        locator_label=passage["label"],
        **{name: passage[name] for name in ("locator", "exact", "words", "language")},
        translation=passage.get("translation", ""),
        translated_by=passage.get("translated_by", ""),
    )
    for row in passage["claims"]:
        if row["ref"] not in accounts.claims.found:
            citation = accounts.citations.want(citation)
        claim = accounts.claims.want(_claim(row, citation, ground, desk))
        if accounts.claims.is_new(claim):
            for position, relay in enumerate(row["relays"], start=1):
                source = ground.sources.get(relay["source"]) if "source" in relay else None
                party = ground.parties.get(relay["party"])
                accounts.relays.want(Relay(claim=claim, position=position, party=party, source=source))


def _claim(row: Row, citation: Citation, ground: Ground, desk: Desk) -> Claim:
    subject, question = ground.subjects.get(row["subject"]), ground.questions.get(row["question"])
    return Claim(
        ref=row["ref"],
        subject=subject,
        subject_kind=subject.kind,
        country=subject.country,
        question=question,
        answer_type=question.answer_type,
        citation=citation,
        asserted_by=ground.parties.get(row["party"]),
        speaker_name=row.get("speaker_name", ""),
        speaker_office=row.get("speaker_office", ""),
        stance=row["stance"],
        statement=row["statement"],
        **edtf.columns("asserted_on", row["asserted_on"]),
        **edtf.columns("about_period", row.get("about_period", "")),
        asked_about=ground.countries.get(row["asked_about"]) if "asked_about" in row else None,
        asked_by=ground.parties.get(row["asked_by"]) if "asked_by" in row else None,
        **_answer(row, ground),
        origin_stated=row["origin_stated"],
        public_note=row.get("public_note", ""),
        state=ClaimState.PUBLISHED,
        created_by=desk.contributor,
        created_at=desk.at,
        reviewed_by=desk.editor,
        reviewed_at=desk.at,
    )


def _answer(row: Row, ground: Ground) -> dict[str, object]:
    if "choice" in row:
        return {"choice": ground.choices.get((row["question"], row["choice"]))}
    if "count" in row:
        count = row["count"]
        return {
            "count_operator": count["operator"],
            "count_value": count["value"],
            "count_to": count.get("to"),
            "count_unit": ground.choices.get((row["question"], count["unit"])),
            "count_scope": count["scope"],
        }
    if "date" in row:
        return edtf.columns("date_answer", row["date"])
    if "answer_party" in row:
        return {"answer_party": ground.parties.get(row["answer_party"])}
    return {}


def _same_place(row: Row, accounts: Accounts, ground: Ground, desk: Desk) -> SamePlace:
    return SamePlace(
        first=ground.subjects.get(row["one"]),
        second=ground.subjects.get(row["other"]),
        judgement=row["judgement"],
        claim=accounts.claims.get(row["claim"]),
        desk_reading=row.get("desk_reading", False),
        reason=row["reason"],
        made_by=desk.editor,
        made_at=desk.at,
    )


def _search(row: Row, ground: Ground, desk: Desk) -> Search:
    return Search(
        **{name: row[name] for name in ("slug", "what", "where", "result")},
        country=ground.countries.get(row["country"]) if "country" in row else None,
        question=ground.questions.get(row["question"]) if "question" in row else None,
        party=ground.parties.get(row["party"]) if "party" in row else None,
        **{name: row.get(name, "") for name in ("language", "side", "note")},
        **edtf.columns("searched_on", row["searched_on"]),
        **edtf.columns("period", row.get("period", "")),
        searched_by=desk.editor,
    )
