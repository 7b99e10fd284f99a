"""Makes a release: all lists, the database, the words that explain them, and how it is cited, in one ZIP.

All of it is read at one moment. Equal records give equal bytes on one day: members stand in a fixed order and bear
that day, and nothing in them names a moment or a machine.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.translation import gettext as _

from dossiers.exports.store import hold
from dossiers.releases import citing, kept
from dossiers.releases.kept import Changes, Told
from dossiers.releases.words import changes_words, read_me
from dossiers.whole import sqlite
from dossiers.whole.dictionary import codebook, data_package, dictionary, plain
from dossiers.whole.lists import LISTS, ListOfAll
from dossiers.whole.tables import TABLES, claims_shown
from web.csv_lines import csv_lines
from web.exports import ListResource, Row
from web.list_formats import FORMATS, Listed

FINGERPRINT = 16
SUFFIXES = ("csv", "jsonl")
STATEMENTS = "claims"
WITHDRAWN = "withdrawn"


class NotReleased(Exception):
    """No release is made; the message says why."""


@dataclass
class _Bundle:
    """The ZIP while it is written, with the SHA-256 of each member."""

    archive: zipfile.ZipFile
    on: date
    digests: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write one member piece by piece."""
        about = zipfile.ZipInfo(name, (self.on.year, self.on.month, self.on.day, 0, 0, 0))
        about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
        digest = hashlib.sha256()
        with self.archive.open(about, "w", force_zip64=True) as member:
            for piece in pieces:
                digest.update(piece)
                member.write(piece)
        self.digests[name] = digest.hexdigest()


def make_release(*, on: date, site: str, doi: str = "") -> Told:
    """Make the release of a day and keep it. Raises NotReleased where nothing has changed since the last one."""
    with TemporaryDirectory(prefix="on-record-") as folder:
        path = Path(folder) / "release.zip"
        with sqlite.one_view():
            hold("releases")
            told = _write(path, Path(folder), on=on, site=site, doi=doi)
            with path.open("rb") as content:
                kept.keep(told, content)
    return told


def _write(path: Path, folder: Path, *, on: date, site: str, doi: str) -> Told:
    earlier = kept.every()
    last = earlier[0] if earlier else None
    version = _next_version(on, earlier)
    address = f"{site}/data/releases/on-record-{version}.zip"
    before = f"{site}/data/releases/{last.file_name}" if last else ""
    cff = citing.cff(version=version, on=on, address=address, doi=doi)
    datacite = citing.datacite(version=version, on=on, address=address, doi=doi, before=before)
    statements = dict.fromkeys(claims_shown().withdrawn().order_by("ref").values_list("ref", flat=True), WITHDRAWN)
    with zipfile.ZipFile(path, "w") as archive:
        bundle = _Bundle(archive, on)
        for one in LISTS:
            _add_list(bundle, one, statements)
        contents = hashlib.sha256(_json(bundle.digests)).hexdigest()
        if last and last.contents == contents and not kept.is_erased(last):
            raise NotReleased(_("Nothing has changed since release %(version)s.") % {"version": last.version})
        _add_database(bundle, folder / "on-record.sqlite")
        changes = _changes(last, statements)
        for name, text in _texts(version, changes, cff=cff, datacite=datacite, site=site):
            bundle.add(name, [text])
        sums = "".join(f"{digest}  {name}\n" for name, digest in sorted(bundle.digests.items()))
        bundle.add("SHA256SUMS", [sums.encode()])
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Told(
        version=version,
        made_on=on.isoformat(),
        sha256=sha256,
        size=path.stat().st_size,
        contents=contents,
        statements=dict(sorted(statements.items())),
        sources=_keys("sources"),
        parties=_keys("parties"),
        changes=changes,
        cff=cff,
        datacite=datacite,
    )


def _next_version(on: date, earlier: list[Told]) -> str:
    """The day; a second release of one day has a number after it."""
    day = f"{on:%Y.%m.%d}"
    same_day = sum(1 for told in earlier if told.made_on == on.isoformat())
    return f"{day}.{same_day + 1}" if same_day else day


def _add_list(bundle: _Bundle, one: ListOfAll, statements: dict[str, str]) -> None:
    """A list as CSV and as JSON Lines; without lists that are worked out from these."""
    if one.rows is None:
        return
    resource, queryset = one.resource(), one.rows()
    columns = tuple(resource.get_export_headers())
    for suffix in SUFFIXES:
        noted = statements if suffix == "jsonl" and one.name == STATEMENTS else {}
        rows = partial(_noted, resource, queryset, noted)
        pieces = FORMATS[suffix].pieces(Listed(one.name, columns, rows, {}, resource.position))
        bundle.add(f"lists/{one.name}.{suffix}", pieces)


def _noted(resource: ListResource, queryset: Any, noted: dict[str, str]) -> Iterator[Row]:
    """The rows of a list; each with a ref leaves its fingerprint in `noted`."""
    for row in resource.rows(queryset.all()):
        if "ref" in row:
            noted[row["ref"]] = hashlib.sha256(_json(row)).hexdigest()[:FINGERPRINT]
        yield row


def _add_database(bundle: _Bundle, path: Path) -> None:
    sqlite.write(path, on=bundle.on)
    with path.open("rb") as file:
        bundle.add("on-record.sqlite", iter(lambda: file.read(1024 * 1024), b""))


def _texts(
    version: str, changes: Changes, *, cff: str, datacite: dict[str, Any], site: str
) -> Iterator[tuple[str, bytes]]:
    package = data_package(site)
    own = {f"{one.name}": f"lists/{one.name}.csv" for one in LISTS if one.rows is not None}
    package["version"] = version
    package["resources"] = [
        {**resource, "path": own[resource["name"]]} for resource in package["resources"] if resource["name"] in own
    ]
    yield "README.txt", read_me(version).encode()
    yield "CHANGES.txt", changes_words(changes).encode()
    yield "CITATION.cff", cff.encode()
    yield "datacite.json", _json(datacite)
    yield "datapackage.json", _json(package)
    yield "metadata.json", _json(sqlite.datasette_metadata())
    yield "dictionary.csv", _table(plain(dictionary()))
    yield "codebook.csv", _table(plain(codebook()))


def _changes(last: Told | None, statements: dict[str, str]) -> Changes:
    if last is None:
        return Changes()
    was = last.statements
    return Changes(
        since=last.version,
        added=sorted(statements.keys() - was.keys()),
        changed=sorted(ref for ref in statements.keys() & was.keys() if statements[ref] != was[ref]),
        no_longer=sorted(was.keys() - statements.keys()),
    )


def _keys(table: str) -> list[int]:
    """Which rows of a table are in the database: those whose names were removed stand there without them."""
    (rows,) = (each.rows() for each in TABLES if each.name == table)
    return sorted(rows.filter(removed_at__isnull=True).values_list("pk", flat=True))


def _table(rows: list[dict[str, Any]]) -> bytes:
    return "".join(csv_lines(rows[0] if rows else [], (row.values() for row in rows))).encode()


def _json(plain: Any) -> bytes:
    return json.dumps(plain, ensure_ascii=False, indent=1).encode()
