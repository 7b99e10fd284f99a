"""Saying of a file or a checksum what it is: a recorded export, what a dossier holds, a preserved copy.

Nothing that is handed in is kept, and nothing is written. Drafts are recognised for people of the desk alone.
"""

import hashlib
import json
import re
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import IO, Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.translation import gettext as _

from claims.models import Claim
from dossiers.choice import A4, PAPERS
from dossiers.earlier import Earlier, NotAnEarlierDossier, read
from dossiers.exports.asking import Wish, choice_of
from dossiers.exports.gone import Gone, gone_from
from dossiers.exports.holding import fingerprints
from dossiers.exports.shown import file_name_of
from dossiers.models import Export
from dossiers.plain import digest
from dossiers.since import choice_of as choice_in
from dossiers.since import said_by_of
from sources.citing.styles import OWN
from sources.models import Capture
from stations.models import Country
from users.models import User
from web.moments import Moment

Person = User | AnonymousUser

CHUNK = 1024 * 1024
MOST = 5  # exports with the same bytes or the same content that are told one by one
WRITTEN = re.compile(r"(?:sha-?256\s*[:=(]?\s*)?(?P<sum>[0-9a-f]+)(?:\s+\*?\S.*)?", re.IGNORECASE | re.DOTALL)


class NotAChecksum(ValueError):
    """What was typed is no SHA-256; the text is a sentence for whoever typed it."""


@dataclass(frozen=True)
class Since:
    """How many statements were added, changed, withdrawn, and are not shown any more, against the record of today."""

    added: int
    changed: int
    withdrawn: int
    gone: int

    @property
    def is_nothing(self) -> bool:
        """Whether every statement is as it was."""
        return not (self.added or self.changed or self.withdrawn or self.gone)


@dataclass(frozen=True)
class Known:
    """A recorded export. `is_file`: the checksum is of its bytes, otherwise of what it holds."""

    export: Export
    is_file: bool
    file_name: str
    gone: tuple[Gone, ...]
    since: Since


@dataclass(frozen=True)
class Held:
    """What a JSON dossier or a package says of itself, and the digest of what it holds.

    `is_todays`: a dossier of today with the same choice holds exactly the same.
    """

    digest: str
    country: str
    made_at: str
    broken: tuple[str, ...]
    is_package: bool
    is_todays: bool


@dataclass(frozen=True)
class Recognised:
    """Everything that is known under a checksum."""

    sha256: str
    exports: tuple[Known, ...]
    copies: tuple[Capture, ...]
    held: Held | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether nothing here has this checksum."""
        return not (self.exports or self.copies or (self.held and self.held.is_todays))


def checksum_in(text: str) -> str:
    """The SHA-256 in what somebody typed or pasted, a line of `sha256sum` for instance. Raises NotAChecksum."""
    typed = text.strip()
    if not typed:
        raise NotAChecksum(_("Type a SHA-256, or choose a file."))
    found = WRITTEN.fullmatch(typed)
    if found is None:
        raise NotAChecksum(_("A SHA-256 has 64 characters, each 0 to 9 or a to f; this has others in it."))
    if len(found["sum"]) != 64:
        told = _("A SHA-256 has 64 characters, each 0 to 9 or a to f; this has %(number)s. Copy it whole.")
        raise NotAChecksum(told % {"number": len(found["sum"])})
    return found["sum"].lower()


def checksum_of(file: IO[bytes]) -> str:
    """The SHA-256 of a file, read piece by piece."""
    file.seek(0)
    found = hashlib.sha256()
    for piece in iter(partial(file.read, CHUNK), b""):
        found.update(piece)
    return found.hexdigest()


def recognise(sha256: str, *, user: Person, at: datetime, file: IO[bytes] | None = None) -> Recognised:
    """What is known under a SHA-256; of a file, also what a dossier inside it says."""
    held = _held_in(file, at=at) if file else None
    content = Q(sha256=sha256) | Q(digest=sha256) | (Q(digest=held.digest) if held else Q())
    rows = Export.objects.visible_to(user).made().filter(content).select_related("country", "made_by")
    exports = sorted(rows.newest_first()[:MOST], key=lambda export: export.sha256 != sha256)
    copies = Capture.objects.visible_to(user).filter(Q(file__sha256=sha256) | Q(release__file__sha256=sha256))
    return Recognised(
        sha256=sha256,
        exports=tuple(_known(export, sha256, user=user, at=at) for export in exports),
        copies=tuple(copies.select_related("source", "file").newest_first()[:MOST]),
        held=held,
    )


def _known(export: Export, sha256: str, *, user: Person, at: datetime) -> Known:
    return Known(
        export=export,
        is_file=export.sha256 == sha256,
        file_name=file_name_of(export),
        gone=gone_from(export),
        since=_since(export, user=user, at=at),
    )


def _since(export: Export, *, user: Person, at: datetime) -> Since:
    """Against a dossier of today with the same choice; the style of notes changes no statement."""
    choice = choice_of(export)
    wish = Wish(export.country, export.format, choice, Moment(said_by=export.said_by), user).without_style()
    now, then = fingerprints(wish.dossier(made_at=at)), {ref: mark for ref, mark in export.statements.items() if mark}
    left = [ref for ref in then if ref not in now]
    seen = Claim.objects.visible_to(user).withdrawn().filter(ref__in=left)
    withdrawn = seen.count()
    return Since(
        added=sum(ref not in then for ref in now),
        changed=sum(then[ref] != mark for ref, mark in now.items() if ref in then),
        withdrawn=withdrawn,
        gone=len(left) - withdrawn,
    )


def _held_in(file: IO[bytes], *, at: datetime) -> Held | None:
    try:
        earlier = read(file)
    except NotAnEarlierDossier:
        return None
    given = earlier.dossier
    found = _digest_of(given)
    return Held(
        digest=found,
        country=str(given["country"].get("name", ""))[:200] if isinstance(given.get("country"), dict) else "",
        made_at=str(given.get("made_at", ""))[:40],
        broken=earlier.broken,
        is_package=earlier.is_package,
        is_todays=_todays(earlier, at=at) == found,
    )


def _digest_of(dossier: dict[str, Any]) -> str:
    """As dossiers.plain.digest, of a dossier that was read back: keys and lists keep their order in JSON."""
    timeless = {**dossier, "made_at": "", "made_at_words": ""}
    return hashlib.sha256(json.dumps(timeless, ensure_ascii=False).encode(errors="surrogatepass")).hexdigest()


def _todays(earlier: Earlier, *, at: datetime) -> str:
    """The digest of a dossier of today with the choice of an earlier one; "" where that names no country of ours."""
    named = earlier.dossier.get("country")
    code = str(named.get("code", "")).split(" ")[0] if isinstance(named, dict) else ""
    country = Country.objects.filter(code=code[:2]).first()
    if country is None or earlier.dossier.get("style") != OWN:
        return ""
    given = earlier.dossier.get("choice")
    paper = str(given.get("paper", A4)) if isinstance(given, dict) else A4
    choice = replace(choice_in(earlier, country), paper=paper if paper in PAPERS else A4)
    moment = Moment(said_by=said_by_of(earlier))
    return digest(Wish(country, "json", choice, moment).dossier(made_at=at))
