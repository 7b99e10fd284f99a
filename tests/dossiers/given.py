"""Accounts made by hand: what the accounts engine gives, with nothing read from the database.

Everything said here is invented. `accounts(text)` puts one text into every place that a person can type into.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from claims.accounts.side_by_side import Accounts, Card, Conflict, HeadingRow, Note, Origins, QuestionRow, Side
from claims.accounts.silence import Silence
from claims.accounts.statement import About, Answer, Asked, Count, Document, Option, Passage, Speaker, Statement, Step
from claims.same_place.plain import Judged, Pair, Place, pairs_of
from dossiers.compose import compose
from dossiers.plain import Dossier
from stations.models import Country
from web.edtf import parse

NOON = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
ITALY = Country(code="IT", alpha3="ITA", numeric="380", name="Italy", name_in_text="Italy")
MINISTRY = Speaker("ministry", "A Ministry", "某部", "government", "CN", ("ministry",))
OBSERVERS = Speaker("observers", "The Observers", "", "ngo", "ES", ("observers",))
PLACE = About("rome", "place", "Rome", "IT", ("rome", "italy"))
COUNTRY = About("italy", "country", "Italy", "IT", ("italy",))
NETWORK = About("network", "network", "The reported network", "", ("network",))
THERE = Asked(
    "there", "What is there?", "what", "What is said to be there?", 1, 1, "choice", "timeless", "", True, True
)
MANY = Asked("many", "How many are there?", "many", "How many?", 2, 2, "count", "dated", "", True, False)
BEGAN = Asked(
    "began", "When did it begin?", "set-up", "When was it set up?", 6, 3, "date", "timeless", "moment", True, False
)


def document(**fields: Any) -> Document:
    """A newspaper article in Chinese with everything recorded."""
    values: dict[str, Any] = {
        "slug": "daily-1", "title": "一篇文章", "translated_title": "An article", "authors": "A. Writer",
        "publisher": "The Daily", "publisher_slug": "the-daily", "container_title": "The Daily",
        "issued": parse("2022-12-03"), "language": "zh-Hans", "url": "https://daily.example/1",
        "archive_url": "https://archive.example/1", "accessed": parse("2026-11-20"), "number": "", "version": "",
        "csl_type": "article-newspaper", "copy_kind": "original", "note": "",
    }  # fmt: skip
    return Document(**{**values, **fields})


BARE = document(
    slug="bare", title="", translated_title="", authors="", publisher="", publisher_slug="", container_title="",
    issued=None, url="", archive_url="", accessed=None, csl_type="webpage", copy_kind="republished", language="en",
)  # fmt: skip


def passage(key: int, source: Document, **fields: Any) -> Passage:
    """One passage of a source."""
    values: dict[str, Any] = {
        "locator_label": "paragraph", "locator": "12", "exact": "我们没有这样的站", "words": "own",
        "language": "zh-Hans", "translation": "We have no such stations", "translated_by": "the desk",
    }  # fmt: skip
    return Passage(key, source, **{**values, **fields})


def statement(ref: str, **fields: Any) -> Statement:
    """The ministry denies that there is a station in Rome."""
    values: dict[str, Any] = {
        "about": PLACE, "asked": THERE, "speaker": MINISTRY, "speaker_name": "Wu Ming",
        "speaker_office": "spokesperson",
        "stance": "denies", "answer": Answer("Police station", Option("police", "Police station")),
        "sentence": "The ministry denies that there is a police station in Rome.", "said_on": parse("2022-12-05"),
        "about_period": None, "asked_about": "", "passage": passage(1, document()),
    }  # fmt: skip
    return Statement(ref, **{**values, **fields})


def card(number: str, side: str, notes: tuple[int, ...], *statements: Statement, **fields: Any) -> Card:
    """What the statements' speaker answers."""
    one = statements[0]
    origins = Origins(1, len(statements), len({each.passage.document.slug for each in statements}), 1)
    return Card(
        number, one.speaker, side, one.about, one.asked, one.stance, one.answer, statements, notes, origins, **fields
    )


