"""Kill the site while people write, look what is lost, and do it again.

    .venv/bin/python -m benchmarks.kills [--kills 50] [--writers 3] [--seconds 3]

Everything is made in a passing folder: a PostgreSQL server of its own, the web server, the worker. Several clients add
statements, bring copies, publish and ask for dossiers over HTTP, and note what was acknowledged. In turn a web process,
the whole web server, a process of PostgreSQL, its first process and the worker get SIGKILL. After each: is every
acknowledged write there, is anything half-done, are people still signed in? Ends with 1 when anything was lost.

A file without a row is no loss: bytes are written before their row, and `manage.py check_captures` finds them.
"""

import argparse
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import cycle
from pathlib import Path
from typing import Any

import httpx
import psycopg

KINDS = ("web process", "PostgreSQL process", "web server", "PostgreSQL", "worker")
PATIENCE = 90


@dataclass
class Acknowledged:
    """What the site has said that it has kept."""

    statements: set[str] = field(default_factory=set)
    copies: set[str] = field(default_factory=set)
    published: set[str] = field(default_factory=set)
    exports: set[str] = field(default_factory=set)
    failed: Counter[str] = field(default_factory=Counter)

    def __len__(self) -> int:
        return len(self.statements) + len(self.copies) + len(self.published) + len(self.exports)


class Site:
    """The programs of a site, started and killed by their process numbers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as chosen:
            chosen.bind(("127.0.0.1", 0))
            self.port = chosen.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.programs: dict[str, subprocess.Popen[bytes]] = {}
        self.lease: Any = None

    def start(self) -> None:
        """Start whatever does not run, and wait until the site answers with its database."""
        from config import embedded_postgres

        if self.lease is None:
            self.lease = embedded_postgres.lease(self.folder)
        words = {
            "web": ["-m", "gunicorn", "-c", "config/web_server.py", "config.wsgi"],
            "worker": ["manage.py", "procrastinate", "worker"],
        }
        for name, command in words.items():
            if name not in self.programs or self.programs[name].poll() is not None:
                with (self.folder / f"{name}.log").open("ab") as log:
                    self.programs[name] = subprocess.Popen([sys.executable, *command], stdout=log, stderr=log)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if self.programs["web"].poll() is not None:  # the port of the killed one was still held
                return self.start()
            try:
                if httpx.get(f"{self.address}/readyz", timeout=5).status_code == 200:
                    return None
            except httpx.HTTPError:
                pass
            time.sleep(0.2)
        raise SystemExit("The site does not come back.")

    def kill(self, kind: str) -> None:
        """Send SIGKILL to one of ours."""
        if kind == "web server":
            self._end("web")
        elif kind == "worker":
            self._end("worker")
        elif kind == "web process":
            os.kill(int(secrets.choice(_children(self.programs["web"].pid))), signal.SIGKILL)
        else:
            first = int((self.folder / "postgres" / "postmaster.pid").read_text().splitlines()[0])
            if kind == "PostgreSQL":
                os.kill(first, signal.SIGKILL)
                self.lease.release()
                self.lease = None
            else:
                backends = [pid for pid in _children(first) if b"on_record" in _command(pid)]
                os.kill(int(secrets.choice(backends)), signal.SIGKILL)

    def _end(self, name: str) -> None:
        self.programs[name].kill()
        self.programs[name].wait()

    def stop(self) -> None:
        """End all of it."""
        for program in self.programs.values():
            program.terminate()
        for program in self.programs.values():
            try:
                program.wait(20)
            except subprocess.TimeoutExpired:
                program.kill()
        if self.lease:
            self.lease.release()

    def ask(self, question: str, *values: Any) -> list[Any]:
        """Ask the database."""
        from config import database

        where = {"host": str(database.socket_dir(self.folder)), "user": database.USER, "dbname": database.NAME}
        with psycopg.connect(**where, autocommit=True) as server:  # type: ignore[arg-type]
            return server.execute(question, values).fetchall()


def _children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def _command(pid: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


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
        """Let readers see a draft of somebody else's."""
        found = self.site.ask(
            "SELECT ref FROM claims_claim WHERE reviewed_by_id IS NULL AND created_by_id <> %s"
            " AND statement LIKE 'Writer %%' ORDER BY random() LIMIT 1",
            self.given["_editor"],
        )
        if found and self._kept(self.given["_publisher"].post(f"/claims/{found[0][0]}/publish/")):
            self.noted.published.add(found[0][0])

    def export(self, words: str) -> None:
        """Ask for a dossier."""
        code = secrets.choice(self.given["_countries"])
        answer = self.client.post(f"/countries/{code}/dossier/make/json/")
        if self._kept(answer):
            self.noted.exports.add(answer.headers["Location"].strip("/").split("/")[-1])


def lost(site: Site, noted: Acknowledged, folder: Path) -> list[str]:
    """What was acknowledged and is not there, and what is half-done."""
    # Noted before the database is asked: the others go on writing meanwhile.
    noted = Acknowledged(set(noted.statements), set(noted.copies), set(noted.published), set(noted.exports))
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
    return faults + ([f"statements without a passage: {halves[0][0]}"] if halves[0][0] else [])


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


def kill_and_look(site: Site, wanted: argparse.Namespace, given: dict[str, Any], cookies: list[str]) -> int:
    """The rounds."""
    noted, faults, killed = Acknowledged(), [], Counter[str]()
    given["_publisher"] = Writer(site, noted, {}, cookies[1], 0).client
    writers = [Writer(site, noted, given, cookies[0], number) for number in range(1, wanted.writers + 1)]
    for writer in writers:
        writer.thread.start()
    longest = 0.0
    for round_, kind in zip(range(wanted.kills), cycle(KINDS), strict=False):
        time.sleep(wanted.seconds)
        site.kill(kind)
        killed[kind] += 1
        began = time.monotonic()
        site.start()
        longest = max(longest, time.monotonic() - began)
        acknowledged = len(noted)
        found = lost(site, noted, site.folder)
        # What was open when the database went may be refused once.
        signed_in = any(writers[0].client.get("/claims/new/").status_code == 200 for _again in range(3))
        faults += found + ([] if signed_in else [f"signed out after kill {round_ + 1}"])
        print(f"{round_ + 1:3} {kind:20} {acknowledged:6} acknowledged, {len(found)} lost", flush=True)
    for writer in writers:
        writer.stop.set()
    for writer in writers:
        writer.thread.join(60)
    settled = settle(site)
    faults += lost(site, noted, site.folder)
    print(f"Killed: {dict(killed)}. Longest until it answered again: {longest:.1f} s.")
    print(
        f"Acknowledged: {len(noted.statements)} statements, {len(noted.copies)} copies,"
        f" {len(noted.published)} publications, {len(noted.exports)} exports. Not acknowledged: {dict(noted.failed)}."
    )
    print(f"Left over: {left_over(site, site.folder)}. After settling: {settled}.")
    print("\n".join(sorted(set(faults))) or "Nothing acknowledged was lost, and nothing is half-done.")
    return 1 if faults or any(settled.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
