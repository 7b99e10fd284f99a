"""What an export holds, noted when it is made: by this is told later what was removed, and what has changed.

A statement has changed where one of the fields changed that dossiers are compared by (dossiers/compare.py).
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import chain

from django.db.models import Q

from claims.models import Claim, Relay, Search
from dossiers.compare import FIELDS
from dossiers.copies import Handing
from dossiers.plain import Dossier, NoteLine
from sources.models import Party, Source

FINGERPRINT = 16
PARTIES = (
    "asserted_by", "asserted_by__part_of", "asserted_by__part_of__part_of", "asked_by", "answer_party",
    "answer_party__part_of", "citation__source__publisher",
)  # fmt: skip


@dataclass(frozen=True)
class Held:
    """Statements by ref, each with its fingerprint; the keys of the sources and parties that are named.

    `copies` are the SHA-256 of the preserved copies that a package hands over; other formats hold none.
    """

    statements: dict[str, str]
    sources: list[int]
    parties: list[int]
    copies: list[str]


def held_by(dossier: Dossier) -> Held:
    """What a dossier holds, asked from the same moment: five queries, however many statements it has.

    A source that readers may not see is not even a title in a dossier, so it is not held either.
    """
    statements = fingerprints(dossier)
    others = chain((line.ref for line in dossier.same_places), (line.ref for line in dossier.listed_apart))
    refs = {**dict.fromkeys(others, ""), **statements}
    claims = Claim.objects.filter(ref__in=refs)
    named = Q(citations__claims__in=claims) | Q(subject__claims__in=claims)
    named |= Q(relayed__claim__in=claims)
    shown = Source.objects.filter(named, removed_at__isnull=True, restricted=False)
    sources = set(shown.values_list("pk", flat=True))
    parties = set(chain.from_iterable(claims.values_list(*PARTIES)))
    parties |= set(Relay.objects.filter(claim__in=claims).values_list("party_id", flat=True))
    searches = Search.objects.filter(slug__in=[search.slug for search in dossier.searches])
    parties |= set(searches.values_list("party_id", flat=True))
    copies = sorted({line.handed_sha256 for line in dossier.copies if line.handing == Handing.WHOLE})
    return Held(refs, _keys(sources), _still_named(parties), copies)


def fingerprints(dossier: Dossier) -> dict[str, str]:
    """For each statement of a dossier, by ref, the beginning of a SHA-256 of what is recorded of it."""
    return {note.ref: _fingerprint(note) for note in dossier.notes}


def _fingerprint(note: NoteLine) -> str:
    recorded = asdict(note)
    text = json.dumps([recorded[name] for name in FIELDS], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:FINGERPRINT]


def _keys(found: Iterable[int | None]) -> list[int]:
    return sorted(key for key in found if key is not None)


def _still_named(parties: Iterable[int | None]) -> list[int]:
    """Without those whose names were removed before: they stand by their role."""
    return _keys(Party.objects.filter(pk__in=_keys(parties), removed_at__isnull=True).values_list("pk", flat=True))
