#!/usr/bin/env python3
"""Check an evidence package of On Record with nothing but Python, 3.9 or later.

    python3 verify.py                  inside the unpacked package
    python3 verify.py FOLDER-OR-ZIP    the folder, or the ZIP file as it came
    python3 verify.py --verbose        with a line for each thing that was looked at

It reads; it writes nothing and opens no connection. quotations.py, beside it, holds the rules of quotations. It checks

1. files: every file has the SHA-256 of its manifest, none is missing, and none lies there that no manifest names;
2. statements: each rests on a passage, a source and a copy that are in the package, or says that the copy is known by
   its hash only, or that none is kept; the tables and the JSON say the same;
3. quotations: each that a machine had found in a copy still stands in the text of that copy, at the recorded place
   (the positions of a W3C TextPositionSelector: characters of the text, counted from 0), under the rules below;
4. the signature over manifest-sha256.txt, where there is one and the package `cryptography` is installed.

The last line says whether the package is whole. The program ends with 0 if it is, else with 1.
It cannot tell who made the package: compare the digest in bag-info.txt with what its maker tells you, or the
signature's key with the one that its maker published. Whoever can change the package can change this program too.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import re
import runpy
import sys
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path
from typing import IO, Any, Iterator

FORM = "on-record-package/1"
RULES = "1"  # the version of the normalisation that is written down here
CHUNK = 1024 * 1024
DROPPED_BY_SYSTEMS = {".DS_Store", "Thumbs.db", "desktop.ini"}
CANNOT_READ = (OSError, ValueError, KeyError, RuntimeError, NotImplementedError, EOFError, zipfile.BadZipFile)
MALFORMED = (KeyError, TypeError, ValueError, AttributeError, RecursionError, csv.Error)
SUM = re.compile(r"([0-9a-f]{64})  ?(.+)")


class Report:
    """What was found: faults, remarks that are no faults, and how many of what."""

    def __init__(self, verbose: bool) -> None:
        self.verbose = verbose
        self.faults: list[str] = []
        self.remarks: list[str] = []
        self.counts: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()  # with copies on the shelf, when the package was made

    def fault(self, words: str) -> None:
        self.faults.append(words)
        print(f"FAULT: {shown(words)}")

    def note(self, words: str) -> None:
        print(f"NOTE: {shown(words)}")

    def remark(self, words: str) -> None:
        self.remarks.append(words)

    def tell(self, words: str) -> None:
        if self.verbose:
            print(shown(words))

    def last_line(self) -> str:
        """Whether the package is whole, in one line."""
        if self.faults:
            number = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
            return shown(f"NOT WHOLE: {number}, the first: {self.faults[0]}")
        counts = self.counts
        found = [f"{counts[key]} {words}" for key, words in KINDS.items() if counts[key]]
        line = f"WHOLE: {counts['files']} files, {counts['statements']} statements, {counts['sources']} sources."
        line += f" Quotations: {', '.join(found) or 'none'}."
        wrong = [f"{number} {words}" for words, number in sorted(self.wrong.items())]
        if wrong:
            line += f" When it was made: {', '.join(wrong)}."
        return shown(" ".join([line, *self.remarks]))


KINDS = {
    "stand": "standing in their copies",
    "hash only": "hash only",
    "not found": "recorded as not found by a machine",
    "no copy": "without a copy",
    "other rules": "not checked here",
}


def shown(words: str) -> str:
    """Words that do nothing to a terminal."""
    return "".join(one if one.isprintable() else f"[U+{ord(one):04X}]" for one in words)


# 1. Files


class Package:
    """The files of a package by their names in it, whether it was unpacked or not."""

    def __init__(self, place: Path) -> None:
        self.zip = None if place.is_dir() else zipfile.ZipFile(place)
        self.top = place
        self.twice: list[str] = []
        self.sums: dict[str, str] = {}  # of every file that could be read
        self.files: dict[str, Any] = dict(self._unpacked(place) if self.zip is None else self._packed(self.zip))

    def _unpacked(self, place: Path) -> Iterator[tuple[str, Path]]:
        inside = [each.parent for each in sorted(place.glob("*/bagit.txt"))]
        self.top = inside[0] if not (place / "bagit.txt").exists() and len(inside) == 1 else place
        for path in sorted(self.top.rglob("*")):
            if path.is_symlink() or not path.is_dir():
                yield path.relative_to(self.top).as_posix(), path

    def _packed(self, packed: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
        names = [each.filename for each in packed.infolist() if not each.filename.endswith("/")]
        self.twice = [name for name, times in Counter(names).items() if times > 1]
        tops = {name.split("/")[0] for name in names if name.endswith("/bagit.txt") and name.count("/") == 1}
        top = f"{tops.pop()}/" if len(tops) == 1 else ""
        for name in names:
            yield (name[len(top) :] if name.startswith(top) else f"../{name}"), name

    def open(self, name: str) -> IO[bytes]:
        found = self.files[name]
        if isinstance(found, Path):
            if found.is_symlink():
                raise OSError(f"{name} is a link")
            return found.open("rb")
        assert self.zip is not None  # noqa: S101 - files of a ZIP are known by their names
        return self.zip.open(found)

    def read(self, name: str) -> bytes:
        with self.open(name) as content:
            return content.read()

    def text(self, name: str) -> str:
        return self.read(name).decode("utf-8")


def check_files(package: Package, report: Report) -> None:
    payload = check_manifest(package, "manifest-sha256.txt", report)
    tags = check_manifest(package, "tagmanifest-sha256.txt", report)
    for name in package.twice:
        report.fault(f"{name} stands in the ZIP file twice.")
    beside = {"tagmanifest-sha256.txt"} | set(tags)
    for name in package.files:
        if name.split("/")[-1] in DROPPED_BY_SYSTEMS:
            report.tell(f"{name}: left here by an operating system; ignored.")
        elif name not in (payload if name.startswith("data/") else beside):
            report.fault(f"{name} is in no manifest.")
    for name in ("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "README.txt", "index.html", "verify.py"):
        if name not in tags:
            report.fault(f"tagmanifest-sha256.txt does not name {name}.")
    oxum = bag_info(package).get("Payload-Oxum", "")
    sizes = sum(payload.values())
    if not report.faults and oxum != f"{sizes}.{len(payload)}":
        report.fault(f"bag-info.txt speaks of {oxum} bytes.files; there are {sizes}.{len(payload)}.")
    report.counts["files"] = len(payload) + len(tags) + 1


def check_manifest(package: Package, manifest: str, report: Report) -> dict[str, int]:
    """The files that a manifest names, with their sizes; those that are not as it says are faults."""
    named: dict[str, int] = {}
    for line in package.text(manifest).splitlines():
        match = SUM.fullmatch(line)
        if match is None or match[2] in named:
            report.fault(f"{manifest} has a line that names no file, or one again: {line[:100]}")
            continue
        expected, name = match.groups()
        named[name] = 0
        if name not in package.files:
            report.fault(f"{name} is missing.")
            continue
        try:
            package.sums[name], named[name] = digest_of(package, name)
        except CANNOT_READ as trouble:
            report.fault(f"{name} cannot be read ({trouble}).")
            continue
        if package.sums[name] != expected:
            report.fault(f"{name} differs from its checksum in {manifest}.")
        else:
            report.tell(f"{name}: as in {manifest}.")
    return named


def digest_of(package: Package, name: str) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with package.open(name) as content:
        for chunk in iter(lambda: content.read(CHUNK), b""):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


def bag_info(package: Package) -> dict[str, str]:
    if "bag-info.txt" not in package.files:
        return {}
    lines = (line.partition(": ") for line in package.text("bag-info.txt").splitlines())
    return {name: value for name, _colon, value in lines}


# 2. Statements


class Evidence:
    """What the package says: the dossier, and what became of each copy."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.dossier: dict[str, Any] = json.loads(package.text("data/dossier.json"))
        self.handed: dict[str, Any] = json.loads(package.text("data/package.json"))
        self.sources = {source["slug"] for source in self.dossier["sources"]}
        self.copies: dict[tuple[str, str], dict[str, Any]] = {
            (copy["source"], copy["sha256"]): copy for copy in self.handed["copies"]
        }

    def table(self, slug: str) -> list[dict[str, str]]:
        csv.field_size_limit(2**31 - 1)
        return list(csv.DictReader(io.StringIO(self.package.text(f"data/tables/{slug}.csv"), newline="")))


