"""Plain functions that make rows for tests: sensible defaults, every one overridden by keyword.

What the rows say is invented and says so; nothing here is about a real person or place.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from itertools import count
from typing import Any

from claims.choices import (
    AnswerType,
    ClaimState,
    DateKind,
    LinkKind,
    Operator,
    SearchResult,
    Stance,
    Timing,
    VerificationKind,
)
from claims.models import (
    Apart,
    Choice,
    Claim,
    Exclusion,
    Heading,
    Link,
    Question,
    QuestionSubjectKind,
    Relay,
    Removal,
    Search,
    Verification,
)
from dossiers.models import Export
from sources.choices import CaptureMethod, CslType, LocatorLabel, PartyKind, ReadingOutcome, Words
from sources.models import (
    Capture,
    Citation,
    FileText,
    Letter,
    LetterDay,
    Party,
    PartyAlias,
    PendingCapture,
    PreservedFile,
    QuoteCheck,
    Release,
    Source,
    Takedown,
)
from sources.preserving import store
from stations.choices import KINDS_IN_A_COUNTRY, AgreementKind, Precision, SubjectKind
from stations.models import Country, Subject, SubjectName
from users.models import Role, User
from web import edtf

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
PASSWORD = "a password for tests only"
COUNTRIES = {
    "CN": ("CHN", "156", "China", "China"),
    "IT": ("ITA", "380", "Italy", "Italy"),
    "HU": ("HUN", "348", "Hungary", "Hungary"),
    "GB": ("GBR", "826", "United Kingdom", "the United Kingdom"),
    "NL": ("NLD", "528", "Netherlands", "the Netherlands"),
    "FR": ("FRA", "250", "France", "France"),
}

_numbers = count(1)


def number() -> int:
    """A number that no other row of this run has."""
    return next(_numbers)


def make_user(*, role: str = Role.CONTRIBUTOR, email: str = "", password: str | None = None) -> User:
    """A person with an account; sign in with `PASSWORD`, or `client.force_login`."""
    return User.objects.create_user(email or f"{role}-{number()}@desk.example", password or PASSWORD, role=role)


def the_author() -> User:
    """The contributor who enters what no other author is named for."""
    return User.objects.filter(email="author@desk.example").first() or make_user(email="author@desk.example")


def the_editor() -> User:
    """The editor who publishes what no other reviewer is named for."""
    found = User.objects.filter(email="editor@desk.example").first()
    return found or make_user(email="editor@desk.example", role=Role.EDITOR)


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


def make_party(*, kind: str = PartyKind.NGO, country: Country | str | None = None, **fields: Any) -> Party:
    """Somebody who speaks; `country` is a country or its code."""
    n = number()
    values: dict[str, Any] = {"slug": f"party-{n}", "name": f"Party {n}"}
    if kind == PartyKind.STATE_MEDIA:
        values["state_media_reason"] = "Run by a government, for this test."
    if kind == PartyKind.PRIVATE_PERSON:
        values["described_by_role"] = True
    if isinstance(country, str):
        country = make_country(code=country)
    return Party.objects.create(kind=kind, country=country, **{**values, **fields})


def make_party_alias(*, party: Party | None = None, **fields: Any) -> PartyAlias:
    """A former name of a party that was merged."""
    n = number()
    values = {"slug": f"former-{n}", "name": f"Former {n}", "former_key": 10_000_000 + n, "merged_at": NOON, **fields}
    values = {"reason": "They are one, for this test.", **values}
    values.setdefault("merged_by", the_editor())
    return PartyAlias.objects.create(party=party or make_party(), **values)


def make_source(**fields: Any) -> Source:
    """A newspaper article with an address. `issued` is EDTF."""
    n = number()
    values: dict[str, Any] = {
        "slug": f"source-{n}",
        "csl_type": CslType.ARTICLE_NEWSPAPER,
        "title": f"Article {n}",
        "language": "en",
        "url": f"https://news.example/{n}",
        "accessed": "2026-11-24",
        **fields,
    }
    issued = values.pop("issued", "2022-12-04")
    if values.get("restricted"):
        values.setdefault("restricted_reason", "A reason for this test.")
    return Source.objects.create(**edtf.columns("issued", issued), **values)


def make_file(*, content: bytes | None = None, **fields: Any) -> PreservedFile:
    """The record of a preserved file. With `content` the bytes are kept as well, else nothing is written."""
    if content is not None:
        return store.keep(BytesIO(content), at=NOON)
    values = {"sha256": f"{number():064x}", "size": 14, "media_type": "text/html", "stored_at": NOON, **fields}
    return PreservedFile.objects.create(**values)


def make_capture(*, source: Source | None = None, content: bytes | None = None, **fields: Any) -> Capture:
    """A preserved copy. With `content` its bytes are kept as well, else no file is written."""
    values: dict[str, Any] = {"captured_at": NOON, "method": CaptureMethod.UPLOAD, **fields}
    values.setdefault("captured_by", the_author())
    if "file" not in values:
        values["file"] = make_file(content=content)
    return Capture.objects.create(source=source or make_source(), **values)


def make_file_text(*, file: PreservedFile | None = None, text: str = "A page.", **fields: Any) -> FileText:
    """The visible text of a preserved file."""
    values: dict[str, Any] = {
        "outcome": ReadingOutcome.TEXT,
        "sha256": sha256(text.encode()).hexdigest(),
        "extractor": "a test",
        "read_at": NOON,
        **fields,
    }
    return FileText.objects.create(file=file or make_file(), text=text, **values)


def make_takedown(*, capture: Capture | None = None, **fields: Any) -> Takedown:
    """The tombstone of a copy; no bytes are erased."""
    values = {"reason": "copyright", "taken_down_at": NOON, **fields}
    values.setdefault("taken_down_by", the_editor())
    return Takedown.objects.create(capture=capture or make_capture(), **values)


def make_release(*, capture: Capture | None = None, **fields: Any) -> Release:
    """A copy that everybody may open once the rights of its source are cleared."""
    capture = capture or make_capture()
    values = {"file": capture.file, "released_at": NOON, **fields}
    values.setdefault("released_by", the_editor())
    return Release.objects.create(capture=capture, **values)


def make_letter(*, source: Source | None = None, text: str = "An invented letter.", **fields: Any) -> Letter:
    """A letter to the desk that waits for an editor, with its text as a copy; no file is written."""
    if source is None:
        source = make_source(csl_type=CslType.PERSONAL_COMMUNICATION, url="", restricted=True)
    file = make_file(media_type="text/plain")
    make_file_text(file=file, text=text)
    make_capture(source=source, file=file, name="letter.txt", method=CaptureMethod.SENT, captured_by=None)
    return Letter.objects.create(source=source, **{"kind": "mistake", "sent_at": NOON, **fields})


def make_letter_day(**fields: Any) -> LetterDay:
    """How many letters came on a day, each time another one."""
    return LetterDay.objects.create(**{"day": date(2026, 1, 1) + timedelta(days=number()), "salt": "salt", **fields})


def make_pending_capture(**fields: Any) -> PendingCapture:
    """A copy that belongs to no source yet."""
    values: dict[str, Any] = {"captured_at": NOON, "method": CaptureMethod.UPLOAD, **fields}
    values.setdefault("captured_by", the_author())
    if "file" not in values:
        values["file"] = make_file()
    return PendingCapture.objects.create(**values)


def make_quote_check(*, citation: Citation | None = None, **fields: Any) -> QuoteCheck:
    """What a machine found when it looked for a citation's words."""
    values = {"result": "no_copy", "checked_at": NOON, **fields}
    return QuoteCheck.objects.create(citation=citation or make_citation(), **values)


