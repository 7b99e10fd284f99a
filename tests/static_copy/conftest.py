"""A copy of a small site that also holds what nobody may see, served by the plainest of web servers."""

from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings

from config import captures
from operations.static_copy import making
from tests import emptying
from tests.adding.scene import make_scene
from tests.factories import make_capture, make_citation, make_claim, make_file_text, make_source

THEN = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)
PLANTED = "Zwiebelturm"


def plant(scene):
    """What must be in no file: a draft, a restricted statement, one of a restricted source, and the text of a copy."""
    given: dict[str, Any] = {"question": scene.existence, "subject": scene.italy}
    make_claim(**given, published=False, statement=f"A draft says {PLANTED}.")
    make_claim(**given, statement=f"Restricted: {PLANTED}.", restricted=True, restricted_reason=f"For {PLANTED}.")
    closed = make_source(title=f"{PLANTED} papers", restricted=True, restricted_reason=f"It is {PLANTED}.")
    make_claim(**given, statement=f"In it: {PLANTED}.", citation=make_citation(source=closed, exact=PLANTED))
    capture = make_capture(source=scene.source)
    make_file_text(file=capture.file, text=f"A page. {PLANTED}.")


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """A small site, whose list of statements has a second page; it is made once and taken apart at the end."""
    folder = tmp_path_factory.mktemp("captures")
    storages = {**settings.STORAGES, "captures": captures.storage(folder, "")}
    with django_db_blocker.unblock(), override_settings(STORAGES=storages, ROWS_PER_PAGE=4):
        scene = make_scene()
        given: dict[str, Any] = {"question": scene.existence, "subject": scene.italy}
        for number in range(3):
            make_claim(**given, statement=f"There is one, it says for time {number}.")
        make_claim(**given, statement="A café of Čačak is named.")
        make_claim(**given, statement="警侨事务海外服务站 stands on the door.")
        plant(scene)
        yield scene
        emptying.every_table()


@pytest.fixture(scope="module")
def copy(site, tmp_path_factory):
    """The folder of a copy."""
    place = tmp_path_factory.mktemp("www") / "copy"
    making.make(place, at=THEN, formats=["json", "md"])
    return place


@pytest.fixture(scope="module")
def again(site, tmp_path_factory):
    """The folder of another copy of the same records, of the same moment."""
    place = tmp_path_factory.mktemp("again") / "copy"
    making.make(place, at=THEN, formats=["json", "md"])
    return place


class Quiet(SimpleHTTPRequestHandler):
    """Python's own server, without its log."""

    def log_message(self, *words):
        return


@pytest.fixture(scope="module")
def served(copy):
    """Where a plain web server gives it, in a folder of its own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(copy.parent)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/copy/"
    server.shutdown()
    server.server_close()
    thread.join()
