"""Kill the site while people write, look what is lost, and do it again.

    .venv/bin/python -m benchmarks.kills [--kills 50] [--writers 3] [--seconds 3] [--of KIND …]

Everything is made in a passing folder: a PostgreSQL server of its own, the web server, the worker. Several clients add
statements, bring copies, publish and ask for dossiers over HTTP, one imports files, and all note what was acknowledged.
In turn a web process, the whole web server, a process of PostgreSQL, its first process, the worker and an import get
SIGKILL. After each: is every acknowledged write there, is anything half-done, are people still signed in? Ends with 1
when anything was lost.

A file without a row is no loss: bytes are written before their row, and `manage.py check_captures` finds them.
"""

import argparse
import os
import secrets
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import cycle
from pathlib import Path
from typing import Any, cast

import httpx
import psycopg

from benchmarks.mortal_imports import ROWS, Importer, Imports, imports_lost
from benchmarks.mortal_site import PATIENCE, Site

KINDS = ("web process", "PostgreSQL process", "web server", "PostgreSQL", "worker", "import")


@dataclass
class Acknowledged:
    """What the site has said that it has kept."""

    statements: set[str] = field(default_factory=set)
    copies: set[str] = field(default_factory=set)
    published: set[str] = field(default_factory=set)
    exports: set[str] = field(default_factory=set)
    imports: Imports = field(default_factory=Imports)
    failed: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    def now(self) -> "Acknowledged":
        """What is noted at this moment, while others go on noting: each set is copied in one step."""
        return Acknowledged(self.statements.copy(), self.copies.copy(), self.published.copy(), self.exports.copy())

    def __len__(self) -> int:
        others = len(self.published) + len(self.exports) + len(self.imports.ended)
        return len(self.statements) + len(self.copies) + others

    @property
    def is_of_every_kind(self) -> bool:
        """Whether there is one at least of each: of what was never acknowledged nothing can be lost."""
        return all((self.statements, self.copies, self.published, self.exports, self.imports.ended))


class Writer:
    """Somebody who writes until told to stop, signed in once and for all."""

    def __init__(self, site: Site, noted: Acknowledged, given: dict[str, Any], cookie: str, number: int) -> None:
        self.site, self.noted, self.given, self.number = site, noted, given, number
        self.stop = threading.Event()
        token = secrets.token_hex(16)
        self.client = httpx.Client(
            base_url=site.address,
            cookies={"sessionid": cookie, "csrftoken": token},
            headers={"X-CSRFToken": token},
            timeout=30,
        )
        self.thread = threading.Thread(target=self.write, daemon=True)

    def write(self) -> None:
        """Do one thing after the other."""
        for count, act in enumerate(cycle((self.add, self.bring, self.publish, self.export))):
            if self.stop.is_set():
                return
            try:
                act(f"Writer {self.number} says so for time {count} in {secrets.token_hex(4)}.")
            except (httpx.HTTPError, psycopg.Error):
                self.noted.failed[act.__name__] += 1
                time.sleep(0.2)
            except Exception as trouble:  # a writer that is silent would make a good result worthless
                self.noted.broken.append(f"writer {self.number} broke off in {act.__name__}: {trouble!r}")
                return

    def _kept(self, answer: httpx.Response) -> bool:
        if answer.status_code != 302 or "/accounts/" in answer.headers["Location"]:
            self.noted.failed[f"answer {answer.status_code}"] += 1
            return False
        return True

    def add(self, words: str) -> None:
        """Add a statement through the form."""
        from uuid import uuid4

        form = {
            **{n: v for n, v in self.given.items() if n[0] != "_"},
            "act": "save",
            "form_key": str(uuid4()),
            "exact": words,
            "statement": words,
        }
        if self._kept(self.client.post("/claims/new/", data=form)):
            self.noted.statements.add(words)

    def bring(self, words: str) -> None:
        """Bring a copy of some size."""
        content = f"{words}\n".encode() * 2000
        files = {"file": (f"{secrets.token_hex(4)}.txt", content)}
        if self._kept(self.client.post(f"/sources/{self.given['source']}/captures/upload/", files=files)):
            self.noted.copies.add(sha256(content).hexdigest())

    def publish(self, words: str) -> None:
        """Let readers see a draft of somebody else's, as it stands now."""
        from claims.forms.meanwhile import VERSION

        found = self.site.ask(
            "SELECT ref, (SELECT max(pgh_id) FROM claims_claimevent AS version WHERE pgh_obj_id = claims_claim.id)"
            " FROM claims_claim WHERE reviewed_by_id IS NULL AND created_by_id <> %s"
            " AND statement LIKE 'Writer %%' ORDER BY random() LIMIT 1",
            self.given["_editor"],
        )
        for ref, version in found:
            if self._kept(self.given["_publisher"].post(f"/claims/{ref}/publish/", data={VERSION: version})):
                self.noted.published.add(ref)

    def export(self, words: str) -> None:
        """Ask for a dossier."""
        code = secrets.choice(self.given["_countries"])
        answer = self.client.post(f"/countries/{code}/dossier/make/json/")
        if self._kept(answer):
            self.noted.exports.add(answer.headers["Location"].strip("/").split("/")[-1])


