"""Rules about the tokens of programs."""

from datetime import timedelta

import pytest
from django.db import connection

from tests import factories as make
from tests.rules.refusals import refused_as_empty, refused_by, update

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("token_has_a_name", {"name": " \t"}),
        ("token_digest_is_a_digest", {"digest": "onrecord_in-the-clear"}),
        ("token_prefix_tells_no_secret", {"prefix": "secret"}),
        ("token_scopes_are_known", {"scopes": ["drafts:write", "everything"]}),
        ("token_scopes_are_known", {"scopes": []}),
        ("token_ends_within_a_year", {"expires_on": (make.NOON + timedelta(days=366)).date()}),
        ("token_revoked_at_with_by", {"revoked_at": make.NOON}),
    ],
)
def test_what_a_token_cannot_say(name, columns):
    with refused_by(name):
        update(make.make_token(), **columns)


@pytest.mark.parametrize("column", ["owner_id", "digest", "scopes", "created_at", "expires_on"])
def test_a_token_has_an_owner_an_end_and_scopes(column):
    with refused_as_empty(column):
        update(make.make_token(), **{column: None})


def test_a_token_may_hold_for_a_year_and_its_history_holds_nothing_that_opens():
    token = make.make_token(expires_on=(make.NOON + timedelta(days=365)).date())
    update(token, last_used_on=make.NOON.date())

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(v)::text FROM users_tokenevent v WHERE pgh_obj_id = %s", [token.pk])
        [(version,)] = cursor.fetchall()  # the day of its use is no version
    assert token.name in version
    assert token.digest not in version