def make_citation(*, source: Source | None = None, **fields: Any) -> Citation:
    """A passage: a paragraph of a newspaper that reports a speaker."""
    values = {
        "locator_label": LocatorLabel.PARAGRAPH,
        "locator": "1",
        "exact": "These are the exact words of the passage.",
        "words": Words.REPORTED,
        "language": "en",
        **fields,
    }
    return Citation.objects.create(source=source or make_source(), **values)


def make_heading(**fields: Any) -> Heading:
    """A heading over questions."""
    n = number()
    return Heading.objects.create(**{"slug": f"heading-{n}", "title": f"Heading {n}", "order": n, **fields})


def make_question(
    *,
    answer_type: str = AnswerType.CHOICE,
    subject_kinds: Iterable[str] = SubjectKind.values,
    choices: Sequence[str] | None = None,
    heading: Heading | None = None,
    **fields: Any,
) -> Question:
    """A question with its kinds of subject and its choices (slugs), which are units where the answer is a number.

    Left alone it applies to every kind, can conflict, and has the choices "yes" and "no", or the unit "stations".
    """
    n = number()
    values: dict[str, Any] = {
        "slug": f"question-{n}",
        "wording": f"Question {n}?",
        "timing": Timing.TIMELESS,
        "date_kind": DateKind.MOMENT if answer_type == AnswerType.DATE else "",
        "can_conflict": True,
        "general_statements_join": False,
        "order": n,
        **fields,
    }
    question = Question.objects.create(heading=heading or make_heading(), answer_type=answer_type, **values)
    for kind in subject_kinds:
        QuestionSubjectKind.objects.create(question=question, kind=kind)
    usual = {AnswerType.CHOICE: ["yes", "no"], AnswerType.COUNT: ["stations"]}
    for slug in usual.get(AnswerType(answer_type), []) if choices is None else choices:
        make_choice(question=question, slug=slug)
    return question