def check_statements(evidence: Evidence, report: Report) -> None:
    if evidence.handed["form"] != FORM:
        report.fault(f"This program knows the form {FORM}; the package has {evidence.handed['form']}.")
    recorded = bag_info(evidence.package).get("External-Identifier", "")
    if digest_of_dossier(evidence.dossier) != recorded.rpartition(":")[2]:
        report.fault("data/dossier.json does not hold what bag-info.txt says: its digest is another.")
    for note in evidence.dossier["notes"]:
        ref, copy = note["ref"], note["copy_sha256"]
        if note["source"] not in evidence.sources:
            report.fault(f"Statement {ref} rests on the source {note['source']}, which is not in the package.")
        if copy and (note["source"], copy) not in evidence.copies:
            report.fault(f"Statement {ref} rests on a copy of which the package says nothing: {copy}.")
        if not note["exact"].strip():
            report.fault(f"Statement {ref} rests on no passage.")
        report.counts["statements"] += 1
    report.counts["sources"] = len(evidence.sources)
    check_tables(evidence, report)
    check_copies(evidence, report)


def digest_of_dossier(dossier: dict[str, Any]) -> str:
    """The digest that the site gives: of everything but the moment at which the dossier was made."""
    timeless = {**dossier, "made_at": "", "made_at_words": ""}
    return hashlib.sha256(json.dumps(timeless, ensure_ascii=False).encode()).hexdigest()


