"""What the database holds of files that wait to be imported: known words, whole until they are imported, then gone."""

from uuid import UUID

import pytest

from tests import factories as make
from tests.rules.refusals import refused_by, update

pytestmark = pytest.mark.django_db

DONE = {"state": "imported", "content": None, "imported_as": UUID(int=1)}


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("brought_file_state_is_known", {"state": "lost"}),
        ("brought_file_kind_is_known", {"kind": "rumours"}),
        ("brought_file_has_its_digest", {"sha256": "x" * 64}),
        ("brought_file_has_its_digest", {"size": 0}),
        ("brought_file_counts_to_its_end", {"done": 1}),
        ("brought_file_goes_when_it_is_imported", {"content": None}),
        ("brought_file_goes_when_it_is_imported", {"imported_as": UUID(int=1)}),
        ("brought_file_goes_when_it_is_imported", {**DONE, "content": b"x"}),
        ("brought_file_goes_when_it_is_imported", {**DONE, "imported_as": None}),
        ("brought_file_is_imported_as_it_was_checked", {"state": "checked"}),
        ("brought_file_is_imported_as_it_was_checked", {"state": "writing"}),
        ("brought_file_is_imported_as_it_was_checked", {"outcomes": b"x"}),
    ],
)
def test_a_file_is_whole_until_it_is_imported(name, columns):
    with refused_by(name):
        update(make.make_brought_file(), **columns)


def test_what_is_imported_keeps_nothing_of_the_file():
    file = make.make_brought_file(state="checked", outcomes=b"x")

    with refused_by("brought_file_goes_when_it_is_imported"):
        update(file, **DONE)
    update(file, **DONE, outcomes=None)