def make_choice(*, question: Question | None = None, slug: str = "", **fields: Any) -> Choice:
    """One more choice of a question, or one more unit of a number."""
    question = question or make_question(choices=[])
    slug = slug or f"choice-{number()}"
    values = {"label": slug.replace("-", " ").capitalize(), "order": question.choices.count() + 1, **fields}
    return Choice.objects.create(question=question, slug=slug, **values)


def make_exclusion(first: Choice, second: Choice) -> Exclusion:
    """Two choices of one question that cannot both hold, in either order."""
    low, high = sorted([first, second], key=lambda choice: choice.pk)
    return Exclusion.objects.create(question=first.question, first=low, second=high)


def make_claim(
    *,
    published: bool = True,
    question: Question | None = None,
    subject: Subject | None = None,
    choice: Choice | str | None = None,
    count_value: int | None = None,
    asserted_on: str = "2022-12-03",
    about_period: str = "",
    date_answer: str = "",
    **fields: Any,
) -> Claim:
    """A claim, published unless told otherwise, with whatever it rests on made when not given.

    `choice` is a choice or its slug; `count_value` brings "=" and the question's first unit; dates are EDTF. The
    copied columns (kind, country, answer type) are set here.
    """
    subject = subject or make_country_subject()
    if question is None:
        question = make_question(answer_type=_type_of_answer(count_value, date_answer, fields.get("answer_party")))
    if isinstance(choice, str):
        choice = question.choices.get(slug=choice)
    values: dict[str, Any] = {
        "stance": Stance.SAYS,
        "statement": "An invented sentence about nothing.",
        **_state(published),
        **_count(question, count_value),
        **edtf.columns("asserted_on", asserted_on),
        **edtf.columns("about_period", about_period),
        **edtf.columns("date_answer", date_answer),
        **_withdrawal(fields),
        **fields,
    }
    for name, make in (("citation", make_citation), ("asserted_by", make_party), ("created_by", the_author)):
        if name not in values:
            values[name] = make()
    return Claim.objects.create(
        subject=subject,
        subject_kind=subject.kind,
        country=subject.country,
        question=question,
        answer_type=question.answer_type,
        choice=choice,
        **values,
    )


