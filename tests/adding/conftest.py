"""What the tests about adding share."""

import pytest
from django.test import Client

from tests.adding.scene import Scene, make_scene, signed_in
from tests.fetching.conftest import serve
from tests.preserving.conftest import folder

__all__ = ["folder", "serve"]


@pytest.fixture
def scene(db) -> Scene:
    """The desk and what can be named in the form."""
    return make_scene()


@pytest.fixture
def alice(scene: Scene) -> Client:
    """The contributor's browser."""
    return signed_in(scene.alice)


@pytest.fixture
def bob(scene: Scene) -> Client:
    """The editor's browser."""
    return signed_in(scene.bob)
