"""What the shipped server, its database and the queue write down: nothing from where anybody came."""

import logging
import re
import runpy
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.test import Client

from config.env import BASE_DIR
from tests import factories as make

ADDRESS = "198.51.100.77"
COMPOSE = yaml.safe_load((BASE_DIR / "docker-compose.yml").read_text())


def test_the_server_keeps_no_access_log_and_no_message_below_an_error():
    server = runpy.run_path(str(BASE_DIR / "config/web_server.py"))

    assert (server["accesslog"], server["loglevel"]) == (None, "error")
    assert server["limit_request_line"] < 8191
    assert 0 < server["limit_request_fields"] <= 100
    assert 0 < server["limit_request_field_size"] <= 8190


def test_every_program_of_compose_that_answers_readers_is_that_server():
    dockerfile = (BASE_DIR / "Dockerfile").read_text()

    assert 'CMD ["gunicorn", "-c", "config/web_server.py", "config.wsgi"]' in dockerfile
    assert "command" not in COMPOSE["services"]["web"]
    for service in COMPOSE["services"].values():
        assert service["logging"]["options"] == {"max-size": "10m", "max-file": "5"}


def test_the_database_logs_no_connections_and_nobody_but_the_site_reaches_it():
    database = COMPOSE["services"]["database"]

    assert "ports" not in database
    told = str(database.get("command", ""))
    assert not re.search(r"log_(connections|disconnections|statement|line_prefix)", told)


@pytest.mark.django_db
def test_what_is_logged_of_broken_requests_and_failed_sign_ins_holds_no_address(caplog, settings):
    caplog.set_level(logging.DEBUG)
    settings.PROXIES_IN_FRONT = 1
    reader = Client(REMOTE_ADDR=ADDRESS, headers={"X-Forwarded-For": ADDRESS}, raise_request_exception=False)

    reader.get("/nothing/here/")
    reader.get("/countries/\r\n[ERROR] planted line/")
    reader.get("/claims/", {"q": "word"})
    reader.post("/accounts/login/", {"login": "nobody@desk.example", "password": "a guess at random"})
    reader.post("/corrections/", {"text": "x"})
    Client(REMOTE_ADDR=ADDRESS, SERVER_NAME="elsewhere.example").get("/")
    Client(REMOTE_ADDR=ADDRESS, enforce_csrf_checks=True).post("/verify/")

    written = [record.getMessage() for record in caplog.records]
    assert any("/nothing/here/" in line for line in written)
    assert not any(ADDRESS in line for line in written)
    assert not any(word in line for line in written for word in ("a guess at random", "nobody@desk.example"))
    assert not any(line.startswith("[ERROR] planted") for text in written for line in text.splitlines())


def test_an_error_is_written_with_its_trace_and_without_the_request(monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise RuntimeError("planted")

    monkeypatch.setattr("web.views.HttpResponse", broken)

    answer = Client(REMOTE_ADDR=ADDRESS, raise_request_exception=False).get("/healthz")

    assert answer.status_code == 500
    [record] = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert record.exc_info
    assert ADDRESS not in caplog.text


def test_logs_go_onto_the_output_alone():
    handlers: Any = settings.LOGGING["handlers"]
    assert {handler["class"] for handler in handlers.values()} == {"logging.StreamHandler"}


@pytest.mark.django_db
def test_what_was_refused_is_logged_with_its_address_here_and_without_who_asked(caplog, settings):
    settings.SEARCHES_PER_MINUTE = 0
    contributor = make.make_user()
    client, strict = Client(REMOTE_ADDR=ADDRESS), Client(REMOTE_ADDR=ADDRESS, enforce_csrf_checks=True)
    client.force_login(contributor)

    refusals = {
        "/people/": client.get("/people/").status_code,
        "/claims/": client.get("/claims/?q=zqword").status_code,
        "/verify/": strict.post("/verify/").status_code,
        "/healthz": client.post("/healthz").status_code,
    }

    assert refusals == {"/people/": 403, "/claims/": 429, "/verify/": 403, "/healthz": 405}
    written = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    for address in refusals:
        assert any(address in line for line in written), address
    assert not any(word in line for line in written for word in (ADDRESS, contributor.email, "zqword"))
