"""Volumes: every statement once, none too large, nothing that points into nothing, and the same bytes each time."""

import io
import re
import zipfile
from collections import Counter
from dataclasses import asdict, replace
from typing import Any

import pytest

from dossiers.compose import compose
from dossiers.formats import FORMATS
from dossiers.plain import Telling, digest
from dossiers.render import bound
from dossiers.sheets import Sheet, SheetLine
from dossiers.volumes import volumes
from tests.dossiers import given, readers


@pytest.fixture(scope="module")
def whole():
    """A dossier of 57 statements, ten under each question."""
    return compose(given.ITALY, given.many(57), [], [], made_at=given.NOON)


def of_one_question(dossier):
    """The same cards, all under one question."""
    first = dossier.headings[0]
    cards = tuple(card for part in dossier.headings for question in part.questions for card in question.cards)
    notes = tuple(note.number for note in dossier.notes)
    return replace(
        dossier, headings=(replace(first, questions=(replace(first.questions[0], cards=cards, notes=notes),)),)
    )


def of_one_card(dossier):
    """The same statements, all on one card."""
    [question] = of_one_question(dossier).headings[0].questions
    card, *rest = question.cards
    others = tuple(Telling(one.ref, one.note, one.said_on, one.answer, one.sentence, False) for one in rest)
    notes = tuple(note.number for note in dossier.notes)
    cards = (replace(card, others=others),)
    changed = replace(question, cards=cards, notes=notes)
    return replace(dossier, headings=(replace(dossier.headings[0], questions=(changed,)),))


SHAPES = {"several questions": lambda dossier: dossier, "one question": of_one_question, "one card": of_one_card}


@pytest.mark.parametrize("limit", [1, 7, 10, 25, 56])
@pytest.mark.parametrize("shape", SHAPES)
def test_every_statement_stands_in_one_volume_and_no_volume_is_too_large(whole, shape, limit):
    dossier = SHAPES[shape](whole)

    parts = volumes(dossier, limit)

    assert Counter(note.ref for part in parts for note in part.notes) == Counter(note.ref for note in dossier.notes)
    assert max(len(part.notes) for part in parts) <= limit
    printed = [
        note
        for part in parts
        for card in part.cards
        for note in (card.note, *(other.note for other in card.others))
        if note
    ]
    assert len(printed) == len(dossier.notes)
    lines = list(dict.fromkeys(card.number for part in parts for card in part.cards))
    assert lines == [card.number for card in dossier.cards]


@pytest.mark.parametrize("shape", SHAPES)
def test_in_each_volume_every_number_of_a_note_resolves_and_every_source_is_cited(whole, shape):
    for part in volumes(SHAPES[shape](whole), 10):
        numbers = {note.number for note in part.notes}
        assert numbers == set(range(1, len(part.notes) + 1))
        assert {note.source for note in part.notes} == {source.slug for source in part.sources}
        assert set(numbers_in(asdict(part))) <= numbers | {0}
        stands_first = [note for heading in part.headings for question in heading.questions for note in question.notes]
        assert sorted(stands_first) == sorted(numbers)


def numbers_in(tree):
    """Every number of a note in a dossier as dictionaries."""
    if isinstance(tree, dict):
        for name, value in tree.items():
            if name == "note" and isinstance(value, int):
                yield value
            elif name in ("notes", "closing_notes") and value and isinstance(value[0], int):
                yield from value
            else:
                yield from numbers_in(value)
    elif isinstance(tree, list | tuple):
        for each in tree:
            yield from numbers_in(each)


def test_questions_are_kept_whole_where_they_fit(whole):
    parts = volumes(whole, 25)

    headings = [[heading.slug for heading in part.headings] for part in parts]
    assert headings == [["h0", "h1"], ["h2", "h3"], ["h4", "h5"]]
    assert all("continued" not in q.wording for part in parts for h in part.headings for q in h.questions)


def test_a_question_that_is_cut_says_that_it_goes_on(whole):
    first, second, *_ = volumes(of_one_question(whole), 25)

    assert not first.headings[0].questions[0].wording.endswith("(continued)")
    assert second.headings[0].questions[0].wording.endswith("(continued)")


