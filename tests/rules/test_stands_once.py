"""What stands once in its table stands once: a second row is given what the first has."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps

from tests import factories as make
from tests.rules.refusals import UNIQUE, refused, update

pytestmark = pytest.mark.django_db

ROWS: dict[str, Callable[[], Any]] = {
    "users.User": make.make_user,
    "users.Desk": make.make_desk,
    "users.Invitation": lambda: make.make_accepted_invitation(),
    "users.Token": make.make_token,
    "api.SentOnce": make.make_sent_once,
    "stations.Country": make.make_country,
    "stations.Subject": make.make_place,
    "sources.Party": make.make_party,
    "sources.Source": lambda: make.make_source(subject=make.make_subject(kind="document")),
    "claims.Assignment": make.make_assignment,
    "sources.FileText": make.make_file_text,
    "sources.PendingCapture": make.make_pending_capture,
    "sources.Fetch": make.make_fetch,
    "sources.Release": make.make_release,
    "sources.Letter": make.make_letter,
    "sources.PartyAlias": make.make_party_alias,
    "sources.LetterDay": make.make_letter_day,
    "sources.QuoteCheck": make.make_quote_check,
    "dossiers.Export": lambda: make.make_export_in_hand(options={"with": str(uuid4())}),
    "dossiers.ExportDay": make.make_export_day,
    "claims.BroughtFile": make.make_brought_file,
    "claims.Claim": make.make_claim,
    "claims.Heading": make.make_heading,
    "claims.Question": make.make_question,
    "claims.Search": make.make_search,
}


# Refused before anything else is looked at, and tried with a second row: tests/rules/test_preserved.py.
NEVER_CHANGE = {"sources.PreservedFile", "sources.Takedown", "claims.Removal"}


def single_columns():
    """Every column of ours that Django makes unique by itself."""
    for model in apps.get_models():
        if model.__module__.split(".")[0] in {label.split(".")[0] for label in ROWS} and not model._meta.proxy:
            for field in model._meta.local_fields:
                if field.unique and not field.primary_key and model._meta.label not in NEVER_CHANGE:
                    yield pytest.param(model._meta.label, field, id=f"{model.__name__}.{field.name}")


@pytest.mark.parametrize(("label", "field"), list(single_columns()))
def test_a_slug_a_code_a_reference_or_an_order_stands_once(label, field):
    row, other = ROWS[label](), ROWS[label]()
    if row == other:
        other = make.make_country(code="HU")

    with refused() as refusal:
        update(other, **{field.column: getattr(row, field.attname)})

    assert refusal.sqlstate == UNIQUE
