"""What goes into a package, in which order. What helps a person to read and check it lies beside data/."""

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from dossiers.package.annotations import annotations
from dossiers.package.bag import Bag
from dossiers.package.copies import Excerpts, Handed, hand_over
from dossiers.package.crate import crate
from dossiers.package.pages import index, readme
from dossiers.package.tables import as_csv, copy_row, description, tables_of
from dossiers.plain import Dossier, as_json, digest
from dossiers.release import release
from dossiers.render import csv, html, pdf
from dossiers.schema import schema
from dossiers.signing import public_key_pem, sign
from dossiers.volumes import named_volumes

FORM = "on-record-package/1"
PROGRAMS = ("verify.py", "quotations.py")
HERE = Path(__file__).resolve().parent
# Of each format that is set in type, the name of each file, and the dossier or the volume that it holds.
Typeset = dict[str, tuple[tuple[str, Dossier], ...]]


def render(dossier: Dossier) -> bytes:
    """The ZIP in memory, for whoever needs it so; `write` does not hold it."""
    with TemporaryFile() as file:
        write(dossier, file)
        file.seek(0)
        return file.read()


def write(dossier: Dossier, file: IO[bytes]) -> None:
    """Write the ZIP into a file that can be sought in. Copies pass through piece by piece."""
    top, found = top_folder(dossier), digest(dossier)
    bag = Bag(file, top)
    handed, excerpts = hand_over(dossier, bag)
    typeset = {suffix: named_volumes(dossier, suffix, "dossier") for suffix in ("html", "pdf")}
    names = {suffix: [name for name, _volume in parts] for suffix, parts in typeset.items()}
    for name, content in _payload(dossier, handed, excerpts, typeset, name=top, found=found):
        bag.add(f"data/{name}", content)
    files = {name.removeprefix("data/"): one for name, one in bag.payload().items()}
    described = crate(dossier, files, handed, digest=found, release=release())
    bag.add("data/ro-crate-metadata.json", _json(described))
    bag.add("index.html", index(dossier, handed, found, names, is_signed=bool(public_key_pem())).encode())
    bag.add("README.txt", readme(dossier, handed, found, names).encode())
    for program in PROGRAMS:
        bag.add(program, (HERE / program).read_bytes())
    _sign(bag)
    bag.close(_info(dossier, found))


def top_folder(dossier: Dossier) -> str:
    """The one folder in the ZIP: made of codes, a day and the digest, so that two packages lie side by side."""
    codes = "-".join(dossier.country.code.lower().split())
    return f"on-record-{codes}-{dossier.made_at[:10]}-{digest(dossier)[:8]}"


def _payload(
    dossier: Dossier, handed: tuple[Handed, ...], excerpts: Excerpts, typeset: Typeset, *, name: str, found: str
) -> Iterator[tuple[str, bytes]]:
    tables = tables_of(dossier, handed)
    yield "annotations.json", _json(annotations(dossier, handed, excerpts))
    yield "datapackage.json", _json(description(dossier, tables, name=name, digest=found))
    yield "dossier.csv", csv.render(dossier)
    for file, volume in typeset["html"]:
        yield file, html.render(volume)
    yield "dossier.json", as_json(dossier).encode()
    for file, volume in typeset["pdf"]:
        yield file, pdf.render(volume)
    yield "dossier.schema.json", _json(schema())
    yield "package.json", _json(_itself(dossier, handed, found))
    yield "sources.csl.json", _json([source.csl for source in dossier.sources])
    for table in tables:
        yield f"tables/{table.slug}.csv", as_csv(table)


def _itself(dossier: Dossier, handed: tuple[Handed, ...], found: str) -> dict[str, Any]:
    """package.json: what verify.py needs to know beside the dossier."""
    copies = []
    for one in handed:
        row: dict[str, Any] = copy_row(one)
        copies.append({"sha256": row.pop("copy_sha256"), **row, "remarks": list(one.remarks)})
    return {"form": FORM, "dossier": found, "release": release(), "made_at": dossier.made_at, "copies": copies}


def _sign(bag: Bag) -> None:
    """The installation's signature over the manifest of the payload, where it has a key."""
    signature = sign(bag.manifest())
    if signature is not None:
        bag.add("signature.ed25519", signature)
        bag.add("public-key.pem", public_key_pem())


def _info(dossier: Dossier, found: str) -> dict[str, str]:
    return {
        "Source-Organization": "On Record",
        "External-Description": dossier.title,
        "External-Identifier": f"urn:sha256:{found}",
        "Internal-Sender-Identifier": dossier.address,
        "Bagging-Date": dossier.made_at[:10],
        "Bag-Software-Agent": f"On Record, release {release()}",
    }


def _json(plain: Any) -> bytes:
    return f"{json.dumps(plain, ensure_ascii=False, indent=2)}\n".encode()
