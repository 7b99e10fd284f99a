"""What stands already is not written again: the database refuses it, and a sentence says so."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import IntegrityError, transaction

from claims.actions.stepping import NotAllowed


@contextmanager
def not_twice(sentence: str) -> Iterator[None]:
    """Do what is inside whole, or not at all. Raises NotAllowed with the sentence where a row like it stands."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if not isinstance(error.__cause__, psycopg.errors.UniqueViolation):
            raise
        raise NotAllowed(sentence) from error