def _type_of_answer(count_value: int | None, date_answer: str, answer_party: Party | None) -> AnswerType:
    if count_value is not None:
        return AnswerType.COUNT
    if date_answer:
        return AnswerType.DATE
    return AnswerType.PARTY if answer_party else AnswerType.CHOICE


def _state(published: bool) -> dict[str, Any]:
    if not published:
        return {"state": ClaimState.DRAFT, "created_at": NOON}
    return {"state": ClaimState.PUBLISHED, "created_at": NOON, "reviewed_by": the_editor(), "reviewed_at": NOON}


def _withdrawal(fields: dict[str, Any]) -> dict[str, Any]:
    if fields.get("state") != ClaimState.WITHDRAWN:
        return {}
    return {"withdrawn_reason": "A reason for this test.", "withdrawn_by": the_editor(), "withdrawn_at": NOON}


def _count(question: Question, value: int | None) -> dict[str, Any]:
    if value is None:
        return {}
    unit = question.choices.order_by("order").first()
    return {"count_value": value, "count_operator": Operator.EQUAL, "count_unit": unit}


def make_link(claim: Claim, to: Claim, *, kind: str = LinkKind.RESTATES) -> Link:
    """One claim stands to another."""
    reason = "A reason for this test." if kind == LinkKind.REPLACES else ""
    return Link.objects.create(claim=claim, to=to, kind=kind, reason=reason)


def make_apart(first: Claim, second: Claim, **fields: Any) -> Apart:
    """Two claims that an editor looked at and found to be two utterances, in either order."""
    low, high = sorted([first, second], key=lambda claim: claim.pk)
    values = {"decided_at": NOON, **fields}
    values.setdefault("decided_by", the_editor())
    return Apart.objects.create(claim=low, other=high, **values)


def make_relay(claim: Claim, *, party: Party | None = None, **fields: Any) -> Relay:
    """The next step between the cited source and the speaker."""
    fields.setdefault("position", claim.relays.count() + 1)
    return Relay.objects.create(claim=claim, party=party or make_party(kind=PartyKind.NEWS_MEDIA), **fields)


def make_removal(**fields: Any) -> Removal:
    """The tombstone of something removed: of a statement unless told otherwise. No word is overwritten."""
    values = {"reason": "safety", "was_public": True, "removed_at": NOON, **fields}
    values.setdefault("removed_by", the_editor())
    if not {"claim", "citation", "source", "party"} & set(values):
        values["claim"] = make_claim()
    return Removal.objects.create(**values)


def make_search(**fields: Any) -> Search:
    """A record of having looked and found nothing, about Italy if nothing else. `searched_on` and `period` are EDTF."""
    searched_on, period = fields.pop("searched_on", "2026-11-24"), fields.pop("period", "")
    values = {"slug": f"search-{number()}", "what": "A statement", "where": "A site", **fields}
    if not {"country", "question", "party", "side"} & set(fields):
        values["country"] = make_country()
    values.setdefault("result", SearchResult.FOUND_NOTHING)
    if "searched_by" not in values:
        values["searched_by"] = the_author()
    return Search.objects.create(**edtf.columns("searched_on", searched_on), **edtf.columns("period", period), **values)


def make_verification(claim: Claim, *, kind: str = VerificationKind.WORDS, **fields: Any) -> Verification:
    """Somebody other than the author checked one thing about a claim."""
    fields.setdefault("verified_by", the_editor())
    return Verification.objects.create(
        claim=claim, kind=kind, **{"author": claim.created_by, "verified_at": NOON, **fields}
    )


def make_export(*, country: Country | None = None, **fields: Any) -> Export:
    """A dossier that was made."""
    values = {"format": "pdf", "sha256": f"{number():064x}", "made_at": NOON, **fields}
    return Export.objects.create(country=country or make_country(), **values)