def test_each_volume_names_itself_and_the_first_says_what_the_whole_holds(whole):
    parts = volumes(whole, 25)

    assert [part.title.removeprefix(whole.title) for part in parts] == [
        ", volume 1 of 3: lines 1.1 to 2.10",
        ", volume 2 of 3: lines 3.1 to 4.10",
        ", volume 3 of 3: lines 5.1 to 6.6",
    ]
    assert digest(whole) in parts[1].notices[1]
    figures = [[(one.label, one.value) for one in part.summary.figures][:2] for part in parts]
    assert figures[0] == [("Statements in this volume", 20), ("In the whole: Statements", 57)]
    assert figures[1] == [("Statements in this volume", 20)]


def test_what_is_listed_apart_is_in_a_volume_too():
    from dossiers.plain import ListedApartLine

    small = given.dossier()
    fields: dict[str, Any] = dict.fromkeys(ListedApartLine.__dataclass_fields__, "x")
    apart = ListedApartLine(**{**fields, "number": "A.1", "note": 7, "ref": "aparted", "said_on": None})
    note = replace(small.notes[0], number=7, ref="aparted")
    dossier = replace(small, listed_apart=(apart,), notes=(*small.notes, note))

    parts = volumes(dossier, 3)

    assert [line.ref for part in parts for line in part.listed_apart] == ["aparted"]
    assert sorted(note.ref for part in parts for note in part.notes) == sorted(n.ref for n in dossier.notes)


def test_a_sheet_holds_what_its_volume_says_of_the_station(whole):
    said = tuple(
        SheetLine(card.number, card.side_title, card.speaker, card.verb, card.answer, card.sentence, "q", card.note)
        for card in whole.cards
    )
    lines = tuple(card.number for card in whole.cards)
    sheet = Sheet("rome", "station", "Rome", "", (), "", None, "No map.", said, lines)

    for part in volumes(replace(whole, sheets=(sheet,)), 25):
        [one] = part.sheets
        assert one.lines == tuple(card.number for card in part.cards)
        assert {each.note for each in one.said} == {note.number for note in part.notes}


@pytest.mark.parametrize("suffix", sorted(bound.TYPESET))
def test_the_archive_holds_each_volume_as_a_file_that_opens(whole, suffix):
    form = FORMATS[suffix]
    seen: list[int] = []
    parts = volumes(whole, 40)

    def archive():
        file = io.BytesIO()
        bound.write(parts, form, file, name="on-record-italy", before=seen.append)
        return file.getvalue()

    content = archive()
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        names = opened.namelist()
        texts = [readers.text_of(suffix, opened.read(name)) for name in names[:-1]]
        contents = opened.read("CONTENTS.txt").decode()
    assert names == [f"on-record-italy-volume-{n}-of-2.{suffix}" for n in (1, 2)] + ["CONTENTS.txt"]
    assert seen == [0, 1]
    assert all(name in contents for name in names[:-1])
    for part, text in zip(parts, texts, strict=True):
        assert all(note.ref in text for note in part.notes)
    if suffix == "md":
        assert archive() == content


def test_no_link_leads_into_another_volume(whole):
    cards = of_one_question(whole).headings[0].questions[0].cards
    joined = of_one_question(whole)
    conflicting = tuple(replace(card, conflicts_with=(cards[-1].number, cards[0].number)) for card in cards)
    question = replace(joined.headings[0].questions[0], cards=conflicting)
    dossier = replace(joined, headings=(replace(joined.headings[0], questions=(question,)),))

    for part in volumes(dossier, 20):
        html = FORMATS["html"].render(part).decode()
        named = set(re.findall(r'\bid="([^"]+)"', html))
        assert set(re.findall(r'href="#([^"]+)"', html)) <= named
        assert cards[0].number in html
        assert cards[-1].number in html


def test_what_fits_into_one_volume_stays_as_it_is(whole):
    assert volumes(whole) == (whole,)
    assert volumes(whole, 57)[0] is whole
    assert bound.parts_of(whole, FORMATS["json"]) == (whole,)


def test_data_formats_are_never_cut(whole, monkeypatch):
    monkeypatch.setattr("dossiers.volumes.LIMIT", 10)

    assert bound.parts_of(whole, FORMATS["csv"]) == (whole,)


def test_what_takes_more_memory_is_set_in_smaller_volumes(whole, monkeypatch):
    monkeypatch.setattr("dossiers.volumes.SMALLER", {"pdf": 20})

    parts = bound.parts_of(whole, FORMATS["pdf"])

    assert len(parts) > 2
    assert max(len(part.notes) for part in parts) <= 20
    assert bound.parts_of(whole, FORMATS["docx"]) == (whole,)
