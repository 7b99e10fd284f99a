"""Writing to the desk as a reader does, in tests."""

import re
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from sources.letters import challenge as challenges

ADDRESS = "/corrections/"
TEXT = "The ministry says eleven, and not nine: see its answer of 7 December 2022."


def letter(**fields: Any) -> dict[str, Any]:
    """A form that a person filled in, some seconds after it was shown."""
    asked = challenges.ask(at=timezone.now() - timedelta(seconds=30))
    filled = {"kind": "mistake", "text": TEXT, "token": asked.token, "answer": str(asked.first + asked.second)}
    return {**filled, **fields}


def send(client: Client, **fields: Any) -> Any:
    """Send it."""
    return client.post(ADDRESS, letter(**fields))


def number_in(response: Any) -> str:
    """The number that the sender is told."""
    assert response.status_code == 302, re.findall(r"field-error[^>]*>([^<]*)", response.content.decode())
    return str(response["Location"].rstrip("/").rsplit("/", 1)[-1])
