"""`make demo` as somebody meets it: started, used, killed, started again, stopped."""

import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path

import psycopg
import pytest

from config import database, embedded_postgres
from config.env import BASE_DIR

COMMAND = [sys.executable, "-m", "config.demo"]


@dataclass
class Demo:
    """A demo that runs, or has run, from one folder."""

    var_dir: Path
    environment: dict[str, str]
    port: int = 0
    program: subprocess.Popen[str] | None = None
    said: list[str] = field(default_factory=list)

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}/"

    def start(self, until="Ctrl-C"):
        settings = {**self.environment, "VAR_DIR": str(self.var_dir), "PORT": str(self.port)}
        self.program = subprocess.Popen(
            COMMAND, cwd=BASE_DIR, env=settings, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        assert self.program.stdout is not None
        self.said = []
        while until not in "".join(self.said):
            line = self.program.stdout.readline()
            assert line, "".join(self.said)
            self.said.append(line)
        self.port = next((int(port) for port in re.findall(r"http://127\.0\.0\.1:(\d+)/", "".join(self.said))), 0)

    def end(self, how):
        """Send a signal, and say how the program ended."""
        assert self.program is not None
        assert self.program.stdout is not None
        self.program.send_signal(how)
        ended = self.program.wait(30)
        self.program.stdout.close()
        self.program = None
        return ended

    def ask(self, question):
        sockets = str(database.socket_dir(self.var_dir))
        with psycopg.connect(host=sockets, user=database.USER, dbname=database.NAME) as server:
            return server.execute(question).fetchall() if question.startswith("SELECT") else server.execute(question)

    def listens(self):
        with socket.socket() as visitor:
            return visitor.connect_ex(("127.0.0.1", self.port)) == 0


@pytest.fixture(scope="module")
def kept_demo(folder, environment):
    demo = Demo(folder / "a folder with spaces", environment)
    yield demo
    if demo.program:
        demo.end(signal.SIGINT)
    shutil.rmtree(demo.var_dir)


@pytest.fixture
def demo(kept_demo):
    """The demo, started if a test before this one has ended it."""
    if kept_demo.program is None:
        kept_demo.start()
    return kept_demo


def refuse(environment, **settings):
    """Run a demo that cannot start. Its whole output is one sentence, and the exit code says that it failed."""
    ran = subprocess.run(COMMAND, cwd=BASE_DIR, env={**environment, **settings}, capture_output=True, text=True)
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert ran.stderr.count("\n") == 1
    return ran.stderr


def test_the_demo_says_where_it_is_and_who_may_sign_in(demo):
    said = "".join(demo.said)

    assert f"On Record is at {demo.address}" in said
    assert "contributor@example.org" in said
    assert "editor@example.org" in said
    assert (demo.var_dir / "demo-password").read_text().strip() in said


def test_the_demo_serves_its_pages_with_their_static_files(demo):
    page = urllib.request.urlopen(demo.address).read().decode()
    sheets = re.findall(r'<link[^>]*rel="stylesheet"[^>]*href="([^"]+)"', page)

    assert "On Record" in page
    assert sheets
    for sheet in sheets:
        assert urllib.request.urlopen(urllib.parse.urljoin(demo.address, sheet)).status == 200


def test_whoever_reads_the_password_can_sign_in(demo):
    cookies = CookieJar()
    visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies))
    form = visitor.open(f"{demo.address}accounts/login/").read().decode()
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[0]
    typed = {
        "login": "editor@example.org",
        "password": (demo.var_dir / "demo-password").read_text().strip(),
        "csrfmiddlewaretoken": token,
    }

    visitor.open(f"{demo.address}accounts/login/", urllib.parse.urlencode(typed).encode())

    assert "sessionid" in {cookie.name for cookie in cookies}


@pytest.mark.parametrize("secret", ["demo-password", "secret-key"])
def test_only_their_owner_may_read_the_secrets(demo, secret):
    assert stat.S_IMODE((demo.var_dir / secret).stat().st_mode) == 0o600


def test_the_worker_waits_for_jobs(demo):
    deadline = time.monotonic() + 20
    while not demo.ask("SELECT id FROM procrastinate_workers"):
        assert time.monotonic() < deadline, (demo.var_dir / "worker.log").read_text()
        time.sleep(0.1)