def lost(site: Site, noted: Acknowledged, folder: Path) -> list[str]:
    """What was acknowledged and is not there, and what is half-done."""
    # Noted before the database is asked: the others go on writing meanwhile.
    of_imports = imports_lost(site, noted.imports)
    noted = noted.now()
    claims = {row[0] for row in site.ask("SELECT statement FROM claims_claim")}
    twice = site.ask(
        "SELECT statement FROM claims_claim WHERE statement LIKE 'Writer %%' GROUP BY 1 HAVING count(*) > 1"
    )
    published = {row[0] for row in site.ask("SELECT ref FROM claims_claim WHERE reviewed_by_id IS NOT NULL")}
    copies = site.ask("SELECT sha256 FROM sources_preservedfile f JOIN sources_capture c ON c.file_id = f.id")
    exports = {str(row[0]) for row in site.ask("SELECT key FROM dossiers_export")}
    faults = [f"lost statement: {each}" for each in noted.statements - claims]
    faults += [f"lost copy: {each}" for each in noted.copies - {row[0] for row in copies}]
    faults += [f"lost publication: {each}" for each in noted.published - published]
    faults += [f"lost export: {each}" for each in noted.exports - exports]
    faults += [f"kept twice: {row[0]}" for row in twice]
    faults += [f"row without its whole file: {row[0]}" for row in copies if not _is_whole(folder, row[0])]
    halves = site.ask(
        "SELECT count(*) FROM claims_claim c LEFT JOIN sources_citation p ON p.id = c.citation_id WHERE p.id IS NULL"
    )
    return faults + of_imports + ([f"statements without a passage: {halves[0][0]}"] if halves[0][0] else [])


def _is_whole(folder: Path, digest: str) -> bool:
    path = folder / "captures" / digest[:2] / digest[2:4] / digest
    return path.is_file() and sha256(path.read_bytes()).hexdigest() == digest


def left_over(site: Site, folder: Path) -> dict[str, int]:
    """What a kill leaves behind and others tidy away."""
    rows = {row[0] for row in site.ask("SELECT sha256 FROM sources_preservedfile")}
    files = [path for path in (folder / "captures").rglob("*") if path.is_file()]
    partial = [path for path in files if path.parent.name == ".partial"]
    return {
        "files without a row": len([p for p in files if p not in partial and p.name not in rows]),
        "partial files": len(partial),
    }


def settle(site: Site) -> dict[str, int]:
    """Wait until nothing that was asked for waits any more."""
    unfinished = "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND scheduled_at IS NULL"
    in_hand = "SELECT count(*) FROM dossiers_export WHERE state IN ('asked', 'making')"
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline and (site.ask(unfinished)[0][0] or site.ask(in_hand)[0][0]):
        site.start()  # a worker ends when its database goes: whoever runs a site starts it again, as compose does
        time.sleep(1)
    return {"jobs unfinished": site.ask(unfinished)[0][0], "exports in hand": site.ask(in_hand)[0][0]}


def prepared(site: Site) -> tuple[dict[str, Any], list[str]]:
    """Load the project's own data, sign people in, and choose what they write about."""
    import django

    from config import embedded_postgres

    site.lease = embedded_postgres.lease(site.folder)
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from claims.models import Claim
    from users.models import User

    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)
    cookies, people = [], {}
    for email in ("contributor@example.org", "editor@example.org"):
        people[email] = User.objects.get(email=email)
        browser = Client()
        browser.force_login(people[email])
        cookies.append(browser.cookies[settings.SESSION_COOKIE_NAME].value)
    claim = Claim.objects.filter(choice__isnull=False, subject_kind="country", state="published").order_by("pk")[0]
    countries = list(Claim.objects.exclude(country=None).values_list("country__code", flat=True).distinct()[:20])
    given = {
        "source_is": "here", "source": claim.citation.source.slug, "words": "reported", "subjects": claim.subject.slug,
        "question": claim.question.slug, "stance": "says", "choice": claim.choice.slug if claim.choice else "",
        "speaker": claim.asserted_by.slug, "asserted_on": "2022-12-05",
        "_row": {
            "subject_slug": claim.subject.slug, "question_slug": claim.question.slug, "stance": "says",
            "answer_choice": claim.choice.slug if claim.choice else "", "speaker_slug": claim.asserted_by.slug,
            "said_on": "2022-12-05", "quote": "Words of an import.", "whose_words": "reported",
            "source_slug": claim.citation.source.slug,
        },
        "_editor": people["editor@example.org"].pk, "_countries": [code.lower() for code in countries],
    }  # fmt: skip
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL has one
    return given, cookies