def accounts(typed: str = "", said_by: date | None = None) -> Accounts:
    """Two speakers who conflict about Rome, a number, a date, and a general statement; `typed` goes everywhere."""
    statements = [_typed(one, typed) if typed else one for one in _statements()]
    denial, report, again, number, begun, general = statements
    cards = [
        card("1.1", "chinese", (1,), denial, conflicts_with=("1.2",)),
        card("1.2", "ngos", (2, 3), report, again, conflicts_with=("1.1",)),
        card("2.1", "ngos", (4,), number),
        card("6.1", "ngos", (5,), begun),
    ]
    conflict = Conflict("dddddd1", "rrrrrr1", "denies", between=((denial,), (report,)))
    media = (Silence("media", "News media, in their own words"),)
    rows = (
        _row(1, "conflict", "Accounts conflict", cards[:2], (conflict,), media),
        _row(2, "one", "One account recorded", cards[2:3]),
        _row(6, "one", "One account recorded", cards[3:]),
    )
    return Accounts(
        headings=rows,
        closing=(card("17.1", "chinese", (6,), general, general=True),),
        notes=tuple(Note(n, one) for n, one in enumerate(statements, start=1)),
        documents=tuple(dict.fromkeys(one.passage.document for one in statements)),
        statements={one.ref: one for one in statements},
        silent_sides=media,
        said_by=said_by,
    )


def _statements() -> list[Statement]:
    reported = {"words": "reported", "language": "en", "translation": "", "translated_by": ""}
    relayed = {"speaker": OBSERVERS, "stance": "says", "speaker_name": "", "speaker_office": ""}
    count = Count("≥", 11, None, "stations", "stations", "")
    return [
        statement("dddddd1"),
        statement(
            "rrrrrr1", **relayed, sentence="The Observers say that there is a police station in Rome.",
            passage=passage(2, BARE, **reported, exact="a police station in Rome"),
            relays=(Step("The Agency", "agency"),), said_on=parse("2022-12"),
        ),
        statement("rrrrrr2", **relayed, sentence="They said so before.", said_on=parse("2022-09~"),
                  passage=passage(3, document(slug="other", title="Older article"), **reported, exact="so they said")),
        statement("cccccc1", **relayed, about=COUNTRY, asked=MANY, answer=Answer("at least 11 stations", count=count),
                  sentence="The Observers list at least 11 stations in Italy.",
                  passage=passage(4, BARE, **reported, exact="at least 11")),
        statement("bbbbbb1", **relayed, asked=BEGAN, answer=Answer("2016 to 2018", when=parse("2016/2018")),
                  sentence="It was set up some time from 2016 to 2018.", origin_stated=False,
                  passage=passage(5, BARE, **reported, exact="from 2016 to 2018")),
        statement("gggggg1", about=NETWORK, sentence="The ministry denies that there are police stations abroad.",
                  asked_about="IT", passage=passage(6, document(), exact="没有")),
    ]  # fmt: skip


def _row(
    number: int, verdict: str, words: str, cards: list[Card], conflicts: tuple[Conflict, ...] = (),
    silent: tuple[Silence, ...] = (),
) -> HeadingRow:  # fmt: skip
    asked = cards[0].asked
    titles = {"chinese": "Chinese authorities and state media", "ngos": "NGOs and researchers"}
    sides = tuple(Side(slug, titles[slug], tuple(c for c in cards if c.side == slug)) for slug in titles)
    question = QuestionRow(
        asked, tuple(side for side in sides if side.cards), silent, verdict, words, conflicts, Origins(2, 2, 2, 2)
    )
    return HeadingRow(asked.heading, asked.heading_title, number, verdict, words, (question,))


