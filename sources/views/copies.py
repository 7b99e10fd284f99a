"""The preserved copies of a source, as its page shows them."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from sources.models import Source
from users.models import User


@dataclass(frozen=True)
class Copies:
    """What the panel `templates/sources/_copies.html` needs."""

    source: Source


def copies_of(source: Source, user: User | AnonymousUser) -> Copies:
    """The preserved copies of a source, as this person may know of them."""
    return Copies(source)
