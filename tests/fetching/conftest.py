"""A server to fetch from, allowed for the test that starts it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.conf import LazySettings

from tests.fetching.servers import Answer, Server, serving


@pytest.fixture
def serve(settings: LazySettings) -> Iterator[Callable[..., Server]]:
    """Start a server that fetches may reach for the length of a test: `serve(saying(page()))`."""
    with ExitStack() as running:

        def start(answer: Answer, *, allowed: bool = True, **options: Any) -> Server:
            server = running.enter_context(serving(answer, **options))
            if allowed:
                settings.CAPTURE_ALLOWED_PRIVATE = [*settings.CAPTURE_ALLOWED_PRIVATE, server.at]
            return server

        yield start
