"""One address, one source: for readers, and at each desk."""

import pytest

from tests import factories as make
from tests.rules.refusals import refused_by, update
from tests.rules.test_visibility import RESTRICTED

pytestmark = pytest.mark.django_db

ADDRESS = "https://one.example/a"


@pytest.mark.parametrize("of_a_desk", [True, False])
def test_a_desk_or_the_house_keeps_a_source_of_one_address_once(of_a_desk):
    desk = make.make_desk() if of_a_desk else None
    make.make_source(url=ADDRESS, desk=desk, **RESTRICTED)
    other = make.make_source(url="https://one.example/b", desk=desk, **RESTRICTED)

    with refused_by("source_address_once_at_its_desk"):
        update(other, url=ADDRESS)


def test_readers_have_a_source_of_one_address_once_also_when_a_restriction_is_lifted():
    make.make_source(url=ADDRESS)
    kept = make.make_source(url=ADDRESS, **RESTRICTED)

    with refused_by("source_address_once"):
        update(kept, restricted=False)
