"""The cast of review: Alice writes, Bob and Carol are editors, and each has a browser."""

import pytest

from tests import factories as make
from tests.adding.scene import signed_in
from users.models import Role


@pytest.fixture
def alice(db):
    """Whoever wrote the claim."""
    return make.make_user(email="alice@desk.example")


@pytest.fixture
def bob(db):
    """Another person, who is an editor."""
    return make.make_user(email="bob@desk.example", role=Role.EDITOR)


@pytest.fixture
def carol(db):
    """One more editor."""
    return make.make_user(email="carol@desk.example", role=Role.EDITOR)


@pytest.fixture
def as_alice(alice):
    """Alice's browser."""
    return signed_in(alice)


@pytest.fixture
def as_bob(bob):
    """Bob's browser."""
    return signed_in(bob)


@pytest.fixture
def as_carol(carol):
    """Carol's browser."""
    return signed_in(carol)
