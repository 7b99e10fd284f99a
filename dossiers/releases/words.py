"""What a release says of itself in plain words."""

from collections.abc import Iterator

from dossiers.releases.kept import Changes
from web.list_formats import licence


def read_me(version: str) -> str:
    """README.txt."""
    terms = licence()
    return f"""On Record, release {version}

Who says what about reported overseas police stations, and where they said it. A row says who
said something and where it can be read. Being entered here is not a finding.

lists/            every list as CSV (UTF-8) and as JSON Lines
on-record.sqlite  all tables with keys, indexes and full-text search; metadata.json is for Datasette
dictionary.csv    what each column of each list and table means
codebook.csv      each question, its answers, what they mean, and an example
datapackage.json  the lists as a Frictionless Data Package
CHANGES.txt       what differs from the release before, by the refs of statements
CITATION.cff      how to cite this release; datacite.json says the same for a DOI
SHA256SUMS        the SHA-256 of every file here: sha256sum --check SHA256SUMS

Licence: {terms["name"]} ({terms["url"]})
{terms["except"]}

This release never changes. Statements are corrected, withdrawn and removed in later ones. If
something had to be removed for good, this file is no longer handed out: please delete your copy
when the next release says so.
"""


def changes_words(changes: Changes) -> str:
    """CHANGES.txt."""
    return "\n".join(_lines(changes)) + "\n"


def _lines(changes: Changes) -> Iterator[str]:
    if not changes.since:
        yield "This is the first release."
        return
    yield f"Since release {changes.since}:"
    kinds = (
        ("added", changes.added),
        ("reads differently, was checked, or was withdrawn", changes.changed),
        ("no longer held: removed, or not public any more", changes.no_longer),
    )
    for words, refs in kinds:
        yield ""
        yield f"{len(refs)} {words}"
        yield from (f"  {ref}" for ref in refs)