def check_tables(evidence: Evidence, report: Report) -> None:
    notes = {note["ref"]: note for note in evidence.dossier["notes"]}
    citations = {row["citation"]: row for row in evidence.table("citations")}
    rows = {row["statement_ref"]: row for row in evidence.table("statements")}
    for ref in sorted(set(notes) ^ set(rows)):
        report.fault(f"Statement {ref} stands in {'the tables' if ref in rows else 'the JSON'} only.")
    if {row["source"] for row in evidence.table("sources")} != evidence.sources:
        report.fault("The table of sources and the JSON hold different sources.")
    for ref in sorted(set(notes) & set(rows)):
        note, row = notes[ref], rows[ref]
        citation = citations.get(row["citation"])
        if citation is None:
            report.fault(f"Statement {ref} points at the citation {row['citation']}, which is not in the tables.")
        elif (citation["source"], citation["copy_sha256"]) != (note["source"], note["copy_sha256"]):
            report.fault(f"Statement {ref} rests on another source or copy in the tables than in the JSON.")
        elif not (
            same_letters(citation["passage"], note["exact"]) and same_letters(row["statement"], note["sentence"])
        ):
            report.fault(f"Statement {ref} has other words in the tables than in the JSON.")


def same_letters(cell: str, text: str) -> bool:
    """Whether a cell holds this text. Cells stand on one line, with marks for control characters (“[U+0007]”)."""
    marked = "".join(f"U{ord(one):04X}" if is_control(one) else one for one in text)
    return [one for one in cell if one.isalnum()] == [one for one in marked if one.isalnum()]


def is_control(one: str) -> bool:
    return not one.isspace() and (unicodedata.category(one) in ("Cc", "Cs") or ord(one) & 0xFFFE == 0xFFFE)


def check_copies(evidence: Evidence, report: Report) -> None:
    for copy in evidence.handed["copies"]:
        where = copy["file"] or copy["handing"].replace("_", " ")
        report.tell(f"Copy {copy['sha256'][:16]}… of {copy['source']}: {where}.")
        if copy["source"] not in evidence.sources:
            report.fault(f"The copy {copy['sha256'][:16]}… belongs to the source {copy['source']}, which is not here.")
        for remark in copy["remarks"]:
            report.wrong[remark] += 1
            report.note(f"When the package was made, a copy of {copy['source']} ({copy['sha256'][:16]}…): {remark}.")
        for name, digest in ((copy["file"], copy["file_sha256"]), (copy["text"], copy["text_sha256"])):
            if name and f"data/{name}" not in evidence.package.files:
                report.fault(f"data/{name} is missing, though package.json names it.")
            elif name and evidence.package.sums.get(f"data/{name}", digest) != digest:
                report.fault(f"data/{name} is not the file that package.json names: its SHA-256 is another.")


