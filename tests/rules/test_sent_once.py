"""Rules about what is kept of a draft that a program sent under a key of its own."""

import pytest

from tests import factories as make
from tests.rules.refusals import refused_by, update

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("sent_once_key_is_a_digest", {"key": "row-14"}),
        ("sent_once_body_is_a_digest", {"body": "{}"}),
        ("sent_once_was_answered", {"status": 422}),
        ("sent_once_names_a_claim", {"ref": ""}),
    ],
)
def test_what_is_kept_of_a_key_is_a_digest_and_an_answer(name, columns):
    with refused_by(name):
        update(make.make_sent_once(), **columns)


def test_a_key_stands_once_for_a_token():
    first = make.make_sent_once()
    second = make.make_sent_once(token=first.token)

    with refused_by("sent_once_under_a_key"):
        update(second, key=first.key)
    make.make_sent_once(key=first.key)
