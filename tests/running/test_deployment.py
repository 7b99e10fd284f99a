"""What the containers run, run here with the same commands and settings: there is no Docker to be had in a test."""

import os
import re
import shlex
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import yaml
from django.db import connection

from config.env import BASE_DIR

NAME = "onrecord.example.org"
SERVICES = yaml.safe_load((BASE_DIR / "docker-compose.yml").read_text())["services"]


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Shows a redirection instead of following it."""

    def redirect_request(self, *args):
        return None


@pytest.fixture
def deployment(environment, folder, transactional_db):
    """The environment of a container, on the tests' database."""
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port = chosen.getsockname()[1]
    address = connection.settings_dict
    password = f":{address['PASSWORD']}" if address["PASSWORD"] else ""
    where = f"{address['USER']}{password}@{address['HOST'].replace('/', '%2F')}:{address['PORT']}"
    return environment | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "DATABASE_URL": f"postgresql://{where}/{address['NAME']}",
        "SECRET_KEY": "x" * 20 + os.urandom(20).hex(),
        "ALLOWED_HOSTS": NAME,
        "BEHIND_TLS": "1",
        "STATIC_MANIFEST": "1",
        "VAR_DIR": str(folder / "var"),
        "HOST": "127.0.0.1",
        "PORT": str(port),
    }


@pytest.fixture
def site(deployment, folder):
    """The site, served as the image serves it, after the image's own preparations."""
    dockerfile = (BASE_DIR / "Dockerfile").read_text()
    [command] = re.findall(r"^CMD (\[.*\])$", dockerfile, re.MULTILINE)
    [collect] = re.findall(r"SECRET_KEY=\S+ (python manage.py collectstatic .*)$", dockerfile, re.MULTILINE)
    run(
        shlex.split(collect), deployment | {"SECRET_KEY": "unused-while-building", "DATABASE_URL": "", "BEHIND_TLS": ""}
    )
    with (folder / "web.log").open("wb") as log:
        web = subprocess.Popen(yaml.safe_load(command), cwd=BASE_DIR, env=deployment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{deployment['PORT']}/"
    deadline = time.monotonic() + 60
    while run(SERVICES["web"]["healthcheck"]["test"][1:], deployment).returncode:
        assert web.poll() is None, (folder / "web.log").read_text()
        assert time.monotonic() < deadline, (folder / "web.log").read_text()
        time.sleep(0.2)
    yield address
    web.terminate()
    assert web.wait(30) == 0


@pytest.fixture(scope="module")
def smuggled():
    """Send bytes to the server of the image, with a second request behind them; all that comes back."""
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port = chosen.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "-c", "config/web_server.py", "-b", f"127.0.0.1:{port}"]
    command.append("tests.running.answering:application")
    told = {**os.environ, "WEB_CONCURRENCY": "1", "SECRET_KEY": "x" * 50}
    server = subprocess.Popen(command, cwd=BASE_DIR, env=told, stderr=subprocess.DEVNULL)

    def send(message):
        deadline = time.monotonic() + 60
        while True:
            try:
                visitor = socket.create_connection(("127.0.0.1", port), timeout=20)
                break
            except ConnectionRefusedError:
                assert time.monotonic() < deadline
                time.sleep(0.2)
        with visitor:
            visitor.sendall(message + b"0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n")
            found = b""
            while piece := visitor.recv(10_000):
                found += piece
            return found

    yield send
    server.terminate()
    server.wait(30)


def run(command, environment):
    return subprocess.run(command, cwd=BASE_DIR, env=environment, capture_output=True, text=True)


def ask(address, **headers):
    opener = urllib.request.build_opener(NoRedirect)
    try:
        return opener.open(urllib.request.Request(address, headers={"Host": NAME, **headers}))
    except urllib.error.HTTPError as answer:
        return answer


def test_the_site_is_served_over_https_only_and_logs_no_addresses(site, folder):
    with ask(site) as plain, ask(site, **{"X-Forwarded-Proto": "https"}) as secure:
        page = secure.read().decode()
        assert (plain.status, plain.headers["Location"]) == (301, f"https://{NAME}/")
        assert secure.status == 200
        assert secure.headers["Strict-Transport-Security"].startswith("max-age=31536000")

    sheets = re.findall(r'<link[^>]*rel="stylesheet"[^>]*href="([^"]+)"', page)
    assert sheets
    for sheet in sheets:
        with ask(f"{site.rstrip('/')}{sheet}", **{"X-Forwarded-Proto": "https"}) as answer:
            assert answer.status == 200
            assert "immutable" in answer.headers["Cache-Control"]

    with socket.create_connection(("127.0.0.1", int(site.rstrip("/").rpartition(":")[2]))) as visitor:
        visitor.sendall(b"this is not a request\r\n\r\n")
        visitor.recv(1000)
    with ask(site, Host="somewhere.else.example") as stranger:
        assert stranger.status == 400
    assert "127.0.0.1" not in (folder / "web.log").read_text()


@pytest.mark.parametrize(
    "heads",
    [
        b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        b"Content-Length: 4\r\nContent-Length: 5\r\n",
        b"Content-Length: +4\r\n",
        b"Transfer-Encoding: chunked, identity\r\n",
        b"Transfer-Encoding : chunked\r\n",
        b"A-Head: one\r\n Content-Length: 4\r\n",
    ],
)
def test_a_message_whose_end_can_be_read_in_two_ways_is_refused(smuggled, heads):
    answer = smuggled(b"POST /accounts/login/ HTTP/1.1\r\nHost: " + NAME.encode() + b"\r\n" + heads + b"\r\n")

    assert answer.startswith(b"HTTP/1.1 400")
    assert answer.count(b"HTTP/1.1 ") == 1, "what follows is not read as a request of its own"


def test_the_worker_can_be_asked_whether_it_is_well(deployment):
    ran = run(SERVICES["worker"]["healthcheck"]["test"][1:], deployment)

    assert ran.returncode == 0, ran.stderr


def test_a_site_without_its_database_is_not_ready(deployment):
    ran = run(SERVICES["web"]["healthcheck"]["test"][1:], deployment)

    assert ran.returncode == 1
