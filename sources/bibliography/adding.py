"""Entering the references that somebody chose: all, or none."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

import pghistory
from django.db import transaction

from sources.actions import NewSource, add_source, known_party
from sources.bibliography.reference import Reference
from sources.models import Source
from users.models import User


@transaction.atomic
def add_references(
    references: Iterable[Reference], kept: NewSource, *, content: bytes, by: User, at: datetime
) -> list[Source]:
    """Enter these references as sources, whose history says from which file they are (its SHA-256): one act of all.

    `kept` says how they are kept, and in which language those are that do not say theirs. A publisher that is not a
    party here is left out, since a party has a kind and a country, which no list of references tells.
    """
    with pghistory.context(file=sha256(content).hexdigest(), references=True):
        return [add_source(_as_source(one, kept), by=by, at=at) for one in references]


def _as_source(one: Reference, kept: NewSource) -> NewSource:
    return replace(
        kept,
        csl_type=one.csl_type,
        title=one.title,
        authors=one.authors,
        publisher=known_party(one.publisher, None) if one.publisher else None,
        container_title=one.container_title,
        issued=one.issued,
        accessed=one.accessed,
        language=one.language or kept.language,
        url=one.url,
        archive_url=one.archive_url,
        number=one.number,
    )
