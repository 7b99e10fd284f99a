"""A copy takes the place of the one before it; over an empty site, because only the folders matter here."""

import pytest

from operations.static_copy import making
from tests.static_copy.conftest import THEN

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_new_copy_takes_the_place_of_the_former_one_whole(tmp_path):
    making.make(tmp_path / "copy", at=THEN, formats=[])
    (tmp_path / "copy" / "left-over.html").write_text("of the former copy")

    made = making.make(tmp_path / "copy", at=THEN, formats=[])

    assert not (tmp_path / "copy" / "left-over.html").exists()
    assert made.files == sum(path.is_file() for path in (tmp_path / "copy").rglob("*"))
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("copy")] == ["copy"]


def test_what_breaks_off_leaves_the_former_copy(tmp_path):
    copy = tmp_path / "copy"
    making.make(copy, at=THEN, formats=[])
    before = sorted(copy.rglob("*"))

    def broken(what, done, of):
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        making.make(copy, at=THEN, formats=[], told=broken)

    assert sorted(copy.rglob("*")) == before
    assert sorted(path.name for path in copy.parent.iterdir()) == ["copy", "copy.unfinished"]
