"""What the tests about adding share."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from copy import deepcopy

import pytest
from django.test import Client

from tests.adding.scene import Scene, make_scene, signed_in
from tests.fetching.conftest import serve
from tests.preserving.conftest import folder

__all__ = ["folder", "serve"]


@pytest.fixture(scope="module")
def made_once(one_scene: Callable[[], AbstractContextManager[None]]) -> Iterator[Scene]:
    """The rows of a file's tests; files whose tests commit have a `scene` of their own."""
    with one_scene():
        yield make_scene()


@pytest.fixture
def scene(made_once: Scene, db: None) -> Scene:
    """The desk and what can be named in the form."""
    return deepcopy(made_once)


@pytest.fixture
def alice(scene: Scene) -> Client:
    """The contributor's browser."""
    return signed_in(scene.alice)


@pytest.fixture
def bob(scene: Scene) -> Client:
    """The editor's browser."""
    return signed_in(scene.bob)
