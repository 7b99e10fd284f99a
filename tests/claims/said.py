"""Plain statements for tests of the reasoning: short to write, nothing in the database.

`says(SD, STATION, about=ITALY)` is a statement by Safeguard Defenders; every statement has a ref, a source and an
origin of its own unless told otherwise.
"""

from itertools import count
from typing import Any

from claims.accounts.statement import About, Answer, Asked, Count, Document, Option, Passage, Speaker, Statement, Step
from claims.choices import AnswerType, DateKind, Stance, Timing
from claims.wording import answer_text
from web.edtf import parse

_numbers = count(1)


def speaker(slug: str, kind: str, country: str = "", *, part_of: tuple[str, ...] = (), name: str = "") -> Speaker:
    """A speaker with the bodies that it is part of."""
    return Speaker(slug, name or slug.replace("-", " ").title(), "", kind, country, (slug, *part_of))


SD = speaker("safeguard-defenders", "ngo", "ES", name="Safeguard Defenders")
MFA = speaker("mfa-china", "government", "CN", part_of=("government-of-china",), name="Foreign Ministry of China")
MPS = speaker("mps-china", "police", "CN", part_of=("government-of-china",))
MINISTRY = speaker("interior-ministry-italy", "government", "IT", name="Interior Ministry of Italy")
CHIEFS = speaker("italian-police-chiefs", "police", "IT", name="Italian police chiefs (not named)")
PRATO_CITY = speaker("city-of-prato", "local_authority", "IT", name="City administration of Prato")
CNN = speaker("cnn", "news_media", "US", name="CNN")
LA_NAZIONE = speaker("la-nazione", "news_media", "IT", name="La Nazione")
LESPRESSO = speaker("lespresso", "news_media", "IT", name="L'Espresso")
ASSOCIATION = speaker("an-association", "association", "IT")
XINHUA = speaker("xinhua", "state_media", "CN")


def about(slug: str, kind: str, country: str = "", *inside: About) -> About:
    """A subject inside others, nearest first."""
    chain = tuple(outer for subject in inside[:1] for outer in subject.inside)
    return About(slug, kind, slug.replace("-", " ").title(), country, (slug, *chain))


NETWORK = about("network", "network")
ITALY = about("italy", "country", "IT")
HUNGARY = about("hungary", "country", "HU")
MILAN = about("milan", "place", "IT", ITALY)
PRATO = about("prato", "place", "IT", ITALY)
PRATO_STATION = about("prato-station", "station", "IT", PRATO)
BUDAPEST = about("budapest", "place", "HU", HUNGARY)
BUDAPEST_STREET = about("budapest-street", "station", "HU", BUDAPEST)
PATROLS = about("italy-patrols", "agreement", "IT", ITALY)

STATION = Option("police-station", "A Chinese police station", excludes=frozenset({"association", "service-centre"}))
UNDECLARED = Option(
    "undeclared-station",
    "An undeclared Chinese police station",
    wider=frozenset({"police-station"}),
    excludes=frozenset({"association", "service-centre"}),
)
COMMUNITY = Option(
    "association", "A community association", excludes=frozenset({"police-station", "undeclared-station"})
)
CENTRE = Option("service-centre", "A service centre", excludes=frozenset({"police-station", "undeclared-station"}))
PEOPLE = Option("people-not-premises", "People rather than premises")


def asked(slug: str = "existence", answer_type: str = AnswerType.CHOICE, **fields: Any) -> Asked:
    """A timeless question that can conflict; numbers are dated."""
    values: dict[str, Any] = {
        "wording": f"{slug}?",
        "heading": "what-is-there",
        "heading_title": "What is said to be there?",
        "heading_order": 1,
        "order": 1,
        "timing": Timing.DATED if answer_type == AnswerType.COUNT else Timing.TIMELESS,
        "date_kind": "",
        "can_conflict": True,
        "general_statements_join": slug == "existence",
        **fields,
    }
    return Asked(slug=slug, answer_type=answer_type, **values)


EXISTENCE = asked()
HOW_MANY = asked("country-count", AnswerType.COUNT, heading="how-many", heading_title="How many?", heading_order=2)
PATROL_DATES = asked("patrol-dates", AnswerType.DATE, date_kind=DateKind.PERIOD)
SIGNED = asked("agreement-signed", AnswerType.DATE, date_kind=DateKind.MOMENT)
RUN_BY = asked("run-by", AnswerType.PARTY)
STATUS = asked("status", timing=Timing.DATED)


def document(slug: str = "", **fields: Any) -> Document:
    """A newspaper article."""
    slug = slug or f"source-{next(_numbers)}"
    values: dict[str, Any] = {
        "title": f"Article {slug}",
        "translated_title": "",
        "authors": "",
        "publisher": "A Newspaper",
        "publisher_slug": "a-newspaper",
        "container_title": "",
        "issued": None,
        "language": "en",
        "url": "",
        "archive_url": "",
        "accessed": None,
        "number": "",
        "version": "",
        "csl_type": "article-newspaper",
        "copy_kind": "original",
        **fields,
    }
    return Document(slug=slug, **values)


def says(by: Speaker, answer: Any = None, **fields: Any) -> Statement:
    """A statement: the answer is a choice, a number, a `Count`, an EDTF text, a speaker, or nothing."""
    ref = fields.pop("ref", f"c{next(_numbers):06d}")
    passage = Passage(
        key=next(_numbers),
        document=fields.pop("source", None) or document(),
        locator_label="",
        locator="",
        exact="The words of the passage.",
        words=fields.pop("words", "reported"),
        language="en",
        translation="",
        translated_by="",
    )
    typed = _answer(answer)
    values: dict[str, Any] = {
        "about": ITALY,
        "asked": _question_for(typed),
        "speaker_name": "",
        "speaker_office": "",
        "stance": Stance.SAYS,
        "sentence": "A sentence in the desk's words.",
        "asked_about": "",
        **fields,
        "said_on": parse(fields.get("said_on", "2022-12")),
        "about_period": parse(fields.get("about_period", "")),
    }
    return Statement(ref=ref, speaker=by, answer=typed, passage=passage, **values)


def denies(by: Speaker, answer: Any = None, **fields: Any) -> Statement:
    """A denial."""
    return says(by, answer, stance=Stance.DENIES, **fields)


def has_no_record(by: Speaker, answer: Any = None, **fields: Any) -> Statement:
    """Neither a denial nor a number."""
    return says(by, answer, stance=Stance.HAS_NO_RECORD, **fields)


def stations(
    low: int, operator: str = "=", *, unit: str = "stations", scope: str = "", high: int | None = None
) -> Count:
    """A number of stations."""
    return Count(operator, low, high, unit, unit, scope)


def via(*speakers: Speaker) -> tuple[Step, ...]:
    """Relays between the source and the speaker."""
    return tuple(Step(each.name, each.slug) for each in speakers)


def known(*statements: Statement) -> dict[str, Statement]:
    """The statements by their refs."""
    return {statement.ref: statement for statement in statements}


def _answer(given: Any) -> Answer:
    typed = Answer(
        choice=given if isinstance(given, Option) else None,
        count=stations(given) if isinstance(given, int) else given if isinstance(given, Count) else None,
        when=parse(given) if isinstance(given, str) else None,
        party=given if isinstance(given, Speaker) else None,
    )
    return Answer(answer_text(typed), typed.choice, typed.count, typed.when, typed.party)


def _question_for(answer: Answer) -> Asked:
    if answer.count:
        return HOW_MANY
    if answer.when:
        return PATROL_DATES
    return RUN_BY if answer.party else EXISTENCE