# 3. Quotations


def check_quotations(evidence: Evidence, report: Report) -> None:
    # The rules of quotations are written down beside this program; nothing else of the package is run.
    stands = runpy.run_path(str(Path(__file__).resolve().with_name("quotations.py")))["stands"]
    by_text: dict[str, list[dict[str, Any]]] = {}
    for note in evidence.dossier["notes"]:
        kind, text = where_to_look(note, evidence)
        if text:
            by_text.setdefault(text, []).append(note)
        else:
            report.counts[kind] += 1
            report.tell(f"Statement {note['ref']}: {KINDS[kind]}.")
    for name in sorted(by_text):  # one text at a time: it may be large
        text = evidence.package.text(f"data/{name}")
        for note in by_text[name]:
            if stands(note, text):
                report.counts["stand"] += 1
                report.tell(f"Statement {note['ref']}: its quotation stands in data/{name}.")
            else:
                report.fault(f"The quotation of statement {note['ref']} does not stand in data/{name}.")


def where_to_look(note: dict[str, Any], evidence: Evidence) -> tuple[str, str]:
    """The file that holds the text of the copy in which the words were found; else what can be said instead."""
    if not note["copy_sha256"]:
        return "no copy", ""
    if note["quote_check"] not in ("exact", "normalised"):
        return "not found", ""
    copy = evidence.copies.get((note["source"], note["copy_sha256"]))
    if copy is None or not copy["text"]:
        return "hash only", ""
    if note["quote_rules"] != RULES or note["quote_text_sha256"] != copy["text_sha256"]:
        return "other rules", ""
    return "stand", str(copy["text"])


# 4. The signature


def check_signature(package: Package, report: Report) -> None:
    """The signature over manifest-sha256.txt, by the key in the package."""
    if "signature.ed25519" not in package.files:
        report.tell("The package is not signed.")
        return
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.serialization import load_pem_public_key
    except ImportError:
        report.remark("Its signature was not checked: that needs the Python package `cryptography`.")
        return
    key: Any = load_pem_public_key(package.read("public-key.pem"))
    try:
        key.verify(package.read("signature.ed25519"), package.read("manifest-sha256.txt"))
    except InvalidSignature:
        report.fault("The signature is not one over manifest-sha256.txt by the key in public-key.pem.")
    else:
        digest = hashlib.sha256(package.read("public-key.pem")).hexdigest()
        report.remark(f"Signed by the key in public-key.pem, SHA-256 {digest}: compare it with the published one.")


def check(package: Package, report: Report) -> None:
    check_files(package, report)
    try:
        evidence = Evidence(package)
        check_statements(evidence, report)
        if any("quotations.py" in fault for fault in report.faults):
            report.remark("Quotations were not looked for: their rules are not as they were given.")
        else:
            check_quotations(evidence, report)
    except (*MALFORMED, *CANNOT_READ) as trouble:
        report.fault(f"The data are not those of a package: {type(trouble).__name__}: {trouble}.")
    check_signature(package, report)


def asked_for(place: str) -> Path:
    """The package that is meant: the one named, else the one in which this program lies, else the current folder."""
    beside = Path(__file__).resolve().parent
    return Path(place) if place else (beside if (beside / "bagit.txt").exists() else Path())


def main() -> int:
    asked = argparse.ArgumentParser(description="Check an evidence package of On Record.")
    asked.add_argument("place", nargs="?", default="", help="A folder or a ZIP file; else where this program lies.")
    asked.add_argument("--verbose", action="store_true", help="Tell each thing that was looked at.")
    options = asked.parse_args()
    report = Report(options.verbose)
    try:
        check(Package(asked_for(options.place)), report)
    except CANNOT_READ as trouble:
        report.fault(f"This cannot be read as a package ({type(trouble).__name__}: {trouble}).")
    print(report.last_line())
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
