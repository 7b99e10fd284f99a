"""A claim rests on something, and what it rests on stays."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import models

from claims.choices import LinkKind
from tests import factories as make
from tests.rules.refusals import FOREIGN_KEY, NEVER_CHANGED, copy, delete, refused, refused_as_empty, refused_by, update

pytestmark = pytest.mark.django_db

OURS = ["users", "stations", "sources", "claims", "dossiers", "api"]


@pytest.mark.parametrize(
    "column",
    [
        "citation_id",
        "question_id",
        "asserted_by_id",
        "subject_id",
        "stance",
        "statement",
        "created_by_id",
        "created_at",
    ],
)
def test_a_claim_without_its_citation_question_speaker_or_subject_is_refused(column):
    claim = make.make_claim()

    with refused_as_empty(column):
        copy(claim, **{"ref": "abcdefg", column: None})

    with refused_as_empty(column):
        update(claim, **{column: None})


@pytest.mark.parametrize("column", ["source_id", "exact", "words", "language"])
def test_a_citation_without_a_source_or_words_is_refused(column):
    citation = make.make_citation()

    with refused_as_empty(column):
        copy(citation, **{column: None})

    with refused_as_empty(column):
        update(citation, **{column: None})


@pytest.mark.parametrize("words", ["", " \n\t"])
def test_a_citation_that_quotes_nothing_is_refused(words):
    citation = make.make_citation()

    with refused_by("citation_quotes_something"):
        update(citation, exact=words)


def test_a_claim_cannot_rest_on_a_citation_that_is_not_there():
    claim = make.make_claim()

    with refused() as refusal:
        update(claim, citation_id=987654)

    assert refusal.sqlstate == FOREIGN_KEY
    assert "citation_id" in str(refusal.constraint)


def test_a_kind_of_subject_stays_while_a_claim_answers_about_it():
    claim = make.make_claim()
    kind = claim.question.subject_kinds.get(kind=claim.subject_kind)

    with refused_by("claim_question_applies_to_that_kind"):
        delete(kind)


def full_claim():
    """A claim in which every key is filled in, with a row of every table that hangs on claims."""
    question = make.make_question(choices=["yes", "no"])
    general = make.make_claim(subject=make.make_network(), question=question, asked_about=make.make_country(code="HU"))
    claim = make.make_claim(question=question, choice="yes", subject=make.make_station())
    make.make_claim(answer_party=make.make_party(part_of=make.make_party()))
    make.make_claim(count_value=4)
    make.make_claim(date_answer="2022")
    make.make_choice(question=question, slug="partly", narrower_than=question.choices.get(slug="yes"))
    make.make_exclusion(*question.choices.all()[:2])
    make.make_link(claim, general, kind=LinkKind.REBUTS)
    make.make_relay(claim, source=make.make_source())
    make.make_relay(claim)
    make.make_verification(claim)
    make.make_search(country=make.make_country(), question=question, party=make.make_party())
    make.make_name(subject=claim.subject)
    make.make_source(publisher=make.make_party(country="HU"), subject=make.make_subject(kind="document"))
    capture = make.make_capture(exchange=make.make_file())
    citation = make.make_citation(source=capture.source, capture=capture)
    make.make_quote_check(citation=citation, capture=capture)
    make.make_file_text(file=capture.file)
    make.make_takedown(capture=capture)
    make.make_release(capture=capture)
    make.make_pending_capture(exchange=make.make_file())
    make.make_fetch(source=capture.source, state="kept", started_at=make.NOON, capture=capture)
    make.make_fetch(state="kept", started_at=make.NOON, pending=make.make_pending_capture())
    make.make_apart(claim, general)
    make.make_export(made_by=make.make_user())
    make.make_claim(stance="declined", asked_by=make.make_party())
    make.make_claim(state="withdrawn")
    for target in ("claim", "citation", "source", "party"):
        make.make_removal(**{target: getattr(make, f"make_{target}")()})
    make.make_letter(state="accepted", decided_by=make.the_editor(), decided_at=make.NOON)
    make.make_party_alias()
    make.make_same_place()
    make.make_membership()
    make.make_accepted_invitation(desks=[make.make_desk()])
    make.make_revoked_invitation()
    make.make_revoked_token()
    make.make_sent_once()
    make.make_comment()
    make.make_assignment()
    make.make_unsent_form()
    make.make_brought_file(desk=make.make_desk())
    make.make_act()
    make.make_claim(desk=make.make_desk(), citation=make.make_citation(source=make.make_source(desk=make.make_desk())))
    for target in ("claim", "source", "station", "party"):
        column = "subject" if target == "station" else target
        make.make_desk_note(**{column: getattr(make, f"make_{target}")()}, desk=make.make_desk())
    make.make_same_place(withdrawn_reason="A misreading.", withdrawn_by=make.the_editor(), withdrawn_at=make.NOON)


def keys():
    """Every foreign key from one of our tables to another (the tables of history hold none)."""
    for model in apps.get_models():
        if model._meta.app_label in OURS and not model._meta.proxy and not hasattr(model, "pgh_tracked_model"):
            for field in model._meta.local_fields:
                if isinstance(field, models.ForeignKey):
                    yield pytest.param(model, field, id=f"{model.__name__}.{field.name}")


# Where a row joins two, the first has the lower number: a number that is not there must be lower still.
LOWER_OF_TWO = {"Exclusion": ("first",), "Apart": ("claim",), "SamePlace": ("first",)}
# What was preserved is refused by a trigger, before any key is looked at: tests/rules/test_preserved.py.
NEVER_CHANGE = {"Capture", "Takedown", "Removal", "Export", "Act"}
# A second row like one of these differs from it in a column that stands once.
UNLIKE: dict[str, Callable[[Any], dict[str, object]]] = {
    "Capture": lambda _row: {"file_id": make.make_file().pk},
    "Takedown": lambda _row: {"capture_id": make.make_capture().pk},
    "Removal": lambda row: {"claim_id": make.make_claim().pk} if row.claim_id else {},
    "Export": lambda _row: {"key": uuid4(), "release": "another"},
    "Act": lambda _row: {},
}


@pytest.fixture(scope="module")
def with_every_key(one_scene):
    """`full_claim`, made once; what a test does to it is undone after the test."""
    with one_scene():
        full_claim()
        yield


@pytest.mark.usefixtures("with_every_key")
@pytest.mark.parametrize(("model", "field"), list(keys()))
def test_what_something_rests_on_cannot_be_deleted(model, field):
    row = model.objects.filter(**{f"{field.name}__isnull": False}).first()
    assert row is not None
    rested_on = getattr(row, field.name)

    with refused() as refusal:
        delete(rested_on)

    guarded = type(rested_on).__name__ in NEVER_CHANGE
    assert refusal.sqlstate == (NEVER_CHANGED if guarded else FOREIGN_KEY)


@pytest.mark.usefixtures("with_every_key")
@pytest.mark.parametrize(("model", "field"), list(keys()))
def test_what_something_rests_on_has_a_key_of_its_own(model, field):
    row = model.objects.filter(**{f"{field.name}__isnull": False}).first()
    not_there = -1 if field.name in LOWER_OF_TWO.get(model.__name__, ()) else 987654

    with refused() as refusal:
        if model.__name__ in NEVER_CHANGE:
            copy(row, **{**UNLIKE[model.__name__](row), field.column: not_there})
        else:
            update(row, **{field.column: not_there})

    assert refusal.sqlstate == FOREIGN_KEY
