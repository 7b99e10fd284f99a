"""A country whose sources have copies of every kind, and its package. Everything said here is invented."""

import csv
import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

from dossiers.build import dossier_of
from dossiers.formats import FORMATS
from sources.preserving import store
from sources.quoting.checks import check_citation
from tests import factories as make

SECRET = "zqhidden"
WORDS = "Two offices were closed in May"
TEXT = f"A page.\nThe ministry said: “{WORDS}”, and no more\nwas to be ex-\npected of it."
PAGE = b"<script>alert(1)</script><p>A page with a file of its own.</p>"


def source_with_copy(word, *, rights="not_cleared", text=TEXT, exact=WORDS, released=False, **fields):
    """A source with one copy and one statement whose passage a machine looked for in it."""
    source = make.make_source(title=f"Article {word}", rights=rights, slug=f"source-{word}", **fields)
    capture = make.make_capture(source=source, content=f"{word} as it was preserved".encode())
    make.make_file_text(file=capture.file, text=text)
    citation = make.make_citation(source=source, exact=exact)
    claim = make.make_claim(citation=citation, statement=f"A sentence, {word}.")
    check_citation(citation, at=make.NOON)
    release = None
    if released:
        file = make.make_file(content=f"{word} without what it says of itself".encode())
        release = make.make_release(capture=capture, file=file)
    return SimpleNamespace(source=source, capture=capture, claim=claim, release=release)


def italy():
    """One statement on each: a copy handed over, hash only, taken down, missing, tampered with, and none at all."""
    found = SimpleNamespace(
        open=source_with_copy("open", rights="public_record", released=True),
        closed=source_with_copy("closed", text=f"{TEXT} {SECRET}"),
        down=source_with_copy("down", rights="open_licence", released=True),
        none=make.make_claim(statement="A sentence, none."),
        bare=make.make_country(code="HU"),
    )
    make.make_takedown(capture=found.down.capture)
    return found


def lose(file):
    """Somebody removes the bytes from the shelf."""
    store.storage().delete(store.key_of(file.sha256))


def tamper_with(file):
    """Somebody changes the bytes on the shelf."""
    path = Path(store.storage().path(store.key_of(file.sha256)))
    path.chmod(0o644)
    path.write_bytes(b"other bytes")


def package(country=None, **options):
    """The package of Italy as bytes."""
    dossier = dossier_of(country or make.make_country(), made_at=make.NOON, **options)
    return FORMATS["zip"].render(dossier)


def unpacked(content, folder):
    """The package in a folder, as whoever got it unpacks it."""
    with zipfile.ZipFile(io.BytesIO(content)) as given:
        given.extractall(folder)
    (top,) = Path(folder).iterdir()
    return top


def verify(*arguments, program, cwd=None):
    """What verify.py says in a process of its own, which sees nothing but the standard library."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", str(program), *map(str, arguments)],
        capture_output=True, text=True, cwd=cwd, env={"PATH": "", "PYTHONIOENCODING": "utf-8"}, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    return SimpleNamespace(code=done.returncode, lines=done.stdout.splitlines(), last=done.stdout.splitlines()[-1])


def with_new_sums(top):
    """The manifests made again, as somebody would who changed a file and wants nobody to notice."""
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        lines = (top / manifest).read_text().splitlines()
        names = [re.fullmatch(r"[0-9a-f]{64}  (.+)", line)[1] for line in lines]
        sums = [f"{hashlib.sha256((top / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
        (top / manifest).write_text("".join(sums))
        if manifest.startswith("manifest"):
            size = sum((top / name).stat().st_size for name in names)
            info = re.sub(r"Payload-Oxum: .*", f"Payload-Oxum: {size}.{len(names)}", (top / "bag-info.txt").read_text())
            (top / "bag-info.txt").write_text(info)


def rewrite_json(top, name, change):
    """Change a JSON file of the package."""
    found = json.loads((top / name).read_text())
    change(found)
    (top / name).write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    return found


def rewrite_csv(top, slug, change):
    """Change the rows of a table."""
    path = top / "data/tables" / f"{slug}.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(), newline="")))
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(change(rows))
    path.write_bytes(out.getvalue().encode())