def _typed(one: Statement, typed: str) -> Statement:
    """The statement with the same text in every place that a person can type into."""
    source = replace(
        one.passage.document, title=typed, translated_title=typed, authors=typed, publisher=typed,
        container_title=typed, number=typed, version=typed, note=typed,
    )  # fmt: skip
    place = replace(one.passage, document=source, exact=typed, translation=typed, translated_by=typed, locator=typed)
    speaker = replace(one.speaker, name=typed, native_name=typed)
    return replace(
        one, passage=place, speaker=speaker, sentence=typed, public_note=typed, speaker_name=typed,
        about=replace(one.about, label=typed), relays=tuple(replace(step, name=typed) for step in one.relays),
        asked=replace(one.asked, wording=typed, heading_title=typed), answer=replace(one.answer, text=typed),
    )  # fmt: skip


EMPTY = Accounts(headings=(), closing=(), notes=(), documents=())


def pairs(typed: str = "") -> tuple[Pair, ...]:
    """Two stations, of which the first two speakers say different things; `typed` goes everywhere."""
    one, two = Place("rome-a", typed or "Rome, A", "IT", "Italy"), Place("rome-b", typed or "Rome, B", "IT", "Italy")
    said = [_typed(each, typed) if typed else each for each in _statements()[:2]]
    given = [("same", said[0], False), ("different", said[1], True)]
    judged = (
        Judged(key, one, two, judgement, is_reading, typed or "It says so.", each, NOON.date())
        for key, (judgement, each, is_reading) in enumerate(given)
    )
    return pairs_of(judged)


def dossier(typed: str = "", **options: Any) -> Dossier:
    """A small dossier of Italy."""
    return compose(ITALY, accounts(typed), [], [], **{"made_at": NOON, "pairs": pairs(typed), **options})


def empty_dossier() -> Dossier:
    """The dossier of a country about which nothing is recorded."""
    return compose(ITALY, EMPTY, [], [], made_at=NOON)


def dossier_with_sentence(sentence: str) -> Dossier:
    """The small dossier with one other sentence on its first card."""
    made = accounts()
    first, *others = made.headings
    question = first.questions[0]
    side = question.sides[0]
    long = replace(side.cards[0], statements=(replace(side.cards[0].newest, sentence=sentence),))
    sides = (replace(side, cards=(long, *side.cards[1:])), *question.sides[1:])
    heading = replace(first, questions=(replace(question, sides=sides),))
    return compose(ITALY, replace(made, headings=(heading, *others)), [], [], made_at=NOON)


def many(number: int) -> Accounts:
    """Accounts of this many statements: a heading, a question and ten cards for every ten."""
    rows, notes, documents = [], [], []
    for heading in range((number + 9) // 10):
        cards = []
        for line in range(min(10, number - heading * 10)):
            n = heading * 10 + line + 1
            source = document(slug=f"daily-{n}", url=f"https://daily.example/{n}")
            one = statement(f"s{n:06}", passage=passage(n, source), asked=replace(THERE, slug=f"q{heading}"))
            cards.append(card(f"{heading + 1}.{line + 1}", "ngos" if line % 2 else "chinese", (n,), one))
            notes.append(Note(n, one))
            documents.append(source)
        rows.append(replace(_row(heading + 1, "no_conflict", "No conflict recorded", cards), slug=f"h{heading}"))
    known = {note.statement.ref: note.statement for note in notes}
    return Accounts(tuple(rows), (), tuple(notes), tuple(documents), known)


def one_row_with(number: int) -> Accounts:
    """One speaker who said the same on so many occasions, each in its own document: a card with as many notes."""
    said = tuple(
        statement(
            f"s{n:06}", passage=passage(n, document(slug=f"daily-{n}", title=f"Article {n}")), sentence=f"Time {n}."
        )
        for n in range(1, number + 1)
    )
    row = _row(1, "one_account", "One account recorded", [card("1.1", "chinese", tuple(range(1, number + 1)), *said)])
    return Accounts(
        (row,), (), tuple(Note(n, one) for n, one in enumerate(said, start=1)),
        tuple(one.passage.document for one in said), {one.ref: one for one in said},
    )  # fmt: skip