def main() -> int:
    """Kill, look, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--writers", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=3, help="of writing before each kill")
    parser.add_argument("--of", nargs="+", choices=KINDS, default=KINDS, metavar="KIND", help="what is killed, in turn")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kills-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        site = Site(folder)
        os.environ.update(
            {
                "VAR_DIR": name, "SECRET_KEY": secrets.token_urlsafe(50), "HOST": "127.0.0.1", "PORT": str(site.port),
                "DJANGO_SETTINGS_MODULE": "config.settings", "MFA_REQUIRED": "0", "EXPORTS_PER_HOUR": "1000000",
                "EXPORTS_PER_HOUR_IN_ALL": "1000000", "ALLOWED_HOSTS": "127.0.0.1 testserver", "DATABASE_URL": "",
            }
        )  # fmt: skip
        given, cookies = prepared(site)
        site.start()
        try:
            return kill_and_look(site, wanted, given, cookies)
        finally:
            site.stop()


def wait_for_writing(noted: Acknowledged, before: int) -> None:
    """Something is acknowledged between any two kills, or the second would kill nothing that matters."""
    deadline = time.monotonic() + PATIENCE
    while (len(noted) == before or not noted.is_of_every_kind) and not noted.broken:
        if time.monotonic() > deadline:
            noted.broken.append(f"too little was acknowledged in {PATIENCE} seconds")
            return
        time.sleep(0.1)


def is_signed_in(writer: Writer) -> bool:
    """Whether the form opens. What was open when the database went may be refused; that is not being signed out."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with suppress(httpx.HTTPError):
            answer = writer.client.get("/claims/new/")
            if answer.status_code < 400:
                return answer.status_code == 200
        time.sleep(0.2)
    return False


def kill_and_look(site: Site, wanted: argparse.Namespace, given: dict[str, Any], cookies: list[str]) -> int:
    """The rounds."""
    noted, faults, killed = Acknowledged(), [], Counter[str]()
    given["_publisher"] = Writer(site, noted, {}, cookies[1], 0).client
    writers: list[Writer | Importer] = [
        Writer(site, noted, given, cookies[0], number) for number in range(1, wanted.writers + 1)
    ]
    first = cast("Writer", writers[0])
    writers.append(Importer(site, noted.imports, noted.failed, given))
    for writer in writers:
        writer.thread.start()
    longest, before = 0.0, 0
    for round_, kind in zip(range(wanted.kills), cycle(wanted.of), strict=False):
        time.sleep(wanted.seconds)
        wait_for_writing(noted, before)
        before = len(noted)
        site.kill(kind)
        killed[kind] += 1
        began = time.monotonic()
        site.start()
        longest = max(longest, time.monotonic() - began)
        acknowledged = len(noted)
        found = lost(site, noted, site.folder)
        faults += found + ([] if is_signed_in(first) else [f"signed out after kill {round_ + 1}"])
        print(f"{round_ + 1:3} {kind:20} {acknowledged:6} acknowledged, {len(found)} lost", flush=True)
    for writer in writers:
        writer.stop.set()
    for number, writer in enumerate(writers, start=1):
        writer.thread.join(PATIENCE)
        if writer.thread.is_alive():
            noted.broken.append(f"writer {number} did not end")
    settled = settle(site)
    faults += lost(site, noted, site.folder) + noted.broken
    if sum(killed.values()) < wanted.kills or not noted.is_of_every_kind:
        faults.append("too little was killed or written for a verdict")
    print(f"Killed: {dict(killed)}. Longest until it answered again: {longest:.1f} s.")
    print(
        f"Acknowledged: {len(noted.statements)} statements, {len(noted.copies)} copies,"
        f" {len(noted.published)} publications, {len(noted.exports)} exports, {len(noted.imports.ended)} imports of"
        f" {ROWS} rows. Not acknowledged: {dict(noted.failed)}."
    )
    print(f"Left over: {left_over(site, site.folder)}. After settling: {settled}.")
    print("\n".join(sorted(set(faults))) or "Nothing acknowledged was lost, and nothing is half-done.")
    return 1 if faults or any(settled.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
