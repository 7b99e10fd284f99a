"""The data dictionary, the codebook, and the description of the lists as a Data Package, all made from the code."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from django.db.models import Prefetch

from claims.models import Choice, Claim, Question
from dossiers.whole.lists import LISTS, ListOfAll
from dossiers.whole.tables import TABLES, claims_shown
from dossiers.whole.words import meaning_of, table_words
from web.list_formats import licence

LOOKED_AT = 60  # rows of each list in which an example is looked for
EXAMPLE_LENGTH = 80
IN_SQLITE = {"TEXT": "string", "INTEGER": "integer", "REAL": "number", "BOOLEAN": "boolean"}
NUMBERS = {"answer_count", "answer_count_to", "quote_page", "statements", "pairs_of_statements"}
FLAGS = {"origin_stated", "can_conflict", "described_by_role", "with_general_statement"}
POSITIONS = {"latitude", "longitude"}


@dataclass(frozen=True)
class Entry:
    """One column: where it stands, what its cells hold, what it means, and how a value looks."""

    where: str
    column: str
    type: str
    meaning: str
    example: str


@dataclass(frozen=True)
class CodebookLine:
    """One choice of a question, or a question that is answered without choices; with a statement as an example."""

    heading: str
    question: str
    wording: str
    answer_type: str
    timing: str
    can_conflict: bool
    note: str
    choice: str
    label: str
    definition: str
    narrower_than: str
    example_ref: str
    example: str


def dictionary() -> list[Entry]:
    """Every column of every list file and of every table of the database."""
    return [*(entry for one in LISTS for entry in _of_list(one)), *_of_tables()]


def type_of(column: str) -> str:
    """What the cells of a list's column hold, in the words of Table Schema."""
    if column in NUMBERS:
        return "integer"
    if column in POSITIONS:
        return "number"
    return "boolean" if column in FLAGS else "string"


def _of_list(one: ListOfAll) -> Iterator[Entry]:
    examples = _examples(one)
    where = f"{one.name}.csv"
    for name in one.columns:
        yield Entry(where, name, type_of(name), meaning_of(where, name), examples.get(name, ""))


def _examples(one: ListOfAll) -> dict[str, str]:
    """The first value of each column. Lists that are computed have none: it would take them whole."""
    if one.rows is None:
        return {}
    found: dict[str, str] = {}
    for row in islice(one.resource().rows(one.rows()[:LOOKED_AT]), LOOKED_AT):  # type: ignore[index]
        for name, value in row.items():
            if value not in (None, "") and name not in found:
                found[name] = _short(str(value))
    return found


def _of_tables() -> Iterator[Entry]:
    for table in TABLES:
        for name, of in table.columns.items():
            yield Entry(f"on-record.sqlite: {table.name}", name, IN_SQLITE[of.kind], meaning_of(table.name, name), "")


def _short(text: str) -> str:
    return text if len(text) <= EXAMPLE_LENGTH else text[: EXAMPLE_LENGTH - 1] + "…"


def codebook() -> list[CodebookLine]:
    """Each question and choice in the order of pages, with the newest statement that gives it: three queries."""
    choices = Choice.objects.select_related("narrower_than").order_by("order", "slug")
    questions = Question.objects.select_related("heading").in_order().prefetch_related(Prefetch("choices", choices))
    shown = claims_shown().published()
    by_choice = _newest(shown.filter(choice__isnull=False), "choice")
    by_question = _newest(shown, "question")
    return [
        _line(question, choice, by_choice.get(choice.pk) if choice else by_question.get(question.pk))
        for question in questions
        for choice in _choices(question)
    ]


def _choices(question: Question) -> Sequence[Choice | None]:
    """The choices of a question; one line without any where it is answered in another way."""
    return list(question.choices.all()) or [None]


def _newest(claims: Any, column: str) -> dict[int, tuple[str, str]]:
    rows = Claim.objects.filter(pk__in=claims.values("pk")).order_by(column, "-asserted_on_latest", "ref")
    return {key: (ref, text) for key, ref, text in rows.distinct(column).values_list(column, "ref", "statement")}


def _line(question: Question, choice: Choice | None, example: tuple[str, str] | None) -> CodebookLine:
    wider = choice.narrower_than if choice else None
    return CodebookLine(
        heading=question.heading.title,
        question=question.slug,
        wording=question.wording,
        answer_type=question.answer_type,
        timing=question.timing,
        can_conflict=question.can_conflict,
        note=question.note,
        choice=choice.slug if choice else "",
        label=choice.label if choice else "",
        definition=choice.definition if choice else "",
        narrower_than=wider.slug if wider else "",
        example_ref=example[0] if example else "",
        example=example[1] if example else "",
    )


def data_package(site: str) -> dict[str, Any]:
    """The CSV files of all lists as a Data Package (frictionless). `site` is the beginning of their addresses."""
    terms = licence()
    return {
        "profile": "tabular-data-package",
        "name": "on-record",
        "title": "On Record",
        "description": "Who says what about reported overseas police stations. Being entered here is not a finding.",
        "homepage": f"{site}/data/",
        "licenses": [{"name": terms["name"], "path": terms["url"], "title": f"{terms['name']}. {terms['except']}"}],
        "resources": [
            {
                "name": one.name,
                "path": f"{site}{one.path}.csv",
                "profile": "tabular-data-resource",
                "description": table_words(one.name),
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8-sig",
                "schema": {
                    "fields": [
                        {"name": name, "type": type_of(name), "description": meaning_of(f"{one.name}.csv", name)}
                        | ({"trueValues": ["True"], "falseValues": ["False"]} if name in FLAGS else {})
                        for name in one.columns
                    ],
                    "missingValues": [""],
                },
            }
            for one in LISTS
        ],
    }


def plain(rows: list[Any]) -> list[dict[str, Any]]:
    """As JSON and CSV hold them."""
    return [asdict(row) for row in rows]
