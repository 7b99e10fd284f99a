"""The site as gunicorn serves it, on the tests' database, in processes of their own."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.test import Client

from config.env import BASE_DIR
from users.models import User


class Site:
    """One gunicorn with one worker."""

    def __init__(self, port: int, master: subprocess.Popen[bytes]) -> None:
        self.port, self.master = port, master

    def worker(self) -> int:
        """The number of the process that answers."""
        children = Path(f"/proc/{self.master.pid}/task/{self.master.pid}/children").read_text().split()
        return int(children[0])

    def peak(self) -> int:
        """The most memory, in bytes, that the worker has held since `forget_peak`."""
        status = Path(f"/proc/{self.worker()}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024

    def forget_peak(self) -> None:
        """Measure from here."""
        Path(f"/proc/{self.worker()}/clear_refs").write_text("5")

    def connect(self) -> HTTPConnection:
        """A line to it."""
        return HTTPConnection("127.0.0.1", self.port, timeout=120)


@contextmanager
def served(folder: Path, **variables: str) -> Iterator[Site]:
    """Run the site until the block is left; its files lie in the folder."""
    port = _free_port()
    address = connection.settings_dict
    host = quote(address["HOST"], safe="")
    database = f"postgresql://{address['USER']}@{host}/{address['NAME']}?port={address['PORT']}"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")},
        "DATABASE_URL": os.environ.get("DATABASE_URL") or database,
        "SECRET_KEY": settings.SECRET_KEY,
        "VAR_DIR": str(folder),
        "MEDIA_ROOT": str(folder / "captures"),
        "WEB_CONCURRENCY": "1",
        "PORT": str(port),
        **variables,
    }
    command = [sys.executable, "-m", "gunicorn", "-c", "config/web_server.py", "config.wsgi"]
    master = subprocess.Popen(command, cwd=BASE_DIR, env=environment)
    try:
        site = Site(port, master)
        _wait_for(site)
        yield site
    finally:
        master.terminate()
        master.wait(timeout=30)


def session_of(user: User) -> str:
    """The cookie of somebody who signed in."""
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(site: Site) -> None:
    for _ in range(300):
        line = site.connect()
        try:
            line.request("GET", "/healthz")
            if line.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            line.close()
    raise AssertionError("the site did not come up")
