"""What the environment may say, and that `.env.example` says it too."""

import ast
import os
import re
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env
from config.env import BASE_DIR

READERS = {"text", "flag", "integer", "words", "path", "day", "get"}
FOLDERS = ("config", "web", "users", "stations", "sources", "claims", "dossiers", "api", "operations", "scripts")
CODE = [path for folder in FOLDERS for path in (BASE_DIR / folder).rglob("*.py")]
NOT_OURS = {"HOME", "PATH", "DJANGO_SETTINGS_MODULE", "PLAYWRIGHT_BROWSERS_PATH"}


def variables_read(path):
    """Names in capitals that are handed to a reader of the environment, or looked up in `os.environ`."""
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.Call(func=ast.Attribute(value=owner, attr=reader), args=[ast.Constant(value=name), *_]):
                if reader in READERS and ast.unparse(owner) in {"env", "os.environ"}:
                    yield name
            case ast.Call(func=ast.Name(id=reader), args=[ast.Constant(value=name), *_]) if path.name == "env.py":
                if reader in READERS:
                    yield name
            case ast.Subscript(value=owner, slice=ast.Constant(value=name)) if ast.unparse(owner) == "os.environ":
                yield name


def variables_described():
    return re.findall(r"^#?([A-Z][A-Z0-9_]+)=", (BASE_DIR / ".env.example").read_text(), re.MULTILINE)


def run(code, environment, **settings):
    return subprocess.run(
        [sys.executable, "-c", code], cwd=BASE_DIR, env={**environment, **settings}, capture_output=True, text=True
    )


def test_every_variable_that_the_project_reads_has_its_line_in_the_example():
    read = {name for path in CODE for name in variables_read(path)} - NOT_OURS

    assert read <= set(variables_described())


def test_every_line_of_the_example_is_read_somewhere():
    compose = (BASE_DIR / "docker-compose.yml").read_text()
    read = {name for path in CODE for name in variables_read(path)} | set(re.findall(r"\$\{(\w+)", compose))

    assert set(variables_described()) <= read


def test_each_variable_stands_in_the_example_once():
    described = variables_described()

    assert sorted(described) == sorted(set(described))


def test_the_example_holds_no_secret():
    lines = (BASE_DIR / ".env.example").read_text().splitlines()

    assert {"SECRET_KEY=", "DATABASE_PASSWORD="} <= set(lines)


@pytest.mark.parametrize(("written", "meant"), [("1", True), ("yes", True), ("0", False), ("False", False), ("", True)])
def test_a_flag_is_a_plain_yes_or_no(monkeypatch, written, meant):
    monkeypatch.setenv("DEBUG", written)

    assert env.flag("DEBUG", True) is meant


def test_a_flag_that_is_neither_is_refused(monkeypatch):
    monkeypatch.setenv("DEBUG", "flase")

    with pytest.raises(ImproperlyConfigured, match="DEBUG is 'flase': write 1 or 0"):
        env.flag("DEBUG")


def test_a_number_in_words_is_refused(monkeypatch):
    monkeypatch.setenv("PORT", "eighty")

    with pytest.raises(ImproperlyConfigured, match="PORT is 'eighty': write a whole number"):
        env.integer("PORT")


def test_a_list_is_parted_by_commas_or_spaces(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "one.example, two.example three.example")

    assert env.words("ALLOWED_HOSTS") == ["one.example", "two.example", "three.example"]


def test_a_relative_folder_is_meant_from_the_projects_own(monkeypatch):
    monkeypatch.setenv("VAR_DIR", "elsewhere")

    assert env.var_dir() == BASE_DIR / "elsewhere"


def test_without_a_secret_key_nothing_starts(environment):
    ran = run("import config.settings", environment)

    assert ran.returncode != 0
    assert "Set SECRET_KEY to a long random text" in ran.stderr


def test_reading_the_settings_starts_no_server_and_makes_no_folder(environment, folder):
    var_dir = folder / "not made"

    ran = run(
        "import django; django.setup()", environment,
        DJANGO_SETTINGS_MODULE="config.settings", SECRET_KEY="a key", VAR_DIR=str(var_dir),
    )  # fmt: skip

    assert (ran.returncode, ran.stderr) == (0, "")
    assert not var_dir.exists()


def test_a_deployment_passes_djangos_own_checks(environment):
    settings = {"SECRET_KEY": os.urandom(40).hex(), "BEHIND_TLS": "1", "ALLOWED_HOSTS": "onrecord.example.org"}

    ran = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=BASE_DIR, env={**environment, **settings}, capture_output=True, text=True,
    )  # fmt: skip

    assert ran.returncode == 0, ran.stderr