def test_no_log_says_who_has_been_reading(demo):
    with socket.create_connection(("127.0.0.1", demo.port)) as visitor:
        visitor.sendall(b"this is not a request\r\n\r\n")
        visitor.recv(1000)
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(f"{demo.address}nowhere/")

    assert "127.0.0.1" not in (demo.var_dir / "web server.log").read_text()


def test_a_second_demo_in_the_same_folder_is_told_about_the_first(demo, environment):
    sentence = refuse(environment, VAR_DIR=str(demo.var_dir), PORT="0")

    assert f"at {demo.address}: stop it first, or choose another folder with VAR_DIR." in sentence


def test_a_port_in_use_gets_a_sentence(demo, environment, folder):
    sentence = refuse(environment, VAR_DIR=str(folder / "other"), PORT=str(demo.port))

    assert sentence.startswith(f"Port {demo.port} on 127.0.0.1 is in use: stop what uses it, or choose another one")


def test_a_killed_demo_starts_again_on_its_port_and_keeps_what_was_edited(demo):
    demo.ask("UPDATE stations_country SET name = 'Edited' WHERE code = 'IT'")

    demo.end(signal.SIGKILL)
    demo.start()

    assert demo.ask("SELECT name FROM stations_country WHERE code = 'IT'") == [("Edited",)]
    assert urllib.request.urlopen(f"{demo.address}readyz").status == 200


def test_a_real_server_is_used_where_one_is_named(demo, environment, folder):
    """The demo's own server stands in for a real one."""
    url = f"postgresql:///postgres?host={database.socket_dir(demo.var_dir)}&user=nobody-here"

    sentence = refuse(environment, VAR_DIR=str(folder / "other"), PORT="0", DATABASE_URL=url)

    assert 'role "nobody-here" does not exist' in sentence
    assert not (folder / "other" / "postgres").exists()


def test_stopping_the_demo_stops_its_database_and_frees_its_port(demo):
    ended = demo.end(signal.SIGINT)

    assert ended == 0
    assert not embedded_postgres.is_running(demo.var_dir)
    assert not demo.listens()


def test_a_command_needs_no_running_demo_and_no_key_of_its_own(kept_demo, environment):
    command = [sys.executable, "manage.py", "load_demo"]
    settings = environment | {"VAR_DIR": str(kept_demo.var_dir)}

    ran = subprocess.run(command, cwd=BASE_DIR, env=settings, capture_output=True, text=True)

    assert ran.returncode == 0, ran.stderr
    assert "nothing was changed" in ran.stdout
    assert not embedded_postgres.is_running(kept_demo.var_dir)


def test_a_demo_that_is_stopped_while_it_starts_leaves_nothing_running(environment, folder):
    demo = Demo(folder / "stopped early", environment)
    demo.start(until="Preparing the database")

    ended = demo.end(signal.SIGTERM)

    assert ended == 0
    assert not embedded_postgres.is_running(demo.var_dir)


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        (
            {"DATABASE_URL": "postgresql://desk:secret@127.0.0.1:1/record"},
            "The database 'record' at 127.0.0.1 (DATABASE_URL) cannot be reached: ",
        ),
        ({"DATABASE_URL": "mysql://localhost/record"}, "DATABASE_URL must begin with postgresql://"),
        ({"PORT": "eighty"}, "PORT is 'eighty': write a whole number."),
        ({"PORT": "99999"}, "PORT is 99999: choose a number between 1 and 65535."),
        ({"HOST": "192.0.2.1"}, "Nothing can be served at 192.0.2.1:0"),
    ],
)
def test_what_cannot_work_gets_a_sentence(environment, folder, settings, problem):
    sentence = refuse(environment, **{"VAR_DIR": str(folder / "other"), "PORT": "0", **settings})

    assert sentence.startswith(problem)
    assert "secret" not in sentence


def test_a_folder_that_cannot_be_made_gets_a_sentence(environment, folder):
    (folder / "a file").touch()

    sentence = refuse(environment, VAR_DIR=str(folder / "a file" / "var"), PORT="0")

    assert sentence.startswith(f"The folder {folder}/a file/var cannot be made")
